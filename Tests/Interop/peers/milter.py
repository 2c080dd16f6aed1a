# SPDX-License-Identifier: Apache-2.0
"""A mail filter that stands where OpenDMARC or rspamd would be: it writes Authentication-Results into every mail, as if
remote.example were the only domain that proves its mail (the protocol is Sendmail's milter, version 6)."""

import re
import socketserver
import struct
import threading

# What we ask of Postfix: to add fields; and to leave out all steps but the header and the end.
ADDS_FIELDS = 0x01
SKIPPED_STEPS = 0x01 | 0x02 | 0x04 | 0x08 | 0x10 | 0x40 | 0x100 | 0x200


class Milter:
    """`index` is where it writes: 0 above the server's own Received; 1 below, as OpenDKIM, OpenDMARC and rspamd do. One
    that `is_silent` writes nothing."""

    def __init__(self, authserv_id: str = "mail.example.org"):
        owner = self
        self.authserv_id = authserv_id
        self.index = 1
        self.is_silent = False

        class Handler(Session):
            milter = owner

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def verdict(self, sender: str) -> str:
        found = re.search(r"@([\w.-]+)", sender)
        domain = found[1].lower() if found else "?"
        return f"{self.authserv_id}; dmarc={'pass' if domain == 'remote.example' else 'fail'} header.from={domain}"

    def kill(self):
        self._server.shutdown()
        self._server.server_close()


class Session(socketserver.StreamRequestHandler):
    milter: Milter

    def handle(self):
        sender = ""
        try:
            while packet := self._packet():
                step, data = packet[:1], packet[1:]
                if step == b"O":
                    self._answer(b"O" + struct.pack("!III", 6, ADDS_FIELDS, SKIPPED_STEPS))
                elif step == b"L":
                    name, value = data.split(b"\0")[:2]
                    sender = value.decode("utf-8", "replace") if name.lower() == b"from" else sender
                    self._answer(b"c")
                elif step == b"E":
                    if not self.milter.is_silent:
                        place = struct.pack("!I", self.milter.index)
                        verdict = self.milter.verdict(sender).encode()
                        self._answer(b"i" + place + b"Authentication-Results\0" + verdict + b"\0")
                    self._answer(b"c")
                    sender = ""
                elif step == b"Q":
                    return
                elif step not in b"DA":  # Macros and an abort want no answer.
                    self._answer(b"c")
        except (ConnectionError, struct.error):
            pass

    def _packet(self) -> bytes:
        return self.rfile.read(struct.unpack("!I", self.rfile.read(4))[0])

    def _answer(self, payload: bytes):
        self.wfile.write(struct.pack("!I", len(payload)) + payload)
