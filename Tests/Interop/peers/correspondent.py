# SPDX-License-Identifier: Apache-2.0
"""A person of the outside world with a mail program: reads what arrives, writes, and answers as mail programs do."""

import email.message
import email.policy
import email.utils
import mimetypes
import smtplib

from .mailbox import Arrived, Mailbox
from .process import PATIENCE


class Correspondent:
    """`mailbox` is read; what is written goes in at `port`, as from the internet. `authenticated` is what the domain's
    own mail server would write into an Authentication-Results field (RFC 8601); None: it proves nothing."""

    def __init__(
        self, mailbox: Mailbox, port: int, address: str = "bob@remote.example", name: str = "Bob",
        authenticated: str | None = None
    ):
        self.mailbox = mailbox
        self.port = port
        self.address = address
        self.name = name
        self.authenticated = authenticated

    def mails(self) -> list[Arrived]:
        return self.mailbox.for_address(self.address)

    def expect(self, text: str, within: float = PATIENCE) -> Arrived:
        """The one mail to this person whose text is this."""
        return self.mailbox.expect(
            f"a mail {text!r} for {self.address}", lambda m: self.address in m.recipients and m.text == text, within)

    def compose(
        self, to: str, text: str | None, subject: str = "", html: str | None = None, attachments: list[tuple] = (),
        headers: dict[str, str] | None = None
    ) -> email.message.EmailMessage:
        """A mail as a mail program writes it. An attachment is (name, bytes)."""
        mail = email.message.EmailMessage(policy=email.policy.SMTP)
        if self.authenticated:
            mail["Authentication-Results"] = self.authenticated
        mail["From"] = email.utils.formataddr((self.name, self.address))
        mail["To"] = to
        if subject:
            mail["Subject"] = subject
        mail["Date"] = email.utils.localtime()
        mail["Message-ID"] = email.utils.make_msgid(domain=self.address.split("@")[1])
        for name, value in (headers or {}).items():
            del mail[name]
            if value is not None:
                mail[name] = value
        if text is not None:
            mail.set_content(text)
        if html is not None:
            mail.add_alternative(html, subtype="html") if text is not None else mail.set_content(html, subtype="html")
        for name, content in attachments:
            main, sub = (mimetypes.guess_type(name)[0] or "application/octet-stream").split("/")
            mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
        return mail

    def write(self, to: str, text: str | None, subject: str = "", **more) -> email.message.EmailMessage:
        """Sends a mail to one address, and returns it."""
        mail = self.compose(to, text, subject, **more)
        self.send(mail, [to])
        return mail

    def answer(self, mail: Arrived, text: str, to_all: bool = False, **more) -> email.message.EmailMessage:
        """Answers below the quoted mail, with the header fields by which mail programs keep a thread."""
        original = mail.message
        sender = email.utils.parseaddr(str(original["from"]))[1]
        subject = str(original["subject"] or "")
        references = f"{original['references'] or ''} {original['message-id']}".split()
        quoted = "\n".join(f"> {line}" for line in mail.text.split("\n"))
        headers = {"In-Reply-To": str(original["message-id"]), "References": " ".join(references)}
        recipients = [sender]
        if to_all:
            others = [a for _, a in email.utils.getaddresses([str(original["cc"] or ""), str(original["to"] or "")])]
            copies = [a for a in others if a != self.address]
            headers["Cc"] = ", ".join(copies)
            recipients += copies
        answer = self.compose(
            sender, f"{text}\n\nOn Monday, {original['from']} wrote:\n{quoted}\n",
            subject if subject.lower().startswith("re:") else f"Re: {subject}", headers=headers, **more)
        self.send(answer, recipients)
        return answer

    def send(self, mail: email.message.EmailMessage | bytes, recipients: list[str], sender: str | None = None):
        """Hands a mail in; refusals are smtplib's errors."""
        raw = mail if isinstance(mail, bytes) else mail.as_bytes()
        with smtplib.SMTP("127.0.0.1", self.port, local_hostname="world.example", timeout=PATIENCE) as server:
            server.sendmail(self.address if sender is None else sender, recipients, raw)
