#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints one JSON line for each shape of mail: its name, its bytes, and what Python's `email` package reads in it.

Nothing but the standard library is used, and two runs print the same."""

import base64
import json
import re
import sys
from datetime import timezone
from email import message_from_bytes, policy

import mails
import structures

SOURCES = (
    mails.charsets, mails.encoded_words, mails.addresses, mails.file_names, mails.types, mails.bodies, mails.dates,
    mails.identifiers, structures.well_formed, structures.attached, structures.broken)


def clean(text):
    """Raw bytes that Python carries along as surrogates become text."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def attempt(read):
    """What `read` finds; None where Python itself fails over it, and nothing is compared."""
    try:
        return read()
    except Exception:
        return None


def one_line(text):
    return None if text is None else re.sub(r"[\t\r\n]+", " ", clean(str(text))).strip()


def addresses(message, name):
    found = []
    for field in message.get_all(name, []):
        for address in field.addresses:
            if address.username and address.domain:
                found.append([clean(address.display_name).replace("\t", " ").strip(), clean(address.addr_spec)])
    return found


def identifiers(message, name):
    return re.findall(r"<[^<>\s]+>", clean(str(message.get(name, ""))))


def seconds(message):
    """A date without a zone is Greenwich's."""
    found = message.get("date")
    moment = found.datetime if found is not None else None
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return int(moment.timestamp())


def text(part):
    content = clean(part.get_content())
    return content.replace("\r\n", "\n").replace("\r", "\n")


def parts(message):
    """The message and all below it, in the order in which they stand."""
    kind = message.get_content_type()
    result = {"type": kind, "fileName": attempt(lambda: one_line(message.get_filename()) or None)}
    # Python divides a delivery status into messages of its own.
    children = message.get_payload() if message.is_multipart() else []
    if kind == "message/delivery-status":
        children = []
    elif not children:
        payload = attempt(lambda: message.get_payload(decode=True))
        result["bytes"] = None if payload is None else base64.b64encode(payload).decode()
        if message.get_content_maintype() == "text":
            result["text"] = attempt(lambda: text(message))
    return [result] + [below for child in children for below in parts(child)]


def read(raw):
    message = message_from_bytes(raw, policy=policy.default)
    return {
        "subject": attempt(lambda: one_line(message.get("subject")) or ""),
        "from": attempt(lambda: addresses(message, "from")),
        "to": attempt(lambda: addresses(message, "to")),
        "cc": attempt(lambda: addresses(message, "cc")),
        "replyTo": attempt(lambda: addresses(message, "reply-to")),
        "date": attempt(lambda: seconds(message)),
        "messageID": attempt(lambda: identifiers(message, "message-id")[:1]),
        "inReplyTo": attempt(lambda: identifiers(message, "in-reply-to")),
        "references": attempt(lambda: identifiers(message, "references")),
        "parts": parts(message),
    }


def main():
    for source in SOURCES:
        for name, raw in source():
            line = {"name": name, "raw": base64.b64encode(raw).decode(), "expected": read(raw)}
            sys.stdout.write(json.dumps(line, sort_keys=True) + "\n")


main()
