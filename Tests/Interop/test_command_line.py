# SPDX-License-Identifier: Apache-2.0
"""The operator's side: accounts, messages, backups and status, against a real store, with the daemon up and down."""

import json
import re
import sqlite3

import pytest
from conftest import PHONE, Stage
from peers.operator import (
    FREE_NUMBER, JULIET, NUMBER, ROMEO, ensure, fail_one, fails, queue, row, succeeds, variant)
from peers.process import wait_until

RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


# Accounts


def test_accounts_have_a_life(shared, daemon):
    before = shared.postern.json("accounts", "list")
    try:
        succeeds(
            shared, "accounts", "add", "Juliet@LOCALHOST", "--gateway", "sms", "--address", "(555) 010-0002", "--name",
            "Juliet")
        [juliet] = [a for a in shared.postern.json("accounts", "list") if a not in before]
        assert list(juliet) == sorted(["jid", "gateway", "address", "created"])
        assert (juliet["jid"], juliet["gateway"], juliet["address"]) == (JULIET, "sms", FREE_NUMBER)
        assert RFC3339.fullmatch(juliet["created"])
        assert "Juliet" in succeeds(shared, "accounts", "list")

        succeeds(shared, "accounts", "set", JULIET, "--gateway", "sms", "--address", "555.010.0003", "--name", "J.")
        assert shared.postern.json("accounts", "show", JULIET) == [
            juliet | {"address": "+15550100003", "name": "J."}]
        succeeds(shared, "accounts", "set", JULIET, "--gateway", "sms", "--name", "")
        [shown] = shared.postern.json("accounts", "show", JULIET)
        assert shown["name"] is None and shown["address"] == "+15550100003"

        succeeds(shared, "accounts", "remove", JULIET, "--gateway", "sms")
    finally:
        shared.postern.run("accounts", "remove", JULIET, "--gateway", "sms")
    assert shared.postern.json("accounts", "list") == before, "and nobody else was touched"


@pytest.mark.parametrize(
    "status, arguments, said", [
        (1, ["add", ROMEO, "--gateway", "sms", "--address", FREE_NUMBER], "has an account at sms already"),
        (1, ["add", JULIET, "--gateway", "sms", "--address", NUMBER], f"Somebody else has {NUMBER}"),
        (1, ["set", JULIET, "--gateway", "sms", "--address", FREE_NUMBER], f"{JULIET} has no account at sms"),
        (1, ["show", JULIET], f"{JULIET} has no account"),
        (1, ["remove", JULIET, "--gateway", "sms"], f"{JULIET} has no account at sms"),
        (65, ["add", JULIET, "--gateway", "sms", "--address", "call me"], "write a phone number"),
        (65, ["add", JULIET, "--gateway", "pigeon", "--address", FREE_NUMBER], "no gateway pigeon; there is sms"),
        (65, ["add", "localhost", "--gateway", "sms", "--address", FREE_NUMBER], "localhost is not a person's JID"),
        (65, ["show", "juliet@localhost/phone"], "name@example.org"),
        (64, ["set", ROMEO, "--gateway", "sms"], "--address"),
        (64, ["remove", ROMEO], "--gateway"),
        (64, ["add", JULIET, "--gateway", "sms"], "--address"),
    ])
def test_accounts_refuse(shared, status, arguments, said):
    before = shared.postern.json("accounts", "list")
    assert said in fails(shared, status, "accounts", *arguments)
    assert shared.postern.json("accounts", "list") == before


def test_a_taken_number_stays_with_its_owner(shared):
    succeeds(shared, "accounts", "add", JULIET, "--gateway", "sms", "--address", FREE_NUMBER)
    try:
        said = fails(shared, 1, "accounts", "set", JULIET, "--gateway", "sms", "--address", NUMBER)
        assert f"Somebody else has {NUMBER}" in said
        assert [a["address"] for a in shared.postern.json("accounts", "show", JULIET)] == [FREE_NUMBER]
    finally:
        succeeds(shared, "accounts", "remove", JULIET, "--gateway", "sms")


# Sending and the outbox


def test_sends_what_is_typed_and_what_is_piped(up):
    typed = queue(up, "(555) 010-0050", "typed text")
    piped = up.postern.run(
        "send", "--gateway", "sms", "--from", ROMEO, "--to", "+15550100051", input="piped text\nof two lines\n")
    assert piped.returncode == 0, piped.stderr
    assert up.simulator.expect("+15550100050", "typed text")["peer"] == NUMBER
    up.simulator.expect("+15550100051", "piped text\nof two lines")
    wait_until("it is delivered", lambda: row(up, typed)["state"] == "delivered")


def test_what_is_sent_without_a_daemon_goes_when_it_comes(down):
    id = queue(down, "+15550100052", "patience")
    assert (row(down, id)["state"], row(down, id)["attempts"]) == ("queued", 0)
    down.postern.start()
    down.simulator.expect("+15550100052", "patience")


@pytest.mark.parametrize(
    "status, changed, said", [
        (1, {"--from": JULIET}, f"{JULIET} has no account at sms"),
        (65, {"--gateway": "pigeon"}, "no gateway pigeon"),
        (65, {"--to": "nowhere"}, "write a phone number"),
        (65, {"--from": "sms.localhost"}, "not a person's JID"),
        (65, {"text": "x" * 70_000}, ""),
        (65, {"text": " \n "}, "empty"),
        (64, {"--to": None}, "--to"),
    ])
def test_send_refuses(shared, status, changed, said):
    before = len(shared.postern.messages())
    given = {"--gateway": "sms", "--from": ROMEO, "--to": PHONE, "text": "hello"} | changed
    text = given.pop("text")
    options = [part for name, value in given.items() if value for part in (name, value)]
    sentence = fails(shared, status, "send", *options, input=text)
    assert said in sentence and sentence.strip()
    assert len(sentence) < 500, "a sentence, not the message"
    assert len(shared.postern.messages()) == before


def test_lists_and_filters(shared, daemon):
    ensure(shared, True)
    delivered = queue(shared, "+15550100053", "arrives")
    wait_until("it is delivered", lambda: row(shared, delivered)["state"] == "delivered")
    failed = fail_one(shared, "+15550100054")
    ensure(shared, daemon == "up")

    rows = {r["id"]: r for r in shared.postern.messages()}
    assert list(rows) == sorted(rows), "from old to new"
    keys = "id kind gateway direction account peer state attempts created updated error".split()
    for found in rows.values():
        assert sorted(found) == sorted(keys)
        assert type(found["id"]) is int and type(found["attempts"]) is int
        assert RFC3339.fullmatch(found["created"]) and RFC3339.fullmatch(found["updated"])
    fields = ("kind", "gateway", "direction", "account", "peer", "state", "attempts")
    assert [rows[delivered][f] for f in fields] == ["message", "sms", "out", ROMEO, "+15550100053", "delivered", 1]
    assert rows[delivered]["error"] is None and rows[failed]["error"]

    ids = lambda **filters: {r["id"] for r in shared.postern.messages(**filters)}
    assert delivered in ids(state="delivered") and failed not in ids(state="delivered")
    assert failed in ids(state="failed") and delivered not in ids(state="failed")
    assert ids(gateway="sms") == set(rows) and ids(gateway="pigeon") == set()
    assert {delivered, failed} <= ids(account=ROMEO) and ids(account=JULIET) == set()
    assert ids(state="failed", account=JULIET) == set()
    assert row(shared, failed) == rows[failed]
    for text in (succeeds(shared, "messages", "list"), succeeds(shared, "messages", "show", str(failed))):
        assert "+15550100054" in text and "arrives" not in text, "never with a text"


def test_messages_refuse(shared, daemon):
    for verb in ("show", "retry", "cancel"):
        assert "no message 999999" in fails(shared, 1, "messages", verb, "999999")
        fails(shared, 64, "messages", verb, "first")
    assert "no state lost" in fails(shared, 64, "messages", "list", "--state", "lost")
    fails(shared, 65, "messages", "list", "--account", "nobody")


def test_sends_again_what_failed(shared, daemon):
    ensure(shared, True)
    number = "+15550100055" if daemon == "up" else "+15550100056"
    id = fail_one(shared, number)
    ensure(shared, daemon == "up")
    succeeds(shared, "messages", "retry", str(id))
    if daemon == "down":
        assert row(shared, id)["state"] == "queued"
        ensure(shared, True)
    shared.simulator.expect(number, "refused")
    wait_until("it is delivered", lambda: row(shared, id)["state"] == "delivered")
    assert "has been delivered already" in fails(shared, 1, "messages", "retry", str(id))


def test_an_erased_text_is_not_sent_again(up):
    id = fail_one(up, "+15550100057")
    ensure(up, False)
    kept = up.postern.config.read_text()
    try:
        # The first thing that a daemon does is to erase what is due.
        variant(up, "postern", ('path = "postern.db"', 'path = "postern.db"\nkeep_failed = "0d"'))
        up.postern.start()
        wait_until("the text is erased", lambda: erased(up, id))
        assert f"The text of message {id} has been erased" in fails(up, 1, "messages", "retry", str(id))
        assert row(up, id)["state"] == "failed"
    finally:
        ensure(up, False)
        up.postern.config.write_text(kept)


def erased(stage: Stage, id: int) -> bool:
    with sqlite3.connect(f"file:{stage.postern.folder / 'postern.db'}?mode=ro", uri=True) as database:
        return database.execute("SELECT erased = 1 AND body IS NULL FROM outbox WHERE id = ?", [id]).fetchone()[0] == 1


def test_cancels_what_waits_and_nothing_else(shared, daemon):
    number = "+15550100058" if daemon == "up" else "+15550100059"
    shared.simulator.faults(error_rates={"500": 1.0})
    id = queue(shared, number, "second thoughts")
    if daemon == "up":
        tried = lambda found: found["attempts"] == 1 and found["state"] == "queued"
        wait_until("an attempt has failed", lambda: tried(row(shared, id)))
    succeeds(shared, "messages", "cancel", str(id))
    assert row(shared, id)["state"] == "cancelled"
    assert f"Message {id} is done already" in fails(shared, 1, "messages", "cancel", str(id))
    ensure(shared, True)
    behind = queue(shared, number, "behind it")
    wait_until("what came later is delivered", lambda: row(shared, behind)["state"] == "delivered")
    assert [m["text"] for m in shared.simulator.messages(number)] == ["behind it"]


def test_what_is_being_sent_cannot_be_cancelled(up, gate):
    id = queue(up, "+15550100060", "too late")
    gate.expect()
    assert row(up, id)["state"] == "sending"
    assert "being sent just now" in fails(up, 1, "messages", "cancel", str(id))
    gate.open()
    up.simulator.expect("+15550100060", "too late")


# Backup


def test_copies_while_it_runs_and_overwrites_nothing(shared, daemon):
    copy = shared.folder / f"copy-{daemon}.db"
    succeeds(shared, "backup", str(copy))
    assert copy.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(f"file:{copy}?mode=ro", uri=True) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT jid, address FROM account").fetchall() == [(ROMEO, NUMBER)]
        assert database.execute("SELECT count(*) FROM outbox").fetchone()[0] >= len(shared.postern.messages())
    # It is a store like the first.
    listed = succeeds(
        shared, "accounts", "list", "--json",
        config=variant(shared, "copied", ('path = "postern.db"', f'path = "{copy}"')))
    assert json.loads(listed) == shared.postern.json("accounts", "list")

    before = copy.read_bytes()
    assert f"{copy} exists already" in fails(shared, 1, "backup", str(copy))
    assert copy.read_bytes() == before
    missing = shared.folder / "nowhere" / "copy.db"
    assert str(missing) in fails(shared, 1, "backup", str(missing))


@pytest.mark.parametrize(
    "arguments", [
        ["fly"], ["accounts"], ["accounts", "fly"], ["messages"], ["backup"], ["run", "now"], ["status", "--yaml"],
        ["providers", "show"]])
def test_wrong_usage(shared, arguments):
    assert "Usage: postern" in fails(shared, 64, *arguments)


# Status and doctor


def test_status_of_a_running_daemon(up):
    [status] = up.postern.json("status")
    assert sorted(status) == sorted(
        "gateway domain link up pause queues last_error last_error_at".split())
    assert (status["gateway"], status["domain"], status["link"], status["up"]) == ("sms", "sms.localhost", "up", True)
    assert status["pause"] is None
    assert all(sorted(q) == ["count", "direction", "state"] for q in status["queues"])
    assert "sms (sms.localhost): up" in succeeds(up, "status")


def test_status_without_a_daemon(down):
    said = fails(down, 69, "status")
    assert f"127.0.0.1:{down.postern.admin_port}" in said and "postern run" in said
    fails(down, 69, "status", "--json")
