# SPDX-License-Identifier: Apache-2.0
"""The way to the mail server: by TLS of either kind and by each login; and when either fails, the gateway pauses, the
messages wait, the admins are told once, and all goes on when it is set right."""

import socketserver
import threading

import pytest
from peers.certificates import Certificates
from peers.mail_stage import MailStage
from peers.operator import reread, succeeds
from peers.process import wait_until


@pytest.fixture(scope="module", params=["SCRAM-SHA-256", "PLAIN", "LOGIN"])
def office(request, make_folder):
    """A set-up whose submission server knows one way to log in, and which way."""
    stage = MailStage(make_folder(), mechanisms=request.param)
    try:
        yield stage.start(), request.param
    finally:
        stage.close()


@pytest.mark.parametrize("way", ["smtp", "smtps"])
def test_mail_goes_out_by_every_way(office, way):
    stage, mechanism = office
    romeo, bob = stage.romeo(), stage.correspondent()
    urls = {
        "smtp": f'url = "smtp://127.0.0.1:{stage.postfix.submission_port}"',
        "smtps": f'url = "smtps://127.0.0.1:{stage.postfix.smtps_port}"'}
    if way == "smtps":
        reread(stage, (urls["smtp"], urls["smtps"]))
    sent = stage.say(romeo, f"By {way} and {mechanism}")
    arrived = bob.expect(f"By {way} and {mechanism}")
    romeo.expect_receipt(sent)
    stage.postfix.expect_log(f"sasl_method={mechanism}, sasl_username=postern")
    received = " ".join(str(arrived.message.get_all("received")[-1]).split())
    assert "with ESMTPSA" in received, "by TLS and with a login"
    said = succeeds(stage, "doctor")
    assert f"TLS with a verified certificate, login by {mechanism}" in said
    assert stage.postfix.password not in said + stage.postern.process.output()
    romeo.disconnect()


# When it is wrong


def troubles(stage: MailStage) -> dict[str, tuple[str, str, str, int]]:
    """What is wrong: how it is right, how it is wrong, what is said of it."""
    authority, port = stage.postfix.certificates.authority, stage.postfix.submission_port
    other = Certificates(stage.folder / "other").authority
    return {
        "authority": (f'-password"\nca = "{authority}"', f'-password"\nca = "{other}"', "is not trusted"),
        "password": ('password = "submission-password"', 'password = "a-wrong-password"', "refused the login"),
        "name": ('username = "postern"', 'username = "nobody"', "refused the login"),
        "no login": (f"smtp://127.0.0.1:{port}", f"smtp://127.0.0.1:{stage.postfix.port}", "offers no login"),
        "no TLS": (f"smtp://127.0.0.1:{port}", f"smtps://127.0.0.1:{port}", "does not speak TLS")}


@pytest.fixture(scope="module")
def persons(mail):
    """Romeo, and juliet, who is the admin."""
    return mail.romeo(), mail.client("juliet")


@pytest.mark.parametrize("trouble", ["authority", "password", "name", "no login", "no TLS"])
def test_what_is_wrong_is_told_and_nothing_is_lost(mail, persons, trouble):
    romeo, juliet = persons
    right, wrong, said = troubles(mail)[trouble]
    bob = mail.correspondent(f"{trouble.replace(' ', '-').lower()}@remote.example")
    logged = lambda: mail.postern.process.output().count("so the gateway is paused")
    told = lambda: juliet.find(lambda s: s["from"].bare == mail.domain and "is paused" in s["body"])
    before, heard = logged(), len(told())

    reread(mail, (right, wrong))
    try:
        first = mail.say(romeo, "First", bob.address)
        [notice] = wait_until("the admin is told", lambda: told()[heard:])
        sentence = notice["body"]
        assert said in sentence and "\n" not in sentence and ".." not in sentence, sentence
        assert said in mail.postern.json("status")[0]["pause"]
        # What the operator queues waits too; what a person writes now is refused, and is not kept.
        succeeds(mail, "send", "--gateway", "mail", "--from", "romeo@localhost", "--to", bob.address, "Second")
        kind, condition, text = romeo.expect_error(mail.say(romeo, "Refused", bob.address))
        assert (kind, condition) == ("cancel", "service-unavailable") and text
        waiting = [row["state"] for row in mail.postern.messages() if row["peer"] == bob.address]
        assert waiting == ["queued"] * 2
        assert bob.mails() == [] and mail.postern.is_up()
    finally:
        reread(mail, (wrong, right))
    for line in ("First", "Second"):
        bob.expect(line)
    romeo.expect_receipt(first)
    romeo.expect_receipt(mail.say(romeo, "Third", bob.address))
    assert sorted(m.text for m in bob.mails()) == ["First", "Second", "Third"]
    assert romeo.find(lambda s: s["type"] == "error" and s["id"] == first) == []
    assert (logged() - before, len(told()) - heard) == (1, 1), "once a pause"
    output = mail.postern.process.output() + "".join(s["body"] for s in told())
    assert mail.postfix.password not in output and "a-wrong-password" not in output


# A server, or somebody on the way to it, that puts its own words behind the answer to STARTTLS (CVE-2021-38371)


class Injector(socketserver.StreamRequestHandler):
    """It would have the login and the mail without TLS."""

    heard: list[bytes] = []

    def handle(self):
        self.wfile.write(b"220 mail.example.org ready\r\n")
        while line := self.rfile.readline(4096):
            self.heard.append(line)
            if line.startswith(b"EHLO"):
                self.wfile.write(b"250-mail.example.org\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n")
            elif line.startswith(b"STARTTLS"):
                injected = b"250-mail.example.org\r\n250 AUTH PLAIN LOGIN\r\n235 2.7.0 Welcome\r\n"
                self.wfile.write(b"220 2.0.0 Go\r\n" + injected)
            else:
                self.wfile.write(b"250 2.0.0 Ok\r\n")


def test_words_behind_starttls_are_not_heard(mail, persons):
    romeo, juliet = persons
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Injector)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    right = f"smtp://127.0.0.1:{mail.postfix.submission_port}"
    wrong = f"smtp://127.0.0.1:{server.server_address[1]}"
    ivan = mail.correspondent("ivan@remote.example")
    try:
        reread(mail, (right, wrong))
        sent = mail.say(romeo, "Behind a seal", ivan.address)
        juliet.expect("the admin is told", lambda s: "behind the answer" in s["body"] and "STARTTLS" in s["body"])
        verbs = {line.split()[0] for line in Injector.heard if line.split() and line.isascii()}
        assert not verbs & {b"AUTH", b"MAIL", b"RCPT", b"DATA"}, Injector.heard
    finally:
        reread(mail, (wrong, right))
        server.shutdown()
        server.server_close()
    ivan.expect("Behind a seal")
    romeo.expect_receipt(sent)
