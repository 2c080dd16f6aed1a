# SPDX-License-Identifier: Apache-2.0
"""Another process holds the store for longer than the daemon waits: mail is refused for the moment, nothing of it is
kept, and the same mail is taken once afterwards."""

import concurrent.futures
import contextlib
import sqlite3
import time

import pytest
from peers.dialogue import Dialogue
from peers.intake import HEADER
from peers.mail_stage import MailStage
from peers.process import PATIENCE, wait_until

TO = "romeo@example.org"


@contextlib.contextmanager
def write_lock(stage: MailStage):
    """Another process' hand on the store; the daemon waits for it for five seconds."""
    database = sqlite3.connect(stage.postern.folder / "postern.db", isolation_level=None, timeout=PATIENCE)
    try:
        database.execute("BEGIN IMMEDIATE")
        yield
    finally:
        database.close()


def unread(client: Dialogue) -> int:
    """How many octets the kernel still has for the other side of a connection, here or there."""
    own, other = (f":{address[1]:04X}" for address in (client.socket.getsockname(), client.socket.getpeername()))
    with open("/proc/net/tcp") as table:
        lines = [line.split() for line in table.readlines()[1:]]
    waiting = {(line[1][-5:], line[2][-5:]): line[4].split(":") for line in lines}
    (unacknowledged, _), (_, received) = waiting[own, other], waiting[other, own]
    return int(unacknowledged, 16) + int(received, 16)


def hand_over(port: int, mail: bytes, verb: str) -> tuple[int, str]:
    with Dialogue(port) as client:
        client.begin(verb=verb)
        client.send(mail + b".\r\n")
        return client.reply()


@pytest.fixture(params=["smtp", "lmtp"])
def store_stage(request, make_mail_stage):
    return make_mail_stage(postfix=False, protocol=request.param), "LHLO" if request.param == "lmtp" else "EHLO"


def test_a_busy_store_takes_nothing_and_the_repeat_once(store_stage):
    stage, verb = store_stage
    romeo = stage.romeo()
    mail = HEADER("Busy", "busy").encode() + b"\r\nWhile it is busy\r\n"
    with write_lock(stage):
        began = time.monotonic()
        said = stage.say(romeo, "From a person meanwhile", "far@far.example")
        code, words = hand_over(stage.listener_port, mail, verb)
        assert code == 451 and words.startswith("4.3.0"), words
        assert time.monotonic() - began > 4, "it has waited"
        assert stage.postern.is_up(), "the daemon lives"
    # What a person writes meanwhile goes out once, or its sender knows that it did not.
    arrived = lambda: stage.world.for_address("far@far.example")
    refused = lambda: romeo.find(lambda s: s["type"] == "error" and s["id"] == said)
    wait_until("the person's message has an end", lambda: arrived() or refused())
    assert not romeo.find(lambda s: "While it is busy" in (s["body"] or ""))
    is_incoming = lambda row: (row["direction"], row["kind"]) == ("in", "message")
    incoming = lambda: [row for row in stage.postern.messages() if is_incoming(row)]
    assert incoming() == [], "nothing of it was kept"
    for _ in range(3):
        assert hand_over(stage.listener_port, mail, verb)[0] == 250
    stage.expect_line(romeo, "While it is busy")
    last = HEADER("Behind", "behind").encode() + b"\r\nBehind it\r\n"
    assert hand_over(stage.listener_port, last, verb)[0] == 250
    stage.expect_line(romeo, "Behind it")
    stage.expect_line(romeo, "While it is busy")
    assert len(incoming()) == 2
    assert len(arrived()) + len(refused()) == 1


def test_a_store_that_is_busy_for_a_moment_is_waited_for(store_stage):
    stage, verb = store_stage
    romeo = stage.romeo()
    mail = HEADER("Moment", "moment").encode() + b"\r\nA moment later\r\n"
    with concurrent.futures.ThreadPoolExecutor(1) as other, Dialogue(stage.listener_port) as client:
        client.begin(verb=verb)
        with write_lock(stage):
            client.send(mail + b".\r\n")
            reply = other.submit(client.reply)
            wait_until("it has read the mail", lambda: unread(client) == 0)
            # It has time for others meanwhile.
            with Dialogue(stage.listener_port) as patient:
                for _ in range(50):
                    patient.expect(250, "NOOP")
            assert not reply.done(), "no 250 before it is stored"
        assert reply.result(PATIENCE)[0] == 250
    stage.expect_line(romeo, "A moment later")


def test_postfix_brings_again_what_a_busy_store_refused(make_mail_stage):
    stage = make_mail_stage()
    romeo = stage.romeo()
    stage.correspondent().write(TO, "Before", "Before")
    stage.expect_line(romeo, "Before")
    with write_lock(stage):
        stage.correspondent().write(TO, "Patience", "Patience")
        stage.postfix.expect_log(r"to=<romeo@example.org>.*status=deferred.*451 4\.3\.0")
    stage.expect_line(romeo, "Patience")
    wait_until("Postfix has nothing left", lambda: stage.postfix.queue() == [])
    stage.expect_line(romeo, "Patience")
    assert stage.correspondent().mails() == [], "and nobody is told anything"
