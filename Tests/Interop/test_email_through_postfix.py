# SPDX-License-Identifier: Apache-2.0
"""Smuggling with Postfix in between: whatever is hidden in a mail that Postfix takes from the internet, Postern gets
one mail of it, by LMTP and by SMTP; and Postfix hands over with STARTTLS where it is told to."""

import pytest
from peers.dialogue import Dialogue
from peers.intake import HEADER
from peers.mail_stage import MailStage
from peers.operator import variant
from peers.payloads import text_of
from peers.process import wait_until

SMUGGLED = (
    b"MAIL FROM:<eve@evil.example>\r\nRCPT TO:<romeo@example.org>\r\nDATA\r\n"
    b"From: eve@evil.example\r\nSubject: Smuggled\r\n\r\nsmuggled\r\n.\r\n")
ENDINGS = [
    b"\n.\n", b"\r\n.\n", b"\n.\r\n", b"\r.\r", b"\r.\r\n", b"\r\n.\r", b"\r\n\x00.\r\n", b"\r\n.\x00\r\n", b"\n.\r",
    b"\r\r\n.\r\r\n", b"\r\n.\r\r\n", b"\r\n..\r\n", b"\r\n .\r\n"]


@pytest.fixture(scope="module", params=["lmtp", "smtp"])
def behind(request, make_folder):
    stage = MailStage(make_folder(), protocol=request.param)
    try:
        yield stage.start()
    finally:
        stage.close()


@pytest.fixture(scope="module")
def romeo(behind):
    return behind.romeo()


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.decode().encode("unicode_escape").decode())
def test_one_mail_stays_one(behind, romeo, ending):
    number = ENDINGS.index(ending)
    subject = f"First {number}"
    with Dialogue(behind.postfix.port) as client:
        client.begin()
        client.send(HEADER(subject, f"first-{number}").encode() + b"\r\nfirst" + ending + SMUGGLED + b"QUIT\r\n")
        codes = client.rest()
    assert codes[-1:] in ([221], [521]), codes
    # A later mail shows that all has been handed over; what Postern does not take is returned by Postfix.
    marker = f"Marker {number}"
    behind.correspondent().write("romeo@example.org", marker, marker)
    behind.expect_line(romeo, marker)
    wait_until("Postfix has nothing left", lambda: behind.postfix.queue() == [])
    came = romeo.find(lambda s: s.name == "message" and text_of(s, "subject") in (subject, "Smuggled"))
    assert len(came) <= 1 and all(s["from"].bare == behind.contact() for s in came), [str(s) for s in came]
    assert not romeo.find(lambda s: "evil" in s["from"].bare)
    returned = [m for m in behind.correspondent().mails() if f"first-{number}@remote.example".encode() in m.raw]
    refused = [code for code in codes if code >= 500]
    assert len(came) + len(returned) + bool(refused) >= 1, "it has not vanished"


def test_postfix_hands_over_by_tls(make_mail_stage):
    """Postfix as the sender: STARTTLS, the certificate verified, and a mail that is longer than a packet."""
    stage = make_mail_stage(protocol="smtp")
    pair = stage.certificates
    stage.postern.stop()
    variant(stage, stage.postern.config.stem, (
        'protocol = "smtp"', f'protocol = "smtp"\ncertificate = "{pair.certificate}"\nkey = "{pair.key}"'))
    stage.postern.start()
    stage.postfix.add_lines(
        f"smtp_tls_security_level = secure\nsmtp_tls_CAfile = {pair.authority}\n"
        "smtp_tls_secure_cert_match = localhost\nsmtp_tls_loglevel = 1")
    romeo = stage.romeo()
    content = bytes(range(256)) * 2000
    stage.correspondent().write("romeo@example.org", "Sealed", "Sealed", attachments=[("sealed.bin", content)])
    stage.expect_line(romeo, "Sealed")
    assert stage.expect_file(romeo, "sealed.bin")[0] == content
    stage.postfix.expect_log("postfix/.*Verified TLS connection established to 127.0.0.1")
