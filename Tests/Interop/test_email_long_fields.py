# SPDX-License-Identifier: Apache-2.0
"""Header fields of unreasonable length: the message arrives with what of them is of use, in a stanza that every server
takes, and the link stays up."""

import pytest
from peers.client import error_of
from peers.dialogue import Dialogue
from peers.mail_stage import AUTHENTICATED
from peers.payloads import addresses_of, nickname_of, text_of
from peers.process import wait_until

# What a server takes from a component, in octets; characters of what a client shows; people that are named, the reader
# among them.
MOST_STANZA = 512 * 1024
MOST_SUBJECT, MOST_NAME, MOST_ADDRESSES = 1000, 200, 101
FOLD = "\r\n "


def folded(words: list[str]) -> str:
    return FOLD.join(words)


# Each is a field of a hundred kibibytes or so, by name; "Subject", "From" and "Cc" have a usual one otherwise.
FIELDS = {
    "a subject of quotes": {"Subject": folded(['"' * 60] * (90 * 1024 // 60))},
    "a subject of ampersands": {"Subject": folded(["&<>'" * 15] * (90 * 1024 // 60))},
    "a subject without a blank": {"Subject": folded(["=?utf-8?q?" + "=F0=9F=92=8C" * 5 + "?="] * 1200)},
    "10,000 names in Cc": {
        "Cc": folded([f'"Name {n} & Co" <person-{n}@remote.example>,' for n in range(9999)] + ["last@z.example"])},
    "10,000 quotes in a name in Cc": {"Cc": '"' + folded(['\\"' * 400] * 25) + '" <quoted@remote.example>'},
    "a name of 100 KiB": {"From": '"' + folded(["N" * 60] * (100 * 1024 // 60)) + '" <bob@remote.example>'},
    "a name of quotes": {"From": '"' + folded(['\\"' * 30] * (100 * 1024 // 60)) + '" <bob@remote.example>'},
    "10,000 references": {"References": folded([f"<reference-{n}@remote.example>" for n in range(10_000)])},
    "a comment of 100 KiB": {"To": "romeo@example.org (" + folded(["c" * 60] * (100 * 1024 // 60)) + ")"},
    "a reply address of 60 KiB": {"Reply-To": "<" + "r" * 900 + "@" + ".".join(["x" * 60] * 1000)[:900] + ">"},
}


@pytest.fixture(scope="module")
def romeo(direct):
    return direct.romeo()


@pytest.mark.parametrize("name", FIELDS)
def test_the_message_arrives_shortened(direct, romeo, name):
    number = list(FIELDS).index(name)
    links = direct.postern.process.output().count("link up")
    assert links >= 1
    fields = {
        "Authentication-Results": AUTHENTICATED, "From": "Bob <bob@remote.example>", "To": "romeo@example.org",
        "Subject": f"Long {number}", "Message-ID": f"<long-{number}@remote.example>"} | FIELDS[name]
    header = "".join(f"{field}: {value}\r\n" for field, value in fields.items())
    assert max(map(len, header.split("\r\n"))) < 2000
    with Dialogue(direct.listener_port) as client:
        client.begin()
        client.send(f"{header}\r\nText {number}\r\n.\r\n".encode())
        code, words = client.reply()
    assert code == 250, words
    fits = lambda s: s.name == "message" and s["type"] != "error" and f"Text {number}" in s["body"].split("\n")
    stanza = romeo.expect("the message", fits)
    assert len(romeo.find(fits)) == 1
    assert stanza["from"].bare == direct.contact()
    size = len(str(stanza).encode())
    assert size < MOST_STANZA, f"{size} octets"
    body, subject = stanza["body"], text_of(stanza, "subject")
    assert len(body) < 8192 and subject and len(subject) <= MOST_SUBJECT, (len(body), subject)
    assert len(nickname_of(stanza)) <= MOST_NAME and len(addresses_of(stanza)) <= MOST_ADDRESSES
    # It came as one.
    about = lambda s: s.name == "message" and text_of(s, "thread") == text_of(stanza, "thread")
    assert len(romeo.find(about)) == 1
    # The same stream goes on.
    direct.correspondent().write("romeo@example.org", f"Behind {number}", f"Behind {number}")
    direct.expect_line(romeo, f"Behind {number}")
    assert direct.postern.is_up()
    assert direct.postern.process.output().count("link up") == links
    # And it can be answered.
    direct.world.answer("bob@remote.example", "250 2.1.5 Ok")
    direct.say(romeo, f"Answer {number}", thread=text_of(stanza, "thread"))
    arrived = direct.world.expect("the answer", lambda m: m.text == f"Answer {number}")
    assert max(len(line) for line in arrived.raw.split(b"\r\n")) <= 998
    assert [error_of(s) for s in romeo.find(lambda s: s["type"] == "error")] == []
    is_open = lambda row: row["state"] in ("queued", "sending")
    wait_until("nothing is open", lambda: not [row for row in direct.postern.messages() if is_open(row)])
