# SPDX-License-Identifier: Apache-2.0
"""Delivery truth: ticks and errors say what became of a mail, and who wrote to us learns what became of theirs."""

import smtplib

import pytest
from peers.client import receipt_of
from peers.mail_server import DROP
from peers.mail_stage import MailStage
from peers.operator import succeeds
from peers.payloads import displayed_of
from peers.process import wait_until

# As Postfix, Exim and qmail write their reports; `{…}` is what the case fills in.
REPORT = """From: MAILER-DAEMON@world.example
To: {sender}
Subject: Delivery report
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

This is the mail system at world.example.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; world.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}
Subject: whatever

--b--
"""
NOTIFICATION = REPORT.replace("delivery-status", "disposition-notification").replace(
    "Action: {action}\nStatus: {status}\nDiagnostic-Code: smtp; {words}",
    "Original-Message-ID: {message_id}\nDisposition: manual-action/MDN-sent-manually; displayed")
PROSE = """From: Mail Delivery System <MAILER-DAEMON@world.example>
To: {sender}
Subject: Mail delivery failed: returning message to sender
Auto-Submitted: auto-replied

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its recipients. The following address failed:

  {recipient}
    host mx.world.example said: {words}

------ This is a copy of your message, including all the headers. ------

Message-ID: {message_id}
Subject: whatever
"""
QMAIL = """From: MAILER-DAEMON@world.example
To: {sender}
Subject: failure notice

Hi. This is the qmail-send program at world.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{recipient}>:
{words}

--- Below this line is a copy of the message.

Message-ID: {message_id}
Subject: whatever
"""


@pytest.fixture(scope="module")
def romeo(direct):
    """Romeo, who would like to know when his mail is read."""
    return direct.romeo(read_receipts="yes")


@pytest.fixture(scope="module")
def postfix_romeo(mail):
    return mail.romeo()


def report(stage: MailStage, mail, form: str = REPORT, to: str | None = None, sender: str = "", **facts):
    """What a distant server sends back about a mail, to its envelope sender."""
    facts = {
        "recipient": mail.recipients[0], "message_id": mail.message["message-id"], "sender": to or mail.sender,
        "action": "failed", "status": "5.1.1", "words": "550 5.1.1 No such user here", **facts}
    text = form.format(**facts).replace("\n", "\r\n").encode()
    stage.correspondent().send(text, [facts["sender"]], sender=sender)


def sent_mail(stage: MailStage, client, text: str, to: str):
    """Writes, and gives the stanza's id and the mail as it arrived."""
    id = stage.say(client, text, to)
    return id, stage.world.expect(f"the mail {text!r}", lambda m: m.text == text)


def settled(stage: MailStage):
    """Comes behind whatever the daemon had to say to its persons."""
    is_open = lambda row: row["direction"] == "in" and row["state"] in ("queued", "sending", "accepted")
    wait_until("nothing is open", lambda: not [row for row in stage.postern.messages() if is_open(row)])


def has_tick(client, id: str) -> bool:
    return bool(client.find(lambda s: receipt_of(s) == id))


# Through Postfix


def test_a_refusal_of_the_world_is_an_error_with_its_words(mail, postfix_romeo):
    mail.world.answer("gone@far.example", "550 5.1.1 Gone for good")
    sent = mail.say(postfix_romeo, "Are you there?", "gone@far.example")
    kind, condition, text = postfix_romeo.expect_error(sent)
    assert (kind, condition) == ("cancel", "item-not-found")
    assert "Gone for good" in text
    assert not has_tick(postfix_romeo, sent)
    [row] = [r for r in mail.postern.messages(state="failed") if r["peer"] == "gone@far.example"]
    assert row["error"]


def test_what_is_handed_on_without_a_report_gets_no_tick(mail, postfix_romeo):
    sent = mail.say(postfix_romeo, "Into a far country", "ivo@far.example")
    mail.world.expect("the mail", lambda m: m.text == "Into a far country")
    mail.postfix.expect_log(r"to=<bounces\+\S+@example.org>.*status=sent")
    # A later mail that is delivered shows that the report has been read by then.
    postfix_romeo.expect_receipt(mail.say(postfix_romeo, "Home", "ivo@remote.example"))
    assert not has_tick(postfix_romeo, sent)
    assert postfix_romeo.find(lambda s: s["type"] == "error" and s["id"] == sent) == []


def test_greylisting_by_the_world_is_not_the_persons_affair(mail, postfix_romeo):
    mail.world.answer("grey@far.example", "450 4.2.0 Come back later", times=2)
    sent = mail.say(postfix_romeo, "Patience", "grey@far.example")
    mail.world.expect("the mail", lambda m: m.text == "Patience")
    assert postfix_romeo.find(lambda s: s["id"] == sent) == []


# Directly


def test_the_submission_asks_for_reports(make_mail_stage):
    stage = make_mail_stage(postfix=False, protocol="smtp", extensions=("DSN", "8BITMIME", "SMTPUTF8", "SIZE 52428800"))
    romeo = stage.romeo()
    id, arrived = sent_mail(stage, romeo, "With a report", "kurt@far.example")
    assert "NOTIFY=" in arrived.rcpt_parameters[0] and "SUCCESS" in arrived.rcpt_parameters[0]
    assert "ORCPT=rfc822;kurt@far.example" in arrived.rcpt_parameters[0]
    assert "ENVID=" in arrived.mail_parameters and "RET=HDRS" in arrived.mail_parameters
    assert arrived.sender.startswith("bounces+") and arrived.sender.endswith("@example.org")
    assert not has_tick(romeo, id), "taking it is not delivering it"
    report(stage, arrived, action="delivered", status="2.0.0", words="250 Ok")
    romeo.expect_receipt(id)
    report(stage, arrived, action="delivered", status="2.0.0", words="250 Ok, once more")
    report(stage, arrived)
    settled(stage)
    assert len(romeo.find(lambda s: receipt_of(s) == id)) == 1, "states only move forward"
    assert romeo.find(lambda s: s["type"] == "error") == []


def test_a_refusal_at_once(direct, romeo):
    direct.world.answer("nobody@far.example", "550 5.1.1 Nobody of that name")
    kind, condition, text = romeo.expect_error(direct.say(romeo, "hello?", "nobody@far.example"))
    assert (kind, condition) == ("cancel", "item-not-found") and "Nobody of that name" in text


@pytest.mark.parametrize(
    "to, reply, expected", [
        ("full@far.example", "552 5.2.2 Mailbox full", ("cancel", "item-not-found")),
        ("hated@far.example", "550 5.7.1 We do not like your kind", ("modify", "policy-violation")),
        ("odd@far.example", "550 5.1.1 <evil>\x07& words", ("cancel", "item-not-found"))])
def test_refusals_have_their_kind(direct, romeo, to, reply, expected):
    direct.world.answer(to, reply)
    kind, condition, text = romeo.expect_error(direct.say(romeo, "take this", to))
    assert (kind, condition) == expected
    assert reply[10:14] in text and "\x07" not in text


def test_greylisting_is_waited_for_in_silence(direct, romeo):
    direct.world.answer("shy@far.example", "450 4.7.1 Greylisted, try again", times=1)
    sent, arrived = sent_mail(direct, romeo, "I come again", "shy@far.example")
    asked = [reply[:3] for address, reply, _ in direct.world.asked if address == "shy@far.example"]
    assert asked == ["450", "250"]
    assert romeo.find(lambda s: s["id"] == sent) == []
    assert not romeo.find(lambda s: s["from"].bare == direct.contact("shy@far.example") and s["body"]), "not late yet"


def test_a_lost_answer_is_repeated_with_the_same_id(direct, romeo):
    direct.world.answer(".", DROP, times=1)
    direct.say(romeo, "Did you get it?", "lost@far.example")
    mails = wait_until(
        "it came again", lambda: found if len(found := direct.world.for_address("lost@far.example")) == 2 else None)
    assert mails[0].message["message-id"] == mails[1].message["message-id"]
    assert romeo.find(lambda s: s["type"] == "error" and s["from"].bare == direct.contact("lost@far.example")) == []


@pytest.mark.parametrize("form", ["report", "prose", "qmail"])
@pytest.mark.parametrize("at", ["bounces", "romeo"])
def test_a_bounce_that_comes_back_is_an_error(direct, romeo, form, at):
    """To the envelope address of that one mail; or, from servers that do not care, to the person's own mailbox."""
    name = f"{form}-{at}"
    id, arrived = sent_mail(direct, romeo, f"Will {name} come back?", f"{name}@far.example")
    to = {} if at == "bounces" else {"to": "romeo@example.org"}
    report(direct, arrived, {"report": REPORT, "prose": PROSE, "qmail": QMAIL}[form], **to)
    kind, condition, text = romeo.expect_error(id)
    assert (kind, condition) == ("cancel", "item-not-found") and "No such user here" in text
    assert not romeo.find(lambda s: s["type"] != "error" and "qmail-send" in (s["body"] or ""))


def test_a_delay_is_told_once_and_settles_nothing(direct, romeo):
    id, arrived = sent_mail(direct, romeo, "Slowly now", "slow@far.example")
    for _ in range(2):
        report(direct, arrived, action="delayed", status="4.4.1", words="451 4.4.1 No answer from host")
    places = (direct.contact("slow@far.example"), direct.domain)
    told = lambda: romeo.find(lambda s: s["type"] != "error" and s["from"].bare in places and s["body"])
    wait_until("the person is told", told)
    report(direct, arrived, action="delivered", status="2.0.0", words="250 Ok")
    settled(direct)
    assert len(told()) == 1 and romeo.find(lambda s: s["type"] == "error" and s["id"] == id) == []


def test_a_report_about_nothing_of_ours_does_nothing(direct, romeo):
    id, arrived = sent_mail(direct, romeo, "Safe and sound", "safe@far.example")
    reference = arrived.message["message-id"].strip("<>").partition("@")[0]
    # Whoever has a copy knows the reference, and nobody the tag behind it.
    for local in ("AAAAAAAAAAAAAAAAAAAA", reference, f"{reference}-0123456789abcdef"):
        invented = f"bounces+{local}@example.org"
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
            report(direct, arrived, to=invented, message_id="<x@y.example>")
        assert refusal.value.recipients[invented][0] == 550
    settled(direct)
    assert romeo.find(lambda s: s["id"] == id) == []


def test_good_news_at_the_persons_address_is_a_mail_to_read(direct, romeo):
    """Anybody who got the mail could have written it: a tick must not lie."""
    id, arrived = sent_mail(direct, romeo, "Did it get there?", "liar@far.example")
    report(direct, arrived, to="romeo@example.org", action="delivered", status="2.0.0", words="250 Ok")
    romeo.expect("the mail", lambda s: s["type"] != "error" and "the mail system at world.example" in (s["body"] or ""))
    assert not has_tick(romeo, id)


def test_a_persons_mail_about_a_failure_is_a_mail_to_read(direct, romeo):
    id, arrived = sent_mail(direct, romeo, "Hello, office", "postmaster@far.example")
    report(direct, arrived, PROSE, to="romeo@example.org", sender="postmaster@far.example")
    romeo.expect("the mail", lambda s: s["type"] != "error" and "could not be delivered" in (s["body"] or ""))
    assert romeo.find(lambda s: s["type"] == "error" and s["id"] == id) == []


def test_reading_is_marked_for_who_asked_for_it(direct, romeo):
    id = direct.say(romeo, "Tell me when you read it", "reader@far.example", markable=True)
    arrived = direct.world.expect("the mail", lambda m: m.text == "Tell me when you read it")
    asked = str(arrived.message["disposition-notification-to"]).strip("<>")
    assert asked.endswith("@example.org")
    report(direct, arrived, NOTIFICATION, to=asked, sender="reader@far.example")
    romeo.expect("the marker", lambda s: displayed_of(s) == id)
    # Who did not mark the message as such is not told.
    direct.say(romeo, "Never mind", "reader@far.example")
    unasked = direct.world.expect("the mail", lambda m: m.text == "Never mind")
    assert unasked.message["disposition-notification-to"] is None


# What we owe to those who write to us


def test_mail_that_the_xmpp_side_refuses_is_returned(direct, romeo):
    succeeds(direct, "accounts", "add", "ghost@localhost", "--gateway", "mail", "--address", "ghost@example.org")
    bob = direct.correspondent("returner@far.example", "Returner")
    sent = bob.write("ghost@example.org", "Is anybody there?", "Knock, knock")
    arrived = wait_until("the report", bob.mails)[0]
    assert arrived.sender == "", "a report has the null sender"
    assert arrived.message.get_content_type() == "multipart/report"
    assert str(arrived.message["auto-submitted"]).startswith("auto-")
    assert str(arrived.message["in-reply-to"]) == str(sent["message-id"])
    parts = {p.get_content_type(): p for p in arrived.message.walk()}
    status = parts["message/delivery-status"].as_string()
    assert "Action: failed" in status and "ghost@example.org" in status
    assert "Is anybody there?" not in parts["text/plain"].get_content()

    # Never to a null sender, a program or a list; and never twice.
    before = len(direct.world.mails)
    bob.send(bob.compose("ghost@example.org", "a report", "Report"), ["ghost@example.org"], sender="")
    for headers in ({"Auto-Submitted": "auto-generated"}, {"List-Id": "<l.far.example>"}, {"Precedence": "bulk"}):
        bob.write("ghost@example.org", "automatic", "Automatic", headers=headers)
    wait_until(
        "all are known to have failed",
        lambda: len([r for r in direct.postern.messages(account="ghost@localhost") if r["state"] == "failed"]) >= 5)
    last = bob.write("ghost@example.org", "And this one comes back", "Marker")
    is_last = lambda m: m.message["in-reply-to"] == last["message-id"]
    wait_until("the last report", lambda: [m for m in bob.mails() if is_last(m)])
    assert len(direct.world.mails) == before + 1
