# SPDX-License-Identifier: Apache-2.0
"""The two usual set-ups of docs/operating.md with the real daemon: behind Postfix, which hands mail over by LMTP or by
SMTP; and alone at the door of the internet with STARTTLS, sending through somebody else's server."""

import smtplib
import subprocess

import pytest
from peers.process import wait_until

TO = "romeo@example.org"


def swaks(*arguments) -> str:
    done = subprocess.run(["swaks", *(str(a) for a in arguments)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("protocol", ["lmtp", "smtp"])
def test_behind_postfix(make_mail_stage, protocol):
    stage = make_mail_stage(protocol=protocol)
    romeo, bob = stage.romeo(), stage.correspondent()
    sent = stage.say(romeo, "Good morning")
    arrived = bob.expect("Good morning")
    romeo.expect_receipt(sent)
    bob.answer(arrived, "And to you")
    assert "[not authenticated]" not in stage.expect_line(romeo, "And to you")["body"]

    # Nobody's mail is refused while its sender waits, and nothing bounces.
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        bob.write("nobody@example.org", "Hello?", "Hello?")
    assert refusal.value.recipients["nobody@example.org"][0] == 550
    # A person's sub-address, and the operators' addresses.
    juliet = stage.client("juliet")
    bob.write("romeo+list@example.org", "To the sub-address", "Sub")
    bob.write("postmaster@example.org", "To the operators", "Help")
    stage.expect_line(romeo, "To the sub-address")
    juliet.expect("the mail for the operators", lambda s: "To the operators" in (s["body"] or ""))
    # What the world claims of itself does not count.
    eve = stage.correspondent("eve@far.example", "Eve")
    eve.write(TO, "Trust me", "Trust")
    assert stage.expect_line(romeo, "Trust me", eve.address)["body"].startswith("[not authenticated]\n")
    assert stage.postfix.queue() == []


@pytest.mark.parametrize("protocol", ["lmtp", "smtp"])
def test_postfix_keeps_mail_while_postern_is_away(make_mail_stage, protocol):
    stage = make_mail_stage(protocol=protocol)
    romeo, bob = stage.romeo(), stage.correspondent()
    bob.write(TO, "Before the night", "Night")
    stage.expect_line(romeo, "Before the night")
    assert stage.postern.stop() == 0
    # Postfix knows the mailbox by now, and takes mail for it.
    bob.write(TO, "During the night", "Night")
    stage.postfix.expect_log(r"to=<romeo@example.org>.*status=deferred")
    stage.postern.start()
    stage.expect_line(romeo, "During the night")
    wait_until("Postfix has nothing left", lambda: stage.postfix.queue() == [])


def test_alone_with_starttls(make_mail_stage):
    stage = make_mail_stage(postfix=False, protocol="smtp")
    romeo = stage.romeo()
    said = swaks(
        "--server", "127.0.0.1", "--port", stage.listener_port, "--tls", "--tls-verify", "--tls-ca-path",
        stage.certificates.authority, "--from", "bob@remote.example", "--to", TO, "--header",
        "From: bob@remote.example", "--header", "Subject: by swaks", "--body", "Over TLS")
    assert "TLS started" in said
    # Nobody has proved who it is: no filter stands before the door.
    arrived = romeo.expect("the mail", lambda s: "Over TLS" in (s["body"] or "").split("\n"))
    assert arrived["body"].startswith("[not authenticated]\n")
    stage.say(romeo, "Received", "bob@far.example")
    assert stage.world.expect("the answer", lambda m: m.text == "Received").sender.startswith("bounces+")
    # It is no relay.
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        stage.correspondent().write("somebody@far.example", "Pass it on", "Relay")
    assert refusal.value.recipients["somebody@far.example"][0] == 550
    assert len(stage.world.mails) == 1


def test_chunks_and_unicode_addresses(make_mail_stage):
    """What mail servers use when it is offered: BDAT, SMTPUTF8, and several mails on one connection."""
    stage = make_mail_stage(postfix=False, protocol="smtp")
    romeo, jose = stage.romeo(), stage.correspondent("josé@far.example", "José")
    mail = (
        "From: José <josé@far.example>\r\nTo: romeo@example.org\r\nSubject: ñ\r\nMessage-ID: <{}@far.example>\r\n\r\n"
        "Chunk {} é\r\n")
    with smtplib.SMTP("127.0.0.1", stage.listener_port, local_hostname="far.example") as server:
        server.ehlo()
        for number in range(3):
            raw = mail.format(number, number).encode()
            server.send("MAIL FROM:<josé@far.example> SMTPUTF8 BODY=8BITMIME\r\n".encode())
            assert server.getreply()[0] == 250
            assert server.docmd(f"RCPT TO:<{TO}>")[0] == 250
            server.send(b"BDAT 10\r\n" + raw[:10])
            assert server.getreply()[0] == 250
            server.send(b"BDAT %d LAST\r\n" % len(raw[10:]) + raw[10:])
            assert server.getreply()[0] == 250
    for number in range(3):
        stage.expect_line(romeo, f"Chunk {number} é", jose.address)
