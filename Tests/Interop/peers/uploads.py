# SPDX-License-Identifier: Apache-2.0
"""Where a person's client uploads files (XEP-0363): a web server with TLS, of which only the download matters here."""

import http.server
import ssl
import threading

from .certificates import Certificates


class Uploads:
    """`put` gives the link of a file; `fetched` are the paths that somebody has asked for."""

    def __init__(self, certificates: Certificates):
        self.files: dict[str, tuple[str, bytes]] = {}
        self.fetched: list[str] = []
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                owner.fetched.append(self.path)
                kind, content = owner.files.get(self.path, ("", None))
                self.send_response(200 if content is not None else 404)
                self.send_header("Content-Type", kind or "text/plain")
                self.send_header("Content-Length", str(len(content or b"")))
                self.end_headers()
                self.wfile.write(content or b"")

            def log_message(self, *_):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificates.certificate, certificates.key)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def put(self, path: str, kind: str, content: bytes, host: str = "localhost") -> str:
        self.files[path] = (kind, content)
        return f"https://{host}:{self.port}{path}"

    def kill(self):
        self._server.shutdown()
        self._server.server_close()
