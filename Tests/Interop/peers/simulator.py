# SPDX-License-Identifier: Apache-2.0
"""`postern-simulator`: the provider with its phones, the mail server with its mailboxes, and the faults of both."""

import base64
import json
import pathlib
import re
import urllib.parse
import urllib.request

from .process import PATIENCE, Process, free_port, wait_until


def fetch(url: str, body: dict | None = None, method: str | None = None, within: float = PATIENCE):
    """JSON in, JSON out."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=within) as answer:
        text = answer.read()
    return json.loads(text) if text.strip() else None


class Simulator:
    api_key = "simulator-key"
    signing_key = "simulator-signing-key"
    # What the mail server calls itself, and how one logs in to it.
    mail_name = "mx.simulator.example"
    mail_user = "postern"
    mail_password = "simulator-password"

    def __init__(
        self, folder: pathlib.Path, binaries: pathlib.Path, postern_port: int, gateway: str = "sms",
        mail_protocol: str = "lmtp"
    ):
        self.port = free_port()
        # Where Postern submits its mail, and where Postern's listener is looked for.
        self.mail_port = free_port()
        self.listener_port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = Process(
            "simulator",
            [binaries / "postern-simulator", "--listen", f"127.0.0.1:{self.port}", "--postern",
             f"http://127.0.0.1:{postern_port}", "--gateway", gateway, "--api-key", self.api_key, "--signing-key",
             self.signing_key, "--mail-listen", f"127.0.0.1:{self.mail_port}", "--mail-to",
             f"127.0.0.1:{self.listener_port}", "--mail-protocol", mail_protocol, "--mail-name", self.mail_name,
             "--mail-user", self.mail_user, "--mail-password", self.mail_password], folder)

    def start(self) -> "Simulator":
        self.process.start()
        self.process.wait_for("the simulator listens", lambda: re.search(r"listening on", self.process.output()))
        return self

    # Phones

    def messages(self, number: str) -> list[dict]:
        return fetch(f"{self.url}/api/phones/{urllib.parse.quote(number)}/messages")

    def expect(self, number: str, text: str, within: float = PATIENCE) -> dict:
        """The text as it arrived on a phone; it must have arrived exactly once by then."""
        found = wait_until(
            f"{text!r} on the phone {number}",
            lambda: [m for m in self.messages(number) if m["direction"] == "to_phone" and m["text"] == text], within)
        assert len(found) == 1, f"{text!r} arrived {len(found)} times"
        return found[0]

    def answer(self, number: str, to: str, text: str):
        return fetch(f"{self.url}/api/phones/{urllib.parse.quote(number)}/messages", {"to": to, "text": text}, "POST")

    def faults(self, **knobs):
        return fetch(f"{self.url}/api/faults", knobs, "PUT")

    # Mailboxes

    def mailbox(self, address: str) -> str:
        return f"{self.url}/api/mailboxes/{urllib.parse.quote(address)}"

    def mails(self, address: str, direction: str | None = None) -> list[dict]:
        """What a mailbox shows: `to_world`, `from_world` and `report`, or one of them."""
        return [m for m in fetch(f"{self.mailbox(address)}/mails") if direction in (None, m["direction"])]

    def raw_mail(self, id: str) -> bytes:
        with urllib.request.urlopen(f"{self.url}/api/mails/{id}/raw", timeout=PATIENCE) as answer:
            return answer.read()

    def expect_mail(self, address: str, text: str, within: float = PATIENCE) -> dict:
        """The mail with this text as it arrived in a mailbox; it must have arrived exactly once by then."""
        found = wait_until(
            f"a mail with {text!r} for {address}",
            lambda: [m for m in self.mails(address, "to_world") if text in m["text"]], within)
        assert len(found) == 1, f"{text!r} arrived {len(found)} times"
        return found[0]

    def write_mail(
        self, sender: str, to: str, text: str, subject: str = "", files: dict[str, bytes] | None = None, **more
    ) -> dict:
        """A new mail from outside; `more` may have cc, name, html, authenticated and raw."""
        body = {"to": [to], "text": text, "subject": subject, "attachments": attachments(files), **more}
        return fetch(f"{self.mailbox(sender)}/mails", body, "POST")

    def answer_mail(self, id: str, text: str, files: dict[str, bytes] | None = None, **more) -> dict:
        """Answers a mail from the mailbox that it arrived in; `more` may have all, cc, name, html and quote."""
        body = {"text": text, "attachments": attachments(files), **more}
        return fetch(f"{self.url}/api/mails/{id}/answers", body, "POST")

    def mail_faults(self, address: str | None = None, **knobs):
        """Of one address, or of all that have none of their own."""
        url = f"{self.url}/api/mail/faults" if address is None else f"{self.mailbox(address)}/faults"
        return fetch(url, knobs, "PUT")

    def stop(self):
        self.process.stop()

    def kill(self):
        self.process.kill()


def attachments(files: dict[str, bytes] | None) -> list[dict]:
    """By name. The type is what the name's ending says to most programs."""
    types = {"txt": "text/plain", "png": "image/png", "pdf": "application/pdf", "ics": "text/calendar"}
    return [
        {"name": name, "type": types.get(name.rpartition(".")[2], "application/octet-stream"),
         "content": base64.b64encode(content).decode()}
        for name, content in (files or {}).items()]
