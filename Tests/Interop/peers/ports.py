# SPDX-License-Identifier: Apache-2.0
"""Ports of a test's own, which nobody takes between the moment they are chosen and the moment a server binds them.

A port that bind(2) chose and that was let go again may be given to anybody's outgoing connection or listener meanwhile,
also while a server that had it is down. So ours lie outside the range that the kernel gives out by itself
(net.ipv4.ip_local_port_range), and the processes that use this module keep apart by holding a name in the abstract Unix
namespace for each block of ports: such a name belongs to the same network namespace as the ports, and is free again when
its process ends, however it ends."""

import pathlib
import random
import socket
import threading

RANGE = pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range")
# Below are ports of well-known services.
LOWEST, HIGHEST = 10_000, 65_535
BLOCK = 64


class Ports:
    """Gives each port once."""

    def __init__(self):
        self._lock = threading.Lock()
        # The names that are held, for as long as this process lives.
        self._held: list[socket.socket] = []
        self._left: list[int] = []
        blocks = own_blocks()
        random.shuffle(blocks)
        self._blocks = iter(blocks)

    def take(self) -> int:
        with self._lock:
            while True:
                while not self._left:
                    first = next(self._blocks, None)
                    if first is None:
                        return any_port()
                    self._left = self._hold(first)
                port = self._left.pop()
                if is_free(port):
                    return port

    def _hold(self, first: int) -> list[int]:
        """The ports of a block, where nobody else has it."""
        name = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            name.bind(f"\0postern-test-ports-{first}")
        except OSError:
            name.close()
            return []
        self._held.append(name)
        return list(range(first, first + BLOCK))


def own_blocks() -> list[int]:
    """The first port of each block that the kernel gives nothing out of."""
    try:
        low, high = map(int, RANGE.read_text().split())
    except (OSError, ValueError):
        low, high = 32_768, 60_999
    return [
        first for first in range(LOWEST, HIGHEST - BLOCK + 2, BLOCK) if first + BLOCK <= low or first > high]


def is_free(port: int) -> bool:
    """Whether a server could bind it on any address; somebody else's may have a fixed one."""
    with socket.socket() as probe:
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True


def any_port() -> int:
    """For a machine whose range leaves nothing outside: a port that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


PORTS = Ports()


def free_port() -> int:
    """A port that is this test's alone, until the process ends."""
    return PORTS.take()
