# SPDX-License-Identifier: Apache-2.0
"""Too much of everything at the listener's door: the right reply, or a mail that is shown as far as it was read; little
memory, and the daemon lives."""

import base64
import copy
import io
import resource
import socket
import zipfile

import pytest
from peers.dialogue import Dialogue
from peers.intake import HEADER, MOST_MEMORY, check_life, memory, rows
from peers.process import PATIENCE


@pytest.fixture(scope="module")
def romeo(direct):
    return direct.romeo()


@pytest.fixture(autouse=True)
def alive(direct, romeo):
    """After each test the daemon takes a mail, and has stayed small."""
    yield
    check_life(direct, romeo)


def test_oversize_lines(direct, romeo):
    with Dialogue(direct.listener_port) as client:
        assert client.command("EHLO " + "x" * 3000)[0] == 500
        client.begin()
        client.send(HEADER("Long", "long").encode() + b"\r\nLong line\r\n" + b"y" * 1500 + b"\r\n.\r\n")
        assert client.reply()[0] == 250, "2,000 octets are tolerated"
        before = rows(direct)
        client.begin()
        encoded = b"Content-Transfer-Encoding: base64\r\n\r\n"
        client.send(HEADER("Longer", "longer").encode() + encoded + b"z" * 1_000_000 + b"\r\n.\r\n")
        assert client.reply()[0] >= 500
    direct.expect_line(romeo, "Long line")
    assert rows(direct) == before


def test_an_endless_command_line(direct):
    with Dialogue(direct.listener_port) as client:
        try:
            for _ in range(64):
                client.send(b"A" * 1_000_000)
            client.send(b"\r\nQUIT\r\n")
        except OSError:
            pass  # It may close on us while we still write.
        codes = client.rest()
        assert all(code >= 400 for code in codes if code != 221), "221 is the answer to QUIT"


def test_ten_thousand_recipients(direct):
    with Dialogue(direct.listener_port) as client:
        client.expect(250, "EHLO client.example")
        client.expect(250, "MAIL FROM:<bob@remote.example>")
        codes = []
        for batch in range(100):
            try:
                client.send(b"".join(b"RCPT TO:<romeo+%d@example.org>\r\n" % (batch * 100 + n) for n in range(100)))
            except OSError:
                break
            codes += [client.reply()[0] for _ in range(100)]
            if 0 in codes:
                break
        assert codes[:100] == [250] * 100
        assert set(codes[100:]) <= {452, 421, 0} and codes[100] == 452


def test_a_thousand_connections(direct):
    wanted = 2200
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, wanted)), hard))
    crowd = []
    try:
        for _ in range(1000):
            crowd.append(socket.create_connection(("127.0.0.1", direct.listener_port), timeout=PATIENCE))
        greetings = []
        for one in crowd:
            try:
                greetings.append(one.recv(200)[:3])
            except ConnectionResetError:
                greetings.append(b"")
        assert set(greetings) <= {b"220", b"421", b""} and greetings[0] == b"220"
        assert direct.postern.is_up()
    finally:
        for one in crowd:
            one.close()


def test_slow_clients_hold_nobody_up(direct, romeo):
    slow = [Dialogue(direct.listener_port) for _ in range(30)]
    try:
        for client in slow:
            client.send(b"EHLO slow.exa")
        direct.correspondent().write("romeo@example.org", "Overtaking", "Fast")
        direct.expect_line(romeo, "Overtaking")
        for client in slow:
            client.send(b"mple\r\n")
            assert client.reply()[0] == 250
    finally:
        for client in slow:
            client.__exit__()


def test_26_mebibytes_are_refused(direct):
    before, size = rows(direct), 26 << 20
    text = (b"x" * 998 + b"\r\n") * (size // 1000 + 1)
    with Dialogue(direct.listener_port) as client:
        assert f"SIZE {25 << 20}" in client.expect(250, "EHLO client.example").split("\n")
        assert client.command(f"MAIL FROM:<bob@remote.example> SIZE={size}")[0] == 552
        client.begin()
        client.send(text + b".\r\n")
        assert client.reply()[0] == 552
        client.expect(250, "MAIL FROM:<bob@remote.example>")
        client.expect(250, "RCPT TO:<romeo@example.org>")
        client.send(b"BDAT %d\r\n" % len(text) + text)
        assert client.reply()[0] == 552
        client.expect(250, "RSET")
    assert rows(direct) == before


def test_many_large_mails_at_once(direct):
    """Connections in the middle of 12 MiB each, of more together than the 128 MiB that the listener has for them: who finds
    no room is told to come again."""
    clients, told = [], []
    block = (b"x" * 998 + b"\r\n") * 1024
    try:
        for _ in range(14):
            client = Dialogue(direct.listener_port)
            clients.append(client)
            client.expect(250, "EHLO client.example")
            for command in ("MAIL FROM:<bob@remote.example>", "RCPT TO:<romeo@example.org>", "DATA"):
                code, _ = client.command(command)
                if code not in (250, 354):
                    break
            told.append(code)
            client.socket.settimeout(0.5)
            try:
                for _ in range(12 if code == 354 else 0):
                    client.send(block)
            except OSError:
                pass  # It reads no more of us, or has closed: both are answers.
        assert set(told) <= {354, 421, 451, 452}
        assert memory(direct) < MOST_MEMORY
    finally:
        for client in clients:
            client.__exit__()


# MIME bombs


def nested(depth: int) -> bytes:
    opening = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    return (opening + "Content-Type: text/plain\r\n\r\nthe bottom\r\n").encode()


BOMBS = {
    "10,000 parts inside each other": lambda: nested(10_000),
    "100,000 parts": lambda: b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nthe top\r\n"
    + b"--b\r\n\r\nx\r\n" * 100_000 + b"--b--\r\n",
    "200,000 header fields": lambda: b"X-A: b\r\n" * 200_000 + b"\r\nbelow\r\n",
    "one header field of 10 MiB": lambda: b"X-A:" + (b" " + b"c" * 900 + b"\r\n") * 11_000 + b"\r\nbelow\r\n",
    "a subject of 10 MiB": lambda: b"Comments:" + b" =?utf-8?q?d?=\r\n" * 600_000 + b"\r\nbelow\r\n",
    "base64 of nothing": lambda: b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + b"\r\n" * 1_000_000,
    "a boundary that never comes": lambda: b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--\r\n" * 100_000,
    "HTML of 100,000 nested blocks": lambda: b"Content-Type: text/html\r\n\r\n" + b"<div>\r\n" * 100_000 + b"below\r\n",
    "a thousand mails inside each other": lambda: b"Content-Type: message/rfc822\r\n\r\n" * 1000 + b"\r\nbelow\r\n",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_taken_and_shown_as_far_as_it_was_read(direct, romeo, name):
    subject = f"Bomb {list(BOMBS).index(name)}"
    with Dialogue(direct.listener_port) as client:
        client.begin()
        header = HEADER(subject, subject.replace(" ", "-")).encode()
        client.send(header + b"MIME-Version: 1.0\r\n" + BOMBS[name]() + b".\r\n")
        code, words = client.reply()
    assert code == 250, f"{code} {words}"
    romeo.expect("the mail, or what could be read of it", lambda s: subject in (s["body"] or ""))


def test_a_zip_of_zeros_is_not_looked_into(direct, romeo):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros-0", bytes(100 << 20))
        # As those who make such bombs do it: each further file is the same stored one under another name.
        for number in range(1, 10):
            again = copy.copy(archive.filelist[0])
            again.filename = f"zeros-{number}"
            archive.filelist.append(again)
    bomb = packed.getvalue()
    direct.correspondent().write("romeo@example.org", "Unpack this", "Zip", attachments=[("zeros.zip", bomb)])
    content, header = direct.expect_file(romeo, "zeros.zip")
    assert content == bomb and header["content-disposition"].startswith("attachment")
    assert memory(direct, "VmRSS") < MOST_MEMORY


def test_a_mail_of_20_mebibytes_is_fine(direct, romeo):
    content = base64.b64encode(bytes(range(256)) * 40_960) + b"\0" * 3
    direct.correspondent().write("romeo@example.org", "A large one", "Large", attachments=[("large.bin", content)])
    got, _ = direct.expect_file(romeo, "large.bin")
    assert got == content
