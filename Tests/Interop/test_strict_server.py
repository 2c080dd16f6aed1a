# SPDX-License-Identifier: Apache-2.0
"""The link never looks dead when it is not: against a server that drops what it may drop, and with Prosody and ejabberd."""

import pytest
from conftest import BINARIES, PHONE, Stage
from peers.daemon import Postern
from peers.ejabberd import Ejabberd
from peers.operator import NUMBER, ROMEO
from peers.process import wait_until
from peers.prosody import Prosody
from peers.simulator import Simulator
from peers.strict_server import StrictServer


class StrictStage:
    """The daemon and the provider, on a strict server."""

    def __init__(self, folder, xmpp: str):
        self.server = StrictServer(Postern.domain, Postern.secret)
        self.postern = Postern(
            folder / "postern", BINARIES, self.server.port,
            settings={"api_key": Simulator.api_key, "signing_key": Simulator.signing_key})
        self.simulator = Simulator(folder, BINARIES, self.postern.http_port)
        text = self.postern.config.read_text()
        text = text.replace('provider = "simulator"', f'provider = "simulator"\nendpoint = "{self.simulator.url}"')
        self.postern.config.write_text(text.replace("[xmpp]\n", f"[xmpp]\n{xmpp}\n"))

    def arrive(self, text: str):
        self.simulator.answer(PHONE, NUMBER, text)

    def is_delivered(self, text: str) -> bool:
        return text in self.server.texts() and all(m["state"] == "delivered" for m in self.postern.messages())

    def close(self):
        for part in (self.postern, self.simulator):
            part.kill()
        self.server.close()


@pytest.fixture(params=["", 'confirm = "localhost"'], ids=["self", "a domain"])
def strict_stage(request, folder):
    stage = StrictStage(folder, request.param)
    try:
        stage.simulator.start()
        stage.postern.start()
        done = stage.postern.run("accounts", "add", ROMEO, "--gateway", "sms", "--address", NUMBER)
        assert done.returncode == 0, done.stderr
        yield stage
    finally:
        stage.close()


def test_texts_are_confirmed_and_the_link_stays(strict_stage):
    stage = strict_stage
    stage.arrive("first")
    # Whom it can ask it finds out once; then every confirmation comes at once.
    wait_until("the first is confirmed", lambda: stage.is_delivered("first"), 25)
    for number in range(3):
        stage.arrive(f"later {number}")
        wait_until("it is confirmed", lambda: stage.is_delivered(f"later {number}"), 5)
    assert stage.server.connections == 1 and stage.postern.is_up()
    assert stage.server.texts() == ["first", "later 0", "later 1", "later 2"], "each once"

    stage.server.drop()
    wait_until("it is back", lambda: stage.server.connections == 2 and stage.postern.is_up(), 15)
    stage.arrive("on the next link")
    wait_until("it remembers whom to ask", lambda: stage.is_delivered("on the next link"), 8)


def test_a_second_daemon_meets_conflict_and_the_first_stays(strict_stage, folder):
    stage = strict_stage
    other = Postern(
        folder / "other", BINARIES, stage.server.port,
        settings={"api_key": Simulator.api_key, "signing_key": Simulator.signing_key})
    text = other.config.read_text()
    other.config.write_text(
        text.replace('provider = "simulator"', f'provider = "simulator"\nendpoint = "{stage.simulator.url}"'))
    try:
        other.start(wait=False)
        other.process.wait_for("it says why", lambda: "already connected" in other.process.output())
        wait_until("it tries again", lambda: stage.server.connections >= 3)
        assert stage.postern.is_up() and not other.is_up()
    finally:
        other.kill()
    stage.arrive("undisturbed")
    wait_until("it is confirmed", lambda: stage.is_delivered("undisturbed"), 25)


@pytest.mark.parametrize("server", [Prosody, Ejabberd], ids=lambda server: server.name)
@pytest.mark.parametrize("confirm", ["self", "localhost"])
def test_real_servers_confirm_by_either_way(server, confirm, folder):
    stage = Stage(folder, server)
    text = stage.postern.config.read_text()
    stage.postern.config.write_text(text.replace("[xmpp]\n", f'[xmpp]\nconfirm = "{confirm}"\n'))
    try:
        stage.start()
        romeo = stage.client()
        stage.register(romeo)
        for number in range(3):
            stage.simulator.answer(PHONE, NUMBER, f"text {number}")
            romeo.expect_text(f"text {number}", stage.contact())
            # Well before the first choice of whom to ask would be given up.
            wait_until("it is confirmed", lambda: {m["state"] for m in stage.postern.messages()} == {"delivered"}, 5)
        assert stage.postern.process.output().count("link up") == 1
    finally:
        stage.close()
