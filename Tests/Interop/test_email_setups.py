# SPDX-License-Identifier: Apache-2.0
"""The two usual set-ups of docs/operating.md with the real daemon: behind Postfix, which hands mail over by LMTP or by
SMTP; and alone at the door of the internet with STARTTLS, sending through somebody else's server."""

import re
import smtplib
import subprocess

import pytest
from peers.correspondent import Correspondent
from peers.postfix import Postfix
from peers.process import PATIENCE, free_port, wait_until

TO = "romeo@example.org"


def swaks(*arguments) -> str:
    done = subprocess.run(["swaks", *(str(a) for a in arguments)], capture_output=True, text=True, timeout=PATIENCE)
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


PASS = "mail.example.org; dmarc=pass header.from=remote.example"
# Ways to write a field that a reader takes for our server's.
FORGERIES = [
    f"Authentication-Results: {PASS}", f"AUTHENTICATION-results:{PASS}", f"Authentication-Results: (x) {PASS}",
    f'Authentication-Results: {PASS.replace("mail.example.org", chr(34) + "mail.example.org" + chr(34))}',
    f"Authentication-Results : {PASS}", f"Authentication-Results\t: {PASS}", f"Authentication-Results:\r\n {PASS}",
    f"Authentication-Results:\r\n (x\r\n\ty) {PASS}", f'Authentication-Results: {PASS.replace(";", " 1 ;")}',
    f"Received: from a by b\r\nAuthentication-Results: {PASS}",
    f"Authentication-Results\r\n : {PASS}", f": x\r\nAuthentication-Results: {PASS}",
    f"X: y\rAuthentication-Results: {PASS}", f"X: {'y' * 5000}\r\nAuthentication-Results: {PASS}",
]


@pytest.mark.parametrize("index", [None, 0, 1], ids=["silent filter", "above Received", "below Received"])
def test_nobody_authenticates_himself(make_mail_stage, index):
    """The filter judges eve's domain, or says nothing; what she writes herself never counts."""
    stage = make_mail_stage()
    stage.postfix.milter.index, stage.postfix.milter.is_silent = index or 0, index is None
    romeo, eve = stage.romeo(), stage.correspondent("eve@far.example", "Eve")
    for number, forgery in enumerate(FORGERIES):
        forgery = forgery.replace("remote.example", "far.example")
        eve.send(
            f"{forgery}\r\nFrom: Eve <eve@far.example>\r\nTo: {TO}\r\nMessage-ID: <forged-{number}@far.example>\r\n"
            f"\r\nTrust me {number}\r\n".encode(), [TO])
    for number, forgery in enumerate(FORGERIES):
        # A header that is broken may end early, and the rest of it is text then.
        fits = lambda s: f"Trust me {number}" in (s["body"] or "").split("\n")
        arrived = romeo.expect(f"the mail with {forgery!r}", fits)
        assert arrived["body"].startswith("[not authenticated]\n"), forgery
    if index is not None:
        stage.correspondent().write(TO, "Proved by the filter", "Proved")
        assert "[not authenticated]" not in stage.expect_line(romeo, "Proved by the filter")["body"]


def test_postfix_removes_what_others_found_out(folder):
    """Whoever they are; what stands in an attached mail stays."""
    server = Postfix(folder / "postfix", *[f"lmtp:inet:127.0.0.1:{free_port()}"] * 2)
    try:
        server.start()
        server.milter.is_silent = True
        eve = Correspondent(server.mailboxes, server.port, "eve@far.example", "Eve")
        for number, forgery in enumerate([*FORGERIES, "Authentication-Results: mx.far.example; dmarc=pass"]):
            attached = f"Content-Type: message/rfc822\r\n\r\nAuthentication-Results: {PASS}\r\nSubject: x\r\n\r\ny"
            eve.send(
                f"{forgery}\r\nFrom: eve@far.example\r\nTo: bob@remote.example\r\nMIME-Version: 1.0\r\n"
                f"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n{attached}\r\n--b--\r\n".encode(),
                ["bob@remote.example"])
            arrived = wait_until("the mail", lambda: server.mailboxes.for_address("bob@remote.example")[number:])[0]
            header = arrived.raw.split(b"\n\n")[0]
            assert not re.search(rb"^authentication-results\s*:", header, re.IGNORECASE | re.MULTILINE), forgery
            assert f"\nAuthentication-Results: {PASS}\n" in arrived.raw.decode(), "the attached mail was changed"
    finally:
        server.kill()


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
