# SPDX-License-Identifier: Apache-2.0
"""The conversations that scripts/demo plays. A person registers a number, texts a phone, sees the tick, and gets the
answer; registers a mailbox, writes an email, sees the tick, and gets the answer with its attachment. Prints the
transcript, then stays up until Ctrl-C; with --once it ends there. Exits 1 where a step fails."""

import logging
import pathlib
import signal
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

from peers.client import Client
from peers.daemon import Postern
from peers.payloads import link_of, text_of
from peers.process import wait_until
from peers.prosody import Prosody
from peers.stage import PHONE, Stage

# What romeo gets from the pool.
NUMBER = "+15550100001"
QUESTION = "Wherefore art thou?"
ANSWER = "On the balcony. Come quickly!"

MAIL_DOMAIN = "mail.localhost"
# What romeo gets of the mail domain, and whom he writes to.
MAILBOX = "romeo@example.org"
FRIAR = "laurence@outside.example"
LETTER = "Good morrow, father. Will you marry us this afternoon?"
REPLY = "In one respect I'll thy assistant be. The form is attached."
FORM_NAME = "marriage form.txt"
FORM = b"Names of both: \r\nHouses, both alike in dignity: \r\n"

MAIL = """
[gateways.mail]
kind = "email"
domain = "{domain}"
secret = "{secret}"
register = ["localhost"]
mail_domain = "example.org"
authserv_id = "{authserv_id}"
coalesce = "1s"
[gateways.mail.submission]
url = "smtp://127.0.0.1:{submission_port}"
starttls = "off"
username = "{username}"
password = "{password}"
[gateways.mail.listener]
listen = "127.0.0.1:{listener_port}"
protocol = "lmtp"
"""


class DemoStage(Stage):
    """Both gateways in one daemon, and the simulator as the outside world of both."""

    def __init__(self, folder: pathlib.Path):
        super().__init__(
            folder, lambda place, components: Prosody(place, {**components, MAIL_DOMAIN: Postern.secret}))
        outside = self.simulator
        with open(self.postern.config, "a") as config:
            config.write(
                MAIL.format(
                    domain=MAIL_DOMAIN, secret=Postern.secret, authserv_id=outside.mail_name,
                    submission_port=outside.mail_port, username=outside.mail_user, password=outside.mail_password,
                    listener_port=outside.listener_port))

    def correspondent(self, address: str = FRIAR) -> str:
        """The JID of a mail address (XEP-0106)."""
        return f"{address.replace('@', chr(92) + '40')}@{MAIL_DOMAIN}"

    def register_mailbox(self, client: Client, username: str, name: str):
        answer = client.request(
            MAIL_DOMAIN, "set",
            f"<query xmlns='jabber:iq:register'><username>{username}</username><name>{name}</name></query>")
        assert answer["type"] == "result", str(answer)


def say(text: str = ""):
    print(text, flush=True)


def expect_contact(person: Client, gateway: str):
    person.expect(
        f"{gateway} in the roster", lambda s: s.name == "presence" and s["type"] == "subscribe"
        and s["from"].bare == gateway)
    say(f"  {gateway} asks to be in romeo's roster")


def converse_by_text(stage: Stage, romeo: Client):
    """Plays the conversation with a phone; each line is printed once it is true."""
    gateway, contact = stage.postern.domain, stage.contact()
    stage.register(romeo, NUMBER)
    say(f"  romeo registers at {gateway} and gets {NUMBER}")
    expect_contact(romeo, gateway)

    sent = romeo.text(contact, QUESTION)
    say(f"  romeo -> {contact}: {QUESTION}")
    arrived = stage.simulator.expect(PHONE, QUESTION)
    say(f"  the phone {PHONE} shows, from {arrived['peer']}: {arrived['text']}")
    romeo.expect_receipt(sent)
    say("  romeo sees the tick: the phone has it (XEP-0184)")

    stage.simulator.answer(PHONE, NUMBER, ANSWER)
    say(f"  the phone {PHONE} answers to {NUMBER}: {ANSWER}")
    answer = romeo.expect_text(ANSWER, contact)
    say(f"  romeo <- {answer['from'].bare}: {answer['body']}")


def converse_by_mail(stage: DemoStage, romeo: Client):
    """Plays the conversation with a mailbox; each line is printed once it is true."""
    contact = stage.correspondent()
    stage.register_mailbox(romeo, MAILBOX.split("@")[0], "Romeo Montague")
    say(f"  romeo registers at {MAIL_DOMAIN} and gets {MAILBOX}")
    expect_contact(romeo, MAIL_DOMAIN)

    sent = romeo.text(contact, LETTER)
    say(f"  romeo -> {contact}: {LETTER}")
    mail = stage.simulator.expect_mail(FRIAR, LETTER)
    author = mail["from"][0]
    assert (author.get("name"), author["address"]) == ("Romeo Montague", MAILBOX), author
    say(f"  the mailbox {FRIAR} shows, from {author['name']} <{author['address']}>:")
    say(f"    Subject: {mail['subject']}")
    say(f"    {mail['text'].strip()}")
    romeo.expect_receipt(sent)
    say("  romeo sees the tick: the mailbox has it (a delivery status notification, RFC 3464)")

    stage.simulator.answer_mail(mail["id"], REPLY, {FORM_NAME: FORM}, name="Friar Laurence")
    say(f"  {FRIAR} answers, with {FORM_NAME!r} attached: {REPLY}")
    expect_answer(stage, romeo, contact)


def expect_answer(stage: DemoStage, romeo: Client, contact: str):
    """The answer without its quotation, in the thread of the question; and the attachment behind its link."""
    answer = romeo.expect(
        f"the answer {REPLY!r}", lambda s: s.name == "message" and s["type"] != "error" and s["from"].bare == contact
        and REPLY in s["body"])
    assert LETTER not in answer["body"], f"the quotation is not trimmed: {answer['body']!r}"
    assert text_of(answer, "thread"), f"the answer has no thread: {answer}"
    lines = answer["body"].replace("\n", "\n    ")
    say(f"  romeo <- {contact}, thread {text_of(answer, 'thread')}: {lines}")

    link = romeo.expect(
        "the link to the attachment", lambda s: s.name == "message" and s["from"].bare == contact and link_of(s))
    assert text_of(link, "thread") == text_of(answer, "thread"), "the attachment is in another thread"
    say(f"  romeo <- {contact}: {link_of(link)}")
    with urllib.request.urlopen(link_of(link), timeout=10) as file:
        content = file.read()
    assert content == FORM, f"another file: {content!r}"
    say(f"  romeo opens it: the {len(content)} bytes that were attached")
    wait_until(
        "the friar's answer and the report are taken, and nothing else was sent",
        lambda: [(m["direction"], m["recipients"][0]["state"]) for m in stage.simulator.mails(FRIAR)]
        == [("to_world", "delivered"), ("report", "delivered"), ("from_world", "delivered")])


def converse(stage: DemoStage):
    """Both conversations with a real client, and what the operator sees of them."""
    romeo = stage.client("romeo")
    say(f"  {romeo.jid} is online (slixmpp, a real client, on a private Prosody)")
    say()
    say("By text message:")
    converse_by_text(stage, romeo)
    say()
    say("By email:")
    converse_by_mail(stage, romeo)

    wait_until("every message is settled", lambda: all(m["state"] == "delivered" for m in stage.postern.messages()))
    say()
    say("What the operator sees (postern messages list):")
    for line in stage.postern.run("messages", "list").stdout.splitlines():
        say(f"  {line}")
    romeo.disconnect()


def explain(stage: DemoStage):
    """How to join."""
    server, postern, outside = stage.server, stage.postern, stage.simulator
    say(f"""
It stays up. Connect any XMPP client on this machine:
  host 127.0.0.1, port {server.client_port}, no encryption (the server is private to this machine)
  romeo@{server.host}    password secret    has {NUMBER} and {MAILBOX}
  juliet@{server.host}   password secret    may register at {postern.domain} and at {MAIL_DOMAIN}
Write to {stage.contact()} (or any other number), and read and answer on the phone:
  {outside.url}/phones/{urllib.parse.quote(PHONE)}
Write to {stage.correspondent()} (or any other address), and read and answer in the mailbox:
  {outside.url}/mailboxes/{urllib.parse.quote(FRIAR)}
Mail to greylist@, reject@, slow@, drop-before@, drop-after@, bounce@, prose@, delayed@ and silent@outside.example meets
what the name says.
All phones and mailboxes: {outside.url}/
The operator's side: {postern.binary} status --config {postern.config}
The logs: {stage.folder}
Ctrl-C ends everything.""")


def wait(stage: Stage):
    """Until Ctrl-C, or one of the programs ends."""
    programs = (stage.server.process, stage.simulator.process, stage.postern.process)
    while True:
        for program in programs:
            try:
                program.child.wait(0.5)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"{program.name} ended by itself:\n{program.output()[-2000:]}")


def play(folder: pathlib.Path, once: bool):
    stage = DemoStage(folder)
    try:
        stage.start()
        say("Transcript:")
        converse(stage)
        if not once:
            explain(stage)
            wait(stage)
    finally:
        # A second Ctrl-C must not leave half of it running.
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, signal.SIG_IGN)
        stage.close()


def end(*_):
    raise KeyboardInterrupt


def main() -> int:
    logging.getLogger("slixmpp").setLevel(logging.CRITICAL)
    signal.signal(signal.SIGTERM, end)
    once = "--once" in sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="postern-demo-") as folder:
        try:
            play(pathlib.Path(folder), once)
        except KeyboardInterrupt:
            say("\nEnded.")
            return 130 if once else 0
        except subprocess.CalledProcessError as failure:
            say(f"demo: {failure}: {(failure.stderr or b'').decode(errors='replace').strip()}")
            return 1
        except Exception as failure:  # Whatever it is, the reader gets the reason and no traceback.
            say(f"demo: {type(failure).__name__}: {failure}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
