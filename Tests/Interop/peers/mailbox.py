# SPDX-License-Identifier: Apache-2.0
"""What has arrived in the outside world, as a mail program (Python's email package) reads it."""

import dataclasses
import email
import email.message
import email.policy
import pathlib
import re

from .process import PATIENCE, Failed, wait_until


@dataclasses.dataclass
class Arrived:
    """One mail as it came: the envelope and the message."""

    sender: str
    recipients: list[str]
    raw: bytes
    # The parameters of MAIL and of each RCPT, such as `NOTIFY=SUCCESS,FAILURE`; a maildir does not keep them.
    mail_parameters: str = ""
    rcpt_parameters: list[str] = dataclasses.field(default_factory=list)

    @property
    def message(self) -> email.message.EmailMessage:
        return email.message_from_bytes(self.raw, policy=email.policy.default)

    @property
    def text(self) -> str:
        """The text/plain that a mail program shows, format=flowed undone (RFC 3676)."""
        part = self.message.get_body(("plain",))
        if part is None:
            return ""
        text = part.get_content().replace("\r\n", "\n")
        kind = part["content-type"]
        if kind is not None and kind.params.get("format", "").lower() == "flowed":
            text = unflowed(text)
        return text.rstrip("\n")

    @property
    def attachments(self) -> list[tuple[str, str, bytes]]:
        """(name, type, bytes) of each attachment."""
        return [
            (part.get_filename(), part.get_content_type(), part.get_payload(decode=True))
            for part in self.message.iter_attachments()]


def unflowed(text: str) -> str:
    lines: list[str] = []
    joins = False
    for line in text.split("\n"):
        line = line[1:] if line.startswith(" ") else line
        if joins:
            lines[-1] += line
        else:
            lines.append(line)
        joins = line.endswith(" ") and line != "-- "
    return "\n".join(lines)


class Mailbox:
    """Where mails arrive; `mails` are all of them, in the order of their arrival."""

    @property
    def mails(self) -> list[Arrived]:
        raise NotImplementedError

    def for_address(self, address: str) -> list[Arrived]:
        return [mail for mail in self.mails if address in mail.recipients]

    def expect(self, what: str, condition, within: float = PATIENCE) -> Arrived:
        """The one mail that fits, waiting for it; a second one that fits fails."""
        try:
            found = wait_until(what, lambda: [mail for mail in self.mails if condition(mail)], within)
        except Failed as failure:
            seen = [f"{m.recipients}: {m.message['subject']!r}: {m.text[:60]!r}" for m in self.mails[-10:]]
            raise Failed(f"{failure}; arrived were {seen}") from None
        assert len(found) == 1, f"{what} arrived {len(found)} times"
        return found[0]


class Maildir(Mailbox):
    """A maildir that Postfix's virtual(8) fills, which writes the envelope into the first header fields."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder

    @property
    def mails(self) -> list[Arrived]:
        new = self.folder / "new"
        files = sorted(new.iterdir(), key=lambda path: path.stat().st_mtime_ns) if new.exists() else []
        return [self._read(path.read_bytes()) for path in files]

    def _read(self, raw: bytes) -> Arrived:
        header = raw.split(b"\n\n")[0].decode("utf-8", "replace")
        envelope = lambda name: re.search(f"(?m)^{name}: <?([^>\n]*)", header)[1]
        return Arrived(envelope("Return-Path"), [envelope("X-Original-To")], raw)
