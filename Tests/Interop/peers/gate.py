# SPDX-License-Identifier: Apache-2.0
"""A gate on the way to a server: what is sent while it is shut waits there until somebody opens it, so that a test holds a
request for as long as it needs instead of guessing how long that is."""

import contextlib
import socket
import threading

from .ports import free_port
from .process import PATIENCE, wait_until


class Gate:
    def __init__(self, port: int):
        self._target = port
        self._is_open = threading.Event()
        self._sockets: list[socket.socket] = []
        # How often something has come to the gate, open or shut.
        self.arrivals = 0
        self.port = free_port()
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self):
        self._is_open.set()

    def expect(self, count: int = 1):
        """Waits until so much has come."""
        wait_until("a request comes to the gate", lambda: self.arrivals >= count)

    def kill(self):
        for one in (self._listener, *self._sockets):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target), timeout=PATIENCE)
                server.settimeout(None)
                self._sockets += [client, server]
                threading.Thread(target=self._pass, args=(client, server, True), daemon=True).start()
                threading.Thread(target=self._pass, args=(server, client, False), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, is_request: bool):
        with contextlib.suppress(OSError):
            while part := source.recv(65_536):
                if is_request:
                    self.arrivals += 1
                    self._is_open.wait()
                target.sendall(part)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)
