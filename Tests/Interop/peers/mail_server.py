# SPDX-License-Identifier: Apache-2.0
"""The mail server of the outside world, in a page: it keeps every mail that it takes, and refuses what it is told."""

import re
import socket
import socketserver
import threading
import time

from .mailbox import Arrived, Mailbox
from .ports import free_port

# A reply that closes the connection instead of answering.
DROP = "drop"
# What a server offers that knows no reports.
PLAIN = ("8BITMIME", "SMTPUTF8", "SIZE 52428800")


class MailServer(Mailbox):
    """Speaks SMTP, or LMTP: then it is the mailbox itself, and Postfix reports what it takes as delivered."""

    def __init__(self, protocol: str = "smtp", extensions: tuple[str, ...] = PLAIN):
        self.protocol = protocol
        self.extensions = extensions
        self.taken: list[Arrived] = []
        # Every RCPT that was given, with the time: (address, reply, time).
        self.asked: list[tuple[str, str, float]] = []
        self._replies: dict[str, list[str]] = {}
        self._lock = threading.Lock()
        owner = self

        class Handler(Dialogue):
            server_side = owner

        self._handler = Handler
        self.port = free_port()
        self.open_again()

    @property
    def transport(self) -> str:
        """How Postfix's transport_maps name it."""
        return f"lmtp:inet:127.0.0.1:{self.port}" if self.protocol == "lmtp" else f"smtp:[127.0.0.1]:{self.port}"

    @property
    def mails(self) -> list[Arrived]:
        return list(self.taken)

    def answer(self, address: str, reply: str, times: int = 1_000_000):
        """What RCPT for this address gets, that many times: `550 5.1.1 …`, `450 4.2.0 …` or DROP. `.` stands for the
        end of DATA; a DROP there takes the mail, and its answer is lost."""
        with self._lock:
            self._replies.setdefault(address, []).extend([reply] * times if times < 1000 else [reply, None])

    def reply(self, address: str, default: str) -> str:
        with self._lock:
            waiting = self._replies.get(address, [])
            if not waiting:
                return default
            # A None behind a reply makes it last.
            return waiting[0] if len(waiting) > 1 and waiting[1] is None else waiting.pop(0)

    def open_again(self):
        """Listens, behind a stop() at the same port."""
        self._server = Server(("127.0.0.1", self.port), self._handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self):
        """Listens no more, and ends every connection."""
        self._server.shutdown()
        self._server.end_connections()
        self._server.server_close()

    kill = stop


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *arguments):
        self.connections: set = set()
        super().__init__(*arguments)

    def process_request(self, request, address):
        self.connections.add(request)
        super().process_request(request, address)

    def shutdown_request(self, request):
        self.connections.discard(request)
        super().shutdown_request(request)

    def end_connections(self):
        for connection in list(self.connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Dialogue(socketserver.StreamRequestHandler):
    """One connection."""

    server_side: MailServer
    timeout = 120

    def handle(self):
        self._forget()
        try:
            self._say("220 world.example ready")
            while (line := self.rfile.readline(4096)) and self._command(line.decode("utf-8", "replace").rstrip("\r\n")):
                pass
        except (OSError, ConnectionError):
            pass

    def _forget(self):
        self.sender, self.sender_parameters = None, ""
        self.recipients: list[tuple[str, str]] = []

    def _say(self, reply: str):
        self.wfile.write(reply.encode() + b"\r\n")

    def _command(self, line: str) -> bool:
        """Obeys a command; False ends the connection."""
        verb = line.split(" ")[0].upper()
        if verb in ("EHLO", "LHLO", "HELO"):
            lines = ["world.example", "ENHANCEDSTATUSCODES", "PIPELINING", *self.server_side.extensions]
            for i, text in enumerate(lines):
                self._say(f"250{' ' if i == len(lines) - 1 else '-'}{text}")
        elif verb == "MAIL":
            self.sender, self.sender_parameters = path(line)
            self._say("250 2.1.0 Ok")
        elif verb == "RCPT":
            return self._recipient(*path(line))
        elif verb == "DATA":
            return self._data()
        elif verb == "QUIT":
            self._say("221 2.0.0 Bye")
            return False
        else:
            if verb == "RSET":
                self._forget()
            self._say("250 2.0.0 Ok" if verb in ("RSET", "NOOP") else "502 5.5.1 Not here")
        return True

    def _recipient(self, address: str, parameters: str) -> bool:
        reply = self.server_side.reply(address, "250 2.1.5 Ok")
        self.server_side.asked.append((address, reply, time.monotonic()))
        if reply == DROP:
            return False
        if reply.startswith("2"):
            self.recipients.append((address, parameters))
        self._say(reply)
        return True

    def _data(self) -> bool:
        if not self.recipients:
            self._say("554 5.5.1 No valid recipients")
            return True
        self._say("354 Go ahead")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        if not line:
            return False
        reply = self.server_side.reply(".", "250 2.0.0 Taken")
        if reply.startswith("2") or reply == DROP:
            self.server_side.taken.append(Arrived(
                self.sender, [address for address, _ in self.recipients], b"".join(lines), self.sender_parameters,
                [parameters for _, parameters in self.recipients]))
        if reply == DROP:
            return False
        for _ in self.recipients if self.server_side.protocol == "lmtp" else [None]:
            self._say(reply)
        self._forget()
        return True


def path(line: str) -> tuple[str, str]:
    """The address and the parameters of a MAIL or RCPT command."""
    found = re.match(r"\w+ \w+:\s*<([^>]*)>\s*(.*)", line)
    return (found[1], found[2]) if found else ("", "")
