# SPDX-License-Identifier: Apache-2.0
"""What the world can do wrong at the listener's door, and what it gets for it: the right reply, and nothing stored."""

import pytest
from peers.dialogue import Dialogue
from peers.intake import HEADER, check_life, rows

ENVELOPE = b"MAIL FROM:<eve@evil.example>\r\nRCPT TO:<romeo@example.org>\r\nDATA\r\n"
SMUGGLED = ENVELOPE + b"Subject: smuggled\r\n\r\nsmuggled\r\n.\r\n"


@pytest.fixture(scope="module")
def romeo(direct):
    return direct.romeo()


@pytest.fixture(autouse=True)
def alive(direct, romeo):
    """After each test the daemon takes a mail, and has stayed small."""
    yield
    check_life(direct, romeo)


# SMTP smuggling


@pytest.mark.parametrize(
    "ending", [
        b"\n.\n", b"\r\n.\n", b"\n.\r\n", b"\r.\r", b"\r.\r\n", b"\r\n.\r", b"\r\n\x00.\r\n", b"\n", b"\r"],
    ids=lambda ending: ending.decode().encode("unicode_escape").decode())
@pytest.mark.parametrize("split", [None, "inside", "bytes"])
def test_no_second_mail_is_smuggled_in(direct, ending, split):
    before = rows(direct)
    data = HEADER("First", "first").encode() + b"\r\nfirst" + ending + SMUGGLED
    with Dialogue(direct.listener_port) as client:
        client.begin()
        try:
            for part in pieces(data, data.index(ending + b"MAIL"), len(ending), split):
                client.send(part)
            client.send(b"QUIT\r\n")
        except OSError:
            pass  # It may close on us while we still write.
        codes = client.rest()
    assert [code for code in codes if code < 400 and code != 221] == [], f"something was taken: {codes}"
    assert codes[:1] and codes[0] >= 500, f"the first is refused: {codes}"
    assert rows(direct) == before


def pieces(data: bytes, at: int, length: int, split: str | None):
    """The same bytes, in one packet; cut inside the ending; or one by one around it."""
    if split is None:
        return [data]
    if split == "inside":
        middle = at + max(1, length // 2)
        return [data[:middle], data[middle:]]
    return [data[:at], *(data[at + i:at + i + 1] for i in range(length)), data[at + length:]]


def test_what_looks_like_an_end_but_is_none_is_text(direct, romeo):
    """Dots at the beginning of a line, and a line of two dots."""
    with Dialogue(direct.listener_port) as client:
        client.begin()
        client.send(HEADER("Dots", "dots").encode() + b"\r\n..\r\n..leading\r\nend .\r\n.\r\n")
        assert client.reply()[0] == 250
    body = romeo.expect("the mail", lambda s: ".leading" in (s["body"] or ""))["body"]
    assert ".\n.leading\nend ." in body


# STARTTLS


def test_nothing_behind_starttls_survives(direct):
    before = rows(direct)
    with Dialogue(direct.listener_port) as client:
        assert "STARTTLS" in client.expect(250, "EHLO client.example").split("\n")
        client.send(b"STARTTLS\r\n" + SMUGGLED)
        code, _ = client.reply()
        if code == 220:
            client.start_tls(direct.certificates.authority)
            client.expect(250, "EHLO client.example")
            assert client.command("RCPT TO:<romeo@example.org>")[0] == 503, "a command from before TLS was obeyed"
        else:
            assert code >= 500
            # It goes on in plaintext: what stands behind has had its answer when this one ends the connection.
            client.send(b"QUIT\r\n")
            assert all(code >= 400 or code == 221 for code in client.rest())
    assert rows(direct) == before


def test_starttls_forgets_what_was_said(direct, romeo):
    with Dialogue(direct.listener_port) as client:
        client.expect(250, "EHLO client.example")
        client.expect(250, "MAIL FROM:<bob@remote.example>")
        client.expect(220, "STARTTLS")
        client.start_tls(direct.certificates.authority)
        assert client.command("RCPT TO:<romeo@example.org>")[0] == 503
        capabilities = client.expect(250, "EHLO client.example").split("\n")
        assert "STARTTLS" not in capabilities
        assert {"PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "CHUNKING"} <= set(capabilities)
        client.begin()
        client.send(HEADER("Sealed", "sealed").encode() + b"\r\nUnder seal\r\n.\r\n")
        assert client.reply()[0] == 250
    direct.expect_line(romeo, "Under seal")


# Order


FROM = "MAIL FROM:<a@b.example>"


@pytest.mark.parametrize(
    "lines, code", [
        ([FROM], 503), (["EHLO x", "RCPT TO:<romeo@example.org>"], 503), (["EHLO x", "DATA"], 503),
        (["EHLO x", FROM, "DATA"], 554), (["EHLO x", FROM, FROM], 503), (["EHLO x", "MAIL FROM:a b"], 501),
        (["EHLO x", f"{FROM} NONSENSE=1"], 555), (["LHLO x"], 500), (["HELO x", FROM], 250),
        (["EHLO x", "VRFY romeo"], 252), (["EHLO x", "EXPN all"], 502), (["NONSENSE"], 500),
        (["EHLO x", "AUTH PLAIN AAAA"], 502), (["EHLO x", "NOOP"], 250), (["EHLO x", "RSET"], 250),
        (["EHLO x", "QUIT"], 221)])
def test_commands_out_of_order(direct, lines, code):
    with Dialogue(direct.listener_port) as client:
        for line in lines[:-1]:
            client.command(line)
        got, words = client.command(lines[-1])
        # 500 and 502 both say that it is not here.
        assert got == code or {got, code} == {500, 502}, words


def test_patience_with_nonsense_ends(direct):
    with Dialogue(direct.listener_port) as client:
        try:
            client.send(b"NONSENSE\r\n" * 200)
        except OSError:
            pass
        codes = client.rest()
        assert codes[-1] == 421 and len(codes) < 50


def test_a_loop_is_cut(direct):
    before = rows(direct)
    with Dialogue(direct.listener_port) as client:
        client.begin()
        client.send(b"Received: from a by b; now\r\n" * 60 + HEADER("Loop", "loop").encode() + b"\r\nround\r\n.\r\n")
        code, words = client.reply()
    assert code == 554 and "5.4.6" in words
    assert rows(direct) == before


def test_nothing_is_left_for_the_next_transaction(direct, romeo):
    with Dialogue(direct.listener_port) as client:
        client.begin()
        client.send(HEADER("One", "one-of-two").encode() + b"\r\nOne of two\r\n.\r\n")
        assert client.reply()[0] == 250
        client.expect(503, "DATA")
        client.expect(250, "MAIL FROM:<bob@remote.example>")
        client.expect(554, "DATA")
        client.expect(250, "RCPT TO:<romeo@example.org>")
        client.expect(250, "RSET")
        assert client.command("RCPT TO:<romeo@example.org>")[0] == 503
    direct.expect_line(romeo, "One of two")
