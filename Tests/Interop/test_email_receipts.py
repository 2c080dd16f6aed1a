# SPDX-License-Identifier: Apache-2.0
"""A tick says what the operator has chosen that it says, once, and nobody can forge one."""

import smtplib

import pytest
from peers.client import receipt_of
from peers.payloads import displayed_of, link_of, text_of
from peers.process import wait_until
from test_email_reports import NOTIFICATION, PROSE, REPORT, has_tick, report, sent_mail, settled

REPORTS = ("DSN", "8BITMIME", "SMTPUTF8", "SIZE 52428800")
ACCEPTED = 'receipts = "accepted"'


def state_of(stage, address: str) -> list[str]:
    return [row["state"] for row in stage.postern.messages() if row["peer"] == address and row["direction"] == "out"]


# What `receipts` says


def test_accepted_is_enough_where_no_report_comes(make_mail_stage):
    stage = make_mail_stage(postfix=False, protocol="smtp", extra=ACCEPTED)
    romeo = stage.romeo()
    stage.world.answer("slow@far.example", "450 4.2.0 Later", times=1)
    id, arrived = sent_mail(stage, romeo, "Taken is enough", "kurt@far.example")
    romeo.expect_receipt(id)
    assert state_of(stage, "kurt@far.example") == ["accepted"]
    # Without NOTIFY, which this server does not know, a report may come nevertheless.
    assert arrived.rcpt_parameters == [""]
    report(stage, arrived, action="delivered", status="2.0.0", words="250 Ok")
    later, _ = sent_mail(stage, romeo, "At the second try", "slow@far.example")
    romeo.expect_receipt(later)
    stage.world.answer("gone@far.example", "550 5.1.1 Gone")
    refused = stage.say(romeo, "Nobody there", "gone@far.example")
    romeo.expect_error(refused)
    settled(stage)
    assert [receipt_of(s) for s in romeo.find(lambda s: receipt_of(s))] == [id, later], "each once"
    assert stage.world.asked[1][:2] == ("slow@far.example", "450 4.2.0 Later")


def test_accepted_waits_for_the_report_that_is_promised(make_mail_stage):
    stage = make_mail_stage(postfix=False, protocol="smtp", extra=ACCEPTED, extensions=REPORTS)
    romeo = stage.romeo()
    id, arrived = sent_mail(stage, romeo, "Handed on", "kurt@far.example")
    wait_until("it is accepted", lambda: state_of(stage, "kurt@far.example") == ["accepted"])
    settled(stage)
    assert not has_tick(romeo, id), "the report will tell"
    for _ in range(2):
        report(stage, arrived, action="relayed", status="2.0.0", words="250 Ok")
    romeo.expect_receipt(id)
    report(stage, arrived, action="delivered", status="2.0.0", words="250 Ok")
    wait_until("it is delivered", lambda: state_of(stage, "kurt@far.example") == ["delivered"])
    settled(stage)
    assert len(romeo.find(lambda s: receipt_of(s) == id)) == 1


def test_delivered_is_not_handed_on(make_mail_stage):
    stage = make_mail_stage(postfix=False, protocol="smtp", extensions=REPORTS)
    romeo = stage.romeo()
    id, arrived = sent_mail(stage, romeo, "Handed on", "kurt@far.example")
    report(stage, arrived, action="relayed", status="2.0.0", words="250 Ok")
    # What comes behind it shows that it has been read.
    other, second = sent_mail(stage, romeo, "In the mailbox", "lena@far.example")
    report(stage, second, action="delivered", status="2.0.0", words="250 Ok")
    romeo.expect_receipt(other)
    assert not has_tick(romeo, id) and state_of(stage, "kurt@far.example") == ["accepted"]
    report(stage, arrived, action="delivered", status="2.0.0", words="250 Ok")
    romeo.expect_receipt(id)
    assert romeo.find(lambda s: s["type"] == "error") == []


# Several lines in one mail


def test_ten_messages_both_ways_as_people_type_them(make_mail_stage):
    """Within `coalesce` lines go as one mail; the thread holds in both worlds, and each line gets its own tick."""
    stage = make_mail_stage(coalesce="2s")
    romeo, bob = stage.romeo(), stage.correspondent()
    said, threads, known = [], set(), []
    for turn in range(5):
        lines = [f"Romeo says {turn}", f"and {turn} again"]
        content = bytes([turn]) * 3000
        link = stage.uploads.put(f"/u/{turn}/map-{turn}.png", "image/png", content)
        said += stage.say_all(romeo, [*({"body": line} for line in lines), {"body": link, "link": link}])
        arrived = bob.mailbox.expect(f"turn {turn}", lambda m: f"Romeo says {turn}" in m.text.split("\n"))
        assert arrived.text.split("\n")[:2] == lines and len(arrived.text.split("\n")) == 2
        assert arrived.attachments == [(f"map-{turn}.png", "image/png", content)]
        references = str(arrived.message["references"] or "").split()
        assert references[-1:] == known[-1:] and set(references) <= set(known)
        assert str(arrived.message["subject"]) == ("Re: " if turn else "") + "Romeo says 0"
        answer = bob.answer(arrived, f"Bob says {turn}", attachments=[(f"reply-{turn}.png", content)])
        known += [str(arrived.message["message-id"]), str(answer["message-id"])]
        threads.add(text_of(stage.expect_line(romeo, f"Bob says {turn}"), "thread"))
        assert stage.expect_file(romeo, f"reply-{turn}.png")[0] == content
    wait_until("each tick", lambda: {receipt_of(s) for s in romeo.find(lambda s: receipt_of(s))} == set(said))
    assert len(romeo.find(lambda s: receipt_of(s))) == 15 and len(bob.mails()) == 5
    came = romeo.find(lambda s: s["from"].bare == stage.contact() and s["body"] and s["type"] != "error")
    assert len(came) == 10 and len([s for s in came if link_of(s)]) == 5
    assert {text_of(s, "thread") for s in came} == threads and len(threads) == 1
    assert romeo.find(lambda s: s["type"] == "error") == []


# Forgery


@pytest.fixture(scope="module")
def romeo(direct):
    return direct.romeo(read_receipts="yes")


@pytest.fixture(scope="module")
def juliet(direct):
    """She has an address too, and knows Message-IDs of romeo's mails: they were sent to her as copies."""
    client = direct.client("juliet")
    direct.register(client, "juliet", "Juliet")
    return client


FORGED = {
    "delivered": (REPORT, {"action": "delivered", "status": "2.0.0", "words": "250 Ok"}),
    "relayed": (REPORT, {"action": "relayed", "status": "2.0.0", "words": "250 Ok"}),
    "failed": (REPORT, {}), "prose": (PROSE, {}), "displayed": (NOTIFICATION, {})}


@pytest.mark.parametrize("sender", ["", "eve@far.example"])
@pytest.mark.parametrize("kind", FORGED)
def test_a_report_at_somebody_elses_address_changes_nothing(direct, romeo, juliet, kind, sender):
    to = f"{kind}-{len(sender)}@far.example"
    id = direct.say(romeo, f"Not yours {to}", to, markable=True)
    arrived = direct.world.expect("the mail", lambda m: m.text == f"Not yours {to}")
    form, facts = FORGED[kind]
    before = state_of(direct, to)
    # Also to two at once: hers, and a role of the operators.
    report(direct, arrived, form, to="juliet@example.org", sender=sender, **facts)
    report(direct, arrived, form, to="postmaster@example.org", sender=sender, **facts)
    marker = f"Behind {to}"
    direct.correspondent().write("romeo@example.org", marker, marker)
    direct.expect_line(romeo, marker)
    settled(direct)
    assert state_of(direct, to) == before == ["accepted"]
    assert not has_tick(romeo, id)
    assert romeo.find(lambda s: displayed_of(s) == id or (s["type"] == "error" and s["id"] == id)) == []


def test_an_address_for_bounces_cannot_be_guessed(direct, romeo):
    ids, mails = zip(*(sent_mail(direct, romeo, f"Guess {n}", f"guess-{n}@far.example") for n in range(2)))
    real = [mail.sender.split("@")[0] for mail in mails]
    assert all(name.startswith("bounces+") for name in real)
    reference, tag = real[0].rsplit("-", 1)
    flipped = "b" if real[0][-1] != "b" else "c"
    guesses = [
        reference, reference + "-", f"{reference}-{real[1].rsplit('-', 1)[1]}", real[0][:-1], real[0][:-1] + flipped,
        real[0] + "a", f"{reference}-{'a' * len(tag)}", "bounces", "bounces+", f"bounces+{tag}-{tag}"]
    for guess in guesses:
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
            report(direct, mails[0], to=f"{guess}@example.org")
        [(code, words)] = refusal.value.recipients.values()
        assert code == 550 and b"5.1.1" in words, guess
    settled(direct)
    assert romeo.find(lambda s: s["type"] == "error" and s["id"] in ids) == []
    # Servers change the case of an address; the real one is known by then too.
    report(direct, mails[0], to=f"{real[0].upper()}@EXAMPLE.ORG")
    romeo.expect_error(ids[0])
    assert state_of(direct, "guess-1@far.example") == ["accepted"]


def test_a_foreign_id_in_a_report_to_ones_own_mail(direct, romeo, juliet):
    """Juliet gets a bounce address by writing herself; what its reports say of other mails counts for hers alone."""
    id, arrived = sent_mail(direct, romeo, "Romeo's own", "target@far.example")
    hers, bait = sent_mail(direct, juliet, "The bait", "bait@far.example")
    report(direct, bait, recipient="target@far.example", message_id=arrived.message["message-id"])
    report(direct, bait, PROSE, recipient="target@far.example", message_id=arrived.message["message-id"])
    settled(direct)
    assert state_of(direct, "target@far.example") == ["accepted"] and not has_tick(romeo, id)
    assert romeo.find(lambda s: s["type"] == "error" and s["id"] == id) == []
