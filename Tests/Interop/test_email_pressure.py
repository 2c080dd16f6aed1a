# SPDX-License-Identifier: Apache-2.0
"""Slow clients and too many clients: whoever behaves is served, whoever does not is told so in words or cut, memory
stays bounded, and nothing is half taken."""

import concurrent.futures
import contextlib
import resource
import select
import socket
import threading

import pytest
from peers.dialogue import Dialogue
from peers.intake import HEADER, MOST_MEMORY, check_life, memory, rows
from peers.process import PATIENCE, wait_until

TO = "romeo@example.org"
# Of the listener: connections at once, of these from one address of another machine.
MOST, MOST_PER_ADDRESS = 500, 50


@pytest.fixture(scope="module")
def romeo(direct):
    return direct.romeo()


# Slow clients

START = b"to begin with\r\n"
# Octets that last for four minutes behind the minute of grace: no machine makes the quick ones as slow as that.
PLENTY = 4 * 60 * 256


class Trickle:
    """Somebody who sends the text of a mail a byte now and then, until `stop`. Behind a `start` of so many octets the
    listener finds it fast enough on average for a while."""

    def __init__(self, port: int, name: str, every: float = 0.05, start: int = 0):
        self.client = Dialogue(port, within=2 * PATIENCE)
        self.client.begin()
        self.client.send(HEADER(name, name).encode() + b"\r\n" + START * (start // len(START)))
        self.every = every
        self.sent = 0
        self.ended = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        line = b"drop by drop\r\n"
        try:
            while not self._stop.wait(self.every) or self.sent % len(line):
                self.client.send(line[self.sent % len(line):][:1])
                self.sent += 1
        except OSError:
            pass
        self.ended.set()

    def stop(self):
        self._stop.set()
        self._thread.join()


def test_who_dawdles_holds_nobody_up(direct, romeo):
    slow = [Trickle(direct.listener_port, f"slow-{number}", start=PLENTY) for number in range(20)]
    try:
        texts = [f"fast {number}" for number in range(50)]
        with concurrent.futures.ThreadPoolExecutor(len(texts)) as crowd:
            for sent in [crowd.submit(direct.correspondent().write, TO, text, "Fast") for text in texts]:
                sent.result()
        for text in texts:
            direct.expect_line(romeo, text)
        assert memory(direct) < MOST_MEMORY
        assert all(one.sent and not one.ended.is_set() for one in slow), "they are still at it: nobody waited for them"
        assert not romeo.find(lambda s: "drop by drop" in (s["body"] or ""))
        for one in slow:
            one.stop()
            one.client.send(b"the end\r\n.\r\n")
        assert [one.client.reply()[0] for one in slow] == [250] * 20
        wait_until("the slow ones have arrived", lambda: len(subjects(romeo, "slow-")) == 20)
        assert sorted(subjects(romeo, "slow-")) == sorted(f"slow-{number}" for number in range(20))
    finally:
        for one in slow:
            one.stop()
            one.client.__exit__()


def subjects(client, prefix: str) -> list[str]:
    found = client.find(lambda s: s.name == "message" and s["type"] != "error" and s["body"])
    return [s["subject"] for s in found if s["subject"].startswith(prefix)]


def test_who_never_ends_is_cut(direct, romeo):
    """Three at once, for a minute each is borne: a mail that comes too slowly, TLS that is asked for and never begun,
    and TLS that stops in the middle of its first message."""
    before = rows(direct)
    trickle = Trickle(direct.listener_port, "endless", every=0.5)
    silent, half = (Dialogue(direct.listener_port, within=2 * PATIENCE) for _ in range(2))
    for client in (silent, half):
        client.expect(250, "EHLO client.example")
        client.expect(220, "STARTTLS")
    # The head of a ClientHello that says 512 octets follow.
    half.send(bytes.fromhex("1603010200010001fc0303") + b"\x01" * 40)
    try:
        # All of them together are no reason to let others wait.
        direct.correspondent().write(TO, "Past the stalled", "Past")
        direct.expect_line(romeo, "Past the stalled")
        stalled = [trickle.client.socket, silent.socket, half.socket]
        assert select.select(stalled, [], [], 0)[0] == [], "they are still at it: nobody waited for them"
        code, words = trickle.client.reply()
        assert code == 421 and words.startswith("4.4.2") and "too slowly" in words
        assert trickle.client.reply()[0] == 0, "the connection has ended"
        for client in (silent, half):
            # What is said in plaintext now would be no part of TLS: it ends without words, or with an alert.
            while rest(client):
                pass
    finally:
        trickle.stop()
        for client in (trickle.client, silent, half):
            client.__exit__()
    assert rows(direct) == before + 1
    check_life(direct, romeo)


def rest(client: Dialogue) -> bytes:
    try:
        return client.socket.recv(4096)
    except ConnectionResetError:
        return b""


# Too many


@contextlib.contextmanager
def crowd(port: int, sources: list[str], count: int):
    """So many connections at once, from these addresses in turn, and what each is told at first."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 2 * count + 200)), hard))
    connections = []
    try:
        for number in range(count):
            source = sources[number % len(sources)]
            connections.append(
                socket.create_connection(("127.0.0.1", port), timeout=PATIENCE, source_address=(source, 0)))
        yield [(connection, greeting(connection)) for connection in connections]
    finally:
        for connection in connections:
            connection.close()


def greeting(connection: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\r\n"):
        part = connection.recv(1000)
        if not part:
            break
        said += part
    return said.decode()


def test_a_thousand_connections_from_eight_addresses(direct, romeo):
    check_life(direct, romeo)
    wait_until("nobody else is there", lambda: established(direct.listener_port) == 0)
    with crowd(direct.listener_port, [f"127.0.0.{number}" for number in range(1, 9)], 1000) as everybody:
        admitted = [one for one, said in everybody if said.startswith("220 ")]
        told = [(one, said) for one, said in everybody if not said.startswith("220 ")]
        assert len(admitted) == MOST
        assert {said for _, said in told} == {"421 4.3.2 Too many connections; try again later\r\n"}
        assert all(one.recv(10) == b"" for one, _ in told), "and then the connection ends"
        # The daemon lives, and who has come in is served: the first, one in the middle and the last.
        assert direct.postern.is_up()
        for one in (admitted[0], admitted[MOST // 2], admitted[-1]):
            one.sendall(b"EHLO client.example\r\n")
            assert one.recv(1000).startswith(b"250-")
        direct.say(romeo, "From within the crowd", "crowd@far.example")
        direct.world.expect("the mail", lambda m: m.text == "From within the crowd")
        assert memory(direct) < MOST_MEMORY
    wait_until("the crowd has left", lambda: established(direct.listener_port) == 0)
    direct.correspondent().write(TO, "Right behind the crowd", "Behind")
    direct.expect_line(romeo, "Right behind the crowd")


def established(port: int) -> int:
    """How many connections the daemon has open at this port (`ss` without the tool)."""
    with open("/proc/net/tcp") as table:
        lines = [line.split() for line in table.readlines()[1:]]
    return len([line for line in lines if line[1].endswith(f":{port:04X}") and line[3] == "01"])


def test_one_machine_does_not_take_all_places(direct, romeo):
    own = own_address()
    with crowd(direct.listener_port, [own], 3 * MOST_PER_ADDRESS) as everybody:
        admitted = [one for one, said in everybody if said.startswith("220 ")]
        told = [said for _, said in everybody if not said.startswith("220 ")]
        assert (len(admitted), len(told)) == (MOST_PER_ADDRESS, 2 * MOST_PER_ADDRESS)
        assert set(told) == {"421 4.3.2 Too many connections; try again later\r\n"}
        # Others have room meanwhile; and a place that is left is free again.
        direct.correspondent().write(TO, "Beside the greedy one", "Beside")
        direct.expect_line(romeo, "Beside the greedy one")
        admitted[0].close()
        wait_until("a place is free", lambda: admits(direct.listener_port, own))


def admits(port: int, source: str) -> bool:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE, source_address=(source, 0)) as one:
        return greeting(one).startswith("220 ")


def own_address() -> str:
    """An address of this machine that is not a loopback one; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))
            address = probe.getsockname()[0]
        except OSError as failure:
            pytest.skip(f"this machine has no address but its loopback ones: {failure}")
    if address.startswith("127."):
        pytest.skip("this machine has no address but its loopback ones")
    return address
