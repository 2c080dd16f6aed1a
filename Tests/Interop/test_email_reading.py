# SPDX-License-Identifier: Apache-2.0
"""What a person reads of mail that comes in: whose it is, who really sent it, and every shape that mail has."""

import datetime
import email.utils
import smtplib
import urllib.parse
import zlib

import pytest
from peers.mail_stage import AUTHENTICATED, fetch
from peers.payloads import link_of, stamp_of, text_of
from peers.process import wait_until

UNPROVED = "[not authenticated]"


@pytest.fixture(scope="module")
def romeo(direct):
    return direct.romeo()


@pytest.fixture(scope="module")
def juliet(direct):
    """Who runs the gateway; she has no mailbox."""
    return direct.client("juliet")


def lines_of(stanza) -> list[str]:
    return stanza["body"].split("\n")


# Who gets it


@pytest.mark.parametrize("recipient", ["romeo@example.org", "ROMEO@EXAMPLE.ORG", "romeo+shop@example.org"])
def test_mail_reaches_its_account(direct, romeo, recipient):
    direct.correspondent().write(recipient, f"For {recipient}", "To you")
    arrived = direct.expect_line(romeo, f"For {recipient}")
    assert UNPROVED not in arrived["body"]
    assert text_of(arrived, "subject") == "To you"
    wait_until("it is settled", lambda: not direct.postern.messages(state="accepted"))


@pytest.mark.parametrize(
    "recipient, code, status", [
        ("nobody@example.org", 550, b"5.1.1"), ("nobody+romeo@example.org", 550, b"5.1.1"),
        ("romeo@elsewhere.example", 550, b"5.7.1"), ("romeo%elsewhere.example@example.org", 550, b"5.1.1"),
        ('"romeo@elsewhere.example"@example.org', 550, b"5.1.1"), ("romeo@sub.example.org", 550, b"5.7.1")])
def test_nobody_else_gets_anything(direct, romeo, recipient, code, status):
    before = len(direct.postern.messages())
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        direct.correspondent().write(recipient, "Anybody?", "Anybody?")
    got, words = refusal.value.recipients[recipient]
    assert got == code and words.startswith(status), words
    assert len(direct.postern.messages()) == before


@pytest.mark.parametrize("name", ["postmaster", "Abuse", "hostmaster", "webmaster", "security"])
def test_mail_for_the_operators_reaches_the_admins(direct, romeo, juliet, name):
    direct.correspondent().write(f"{name}@example.org", f"Dear {name}, help!", "Trouble")
    fits = lambda s: s.name == "message" and f"Dear {name}, help!" in (s["body"] or "")
    juliet.expect(f"the mail for {name}", fits)
    assert len(juliet.find(fits)) == 1 and not romeo.find(fits)


def test_one_mail_for_two_is_one_for_each(direct, romeo, second_juliet):
    bob = direct.correspondent()
    mail = bob.compose("romeo@example.org, second@example.org", "For both of you", "Both")
    bob.send(mail, ["romeo@example.org", "romeo+again@example.org", "second@example.org"])
    direct.expect_line(romeo, "For both of you")
    direct.expect_line(second_juliet, "For both of you")


@pytest.fixture
def second_juliet(direct, juliet):
    """Juliet, with a mailbox for a while."""
    direct.register(juliet, "second", "Juliet")
    yield juliet
    juliet.request(direct.domain, "set", "<query xmlns='jabber:iq:register'><remove/></query>")


# Who sent it


@pytest.mark.parametrize(
    "results, is_proved", [
        ([AUTHENTICATED], True),
        (["mail.example.org; spf=pass smtp.mailfrom=remote.example; dkim=pass header.d=remote.example"], True),
        (["mail.example.org; dmarc=fail header.from=remote.example"], False),
        (["mail.example.org; dmarc=fail header.from=remote.example; spf=pass smtp.mailfrom=evil.example"], False),
        (["mail.example.org; dkim=pass header.d=evil.example"], False),
        (["mx.evil.example; dmarc=pass header.from=remote.example"], False),
        (["mail.example.org.evil.example; dmarc=pass header.from=remote.example"], False),
        (["mail.example.org; none"], False),
        # A forged one below the server's own.
        (["mail.example.org; dmarc=fail header.from=remote.example", AUTHENTICATED], False),
        (["mail.example.org; dmarc=none (p=none dis=none) header.from=remote.example", AUTHENTICATED], False),
        (["mail.example.org; dmarc=none; spf=pass smtp.mailfrom=remote.example"], True),
        (["mail.example.org; dmarc=none", "mail.example.org; spf=pass smtp.mailfrom=remote.example"], False),
        # A domain below is not the author's, nor is one above.
        (["mail.example.org; spf=pass smtp.mailfrom=bounces.remote.example"], False),
        (["mail.example.org; dkim=pass header.d=example"], False),
        ([], False),
    ])
def test_a_sender_who_is_not_proved_is_marked(direct, romeo, results, is_proved):
    bob = direct.correspondent()
    text = f"Trust me {zlib.crc32(str(results).encode())}"
    mail = bob.compose("romeo@example.org", text, "Trust", headers={"Authentication-Results": None})
    for result in results:
        mail["Authentication-Results"] = result
    bob.send(mail, ["romeo@example.org"])
    arrived = direct.expect_line(romeo, text)
    assert (lines_of(arrived)[0] == UNPROVED) == (not is_proved)


@pytest.mark.parametrize(
    "trace, is_proved", [
        ([AUTHENTICATED, None, None], True), ([None, AUTHENTICATED, None], True), ([None, AUTHENTICATED], True),
        ([None, None, AUTHENTICATED], False), ([None, None, None, None, AUTHENTICATED], False),
        ([None, "mail.example.org; dmarc=none", AUTHENTICATED], False),
        (["mail.example.org; dmarc=none", None, AUTHENTICATED], False),
    ])
def test_only_what_stands_where_our_server_writes_counts(direct, romeo, trace, is_proved):
    """From top to bottom: results, or None for a server's Received."""
    text = f"Traced {zlib.crc32(str(trace).encode())}"
    fields = "".join(
        f"Authentication-Results: {results}\r\n" if results else "Received: from a by b\r\n" for results in trace)
    direct.correspondent().send(
        f"{fields}From: bob@remote.example\r\nTo: romeo@example.org\r\nMessage-ID: {email.utils.make_msgid()}\r\n"
        f"\r\n{text}\r\n".encode(), ["romeo@example.org"])
    assert (lines_of(direct.expect_line(romeo, text))[0] == UNPROVED) == (not is_proved)


@pytest.mark.parametrize("kind, name", [("pgp", "OpenPGP"), ("pkcs7", "S/MIME")])
def test_signed_mail_says_so(direct, romeo, kind, name):
    text = f"Signed by {kind}"
    direct.correspondent().send(
        f"From: bob@remote.example\r\nTo: romeo@example.org\r\nMessage-ID: {email.utils.make_msgid()}\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: multipart/signed; protocol="application/{kind}-signature"; boundary=b\r\n\r\n'
        f"--b\r\n\r\n{text}\r\n--b\r\nContent-Type: application/{kind}-signature; name=s\r\n\r\nthe proof\r\n"
        "--b--\r\n".encode(), ["romeo@example.org"])
    lines = lines_of(direct.expect_line(romeo, text))
    assert f"[Signed with {name}; the signature was not checked]" in lines
    [link] = [line.removeprefix("[more] ") for line in lines if line.startswith("[more] ")]
    assert b"the proof" in fetch(link)[0], "the original is there to be checked"


def test_two_senders_are_none(direct, romeo):
    raw = (
        f"Authentication-Results: {AUTHENTICATED}\r\nFrom: bob@remote.example\r\nFrom: boss@example.org\r\n"
        "To: romeo@example.org\r\nMessage-ID: <two@remote.example>\r\nSubject: Two\r\n\r\nTwo heads\r\n").encode()
    direct.correspondent().send(raw, ["romeo@example.org"])
    arrived = romeo.expect("the mail", lambda s: "Two heads" in (s["body"] or "").split("\n"))
    assert lines_of(arrived)[0] == UNPROVED


# Shapes of mail


def test_html_alone_is_readable(direct, romeo):
    html = """<html><head><style>p{color:red}</style><title>no</title></head><body>
      <div style="display:none">hidden preheader</div><h1>Big news</h1>
      <p>Read <b>this</b> and <a href="https://example.com/x?y=1&amp;z=2">the page</a>.</p>
      <ul><li>first</li><li>second</li></ul>
      <img src="https://tracker.example/pixel.gif" width="1" height="1"><script>alert(1)</script></body></html>"""
    direct.correspondent().write("romeo@example.org", None, "Newsletter", html=html)
    arrived = romeo.expect("the mail", lambda s: "Big news" in (s["body"] or ""))
    body = arrived["body"]
    assert "*this*" in body and "https://example.com/x?y=1&z=2" in body and "first" in body
    for absent in ("hidden preheader", "tracker.example", "alert", "color:red", "<b>", "&amp;"):
        assert absent not in body, absent


def test_the_whole_is_one_link_away(direct, romeo):
    bob = direct.correspondent()
    text = "The news\n\nOn Monday, Romeo wrote:\n> old\n> words\n\n-- \nBob\nDirector\n"
    sent = bob.write("romeo@example.org", text, "Re: old")
    arrived = direct.expect_line(romeo, "The news")
    assert "> old" not in arrived["body"] and "Director" not in arrived["body"]
    *_, empty, line = lines_of(arrived)
    assert empty == "" and line.startswith("[quoted text] ")
    content, header = fetch(line.removeprefix("[quoted text] "))
    assert header.get_content_type() == "message/rfc822"
    assert header["content-disposition"].startswith("attachment") and header["x-content-type-options"] == "nosniff"
    whole = email.message_from_bytes(content)
    assert whole["message-id"] == sent["message-id"] and "> words" in whole.get_payload()


FILES = [
    ("Ärger & Süßes.pdf", b"%PDF-1.4 not really", "application/pdf", True),
    ("page.html", b"<script>alert(1)</script>", "text/html", True),
    ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(1000), "image/jpeg", False),
    ("notes.txt", "häßlich\n".encode(), "text/plain", False),
]


def test_files_come_as_links(direct, romeo):
    files = [(name, content) for name, content, _, _ in FILES]
    direct.correspondent().write("romeo@example.org", "Some files", "Files", attachments=files)
    for name, content, kind, is_download in FILES:
        got, header = direct.expect_file(romeo, name)
        assert got.replace(b"\r\n", b"\n") == content and header.get_content_type() == kind
        assert header["x-content-type-options"] == "nosniff"
        assert (header["content-disposition"] or "inline").startswith("attachment") == is_download


@pytest.mark.parametrize(
    "parameter, forbidden", [
        ('filename="../../../etc/passwd"', ["..", "/etc"]), (r'filename="..\\..\\boot.ini"', ["..", "\\"]),
        ("filename*=utf-8''a%0D%0AX-Evil:%201.txt", ["\r", "\n"]), ("filename*=utf-8''%2Fetc%2Fshadow", ["etc/"]),
        ("filename*=utf-8''gpj.%E2%80%AEexe.txt", ["\u202e"]), ("filename*=utf-8''nul%00byte.txt", ["\0"]),
        ('filename=".htaccess"', ["/.ht"]), ('filename=""', []), (f'filename="{"long" * 400}.txt"', ["long" * 60]),
        ("filename*=nonsense''%FF%FE%41", ["\0"]), ('filename="CON"', []),
        ('filename="a\tb\x1b[31m.txt"', ["\t", "\x1b"]),
    ])
def test_a_hostile_file_name_is_made_safe(direct, romeo, parameter, forbidden):
    text = f"Named {zlib.crc32(parameter.encode())}"
    raw = (
        f"Authentication-Results: {AUTHENTICATED}\r\nFrom: bob@remote.example\r\nTo: romeo@example.org\r\n"
        f"Message-ID: {email.utils.make_msgid()}\r\nSubject: Names\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/plain\r\n\r\n{text}\r\n--b\r\nContent-Type: application/octet-stream\r\n"
        f"Content-Disposition: attachment;\r\n {parameter}\r\n\r\nthe content of {text}\r\n--b--\r\n").encode()
    before = len(romeo.find(lambda s: link_of(s) is not None))
    direct.correspondent().send(raw, ["romeo@example.org"])
    direct.expect_line(romeo, text)
    stanza = wait_until("the file", lambda: romeo.find(lambda s: link_of(s) is not None)[before:])[0]
    link = link_of(stanza)
    path = urllib.parse.urlsplit(link).path
    assert path.count("/") == 3 and link.isascii()
    name = urllib.parse.unquote(path.rsplit("/", 1)[1])
    assert name and len(name.encode()) <= 255 and name.isprintable()
    for text_ in forbidden:
        assert text_ not in "/" + name, name
    content, header = fetch(link)
    assert content.strip() == f"the content of {text}".encode() and header["x-evil"] is None


def test_an_old_mail_says_when_it_was_written(direct, romeo):
    date = datetime.datetime(2020, 2, 29, 23, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
    direct.correspondent().write(
        "romeo@example.org", "From long ago", "Old", headers={"Date": email.utils.format_datetime(date)})
    assert stamp_of(direct.expect_line(romeo, "From long ago")).startswith("2020-02-29T22:30:00")


def test_a_repeated_mail_comes_once(direct, romeo):
    bob = direct.correspondent()
    mail = bob.compose("romeo@example.org", "Only once", "Once")
    for _ in range(3):
        bob.send(mail, ["romeo@example.org"])
    nameless = [bob.compose("romeo@example.org", "Nameless", "None", headers={"Message-ID": None}) for _ in range(2)]
    for each in nameless:
        bob.send(each, ["romeo@example.org"])
    fits = lambda s: "Nameless" in (s["body"] or "")
    wait_until("both nameless ones", lambda: len(romeo.find(fits)) == 2)
    direct.expect_line(romeo, "Only once")


def test_a_list_is_marked_as_automatic(direct, romeo):
    direct.correspondent().write(
        "romeo@example.org", "To all members", "Members", headers={"List-Id": "Members <members.remote.example>"})
    arrived = direct.expect_line(romeo, "To all members")
    headers = arrived.xml.findall("{http://jabber.org/protocol/shim}headers/{http://jabber.org/protocol/shim}header")
    assert any(h.get("name") == "Auto-Submitted" for h in headers)


@pytest.mark.parametrize("policy", ["mark", "drop", "pass"])
def test_flagged_mail_is_treated_as_configured(make_mail_stage, policy):
    stage = make_mail_stage(postfix=False, protocol="smtp", extra=f'spam = "{policy}"')
    romeo, bob = stage.romeo(), stage.correspondent()
    bob.write("romeo@example.org", "Buy now", "Offer", headers={"X-Spam-Flag": "YES"})
    bob.write("romeo@example.org", "No spam", "Letter", headers={"X-Spam-Flag": "NO"})
    assert "spam" not in stage.expect_line(romeo, "No spam")["body"].replace("No spam", "").lower()
    found = romeo.find(lambda s: "Buy now" in (s["body"] or ""))
    assert len(found) == (0 if policy == "drop" else 1)
    if found:
        assert ("spam" in found[0]["body"].split("Buy now")[0].lower()) == (policy == "mark")
