# SPDX-License-Identifier: Apache-2.0
"""What clients, providers and the world can do wrong, and what they get for it."""

import json
import socket
import urllib.error
import urllib.request

import pytest
from conftest import PHONE
from peers.process import PATIENCE, wait_until


@pytest.fixture
def romeo(prosody_stage):
    client = prosody_stage.client()
    prosody_stage.register(client)
    return client


def test_a_stranger_is_told_to_register(prosody_stage):
    juliet = prosody_stage.client("juliet")
    kind, condition, text = juliet.expect_error(juliet.text(prosody_stage.contact(), "hello"))
    assert (kind, condition) == ("auth", "registration-required")
    assert "sms.localhost" in text
    assert prosody_stage.postern.messages() == []


@pytest.mark.parametrize("local", ["", "not-a-number-at-all-really", "+1", "+999999999999999999", "12"])
def test_no_number_is_malformed(prosody_stage, romeo, local):
    to = f"{local}@sms.localhost" if local else "sms.localhost"
    kind, condition, text = romeo.expect_error(romeo.text(to, "hello"))
    assert (kind, condition) == ("modify", "jid-malformed")
    assert text


def test_encryption_is_refused_and_never_sent(prosody_stage, romeo):
    romeo.raw(
        f"<message to='{prosody_stage.contact()}' type='chat' id='omemo1'>"
        "<body>I sent you an OMEMO encrypted message</body>"
        "<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='1'/></encrypted></message>")
    kind, condition, _ = romeo.expect_error("omemo1")
    assert (kind, condition) == ("modify", "not-acceptable")
    assert prosody_stage.simulator.messages(PHONE) == []


def test_empty_messages_get_nothing(prosody_stage, romeo):
    to = prosody_stage.contact()
    romeo.raw(
        f"<message to='{to}' type='chat' id='e1'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>")
    romeo.raw(f"<message to='{to}' type='chat' id='e2'><received xmlns='urn:xmpp:receipts' id='x'/></message>")
    romeo.raw(f"<message to='{to}' type='chat' id='e3'><body>  \n </body></message>")
    # A message behind them is answered, so they have been read by then.
    sent = romeo.text(to, "not empty")
    romeo.expect_receipt(sent)
    assert romeo.find(lambda s: s["id"] in ("e1", "e2", "e3")) == []
    assert [m["text"] for m in prosody_stage.simulator.messages(PHONE)] == ["not empty"]


def test_64_kilobytes_do_not_fit(prosody_stage, romeo):
    kind, condition, text = romeo.expect_error(romeo.text(prosody_stage.contact(), "x" * 65_536))
    assert (kind, condition) == ("modify", "policy-violation")
    assert text


def test_group_chat_is_not_there(prosody_stage, romeo):
    sent = romeo.text(prosody_stage.contact(), "hello all", kind="groupchat")
    assert romeo.expect_error(sent)[:2] == ("cancel", "feature-not-implemented")


def test_errors_are_never_answered(prosody_stage, romeo):
    to = prosody_stage.contact()
    romeo.raw(
        f"<message to='{to}' type='error' id='err1'><body>x</body><error type='cancel'>"
        "<gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>")
    romeo.expect_receipt(romeo.text(to, "after the error"))
    assert romeo.find(lambda s: s["id"] == "err1") == []


def test_the_second_language_is_german(prosody_stage):
    juliet = prosody_stage.client("juliet")
    juliet.raw(f"<message to='{prosody_stage.contact()}' type='chat' id='de1' xml:lang='de'><body>Hallo</body></message>")
    assert "registriert" in juliet.expect_error("de1")[2]


def test_provider_refuses_the_recipient(prosody_stage, romeo):
    prosody_stage.simulator.faults(error_rates={"400": 1.0})
    kind, condition, text = romeo.expect_error(romeo.text(prosody_stage.contact(), "nobody there"))
    assert (kind, condition) == ("cancel", "item-not-found")
    assert text


@pytest.mark.parametrize("fault", [{"429": 1.0}, {"500": 1.0}])
def test_provider_in_trouble_is_tried_again(prosody_stage, romeo, fault):
    prosody_stage.simulator.faults(error_rates=fault)
    sent = romeo.text(prosody_stage.contact(), "patience")
    wait_until("a first attempt", lambda: [m for m in prosody_stage.postern.messages() if m["attempts"] >= 1])
    prosody_stage.simulator.faults(error_rates={})
    romeo.expect_receipt(sent)
    assert [m["text"] for m in prosody_stage.simulator.messages(PHONE)] == ["patience"]


def test_a_lost_answer_is_not_sent_again(prosody_stage, romeo):
    prosody_stage.simulator.faults(lost_answers=1.0, reports="none")
    sent = romeo.text(prosody_stage.contact(), "did it arrive?")
    kind, condition, text = romeo.expect_error(sent)
    assert (kind, condition) == ("wait", "remote-server-timeout")
    assert "may or may not" in text
    assert len(prosody_stage.simulator.messages(PHONE)) == 1
    assert [m["state"] for m in prosody_stage.postern.messages(state="uncertain")] == ["uncertain"]


def test_account_trouble_pauses_and_tells_the_sender(prosody_stage, romeo):
    prosody_stage.simulator.faults(error_rates={"401": 1.0})
    first = romeo.text(prosody_stage.contact(), "waits for the operator")
    wait_until(
        "the gateway is paused", lambda: any(g["pause"] for g in prosody_stage.postern.json("status")))
    refused = romeo.text(prosody_stage.contact(), "refused meanwhile")
    assert romeo.expect_error(refused)[:2] == ("cancel", "service-unavailable")
    prosody_stage.simulator.faults(error_rates={})
    [row] = prosody_stage.postern.messages(state="queued")
    assert prosody_stage.postern.run("messages", "retry", str(row["id"])).returncode == 0
    romeo.expect_receipt(first)


@pytest.mark.parametrize("reports", ["early", "late", "duplicate", "reordered"])
def test_reports_however_they_come(prosody_stage, romeo, reports):
    prosody_stage.simulator.faults(reports=reports, report_delay_ms=200)
    ids = [romeo.text(prosody_stage.contact(), f"{reports} {number}") for number in range(3)]
    for id in ids:
        romeo.expect_receipt(id)
    wait_until(
        "all is settled", lambda: len(prosody_stage.postern.messages(state="delivered")) == 6)
    receipts = romeo.find(lambda s: s.xml.find("{urn:xmpp:receipts}received") is not None)
    assert len(receipts) == 3, "a tick came twice"


def test_a_failed_report_is_an_error(prosody_stage, romeo):
    prosody_stage.simulator.faults(reports="failed")
    sent = romeo.text(prosody_stage.contact(), "into the void")
    kind, condition, _ = romeo.expect_error(sent)
    assert condition in ("item-not-found", "policy-violation")
    assert romeo.find(lambda s: s.xml.find("{urn:xmpp:receipts}received") is not None) == []


def post(stage, path, body=b"{}", headers=None, method="POST"):
    request = urllib.request.Request(
        f"http://127.0.0.1:{stage.postern.http_port}{path}", body, headers or {"Content-Type": "application/json"},
        method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except (ConnectionError, urllib.error.URLError):
        return 413  # The server may close on us while we still write.


def test_webhooks_are_refused_in_order(prosody_stage):
    assert post(prosody_stage, "/hooks/nobody/in") == 404
    assert post(prosody_stage, "/hooks/sms/nothing") == 404
    assert post(prosody_stage, "/hooks/sms/in", method="PUT") == 405
    assert post(prosody_stage, "/hooks/sms/in", b"x" * 2 * 1024 * 1024) == 413
    assert post(prosody_stage, "/hooks/sms/in", b'{"event":"message"}') == 403
    assert post(
        prosody_stage, "/hooks/sms/in", b"{", {"X-Simulator-Timestamp": "1", "X-Simulator-Signature": "00"}) == 403
    assert prosody_stage.postern.is_up()
    assert prosody_stage.postern.messages() == []


def test_a_slow_sender_does_not_hold_the_daemon(prosody_stage, romeo):
    with socket.create_connection(("127.0.0.1", prosody_stage.postern.http_port)) as slow:
        slow.sendall(b"POST /hooks/sms/in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
        romeo.expect_receipt(romeo.text(prosody_stage.contact(), "others go on"))
        slow.settimeout(PATIENCE)
        while slow.recv(4096):
            pass
    assert prosody_stage.postern.is_up()


def test_a_text_to_a_number_that_nobody_has_is_kept(prosody_stage):
    prosody_stage.simulator.answer(PHONE, "+15550100002", "is anybody there?")
    [row] = wait_until("the row", lambda: prosody_stage.postern.messages(state="failed"))
    assert row["account"] is None and row["peer"] == PHONE and "+15550100002" in row["error"]


def test_nothing_secret_is_in_the_log(prosody_stage, romeo):
    romeo.expect_receipt(romeo.text(prosody_stage.contact(), "a very private sentence"))
    log = prosody_stage.postern.process.output()
    for secret in ("a very private sentence", "component-secret", "simulator-key", "simulator-signing-key"):
        assert secret not in log, json.dumps(secret)


@pytest.mark.parametrize(
    "content, text", [
        ("<body/><body>BODY</body>", "BODY"),
        ("<body xml:lang='fr'>Bonjour</body><body>Hello</body>", "Hello"),
        ("<body xml:lang='fr'>Bonjour</body><body xml:lang='de'>Hallo</body>", "Hallo"),
        ("<subject>Lunch?</subject>", "Lunch?"),
        ("<body>" + "e\u0301" * 400 + "</body>", "\u00e9" * 400)])
def test_the_body_that_counts(prosody_stage, romeo, content, text):
    romeo.raw(f"<message to='{prosody_stage.contact()}' type='chat' id='b1' xml:lang='de-AT'>{content}</message>")
    prosody_stage.simulator.expect(PHONE, text)
