# SPDX-License-Identifier: Apache-2.0
"""A whole set-up for email: a real XMPP server with two persons, the real daemon, and a mail server on its other side:
a real Postfix, or a played server alone for what a real one cannot be made to do."""

import email.message
import pathlib
import urllib.parse
import urllib.request

from .certificates import Certificates
from .client import Client
from .correspondent import Correspondent
from .daemon import Postern
from .mail_server import MailServer
from .payloads import link_of, message, text_of
from .postfix import Postfix
from .process import PATIENCE, free_port
from .prosody import Prosody
from .stage import BINARIES
from .uploads import Uploads

GATEWAY = """
[gateways.mail]
kind = "email"
domain = "{domain}"
secret = "{secret}"
register = ["localhost"]
admins = ["juliet@localhost"]
mail_domain = "example.org"
authserv_id = "mail.example.org"
coalesce = "{coalesce}"
{extra}
[gateways.mail.submission]
url = "smtp://127.0.0.1:{submission_port}"
{submission}
[gateways.mail.listener]
listen = "127.0.0.1:{listener_port}"
protocol = "{protocol}"
{listener}
[gateways.mail.attachments]
private_hosts = ["localhost"]
ca = "{authority}"
"""
LOGIN = """starttls = "required"
username = "{username}"
password = "{password}"
ca = "{authority}"
"""
# What OpenDMARC or rspamd writes into a mail whose From is proved.
AUTHENTICATED = "mail.example.org; dmarc=pass header.from=remote.example"


class MailStage:
    """Romeo's and juliet's server, the daemon, and mail on its other side. With `postfix`, mail passes a real Postfix
    both ways; without, the daemon hands its mail to `world`, and the world comes to its listener directly."""

    domain = "mail.localhost"

    def __init__(
        self, folder: pathlib.Path, postfix: bool = True, protocol: str = "lmtp", coalesce: str = "0s", extra: str = "",
        listener: str = "", extensions: tuple[str, ...] | None = None, mechanisms: str | None = None
    ):
        self.folder = folder
        self.server = Prosody(folder / "server", {self.domain: Postern.secret})
        self.world = MailServer(**({} if extensions is None else {"extensions": extensions}))
        self.listener_port = free_port()
        self.postfix = None
        submission_port, submission = self.world.port, 'starttls = "off"'
        if postfix:
            place = f"127.0.0.1:{self.listener_port}"
            transport = f"lmtp:inet:{place}" if protocol == "lmtp" else f"smtp:[127.0.0.1]:{self.listener_port}"
            self.postfix = Postfix(folder / "postfix", transport, self.world.transport, mechanisms=mechanisms)
            submission_port = self.postfix.submission_port
            submission = LOGIN.format(
                username=Postfix.username, password=Postfix.password, authority=self.postfix.certificates.authority)
        self.certificates = self.postfix.certificates if self.postfix else Certificates(folder / "tls")
        self.uploads = Uploads(self.certificates)
        if not self.postfix:
            listener += f'\ncertificate = "{self.certificates.certificate}"\nkey = "{self.certificates.key}"'
        self.postern = Postern(
            folder / "postern", BINARIES, self.server.port_of(self.domain), gateways=GATEWAY.format(
                domain=self.domain, secret=Postern.secret, coalesce=coalesce, extra=extra, protocol=protocol,
                submission_port=submission_port, submission=submission, listener_port=self.listener_port,
                listener=listener, authority=self.certificates.authority))
        self.postern.domain = self.domain
        self.clients: list[Client] = []

    def start(self) -> "MailStage":
        self.server.start()
        for name in ("romeo", "juliet"):
            self.server.add_user(name, "secret")
        if self.postfix:
            self.postfix.start()
        self.postern.start()
        return self

    # Persons

    def client(self, name: str = "romeo") -> Client:
        client = Client(f"{name}@{self.server.host}/test", "secret", self.server.client_port).connect()
        self.clients.append(client)
        return client

    def register(self, client: Client, username: str = "romeo", name: str = "Romeo Montague", **choices: str):
        """Fills in the form; `choices` are the gateway's own fields in it."""
        fields = {"FORM_TYPE": "jabber:iq:register", "username": username, "name": name, **choices}
        form = "".join(f"<field var='{field}'><value>{value}</value></field>" for field, value in fields.items())
        answer = client.request(
            self.domain, "set",
            f"<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'>{form}</x></query>")
        assert answer["type"] == "result", str(answer)

    def romeo(self, **choices: str) -> Client:
        """Romeo, online, with the mailbox romeo@example.org."""
        client = self.client("romeo")
        self.register(client, **choices)
        return client

    def correspondent(self, address: str = "bob@remote.example", name: str = "Bob") -> Correspondent:
        """Somebody outside. At remote.example mail is in real mailboxes, at far.example in `world`."""
        is_real = self.postfix is not None and address.endswith("@remote.example")
        port = self.postfix.port if self.postfix else self.listener_port
        return Correspondent(self.postfix.mailboxes if is_real else self.world, port, address, name, AUTHENTICATED)

    def contact(self, address: str = "bob@remote.example") -> str:
        """The JID of somebody outside (XEP-0106)."""
        return f"{address.replace('@', chr(92) + '40')}@{self.domain}"

    # Talking

    def say(self, client: Client, body: str, to: str = "bob@remote.example", **more) -> str:
        """A chat message to somebody outside; returns its id."""
        return self.say_all(client, [{"body": body, "to": to, **more}])[0]

    def say_all(self, client: Client, messages: list[dict]) -> list[str]:
        """Chat messages at one moment, each with what `say` takes; returns their ids."""
        ids, stanzas = [], []
        for one in messages:
            id = f"said-{len(client.sent)}-{client.jid.split('@')[0]}"
            client.sent.append(id)
            ids.append(id)
            more = {"to": "bob@remote.example", **one}
            stanzas.append(message(self.contact(more.pop("to")), id, more.pop("body"), **more))
        client.raw("".join(stanzas))
        return ids

    def expect_line(self, client: Client, line: str, sender: str = "bob@remote.example", within: float = PATIENCE):
        """The one message of somebody outside that has this line in its body."""
        fits = lambda s: (
            s.name == "message" and s["type"] != "error" and s["from"].bare == self.contact(sender)
            and line in s["body"].split("\n"))
        client.expect(f"a message with the line {line!r}", fits, within)
        found = client.find(fits)
        assert len({s["id"] for s in found}) == len(found) == 1, f"{line!r} came {len(found)} times"
        return found[0]

    def expect_file(self, client: Client, name: str, within: float = PATIENCE) -> tuple[bytes, email.message.Message]:
        """The content and the HTTP header of the one file whose link ends in this name."""
        fits = lambda s: link_of(s) is not None and urllib.parse.unquote(link_of(s)).endswith(f"/{name}")
        stanza = client.expect(f"a link to {name}", fits, within)
        assert len(client.find(fits)) == 1
        assert text_of(stanza, "body") == link_of(stanza), "clients show a picture only where the body is its link"
        return fetch(link_of(stanza))

    # Running

    def close(self):
        for client in self.clients:
            client.disconnect()
        for part in (self.postern, self.postfix, self.world, self.uploads, self.server):
            if part:
                part.kill()


def fetch(url: str) -> tuple[bytes, email.message.Message]:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        return answer.read(), answer.headers
