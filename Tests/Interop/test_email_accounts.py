# SPDX-License-Identifier: Apache-2.0
"""Addresses change hands while mail is under way, and two gateways to email in one daemon keep their people apart."""

import smtplib

import pytest
from peers.daemon import Postern
from peers.mail_stage import GATEWAY, MailStage
from peers.operator import JULIET, ROMEO, succeeds
from peers.process import free_port, wait_until
from test_email_reports import has_tick, report, settled


@pytest.fixture
def stage(make_mail_stage):
    return make_mail_stage(postfix=False, protocol="smtp")


def waiting(stage: MailStage, count: int) -> list[str]:
    """That many lines of romeo's, while the mail server is away."""
    stage.world.stop()
    romeo = stage.clients[0]
    ids = [stage.say(romeo, f"line {number}", "bob@far.example") for number in range(count)]
    tried = lambda: [m for m in stage.postern.messages() if m["peer"] == "bob@far.example" and m["attempts"] >= 1]
    wait_until("sending is tried", lambda: len(stage.postern.messages(account=ROMEO)) >= count and tried())
    return ids


def refused(stage: MailStage, address: str) -> bool:
    """Whether mail to it is refused; the listener remembers an address for a second."""
    try:
        stage.correspondent().write(address, f"to {address}", "Who has it")
        return False
    except smtplib.SMTPRecipientsRefused as refusal:
        code, words = refusal.recipients[address]
        assert code == 550 and b"5.1.1" in words
        return True


def test_who_leaves_sends_nothing_more(stage):
    romeo = stage.romeo()
    ids = waiting(stage, 3)
    succeeds(stage, "accounts", "remove", ROMEO, "--gateway", "mail")
    stage.world.open_again()
    wait_until("nobody has the address", lambda: refused(stage, "romeo@example.org"), every=0.2)
    # A later mail of somebody else's shows that the gateway sends.
    juliet = stage.client("juliet")
    stage.register(juliet, "juliet", "Juliet")
    stage.say(juliet, "I am here", "carol@far.example")
    stage.world.expect("her mail", lambda m: m.text == "I am here")
    rows = [row for row in stage.postern.messages() if row["peer"] == "bob@far.example"]
    assert {row["state"] for row in rows} <= {"cancelled"} and len(rows) == 3
    assert stage.world.for_address("bob@far.example") == []
    assert not any(has_tick(romeo, id) for id in ids)
    refusal = romeo.expect_error(stage.say(romeo, "Still me?", "bob@far.example"))
    assert refusal[:2] == ("auth", "registration-required")


def test_what_was_taken_for_who_has_left_is_not_lost(stage):
    """It got its 250 while there was an account; so it is still given to that person, and to nobody else."""
    stage.romeo()
    stage.server.kill()
    wait_until("the link is seen to be down", lambda: stage.postern.health().get("links") == {"mail": "down"})
    for number in range(3):
        stage.correspondent().write("romeo@example.org", f"taken {number}", "Taken")
    succeeds(stage, "accounts", "remove", ROMEO, "--gateway", "mail")
    succeeds(stage, "accounts", "add", JULIET, "--gateway", "mail", "--address", "romeo@example.org")
    stage.server.start()
    romeo, juliet = stage.client("romeo"), stage.client("juliet")
    stage.postern.wait_until_up()
    stage.correspondent().write("romeo@example.org", "for the new one", "New")
    stage.expect_line(juliet, "for the new one")
    for number in range(3):
        stage.expect_line(romeo, f"taken {number}")
    assert not juliet.find(lambda s: "taken" in (s["body"] or ""))
    assert not romeo.find(lambda s: "for the new one" in (s["body"] or ""))


def test_who_is_renamed_writes_as_the_new_one(stage):
    romeo = stage.romeo()
    ids = waiting(stage, 2)
    renamed = ("--address", "montague@example.org", "--name", "R. M.")
    succeeds(stage, "accounts", "set", ROMEO, "--gateway", "mail", *renamed)
    succeeds(stage, "accounts", "add", JULIET, "--gateway", "mail", "--address", "romeo@example.org")
    juliet = stage.client("juliet")
    stage.world.open_again()
    bob = stage.correspondent("bob@far.example", "Bob")
    wait_until("both have arrived", lambda: len(bob.mails()) == 2)
    assert [m.text for m in bob.mails()] == ["line 0", "line 1"]
    assert {str(m.message["from"]) for m in bob.mails()} == {'"R. M." <montague@example.org>'}
    # Answers come to the renamed; what is written to the old address is now hers.
    bob.answer(bob.mails()[0], "To the renamed")
    stage.expect_line(romeo, "To the renamed", bob.address)
    bob.write("romeo@example.org", "To the new owner", "Hello")
    stage.expect_line(juliet, "To the new owner", bob.address)
    # And what becomes of the old mails concerns the one who wrote them.
    report(stage, bob.mails()[1])
    assert "No such user here" in romeo.expect_error(ids[1])[2]
    settled(stage)
    assert juliet.find(lambda s: s["type"] == "error") == []
    assert not romeo.find(lambda s: "To the new owner" in (s["body"] or ""))


# Two gateways


SECOND, SECOND_DOMAIN = "post.localhost", "example.net"


class TwoGateways(MailStage):
    """A second email gateway beside the first, with a domain and a listener of its own."""

    def __init__(self, folder):
        super().__init__(folder, postfix=False, protocol="smtp")
        self.second_port = free_port()
        server = self.server.config
        server.write_text(f'{server.read_text()}\nComponent "{SECOND}"\n  component_secret = "{Postern.secret}"\n')
        gateway = GATEWAY.format(
            domain=SECOND, secret=Postern.secret, coalesce="0s", extra="", protocol="smtp",
            submission_port=self.world.port, submission='starttls = "off"', listener_port=self.second_port, listener="",
            authority=self.certificates.authority)
        config = self.postern.config
        second = gateway.replace("[gateways.mail", "[gateways.post").replace("example.org", SECOND_DOMAIN)
        config.write_text(config.read_text() + second)

    def write(self, port: int, to: str, text: str):
        bob = self.correspondent("bob@far.example", "Bob")
        bob.port = port
        bob.write(to, text, text)


@pytest.fixture
def two(folder):
    stage = TwoGateways(folder)
    try:
        yield stage.start()
    finally:
        stage.close()


def test_two_gateways_keep_their_accounts_apart(two):
    """The same mailbox name is romeo's at the one and juliet's at the other."""
    romeo, juliet = two.client("romeo"), two.client("juliet")
    two.register(romeo, "capulet", "R")
    juliet_form = "<query xmlns='jabber:iq:register'><username>capulet</username><name>J</name></query>"
    assert juliet.request(SECOND, "set", juliet_form)["type"] == "result"
    accounts = {(a["gateway"], a["jid"], a["address"]) for a in two.postern.json("accounts", "list")}
    assert accounts == {("mail", ROMEO, "capulet@example.org"), ("post", JULIET, f"capulet@{SECOND_DOMAIN}")}

    # In: each listener knows its own domain only, and its own people.
    mine, other = "capulet@example.org", f"capulet@{SECOND_DOMAIN}"
    two.write(two.listener_port, mine, "For romeo")
    two.write(two.second_port, other, "For juliet")
    for port, to in ((two.listener_port, other), (two.second_port, mine)):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
            two.write(port, to, "Astray")
        assert refusal.value.recipients[to][0] == 550
    two.expect_line(romeo, "For romeo", "bob@far.example")
    contact = f"bob\\40far.example@{SECOND}"
    juliet.expect("her mail", lambda s: "For juliet" in (s["body"] or "") and s["from"].bare == contact)

    # Out: each from its own domain, and only for its own people.
    juliet.text(contact, "From juliet", id="out-1")
    out = two.say(romeo, "From romeo", "bob@far.example")
    sent = {text: two.world.expect(text, lambda m: m.text == text) for text in ("From romeo", "From juliet")}
    for text, domain in (("From romeo", "example.org"), ("From juliet", SECOND_DOMAIN)):
        header = sent[text].message
        assert str(header["from"]).endswith(f"<capulet@{domain}>")
        assert str(header["message-id"]).endswith(f"@{domain}>") and sent[text].sender.endswith(f"@{domain}")
    stranger = juliet.text(two.contact("bob@far.example"), "Not hers", id="out-2")
    assert juliet.expect_error(stranger)[:2] == ("auth", "registration-required")

    # Reports: the address for bounces of the one is none at the other.
    local = sent["From romeo"].sender.split("@")[0]
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        two.write(two.second_port, f"{local}@{SECOND_DOMAIN}", "Astray")
    report(two, sent["From romeo"])
    romeo.expect_error(out)

    # Who leaves the one stays at the other.
    succeeds(two, "accounts", "add", ROMEO, "--gateway", "post", "--address", f"romeo@{SECOND_DOMAIN}")
    succeeds(two, "accounts", "remove", ROMEO, "--gateway", "mail")
    wait_until("nobody has it", lambda: refused(two, mine), every=0.2)
    two.write(two.second_port, f"romeo@{SECOND_DOMAIN}", "Still there")
    romeo.expect("the mail", lambda s: "Still there" in (s["body"] or "") and s["from"].bare == contact)
    assert not juliet.find(lambda s: "For romeo" in (s["body"] or "") or "Still there" in (s["body"] or ""))
    assert not romeo.find(lambda s: "For juliet" in (s["body"] or "") or "Astray" in (s["body"] or ""))
