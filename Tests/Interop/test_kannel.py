# SPDX-License-Identifier: Apache-2.0
"""The real Kannel as the provider: sendsms, delivery report, inbound."""

import pytest
from conftest import BINARIES, PHONE
from peers.client import Client
from peers.daemon import Postern
from peers.kannel import Kannel
from peers.process import free_port, wait_until
from peers.prosody import Prosody


@pytest.fixture
def scene(folder):
    server = Prosody(folder / "server", {Postern.domain: Postern.secret}).start()
    server.add_user("romeo", "secret")
    http_port = free_port()
    kannel = Kannel(folder / "kannel", http_port)
    postern = Postern(
        folder / "postern", BINARIES, server.component_port, provider="kannel", settings=kannel.settings,
        http_port=http_port)
    try:
        kannel.start()
        postern.start()
        romeo = Client("romeo@localhost/test", "secret", server.client_port).connect()
        answer = romeo.request(
            Postern.domain, "set", "<query xmlns='jabber:iq:register'><phone>+15550100001</phone></query>")
        assert answer["type"] == "result", str(answer)
        yield romeo, kannel, postern
        romeo.disconnect()
    finally:
        postern.kill()
        kannel.stop()
        server.kill()


def test_a_conversation_through_kannel(scene):
    romeo, kannel, postern = scene
    sent = romeo.text(f"{PHONE}@{Postern.domain}", "through the bearerbox")
    kannel.expect("text through the bearerbox")
    romeo.expect_receipt(sent)
    wait_until(
        "the row is delivered", lambda: [m["state"] for m in postern.messages() if m["kind"] == "message"] == ["delivered"])

    kannel.answer(PHONE, "+15550100001", "and back again")
    romeo.expect_text("and back again", f"{PHONE}@{Postern.domain}")
    # Whatever we answer to its webhook Kannel would send to the phone: there must be nothing. A text behind it shows that
    # nothing came before.
    romeo.text(f"{PHONE}@{Postern.domain}", "the only other one")
    assert kannel.expect("the only other one").count("\n") == 1


def test_a_wrong_password_pauses_the_gateway(scene):
    romeo, kannel, postern = scene
    postern.config.write_text(postern.config.read_text().replace(Kannel.password, "wrong"))
    postern.stop()
    postern.start()
    wait_until("the link is up", postern.is_up)
    romeo.text(f"{PHONE}@{Postern.domain}", "will not go")
    wait_until("the gateway is paused", lambda: any(g["pause"] for g in postern.json("status")))
