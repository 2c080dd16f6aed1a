# SPDX-License-Identifier: Apache-2.0
"""A private Kannel: bearerbox with its `fake` SMSC, a smsbox, and fakesmsc as the handset."""

import pathlib
import socket
import time
import urllib.request

from .process import PATIENCE, Process, free_port, is_listening

CONFIG = """
group = core
admin-port = {admin}
admin-password = status
admin-interface = 127.0.0.1
smsbox-port = {box}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
log-level = 0
dlr-storage = internal
store-type = file
sms-resend-freq = 1
store-location = {folder}/kannel.store

group = smsc
smsc = fake
smsc-id = handset
port = {smsc}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = {box}
sendsms-port = {sendsms}
sendsms-interface = 127.0.0.1
http-request-retry = 20
http-queue-delay = 1

group = sendsms-user
username = postern
password = "{password}"
max-messages = 10
concatenation = true

group = sms-service
keyword = default
catch-all = true
max-messages = 0
omit-empty = true
accept-x-kannel-headers = false
get-url = "{inbound}"
"""


class Kannel:
    password = "kannel-password"
    token = "kannel-token"

    def __init__(self, folder: pathlib.Path, postern_port: int, gateway: str = "sms"):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.ports = {name: free_port() for name in ("admin", "box", "smsc", "sendsms")}
        inbound = (
            f"http://127.0.0.1:{postern_port}/hooks/{gateway}/in?t={self.token}"
            "&from=%p&to=%P&text=%b&coding=%c&charset=%C&id=%I&smsc=%i")
        config = self.folder / "kannel.conf"
        config.write_text(
            CONFIG.format(folder=self.folder, password=self.password, inbound=inbound, **self.ports).strip() + "\n")
        self.bearerbox = Process("bearerbox", ["bearerbox", config], self.folder)
        self.smsbox = Process("smsbox", ["smsbox", config], self.folder)
        self.handset: socket.socket | None = None

    @property
    def settings(self) -> dict:
        return {
            "base_url": f"http://127.0.0.1:{self.ports['sendsms']}", "username": "postern",
            "password": self.password, "webhook_token": self.token}

    def start(self) -> "Kannel":
        self.bearerbox.start().wait_for("bearerbox listens", lambda: is_listening(self.ports["box"]))
        self.handset = self.bearerbox.wait_for("its SMSC takes the handset", self._connect)
        self.smsbox.start().wait_for("smsbox listens", lambda: is_listening(self.ports["sendsms"]))
        self.bearerbox.wait_for("bearerbox knows its smsbox", lambda: "smsbox:" in self._status())
        return self

    def _connect(self) -> socket.socket | None:
        try:
            return socket.create_connection(("127.0.0.1", self.ports["smsc"]), timeout=PATIENCE)
        except ConnectionRefusedError:
            return None

    def _status(self) -> str:
        url = f"http://127.0.0.1:{self.ports['admin']}/status.txt?password=status"
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                return answer.read().decode(errors="replace")
        except OSError:
            return ""

    def expect(self, text: str, within: float = PATIENCE) -> str:
        """The line with this text as it reaches the handset."""
        end = time.monotonic() + within
        seen = b""
        while text.encode() not in seen:
            self.handset.settimeout(max(0.1, end - time.monotonic()))
            try:
                part = self.handset.recv(4096)
            except TimeoutError:
                part = b""
            if not part:
                raise AssertionError(f"not within {within} s on the handset: {text!r}; it has seen {seen!r}")
            seen += part
        return seen.decode(errors="replace")

    def answer(self, sender: str, to: str, text: str):
        """A text from the handset."""
        self.handset.sendall(f"{sender} {to} text {text}\n".encode())

    def stop(self):
        if self.handset:
            self.handset.close()
        self.smsbox.kill()
        self.bearerbox.kill()
