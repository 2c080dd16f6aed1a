# SPDX-License-Identifier: Apache-2.0
"""A raw connection to a mail listener, for what no mail program would say."""

import re
import socket
import ssl

from .process import PATIENCE, Failed


class Dialogue:
    def __init__(self, port: int, greeting: bool = True, within: float = PATIENCE):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=within)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        if greeting:
            assert self.reply()[0] == 220

    def __enter__(self) -> "Dialogue":
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data: bytes):
        self.socket.sendall(data)

    def reply(self) -> tuple[int, str]:
        """The next reply, of however many lines: (code, text). (0, "") where the connection has ended."""
        lines = []
        while True:
            line = self._line()
            if line is None:
                return 0, ""
            assert re.fullmatch(r"[2-5]\d\d([ -].*)?", line), f"no reply: {line!r}"
            lines.append(line[4:])
            if line[3:4] != "-":
                return int(line[:3]), "\n".join(lines)

    def _line(self) -> str | None:
        while b"\r\n" not in self.buffer:
            try:
                part = self.socket.recv(65536)
            except (ConnectionResetError, BrokenPipeError):
                part = b""
            if not part:
                return None
            self.buffer += part
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line.decode("utf-8", "replace")

    def command(self, line: str) -> tuple[int, str]:
        self.send(line.encode() + b"\r\n")
        return self.reply()

    def expect(self, code: int, line: str) -> str:
        got, text = self.command(line)
        assert got == code, f"{line!r} got {got} {text}"
        return text

    def begin(self, recipient: str = "romeo@example.org", verb: str = "EHLO", sender: str = "bob@remote.example"):
        """Up to the moment when the text of a mail may follow."""
        self.expect(250, f"{verb} client.example")
        self.expect(250, f"MAIL FROM:<{sender}>")
        self.expect(250, f"RCPT TO:<{recipient}>")
        self.expect(354, "DATA")

    def start_tls(self, authority):
        self.socket = ssl.create_default_context(cafile=str(authority)).wrap_socket(
            self.socket, server_hostname="localhost")

    def rest(self) -> list[int]:
        """The codes of all replies until the connection ends; whoever asks has seen to it that it does, by QUIT or by
        something that no server bears."""
        codes = []
        try:
            while (code := self.reply()[0]):
                codes.append(code)
        except TimeoutError:
            raise Failed(f"the connection does not end; the replies so far were {codes}") from None
        return codes
