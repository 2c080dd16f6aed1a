# SPDX-License-Identifier: Apache-2.0
"""`postern-simulator`: the provider, its phones and its faults."""

import json
import pathlib
import re
import urllib.parse
import urllib.request

from .process import Process, free_port, wait_until


def fetch(url: str, body: dict | None = None, method: str | None = None, within: float = 10.0):
    """JSON in, JSON out."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=within) as answer:
        text = answer.read()
    return json.loads(text) if text.strip() else None


class Simulator:
    api_key = "simulator-key"
    signing_key = "simulator-signing-key"

    def __init__(self, folder: pathlib.Path, binaries: pathlib.Path, postern_port: int, gateway: str = "sms"):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = Process(
            "simulator",
            [binaries / "postern-simulator", "--listen", f"127.0.0.1:{self.port}", "--postern",
             f"http://127.0.0.1:{postern_port}", "--gateway", gateway, "--api-key", self.api_key, "--signing-key",
             self.signing_key], folder)

    def start(self) -> "Simulator":
        self.process.start()
        self.process.wait_for("the simulator listens", lambda: re.search(r"listening on", self.process.output()))
        return self

    def messages(self, number: str) -> list[dict]:
        return fetch(f"{self.url}/api/phones/{urllib.parse.quote(number)}/messages")

    def expect(self, number: str, text: str, within: float = 20.0) -> dict:
        """The text as it arrived on a phone; it must have arrived exactly once by then."""
        found = wait_until(
            f"{text!r} on the phone {number}",
            lambda: [m for m in self.messages(number) if m["direction"] == "to_phone" and m["text"] == text], within)
        assert len(found) == 1, f"{text!r} arrived {len(found)} times"
        return found[0]

    def answer(self, number: str, to: str, text: str):
        return fetch(f"{self.url}/api/phones/{urllib.parse.quote(number)}/messages", {"to": to, "text": text}, "POST")

    def faults(self, **knobs):
        return fetch(f"{self.url}/api/faults", knobs, "PUT")

    def stop(self):
        self.process.stop()

    def kill(self):
        self.process.kill()
