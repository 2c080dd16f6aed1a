# SPDX-License-Identifier: Apache-2.0
"""A person registers a mailbox, writes mail from the chat client, and reads the answers there: through a real Postfix,
by LMTP in and by submission with STARTTLS and a login out. The correspondent reads with Python's email package."""

import re

import pytest
from peers.client import error_of, receipt_of
from peers.payloads import addresses_of, nickname_of, text_of
from peers.process import wait_until

DATA = "{jabber:x:data}"
PICTURE = bytes.fromhex("89504e470d0a1a0a") + bytes(range(256)) * 8


@pytest.fixture(scope="module")
def romeo(mail):
    return mail.romeo()


def is_message(stanza) -> bool:
    return stanza.name == "message" and stanza["type"] != "error" and bool(stanza["body"])


def of_contact(mail, client, address: str) -> list:
    """What has come from somebody outside."""
    return client.find(lambda s: is_message(s) and s["from"].bare == mail.contact(address))


# Registration


def test_the_form_asks_for_a_mailbox(mail):
    juliet = mail.client("juliet")
    query = juliet.request(mail.domain, "get", "<query xmlns='jabber:iq:register'/>").xml[0]
    assert query.find("{jabber:iq:register}username") is not None
    assert query.find("{jabber:iq:register}name") is not None
    fields = {f.get("var"): f for f in query.find(DATA + "x").findall(DATA + "field")}
    assert {"FORM_TYPE", "username", "name"} <= set(fields)
    assert fields["FORM_TYPE"].find(DATA + "value").text == "jabber:iq:register"
    juliet.disconnect()


def test_a_mailbox_has_one_owner(mail, romeo):
    juliet = mail.client("juliet")
    form = "<query xmlns='jabber:iq:register'><username>{}</username><name>J</name></query>"
    for taken in ("romeo", "ROMEO", "postmaster", "abuse", "Hostmaster", "webmaster", "mailer-daemon", "bounces"):
        answer = juliet.request(mail.domain, "set", form.format(taken))
        assert answer["type"] == "error" and answer["error"]["condition"] in ("conflict", "not-acceptable"), taken
        assert answer["error"]["text"]
    for wrong in ("", "two words", "a@b", "tag+ged", "..", "x" * 70):
        answer = juliet.request(mail.domain, "set", form.format(wrong))
        assert answer["type"] == "error" and answer["error"]["condition"] == "not-acceptable", wrong
    assert [a["address"] for a in mail.postern.json("accounts", "list")] == ["romeo@example.org"]
    own = romeo.request(mail.domain, "get", "<query xmlns='jabber:iq:register'/>").xml[0]
    assert own.find("{jabber:iq:register}registered") is not None
    assert own.find("{jabber:iq:register}username").text == "romeo"
    juliet.disconnect()


def test_discovery_says_what_it_is(mail, romeo):
    info = romeo.call(lambda xmpp: xmpp.plugin["xep_0030"].get_info(jid=mail.domain))["disco_info"]
    assert ("gateway", "smtp") in {(i[0], i[1]) for i in info["identities"]}
    assert {"jabber:iq:register", "jabber:iq:gateway", "http://jabber.org/protocol/address"} <= set(info["features"])
    jid = romeo.request(
        mail.domain, "set", "<query xmlns='jabber:iq:gateway'><prompt>Bob@Remote.Example</prompt></query>")
    assert jid.xml[0].find("{jabber:iq:gateway}jid").text == mail.contact()


# A conversation


def test_ten_messages_keep_one_thread_in_both_worlds(mail, romeo):
    bob = mail.correspondent()
    thread = "thread-of-the-party"
    ids, romeos, bobs, last = [], [], [], None
    for turn in range(5):
        said = mail.say(romeo, f"Romeo says {turn}", thread=thread, subject="The party" if turn == 0 else None)
        arrived = bob.expect(f"Romeo says {turn}")
        check_outgoing(arrived.message, romeos, bobs)
        romeos.append(str(arrived.message["message-id"]))
        romeo.expect_receipt(said)
        ids.append(said)
        attachments = [("balcony.png", PICTURE)] if turn == 2 else []
        last = bob.answer(arrived, f"Bob says {turn}", attachments=attachments)
        bobs.append(str(last["message-id"]))
        answer = mail.expect_line(romeo, f"Bob says {turn}")
        assert text_of(answer, "thread") == thread
        assert text_of(answer, "subject") == "Re: The party"
        assert ">" not in re.sub(r"\[…\] \S+", "", answer["body"]), "the quoted history is trimmed"
        assert nickname_of(answer) == "Bob"
    content, header = mail.expect_file(romeo, "balcony.png")
    assert content == PICTURE and header.get_content_type() == "image/png"
    link = mail.uploads.put("/u/1/map.png", "image/png", PICTURE)
    ids.append(mail.say(romeo, link, thread=thread, link=link))
    arrived = bob.mailbox.expect("the map", lambda m: bob.address in m.recipients and m.attachments)
    assert arrived.attachments == [("map.png", "image/png", PICTURE)]
    check_outgoing(arrived.message, romeos, bobs)

    came = of_contact(mail, romeo, bob.address)
    assert {text_of(s, "thread") for s in came} == {thread}
    assert len(came) == 6, "five answers and a file, and nothing twice"
    assert len(bob.mails()) == 6
    romeo.expect_receipt(ids[-1])
    assert len(romeo.find(lambda s: receipt_of(s) in ids)) == 6, "each tick once"
    assert romeo.find(lambda s: s["type"] == "error" and s["id"] in ids) == []


def check_outgoing(message, romeos: list[str], bobs: list[str]):
    """A mail of the person's own, in the thread so far."""
    assert str(message["from"]) == "Romeo Montague <romeo@example.org>"
    assert str(message["to"]) == "bob@remote.example"
    assert re.fullmatch(r"<[A-Za-z0-9_.+-]{1,100}@example\.org>", str(message["message-id"]))
    assert message["date"] and message["mime-version"] == "1.0"
    text = message.get_body(("plain",))
    assert text is None or text.get_content_charset() in ("utf-8", "us-ascii")
    if not romeos:
        assert str(message["subject"]) == "The party"
        assert message["in-reply-to"] is None and message["references"] is None
        return
    assert str(message["subject"]) == "Re: The party"
    assert str(message["in-reply-to"]) == bobs[-1]
    references = str(message["references"]).split()
    assert references[0] == romeos[0] and references[-1] == bobs[-1]
    assert set(references) <= set(romeos + bobs)


def test_without_a_thread_the_conversation_goes_on(mail, romeo):
    """Most clients say no thread: then a message belongs to what was last talked about with that contact."""
    anna = mail.correspondent("anna@remote.example", "Anna")
    mail.say(romeo, "Shall we dance tonight?", anna.address)
    first = anna.expect("Shall we dance tonight?")
    assert str(first.message["subject"]) == "Shall we dance tonight?"
    written = anna.answer(first, "Gladly.")
    answer = mail.expect_line(romeo, "Gladly.", anna.address)
    mail.say(romeo, "At nine then.", anna.address)
    second = anna.expect("At nine then.")
    assert str(second.message["in-reply-to"]) == str(written["message-id"])
    assert str(second.message["subject"]) == "Re: Shall we dance tonight?"
    assert text_of(answer, "thread")

    # A mail with another subject begins another thread, and shows it.
    anna.write("romeo@example.org", "Did you pay?", "The bill")
    bill = mail.expect_line(romeo, "Did you pay?", anna.address)
    assert "The bill" in bill["body"] and text_of(bill, "subject") == "The bill"
    assert text_of(bill, "thread") != text_of(answer, "thread")
    # A reply to the older one goes to the older one (XEP-0461).
    mail.say(romeo, "I wear a red coat.", anna.address, answers=answer["id"])
    third = anna.expect("I wear a red coat.")
    assert str(third.message["in-reply-to"]) == str(written["message-id"])
    assert str(third.message["subject"]) == "Re: Shall we dance tonight?"


def test_files_go_as_attachments(mail, romeo):
    dora = mail.correspondent("dora@remote.example", "Dora")
    files = {f"/u/{n}/map%20{n}.png": bytes([n]) * 1000 for n in range(3)}
    links = [mail.uploads.put(path, "image/png", content) for path, content in files.items()]
    mail.say(romeo, "Three maps", dora.address, links=links)
    arrived = dora.expect("Three maps")
    assert arrived.attachments == [(f"map {n}.png", "image/png", bytes([n]) * 1000) for n in range(3)]
    assert not any(link in arrived.raw.decode() for link in links)


def test_what_must_not_be_fetched_stays_a_link(mail, romeo):
    emil = mail.correspondent("emil@remote.example", "Emil")
    inside = mail.uploads.put("/inside.png", "image/png", PICTURE, host="127.0.0.1")
    large = mail.uploads.put("/large.bin", "application/zip", bytes(11 << 20))
    absent = mail.uploads.put("/absent", "image/png", PICTURE) + ".png"
    before = list(mail.uploads.fetched)
    links = ["http://example.com/plain.png", inside, "https://[::1]/inside.png", "file:///etc/passwd", large, absent]
    for number, link in enumerate(links):
        mail.say(romeo, link, emil.address, link=link, subject=f"Link {number}")
        about = lambda m: m.message["subject"] == f"Link {number}"
        arrived = wait_until(f"the mail with {link}", lambda: [m for m in emil.mails() if about(m)])[0]
        assert arrived.attachments == [] and link in arrived.text.replace("\n", "")
    assert {path for path in mail.uploads.fetched[len(before):]} == {"/large.bin", "/absent.png"}


def test_everybody_is_answered(mail, romeo):
    finn, gina = (mail.correspondent(f"{name.lower()}@remote.example", name) for name in ("Finn", "Gina"))
    sent = finn.compose(
        "romeo@example.org", "Who comes along?", "An outing", headers={"Cc": "Gina <gina@remote.example>"})
    finn.send(sent, ["romeo@example.org"])
    asked = mail.expect_line(romeo, "Who comes along?", finn.address)
    assert "gina@remote.example" in asked["body"], "the others are listed for clients that know no XEP-0033"
    assert ("cc", mail.contact(gina.address)) in addresses_of(asked)

    everybody = [("to", mail.contact(finn.address)), ("cc", mail.contact(gina.address))]
    mail.say(romeo, "I do!", finn.address, addresses=everybody)
    for person in (finn, gina):
        arrived = person.expect("I do!")
        assert str(arrived.message["to"]) == finn.address
        assert gina.address in str(arrived.message["cc"])
        assert str(arrived.message["in-reply-to"]) == str(sent["message-id"])


def test_a_hidden_recipient_stays_hidden(mail, romeo):
    hanna, ines = (mail.correspondent(f"{name}@remote.example") for name in ("hanna", "ines"))
    both = [("to", mail.contact(hanna.address)), ("bcc", mail.contact(ines.address))]
    mail.say(romeo, "Psst.", hanna.address, addresses=both)
    for person in (hanna, ines):
        header = person.expect("Psst.").message
        assert str(header["to"]) == hanna.address and header["bcc"] is None
    assert b"ines" not in hanna.mails()[0].raw


def test_styled_text_has_an_html_alternative(mail, romeo):
    jan = mail.correspondent("jan@remote.example", "Jan")
    mail.say(romeo, "*Really* <b>important</b> & ünïcode 💌\n> quoted", jan.address)
    arrived = jan.expect("*Really* <b>important</b> & ünïcode 💌\n> quoted")
    html = arrived.message.get_body(("html",)).get_content()
    assert "<strong>" in html and "&lt;b&gt;important" in html and "<blockquote>" in html and "<b>important" not in html
    mail.say(romeo, "Nothing special", jan.address)
    assert jan.expect("Nothing special").message.get_content_type() == "text/plain"


def test_nothing_is_injected(mail, romeo):
    kim = mail.correspondent("kim@remote.example", "Kim")
    subject = "Hi\r\nBcc: eve@remote.example\n\nEvil body\u2028X-Evil: 1\u0085X-Worse: 2"
    mail.say(romeo, "Harmless", kim.address, subject=subject)
    arrived = kim.expect("Harmless").message
    assert "eve@remote.example" in str(arrived["subject"]) or "Evil" in str(arrived["subject"])
    assert [name for name in arrived.keys() if name.lower() in ("bcc", "x-evil", "x-worse")] == []
    assert mail.correspondent("eve@remote.example").mails() == []


def test_only_mail_addresses_are_written_to(mail, romeo):
    for number, local in enumerate(("nobody", "a\\40b", "a\\40b\\40example.com", "x\\40-bad-.example")):
        romeo.raw(f"<message to='{local}@{mail.domain}' type='chat' id='wrong-{number}'><body>hello</body></message>")
        assert romeo.expect_error(f"wrong-{number}")[:2] == ("modify", "jid-malformed"), local


def test_a_stranger_is_told_to_register(mail):
    juliet = mail.client("juliet")
    sent = mail.say(juliet, "hello", "stranger@remote.example")
    kind, condition, text = juliet.expect_error(sent)
    assert (kind, condition) == ("auth", "registration-required") and mail.domain in text
    assert mail.correspondent("stranger@remote.example").mails() == []
    juliet.disconnect()


def test_lines_within_a_moment_are_one_mail(make_mail_stage):
    stage = make_mail_stage(coalesce="2s")
    romeo, bob = stage.romeo(), stage.correspondent()
    ids = stage.say_all(romeo, [{"body": line} for line in ("one", "two", "three")])
    arrived = bob.expect("one\ntwo\nthree")
    for id in ids:
        romeo.expect_receipt(id)
    later = stage.say(romeo, "a new one")
    assert str(bob.expect("a new one").message["in-reply-to"]) == str(arrived.message["message-id"])
    romeo.expect_receipt(later)
    assert len(bob.mails()) == 2
    assert len(romeo.find(lambda s: receipt_of(s) is not None)) == 4
    assert [error_of(s) for s in romeo.find(lambda s: s["type"] == "error")] == []
    rows = [row for row in stage.postern.messages(gateway="mail") if row["kind"] == "message"]
    assert [row["state"] for row in rows] == ["delivered"] * 4
