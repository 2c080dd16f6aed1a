# SPDX-License-Identifier: Apache-2.0
"""The set-up of Postfix that config/postfix-* and docs/operating.md show does what they say, without Postern: played
mail servers stand where Postern's listener and the rest of the world would be."""

import base64
import re
import smtplib
import ssl
import subprocess

import pytest
from peers.correspondent import Correspondent
from peers.mail_server import MailServer
from peers.postfix import Postfix
from peers.process import PATIENCE, is_listening, wait_until


@pytest.fixture(scope="module", params=["lmtp", "smtp"])
def setting(request, make_folder):
    """Postfix between a played Postern, which listens by LMTP or by SMTP, and a played world."""
    postern, world = MailServer(request.param), MailServer("smtp")
    postfix = Postfix(make_folder(), postern.transport, world.transport)
    postern.answer("nobody@example.org", "550 5.1.1 No such mailbox")
    try:
        yield postfix.start(), postern, world
    finally:
        for part in (postfix, postern, world):
            part.kill()


def test_mail_for_the_domain_is_handed_over(setting):
    postfix, postern, world = setting
    bob = Correspondent(postfix.mailboxes, postfix.port)
    text, content = "Hello\n\n.leading dot", bytes(range(256))
    sent = bob.write("romeo+tag@example.org", text, "A greeting", attachments=[("a.bin", content)])
    arrived = postern.expect("the mail", lambda m: m.recipients == ["romeo+tag@example.org"])
    assert arrived.sender == "bob@remote.example"
    assert arrived.message["message-id"] == sent["message-id"]
    assert arrived.text == text and arrived.attachments == [("a.bin", "application/octet-stream", content)]
    assert postfix.queue() == []


@pytest.mark.parametrize("address, result", [("bob@remote.example", "pass"), ("eve@far.example", "fail")])
def test_only_the_servers_own_verdict_is_left(setting, address, result):
    postfix, postern, _ = setting
    forged = "mail.example.org; dmarc=pass header.from=far.example; dkim=pass header.d=far.example"
    eve = Correspondent(postfix.mailboxes, postfix.port, address, "Eve", forged)
    mail = eve.compose("romeo@example.org", f"I am {address}", "Me")
    mail["Authentication-Results"] = "MAIL.example.org 1; dmarc=pass header.from=far.example"
    mail["Authentication-Results"] = "mail.example.org.far.example; none"
    eve.send(mail, ["romeo@example.org"])
    arrived = postern.expect("the mail", lambda m: m.text == f"I am {address}")
    results = [" ".join(str(value).split()) for value in arrived.message.get_all("authentication-results")]
    domain = address.split("@")[1]
    assert results == [f"mail.example.org; dmarc={result} header.from={domain}"]


def test_mail_to_nobody_is_refused_at_the_door(setting):
    postfix, postern, world = setting
    knocker = Correspondent(postfix.mailboxes, postfix.port, "knocker@remote.example")
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        knocker.write("nobody@example.org", "Is anybody there?", "Knock")
    code, words = refusal.value.recipients["nobody@example.org"]
    assert code == 550 and b"5.1.1" in words
    assert postern.for_address("nobody@example.org") == [] and knocker.mails() == []


def test_who_comes_later_gets_mail(setting):
    postfix, postern, world = setting
    bob = Correspondent(postfix.mailboxes, postfix.port)
    postern.answer("late@example.org", "550 5.1.1 No such mailbox", times=1)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        bob.write("late@example.org", "Too early", "Early")
    wait_until("a no is forgotten", lambda: writes(bob, "late@example.org"), every=0.2)
    postern.expect("the second mail", lambda m: m.recipients == ["late@example.org"])


def writes(correspondent: Correspondent, to: str) -> bool:
    try:
        correspondent.write(to, "In time", "In time")
        return True
    except smtplib.SMTPRecipientsRefused:
        return False


def test_nothing_is_relayed_for_strangers(setting):
    postfix, postern, world = setting
    stranger = Correspondent(postfix.mailboxes, postfix.port, "stranger@remote.example")
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        stranger.write("passed-on@far.example", "Pass this on", "Relay")
    assert refusal.value.recipients["passed-on@far.example"][0] == 554
    assert stranger.mails() == [] and world.for_address("passed-on@far.example") == []


@pytest.fixture
def submission(setting):
    """A connection to the submission service, with TLS, not yet logged in."""
    postfix = setting[0]
    with smtplib.SMTP("127.0.0.1", postfix.submission_port, timeout=PATIENCE) as server:
        server.ehlo("postern.example.org")
        assert not server.has_extn("auth"), "no password before TLS"
        server.starttls(context=ssl.create_default_context(cafile=str(postfix.certificates.authority)))
        server.ehlo("postern.example.org")
        yield server


MAIL = (
    b"From: Romeo <romeo@example.org>\r\nTo: bob@remote.example\r\nSubject: Out\r\nMessage-ID: <%s@example.org>\r\n\r\n"
    b"Hello\r\n")


def test_submission_offers_what_postern_needs(submission):
    assert set(submission.esmtp_features["auth"].split()) == {"SCRAM-SHA-256", "PLAIN", "LOGIN"}
    for extension in ("dsn", "pipelining", "8bitmime", "smtputf8", "size", "enhancedstatuscodes", "chunking"):
        assert submission.has_extn(extension), extension


@pytest.mark.parametrize(
    "mechanism, to, action", [
        ("plain", "bob@remote.example", "delivered"), ("login", "bob@remote.example", "delivered"),
        # The next server knows no reports: that it took the mail is all that can be said.
        ("plain", "carol@far.example", "relayed")])
def test_mail_goes_out_and_the_report_comes_back(setting, submission, mechanism, to, action):
    postfix, postern, world = setting
    submission.user, submission.password = postfix.username, postfix.password
    submission.auth(mechanism.upper(), getattr(submission, f"auth_{mechanism}"))
    mailbox = postfix.mailboxes if action == "delivered" else world
    name = f"{mechanism}-{action}"
    sender = f"bounces+{name}@example.org"
    submission.sendmail(
        sender, [to], MAIL % name.encode(), ["RET=HDRS", f"ENVID={name}"],
        ["NOTIFY=SUCCESS,FAILURE,DELAY", f"ORCPT=rfc822;{to}"])
    arrived = mailbox.expect("the mail", lambda m: m.message["message-id"] == f"<{name}@example.org>")
    assert (arrived.sender, arrived.recipients) == (sender, [to])
    report = postern.expect("the report", lambda m: m.recipients == [sender])
    assert report.sender == ""
    assert report.message.get_content_type() == "multipart/report"
    status = next(p for p in report.message.walk() if p.get_content_type() == "message/delivery-status")
    fields = {name.lower(): value for group in status.get_payload() for name, value in group.items()}
    assert (fields["action"], fields["original-envelope-id"]) == (action, name)
    assert fields["original-recipient"] == f"rfc822;{to}"


def test_scram_logs_in(setting):
    """By gsasl's peer in Python, which checks the server's proof too."""
    postfix = setting[0]
    with smtplib.SMTP("127.0.0.1", postfix.submission_port, timeout=PATIENCE) as server:
        server.starttls(context=ssl.create_default_context(cafile=str(postfix.certificates.authority)))
        server.ehlo("postern.example.org")
        assert scram(server, postfix.username, postfix.password)[0] == 235
        assert server.mail("bounces+x@example.org")[0] == 250


def scram(server: smtplib.SMTP, username: str, password: str):
    """RFC 5802 with SHA-256 (RFC 7677)."""
    import hashlib
    import hmac
    import secrets

    encode = lambda data: base64.b64encode(data).decode()
    mac = lambda key, data: hmac.new(key, data, "sha256").digest()
    first = f"n={username},r={secrets.token_urlsafe(18)}"
    _, challenge = server.docmd("AUTH", "SCRAM-SHA-256 " + encode(f"n,,{first}".encode()))
    answer = base64.b64decode(challenge).decode()
    given = dict(part.split("=", 1) for part in answer.split(","))
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(given["s"]), int(given["i"]))
    final = f"c=biws,r={given['r']}"
    signed = f"{first},{answer},{final}".encode()
    key = mac(salted, b"Client Key")
    proof = bytes(a ^ b for a, b in zip(key, mac(hashlib.sha256(key).digest(), signed)))
    code, challenge = server.docmd(encode(f"{final},p={encode(proof)}".encode()))
    if code == 334:
        assert base64.b64decode(challenge).decode() == "v=" + encode(mac(mac(salted, b"Server Key"), signed))
        return server.docmd("")
    return code, challenge


def test_submission_asks_who_it_is(setting, submission):
    postfix, _, world = setting
    assert submission.mail("romeo@example.org")[0] == 250
    refused = submission.rcpt("bob@remote.example")
    assert refused[0] in (553, 554) and b"5.7.1" in refused[1]
    submission.rset()
    with pytest.raises(smtplib.SMTPAuthenticationError):
        submission.login(postfix.username, "wrong")


def test_only_postern_writes_as_the_domain(setting, submission):
    postfix = setting[0]
    submission.login(postfix.username, postfix.password)
    for sender, allowed in (("bounces+x@example.org", True), ("", True), ("president@remote.example", False)):
        submission.mail(sender)
        code, words = submission.rcpt("bob@remote.example")
        assert (code == 250) == allowed, (sender, words)
        submission.rset()


def test_a_refusal_of_the_world_comes_back_as_a_report(setting, submission):
    postfix, postern, world = setting
    world.answer("gone@far.example", "550 5.1.1 Gone for good", times=1)
    submission.login(postfix.username, postfix.password)
    reference = "bounces+gone@example.org"
    submission.sendmail(reference, ["gone@far.example"], MAIL % b"gone", ["RET=HDRS", "ENVID=gone"], ["NOTIFY=FAILURE"])
    report = postern.expect("the report", lambda m: m.recipients == [reference])
    assert "Gone for good" in report.raw.decode() and re.search("(?m)^Action: failed", report.raw.decode())


def test_greylisting_delays(setting, submission):
    postfix, postern, world = setting
    world.answer("grey@far.example", "450 4.2.0 Come back later", times=2)
    submission.login(postfix.username, postfix.password)
    submission.sendmail("bounces+grey@example.org", ["grey@far.example"], MAIL % b"grey")
    world.expect("the mail", lambda m: m.recipients == ["grey@far.example"])
    assert [reply[:3] for address, reply, _ in world.asked if address == "grey@far.example"] == ["450", "450", "250"]


def test_swaks_hands_in_and_over(setting):
    postfix, postern, world = setting
    out = swaks(
        "--server", "127.0.0.1", "--port", postfix.submission_port, "--tls", "--auth", "LOGIN", "--auth-user",
        postfix.username, "--auth-password", postfix.password, "--from", "bounces+swaks@example.org", "--to",
        "swaks@far.example", "--header", "Subject: by swaks")
    assert "250 2.0.0 Ok: queued" in out
    world.expect("the mail", lambda m: m.message["subject"] == "by swaks")
    swaks("--server", "127.0.0.1", "--port", postfix.port, "--from", "bob@remote.example", "--to", "romeo@example.org",
          "--header", "Subject: swaks comes in")
    postern.expect("the mail", lambda m: m.message["subject"] == "swaks comes in")
    # As docs/operating.md has it for a try.
    swaks("--protocol", postern.protocol.upper(), "--server", "127.0.0.1", "--port", postern.port, "--from",
          "you@example.net", "--to", "romeo@example.org", "--header", "Subject: swaks itself")
    postern.expect("the mail", lambda m: m.message["subject"] == "swaks itself")


def swaks(*arguments) -> str:
    done = subprocess.run(["swaks", *(str(a) for a in arguments)], capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_postfix_ends_with_its_process(folder):
    postern = MailServer("lmtp")
    postfix = Postfix(folder / "postfix", postern.transport, postern.transport).start()
    postfix.kill()
    wait_until("its ports are closed", lambda: not is_listening(postfix.port))
    postern.stop()
