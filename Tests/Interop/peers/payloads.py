# SPDX-License-Identifier: Apache-2.0
"""What a message stanza carries besides its body, as plain values."""

from xml.sax.saxutils import escape, quoteattr

CLIENT = "{jabber:client}"
ADDRESSES = "http://jabber.org/protocol/address"
MARKERS = "urn:xmpp:chat-markers:0"
OOB = "jabber:x:oob"


def text_of(stanza, name: str) -> str | None:
    """The text of a child element in the stream's own namespace: `subject`, `thread`, `body`."""
    child = stanza.xml.find(CLIENT + name)
    return None if child is None else child.text or ""


def link_of(stanza) -> str | None:
    """The URL of a file (XEP-0066)."""
    return stanza.xml.findtext(f"{{{OOB}}}x/{{{OOB}}}url")


def nickname_of(stanza) -> str | None:
    return stanza.xml.findtext("{http://jabber.org/protocol/nick}nick")


def stamp_of(stanza) -> str | None:
    """When it was really sent (XEP-0203)."""
    delay = stanza.xml.find("{urn:xmpp:delay}delay")
    return None if delay is None else delay.get("stamp")


def addresses_of(stanza) -> set[tuple[str, str]]:
    """(kind, JID) of everybody whom the message names (XEP-0033)."""
    found = stanza.xml.findall(f"{{{ADDRESSES}}}addresses/{{{ADDRESSES}}}address")
    return {(address.get("type"), address.get("jid")) for address in found}


def displayed_of(stanza) -> str | None:
    """Which message has been read (XEP-0333)."""
    marker = stanza.xml.find(f"{{{MARKERS}}}displayed")
    return None if marker is None else marker.get("id")


def message(
    to: str, id: str, body: str, subject: str | None = None, thread: str | None = None, link: str | None = None,
    links: list[str] = (), answers: str | None = None, addresses: list[tuple[str, str]] = (), receipt: bool = True,
    markable: bool = False
) -> str:
    """A chat message as XML. `answers` is the stanza id of what it replies to (XEP-0461)."""
    parts = [f"<body>{escape(body)}</body>"]
    if subject is not None:
        parts.append(f"<subject>{escape(subject)}</subject>")
    if thread is not None:
        parts.append(f"<thread>{escape(thread)}</thread>")
    for url in [*links, *([link] if link else [])]:
        parts.append(f"<x xmlns='{OOB}'><url>{escape(url)}</url></x>")
    if answers is not None:
        parts.append(f"<reply xmlns='urn:xmpp:reply:0' id={quoteattr(answers)} to={quoteattr(to)}/>")
    if addresses:
        listed = "".join(f"<address type={quoteattr(kind)} jid={quoteattr(jid)}/>" for kind, jid in addresses)
        parts.append(f"<addresses xmlns='{ADDRESSES}'>{listed}</addresses>")
    if receipt:
        parts.append("<request xmlns='urn:xmpp:receipts'/>")
    if markable:
        parts.append(f"<markable xmlns='{MARKERS}'/>")
    return f"<message to={quoteattr(to)} type='chat' id={quoteattr(id)}>{''.join(parts)}</message>"
