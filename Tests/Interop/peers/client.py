# SPDX-License-Identifier: Apache-2.0
"""A real XMPP client (slixmpp) with a plain, blocking face: what it receives is kept, and a test waits for it."""

import asyncio
import logging
import threading

import slixmpp
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

from .process import PATIENCE, wait_until

# slixmpp leaves a task behind at the end of a stream; asyncio complains about it behind the last line of output.
logging.getLogger("asyncio").setLevel(logging.CRITICAL)

NS = "jabber:client"
STANZAS = "urn:ietf:params:xml:ns:xmpp-stanzas"


class Loop:
    """One event loop in a thread, shared by all clients of a run."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def run(self, coroutine, within: float = PATIENCE):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(within)


LOOP = Loop()


class Client:
    def __init__(self, jid: str, password: str, port: int):
        self.jid = jid
        self.password = password
        self.port = port
        self.received: list = []
        # The ids of what a stage sent in this person's name.
        self.sent: list[str] = []
        self.session = threading.Event()
        self.xmpp = None

    def connect(self, within: float = PATIENCE) -> "Client":
        LOOP.run(self._connect(within), within + 5)
        return self

    async def _connect(self, within: float):
        xmpp = slixmpp.ClientXMPP(self.jid, self.password)
        for plugin in ("xep_0030", "xep_0004", "xep_0077", "xep_0184", "xep_0199", "xep_0092"):
            xmpp.register_plugin(plugin)
        # The tests look at every tick themselves and decide when to ask for one.
        xmpp.plugin["xep_0184"].auto_ack = False
        xmpp.plugin["xep_0184"].auto_request = False
        xmpp.enable_plaintext = True
        xmpp.enable_starttls = False
        xmpp.enable_direct_tls = False
        xmpp.plugin["feature_mechanisms"].unencrypted_scram = True
        xmpp.plugin["feature_mechanisms"].unencrypted_plain = True
        for kind in ("message", "presence"):
            xmpp.register_handler(Callback(kind, MatchXPath("{%s}%s" % (NS, kind)), self.received.append))
        ready = asyncio.get_running_loop().create_future()

        async def begin(_):
            xmpp.send_presence()
            await xmpp.get_roster()
            if not ready.done():
                ready.set_result(True)

        xmpp.add_event_handler("session_start", begin)
        xmpp.add_event_handler(
            "failed_all_auth", lambda _: ready.done() or ready.set_exception(RuntimeError("login refused")))
        self.xmpp = xmpp
        xmpp.connect("127.0.0.1", self.port)
        await asyncio.wait_for(ready, within)

    def disconnect(self):
        async def close():
            await self.xmpp.disconnect(wait=1)

        try:
            LOOP.run(close(), 5)
        except Exception:  # The server may be gone already; then so is the connection.
            pass

    # Sending

    def text(self, to: str, body: str, id: str | None = None, receipt: bool = True, kind: str = "chat") -> str:
        """Sends a message and returns its id."""

        async def send():
            message = self.xmpp.make_message(mto=to, mbody=body, mtype=kind)
            message["id"] = id or self.xmpp.new_id()
            if receipt:
                message["request_receipt"] = True
            message.send()
            return message["id"]

        return LOOP.run(send())

    def raw(self, xml: str):
        async def send():
            self.xmpp.send_raw(xml)

        LOOP.run(send())

    def request(self, to: str, kind: str, payload: str, within: float = PATIENCE):
        """Sends an IQ and returns the answer, whether result or error."""

        async def send():
            iq = self.xmpp.make_iq(ito=to, itype=kind)
            iq.append(slixmpp.xmlstream.ET.fromstring(payload))
            try:
                return await iq.send(timeout=within)
            except slixmpp.exceptions.IqError as error:
                return error.iq

        return LOOP.run(send(), within + 5)

    def call(self, make):
        """Runs a coroutine made by `make(xmpp)` on the client's loop."""

        async def run():
            return await make(self.xmpp)

        return LOOP.run(run())

    # Looking at what came

    def find(self, condition) -> list:
        return [stanza for stanza in list(self.received) if condition(stanza)]

    def expect(self, what: str, condition, within: float = PATIENCE):
        """The first stanza that fits, waiting for it."""
        try:
            return wait_until(what, lambda: self.find(condition), within)[0]
        except AssertionError as failure:
            seen = "\n".join(str(stanza) for stanza in self.received[-10:])
            raise AssertionError(f"{failure}; {self.jid} has seen:\n{seen}") from None

    def expect_text(self, body: str, sender: str | None = None, within: float = PATIENCE):
        return self.expect(
            f"a message {body!r}",
            lambda s: s.name == "message" and s["type"] != "error" and s["body"] == body
            and (sender is None or s["from"].bare == sender), within)

    def expect_receipt(self, id: str, within: float = PATIENCE):
        return self.expect(f"a receipt for {id}", lambda s: receipt_of(s) == id, within)

    def expect_error(self, id: str, within: float = PATIENCE):
        """(type, condition, text) of the error that answers a message."""
        stanza = self.expect(
            f"an error for {id}", lambda s: s.name == "message" and s["type"] == "error" and s["id"] == id, within)
        return error_of(stanza)


def receipt_of(stanza) -> str | None:
    """Which message a stanza is the receipt of."""
    received = stanza.xml.find("{urn:xmpp:receipts}received")
    return None if received is None else received.get("id")


def error_of(stanza):
    """(type, condition, text) of a stanza error."""
    error = stanza.xml.find("{%s}error" % NS)
    names = [child.tag.split("}")[1] for child in error if child.tag.startswith("{%s}" % STANZAS)]
    text = error.find("{%s}text" % STANZAS)
    return error.get("type"), next(n for n in names if n != "text"), "" if text is None else text.text
