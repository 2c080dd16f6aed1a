# SPDX-License-Identifier: Apache-2.0
"""A whole set-up: a real server with two persons, the simulated provider, and the real daemon between them."""

import os
import pathlib

from .client import Client
from .daemon import Postern
from .simulator import Simulator

ROOT = pathlib.Path(__file__).resolve().parents[3]
# Where the built programs are.
BINARIES = pathlib.Path(os.environ.get("POSTERN_BINARIES", ROOT / ".build" / "debug"))
# The provider's phone in every conversation.
PHONE = "+15550100099"


class Stage:
    """A server with two persons, the simulated provider, and the daemon between them."""

    def __init__(self, folder: pathlib.Path, server_class, extra: str = ""):
        self.folder = folder
        self.server = server_class(folder / "server", {Postern.domain: Postern.secret})
        self.postern = Postern(
            folder / "postern", BINARIES, self.server.port_of(Postern.domain), extra=extra,
            settings={"api_key": Simulator.api_key, "signing_key": Simulator.signing_key})
        self.simulator = Simulator(folder, BINARIES, self.postern.http_port)
        # The provider's address is known only now.
        text = self.postern.config.read_text()
        self.postern.config.write_text(
            text.replace('provider = "simulator"', f'provider = "simulator"\nendpoint = "{self.simulator.url}"'))
        self.clients: list[Client] = []

    def start(self) -> "Stage":
        self.server.start()
        for name in ("romeo", "juliet"):
            self.server.add_user(name, "secret")
        self.simulator.start()
        self.postern.start()
        return self

    def client(self, name: str = "romeo") -> Client:
        client = Client(f"{name}@{self.server.host}/test", "secret", self.server.client_port).connect()
        self.clients.append(client)
        return client

    def contact(self, number: str = PHONE) -> str:
        return f"{number}@{Postern.domain}"

    def register(self, client: Client, number: str = "+15550100001"):
        answer = client.request(
            Postern.domain, "set", f"<query xmlns='jabber:iq:register'><phone>{number}</phone></query>")
        assert answer["type"] == "result", str(answer)

    def close(self):
        for client in self.clients:
            client.disconnect()
        for part in (self.postern, self.simulator, self.server):
            part.kill()
