# SPDX-License-Identifier: Apache-2.0
"""What a start needs, what a signal does, and what happens when the disk gives out."""

import hmac
import json
import socket
import sqlite3
import time
import urllib.error
import urllib.request

import pytest
from conftest import PHONE, Stage
from peers.disk import Disk
from peers.operator import FREE_NUMBER, JULIET, NUMBER, ROMEO, ensure, fails, queue, row, succeeds, variant
from peers.process import PATIENCE, free_port, wait_until
from peers.prosody import Prosody
from peers.simulator import Simulator

# Starting


def test_a_port_in_use_is_named(down):
    for key, port in (("http_port", down.postern.http_port), ("admin_port", down.postern.admin_port)):
        with socket.socket() as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            other.bind(("127.0.0.1", port))
            other.listen()
            done = down.postern.run("run")
            assert done.returncode == 69, key
            assert f"port {port}" in done.stderr.splitlines()[-1]
            assert ("[http]" if key == "http_port" else "[admin]") in done.stderr


def test_a_second_daemon_is_refused(up):
    config = variant(
        up, "second", (str(up.postern.http_port), str(free_port())), (str(up.postern.admin_port), str(free_port())))
    done = up.postern.run("run", config=config)
    assert done.returncode == 69
    assert str(up.postern.folder / "postern.db") in done.stderr and "nother daemon" in done.stderr
    assert up.postern.is_up(), "the first goes on"


@pytest.mark.parametrize(
    "arguments", [
        ["accounts", "list"], ["messages", "list"], ["backup", "x.db"],
        ["send", "--gateway", "sms", "--from", ROMEO, "--to", PHONE, "hello"]])
def test_no_database(shared, arguments):
    config = variant(shared, "empty", ('path = "postern.db"', 'path = "absent.db"'))
    said = fails(shared, 65, *arguments, config=config)
    assert "absent.db" in said and "postern run" in said
    assert not (shared.postern.folder / "absent.db").exists()


def test_a_newer_and_a_foreign_database(shared):
    newer, foreign = shared.postern.folder / "newer.db", shared.postern.folder / "foreign.db"
    succeeds(shared, "backup", str(newer))
    with sqlite3.connect(newer) as database:
        database.execute("PRAGMA user_version = 4711")
    foreign.write_text("This is no database, and must stay as it is. " * 100)
    for path, said in ((newer, "4711"), (foreign, "not a database")):
        before = path.read_bytes()
        config = variant(shared, path.stem, ('path = "postern.db"', f'path = "{path.name}"'))
        for command in (["accounts", "list"], ["run"]):
            sentence = fails(shared, 65, *command, config=config)
            assert str(path) in sentence and said in sentence
        assert path.read_bytes() == before


# Signals


def test_a_stop_finishes_what_is_in_hand(up, gate):
    id = queue(up, "+15550100061", "in hand")
    gate.expect()
    assert row(up, id)["state"] == "sending"
    after = queue(up, "+15550100061", "not begun")
    up.postern.process.child.terminate()
    # The answer comes while it stops, within the five seconds that it grants to what is in hand.
    told = "graceful shutdown for service sl-service=Bridge("
    wait_until("it stops", lambda: told in up.postern.process.output().split("link up")[-1])
    gate.open()
    assert up.postern.process.stop() == 0
    assert row(up, id)["state"] in ("accepted", "delivered")
    assert [m["text"] for m in up.simulator.messages("+15550100061")] == ["in hand"]
    assert row(up, after)["state"] == "queued", "what was not begun stays for the next start"
    up.postern.start()
    up.simulator.expect("+15550100061", "not begun")
    wait_until("the report comes late and counts", lambda: row(up, id)["state"] == "delivered")


def test_a_stop_does_not_wait_for_ever(up, gate):
    id = queue(up, "+15550100062", "hangs")
    gate.expect()
    assert row(up, id)["state"] == "sending"
    assert up.postern.process.stop() == 0
    # It did not wait for the answer, nor until the request gave up by itself after half a minute.
    assert "was cancelled" in row(up, id)["error"]
    # A daemon that does not know whether it went out must not send it again.
    up.postern.start()
    wait_until("it is uncertain", lambda: row(up, id)["state"] == "uncertain")


def test_a_changed_configuration_is_applied_without_a_new_link(up):
    kept = up.postern.config.read_text()
    juliet = up.client("juliet")
    form = "<query xmlns='jabber:iq:register'/>"
    links = lambda: up.postern.process.output().count("link up")
    began = links()
    try:
        variant(up, "postern", ('register = ["localhost"]', 'register = ["romeo@localhost"]'))
        reload(up, "The configuration was read again")
        refused = juliet.request(up.postern.domain, "get", form)
        assert refused["type"] == "error" and refused["error"]["condition"] == "forbidden"

        up.postern.config.write_text(kept.replace('region = "US"', "region = 1"))
        said = reload(up, "the running one stays")
        assert "gateways.sms.region" in said
        assert juliet.request(up.postern.domain, "get", form)["type"] == "error", "what was in force stays"

        up.postern.config.write_text(kept)
        reload(up, "The configuration was read again")
        assert juliet.request(up.postern.domain, "get", form)["type"] == "result"
        assert links() == began and up.postern.is_up()
    finally:
        up.postern.config.write_text(kept)
        juliet.disconnect()


def reload(stage: Stage, said: str) -> str:
    """Sends SIGHUP, and gives the line of the log with which the daemon answers."""
    before = len(stage.postern.process.output())
    lines = lambda: stage.postern.process.output()[before:].splitlines(keepends=True)
    stage.postern.reload()
    return wait_until(
        f"the log says {said!r}", lambda: [line for line in lines() if said in line and line.endswith("\n")])[0]


# Disks


@pytest.fixture
def disk(folder):
    disk = Disk(folder / "disk")
    yield disk
    disk.close()


@pytest.fixture
def small_stage(folder, disk):
    """A set-up whose store is on the small file system; romeo has a number."""
    stage = Stage(folder, Prosody)
    variant(stage, "postern", ('path = "postern.db"', f'path = "{disk.path}/postern.db"'))
    try:
        stage.start()
        succeeds(stage, "accounts", "add", ROMEO, "--gateway", "sms", "--address", NUMBER)
        yield stage
    finally:
        stage.close()


def test_a_full_disk_takes_nothing_and_recovers(small_stage, disk):
    stage = small_stage
    romeo = stage.client()
    romeo.expect_receipt(romeo.text(stage.contact(), "there is room"))
    wait_until("all is settled", lambda: all(m["state"] == "delivered" for m in stage.postern.messages()))
    disk.fill()

    kind, condition, text = romeo.expect_error(romeo.text(stage.contact(), "there is none"))
    assert (kind, condition) == ("wait", "resource-constraint")
    assert "cannot store" in text
    with pytest.raises(urllib.error.HTTPError) as refusal:
        post_answer(stage)
    assert refusal.value.code == 503, "what is not stored is not acknowledged"
    said = fails(stage, 1, "send", "--gateway", "sms", "--from", ROMEO, "--to", PHONE, "no room here either")
    assert "disk is full" in said and "postern.db" in said
    assert "The disk is full" in stage.postern.process.output(), "and the operator can see it"
    assert [m["text"] for m in stage.simulator.messages(PHONE)] == ["there is room"]
    assert stage.postern.is_up(), "the daemon lives"

    disk.free()
    assert post_answer(stage) == 200
    romeo.expect_text("stored or not", stage.contact())
    romeo.expect_receipt(romeo.text(stage.contact(), "there is room again"))
    texts = [m["text"] for m in stage.simulator.messages(PHONE)]
    assert texts == ["there is room", "there is room again"]


def post_answer(stage: Stage) -> int:
    """The provider's webhook for a text from the phone, signed, and its status."""
    body = json.dumps({
        "event": "message", "event_id": "full-disk", "id": "m-full-disk", "from": PHONE, "to": NUMBER,
        "text": "stored or not", "media": []}).encode()
    timestamp = str(int(time.time()))
    signature = hmac.new(Simulator.signing_key.encode(), timestamp.encode() + b"." + body, "sha256").hexdigest()
    request = urllib.request.Request(
        f"http://127.0.0.1:{stage.postern.http_port}/hooks/sms/in", body, {
            "Content-Type": "application/json", "X-Simulator-Timestamp": timestamp,
            "X-Simulator-Signature": signature})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return answer.status


def test_a_store_that_cannot_be_written(small_stage, disk):
    ensure(small_stage, False)
    disk.freeze()
    for arguments in (
        ["run"], ["accounts", "add", JULIET, "--gateway", "sms", "--address", FREE_NUMBER],
        ["send", "--gateway", "sms", "--from", ROMEO, "--to", PHONE, "hello"]
    ):
        said = fails(small_stage, 1, *arguments).splitlines()
        assert len(said) == 1, "one sentence"
        assert f"{disk.path}/postern.db" in said[0] and "cannot be written" in said[0]
