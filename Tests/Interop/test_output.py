# SPDX-License-Identifier: Apache-2.0
"""Output that nobody reads, that does not fit, or that was closed: the daemon goes on, and a command ends as it should."""

import fcntl
import json
import os
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import threading
import time
import urllib.error
import urllib.request

import pytest

from conftest import BINARIES
from peers.daemon import Postern
from peers.process import free_port, wait_until

POSTERN = BINARIES / "postern"
LISTING = ["messages", "list", "--json"]


@pytest.fixture
def alone(folder):
    """A daemon without an XMPP server, which is not running."""
    postern = Postern(folder, BINARIES, free_port(), settings={"api_key": "k", "signing_key": "s"})
    yield postern
    postern.kill()


def command(postern: Postern, arguments: list, redirection: str, **options) -> subprocess.CompletedProcess:
    """Runs a command behind a redirection of the shell; what is not redirected is captured."""
    return subprocess.run(
        ["sh", "-c", f'exec "$0" "$@" {redirection}', POSTERN, *arguments, "--config", postern.config],
        capture_output=True, text=True, timeout=30, **options)


@pytest.fixture
def stored(alone):
    """A store with an account and 2,000 messages, more than a pipe holds."""
    run(alone, [])
    alone.stop()
    done = alone.run("accounts", "add", "romeo@localhost", "--gateway", "sms", "--address", "+15550100001")
    assert done.returncode == 0, done.stderr
    done = alone.run("send", "--gateway", "sms", "--from", "romeo@localhost", "--to", "+15550100099", "x" * 100)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(alone.folder / "postern.db") as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(outbox)") if row[1] not in ("id", "reference")]
        names = ", ".join(columns)
        values = ", ".join("NULL" if name.startswith("dedupe") else name for name in columns)
        database.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
            f"INSERT INTO outbox (reference, {names}) SELECT 'ref-' || i, {values} FROM outbox, n")
    return alone


def run(postern: Postern, options: list, redirection: str = "2>/dev/null", **streams) -> subprocess.Popen:
    """Starts the daemon behind a redirection, and waits until it answers."""
    child = subprocess.Popen(
        ["sh", "-c", f'exec "$0" "$@" {redirection}', POSTERN, "run", "--config", postern.config, *options],
        cwd=postern.folder, start_new_session=True, **streams)
    postern.process.child = child
    postern.process.wait_for("it answers", lambda: postern.health())
    postern.process.wait_for("it hears of SIGTERM", lambda: catches(child.pid, signal.SIGTERM))
    return child


def catches(pid: int, number: int) -> bool:
    with open(f"/proc/{pid}/status") as status:
        caught = re.search(r"^SigCgt:\s*([0-9a-f]+)", status.read(), re.M)
    return bool(int(caught[1], 16) >> (number - 1) & 1)


def call(postern: Postern, path: str = "/hooks/sms/in", body: bytes = b"{}") -> int:
    """A webhook that is refused, which makes a line of the log."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{postern.http_port}{path}", body, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def lost(postern: Postern) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{postern.admin_port}/metrics", timeout=10) as answer:
        found = re.search(r"^postern_log_lines_lost_total (\d+)", answer.read().decode(), re.M)
    return int(found[1])


def reloads(postern: Postern, count: int):
    """Makes the daemon write lines: each reload is one at least."""
    for _ in range(count):
        postern.reload()
        assert call(postern) == 403


def noise(port: int, count: int):
    """A line of the log for each connection to the mail door that says nonsense."""
    for _ in range(count):
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            client.sendall(b"GET / HTTP/1.1\r\n")
            while client.recv(4096):
                pass


# Commands

NOT_WRITABLE = [
    (">&-", "it is closed"), (">/dev/full", "No space left on device"), ("1</dev/null", "Bad file descriptor")]


@pytest.mark.parametrize("redirection, reason", NOT_WRITABLE)
@pytest.mark.parametrize(
    "arguments", [LISTING, ["messages", "list"], ["accounts", "list"], ["providers", "list"], ["check"],
                  ["providers", "show", "simulator"]], ids=" ".join)
def test_output_that_cannot_be_written_is_1_and_a_sentence(alone, arguments, redirection, reason):
    run(alone, [])
    done = command(alone, arguments, redirection)
    assert done.returncode == 1, done.stderr
    assert re.fullmatch(rf"postern: what this command has to say cannot be written .*: {reason}\. .*\n", done.stderr)


@pytest.mark.parametrize("redirection, reason", NOT_WRITABLE)
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"], ["--generate-completion-script", "bash"]])
def test_so_is_what_the_parser_says(arguments, redirection, reason):
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" "$@" {redirection}', POSTERN, *arguments], capture_output=True, text=True, timeout=30)
    assert done.returncode == 1 and reason in done.stderr and done.stderr.count("\n") == 1
    fine = subprocess.run([POSTERN, *arguments], capture_output=True, text=True, timeout=30)
    assert fine.returncode == 0 and fine.stdout and not fine.stderr


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full", "2>&- >&-", "<&- >&- 2>&-"])
def test_where_no_sentence_can_be_said_the_status_has_to_do(alone, redirection):
    assert command(alone, ["check", "--nonsense"], redirection).returncode == 64
    assert command(alone, ["accounts", "list"], redirection).returncode == 65, "there is no store"
    assert command(alone, ["check"], redirection).returncode == (1 if " >&-" in redirection else 0)


def test_a_reader_that_goes_ends_a_command_without_a_word(stored):
    for arguments in (LISTING, ["messages", "list"]):
        with subprocess.Popen(
                [POSTERN, *arguments, "--config", stored.config], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            assert child.stdout.read(100)
            child.stdout.close()
            assert child.wait(30) == 0
            assert child.stderr.read() == b""
    whole = command(stored, ["messages", "list"], "| head -n 3")
    assert whole.returncode == 0 and whole.stdout.count("\n") == 3 and whole.stderr == ""


def test_a_pipe_that_does_not_block_gets_everything(stored):
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETFL, fcntl.fcntl(writing, fcntl.F_GETFL) | os.O_NONBLOCK)
    child = subprocess.Popen([POSTERN, *LISTING, "--config", stored.config], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    time.sleep(0.2)  # it shall meet a full pipe
    with open(reading, "rb") as end:
        listing = json.loads(end.read())
    assert child.wait(30) == 0 and child.stderr.read() == b""
    assert len(listing) == 2001


@pytest.mark.parametrize("redirection, status, word", [
    ("<&-", 1, "closed"), ("</", 1, "cannot be read"), ("</dev/null", 65, "empty")])
def test_a_text_that_cannot_be_read_is_an_answer(stored, redirection, status, word):
    done = command(
        stored, ["send", "--gateway", "sms", "--from", "romeo@localhost", "--to", "+15550100099"], redirection)
    assert done.returncode == status and word in done.stderr and done.stderr.count("\n") == 1


# The daemon

MAIL = """
[gateways.mail]
kind = "email"
domain = "mail.localhost"
secret = "secret"
mail_domain = "example.org"
[gateways.mail.submission]
url = "smtp://127.0.0.1:1"
starttls = "off"
[gateways.mail.listener]
listen = "127.0.0.1:{port}"
protocol = "smtp"
"""
CLOSING = {0: " <&-", 1: " >&-", 2: " 2>&-"}
BROKEN = ["2>&-", "2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-", ">/dev/full 2>&1", "2</dev/null"]


@pytest.mark.parametrize("redirection", BROKEN)
@pytest.mark.parametrize("format", ["text", "json"])
def test_the_daemon_goes_on_without_a_log(alone, redirection, format):
    alone.config.write_text(alone.config.read_text().replace('level = "debug"', f'level = "debug"\nformat = "{format}"'))
    child = run(alone, [], redirection)
    # Nothing of ours has got the number of a stream that was closed.
    for stream in range(3):
        place = os.readlink(f"/proc/{child.pid}/fd/{stream}")
        assert place.startswith(("/dev/", "pipe:", "socket:", "/tmp/")) and "postern" not in place
        if CLOSING[stream] in f" {redirection}":
            assert place == "/dev/null"
    for _ in range(20):
        assert call(alone) == 403
    assert lost(alone) > 0
    assert alone.stop() == 0


def test_the_daemon_goes_on_when_the_reader_of_its_log_goes(alone):
    reading, writing = os.pipe()
    run(alone, [], "", stderr=writing)
    os.close(writing)
    assert os.read(reading, 1)
    assert lost(alone) == 0
    os.close(reading)
    reloads(alone, 10)
    wait_until("lines are lost", lambda: lost(alone) > 0)
    assert alone.stop() == 0


def test_a_reader_that_is_gone_before_anything_has_begun(alone):
    reading, writing = os.pipe()
    os.close(reading)
    run(alone, [], "", stderr=writing, stdout=writing)
    os.close(writing)
    assert call(alone) == 403 and alone.stop() == 0


def test_a_stalled_reader_stops_nothing_and_hears_what_it_missed(alone):
    port = free_port()
    with open(alone.config, "a") as config:
        config.write(MAIL.format(port=port))
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    run(alone, [], "", stderr=writing)
    os.close(writing)
    # The pipe is full after a few, and 1 MiB more of them wait.
    wait_until("lines are lost", lambda: noise(port, 500) or lost(alone) > 0, within=120)
    missed = lost(alone)
    assert call(alone) == 403
    text = bytearray()

    def read():
        while more := os.read(reading, 65536):
            text.extend(more)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    wait_until("what waited is read", lambda: text.count(b"\n") > 1000)
    noise(port, 3)
    pattern = rb"warning: (\d+) lines? of the log could not be written: its reader is too slow\."
    wait_until("it hears of it", lambda: re.search(pattern, text))
    assert alone.stop() == 0
    reader.join(10)
    told = sum(int(number) for number in re.findall(pattern, text))
    assert told >= missed
    assert b"Postern has stopped." in text


def test_a_log_on_a_full_disk_goes_on_when_there_is_room_again(alone):
    """The limit of a file's size stands for the disk, and a log that was rotated for one that was cleared."""
    log = alone.folder / "postern.err"
    log.write_bytes(b"")
    run(alone, [], f"2>>{log}", preexec_fn=lambda: limit(16 << 20))
    with open(log, "ab") as full:
        full.truncate(16 << 20)
    assert call(alone) == 403 and call(alone, "/hooks/sms/nothing") == 404
    reloads(alone, 3)
    missed = lost(alone)
    assert missed > 0, "nothing fits any more, and SIGXFSZ ends nothing"
    with open(log, "ab") as cleared:
        cleared.truncate(0)
    reloads(alone, 1)
    wait_until("it says so", lambda: b"File too large" in log.read_bytes())
    first = log.read_text().splitlines()[0]
    assert re.search(r"warning: \d+ lines of the log could not be written: File too large\.$", first)
    assert log.read_text().count("could not be written") == 1
    assert alone.stop() == 0


def limit(octets: int):
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, octets))
