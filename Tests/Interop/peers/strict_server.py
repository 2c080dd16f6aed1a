# SPDX-License-Identifier: Apache-2.0
"""The strictest component listener (XEP-0114) that a server may be, played: one thread that reads nothing while it writes,
small buffers, IQs to addresses without a resource dropped in silence, self-pings not routed, and `conflict` for a second
connection."""

import hashlib
import socket
import threading
import xml.etree.ElementTree as ElementTree

COMPONENT = "jabber:component:accept"
OPEN = f"<stream:stream xmlns='{COMPONENT}' xmlns:stream='http://etherx.jabber.org/streams' id='s1' from='%s'>"
CONFLICT = (
    "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>")
SMALL = 4096


class StrictServer:
    # The domain of its own, whose addresses with a resource it answers.
    host = "localhost"

    def __init__(self, domain: str, secret: str):
        self.domain = domain
        self.secret = secret
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen()
        self.port = self.listener.getsockname()[1]
        self.connections = 0
        self.dropped = 0
        self.stanzas: list[ElementTree.Element] = []
        self.current: socket.socket | None = None
        threading.Thread(target=self._accept, daemon=True).start()

    def texts(self) -> list[str]:
        return [body.text for s in list(self.stanzas) for body in s.findall(f"{{{COMPONENT}}}body")]

    def drop(self):
        """Cuts the connection; whoever comes next is admitted."""
        if self.current:
            self.current.shutdown(socket.SHUT_RDWR)

    def close(self):
        self.listener.close()
        self.drop()

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket):
        self.connections += 1
        is_first = self.current is None
        if is_first:
            self.current = connection
        try:
            self._converse(connection, is_first)
        except OSError:
            pass
        finally:
            if is_first:
                self.current = None
            connection.close()

    def _converse(self, connection: socket.socket, is_first: bool):
        parser = ElementTree.XMLPullParser(["start", "end"])
        depth = 0
        while data := connection.recv(SMALL):
            parser.feed(data)
            for event, element in parser.read_events():
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    connection.sendall((OPEN % self.domain).encode())
                elif event == "end" and depth == 1:
                    answer = self._answer(element, is_first)
                    if answer:
                        connection.sendall(answer.encode())
                    if answer == CONFLICT:
                        return

    def _answer(self, element: ElementTree.Element, is_first: bool) -> str | None:
        if element.tag == f"{{{COMPONENT}}}handshake":
            assert element.text == hashlib.sha1(f"s1{self.secret}".encode()).hexdigest()
            return "<handshake/>" if is_first else CONFLICT
        self.stanzas.append(element)
        to = element.get("to", "")
        if element.tag != f"{{{COMPONENT}}}iq":
            return None
        if "/" not in to:
            self.dropped += 1
            return None
        if to.split("/")[0] != self.host:
            return None
        return (
            f"<iq type='error' id='{element.get('id')}' from='{to}' to='{element.get('from')}'><error type='cancel'>"
            "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")
