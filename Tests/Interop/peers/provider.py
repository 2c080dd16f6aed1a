# SPDX-License-Identifier: Apache-2.0
"""A played provider: it takes requests as any of them does, and its webhooks are signed as theirs are."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request


class PlayedProvider:
    """Answers each request by `answer(path, fields)`, which gives a status and what is written as JSON; remembers them."""

    def __init__(self, answer):
        self.requests: list[dict] = []
        played = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                fields = json.loads(body) if body.startswith("{") else dict(urllib.parse.parse_qsl(body))
                played.requests.append(fields)
                self.reply(*answer(self.path, fields))

            def do_GET(self):
                self.reply(200, {})

            def reply(self, status, value):
                content = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def call(url: str, body: bytes, headers: dict, within: float = 30.0) -> int:
    """The status with which a webhook is answered."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=within) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except (ConnectionError, urllib.error.URLError):
        return 413  # The server may close on us while we still write.


def call_as_smsgate(base: str, key: str, event: str, payload: dict, id: str = "e1") -> int:
    """sms-gate.app: HMAC-SHA256 of the body and the time, in hexadecimal."""
    body = json.dumps({"deviceId": "d", "event": event, "id": id, "payload": payload, "webhookId": "w"}).encode()
    now = str(int(time.time()))
    signature = hmac.new(key.encode(), body + now.encode(), hashlib.sha256).hexdigest()
    return call(
        f"{base}/hooks/sms/in", body,
        {"Content-Type": "application/json", "X-Signature": signature, "X-Timestamp": now})


def call_as_twilio(base: str, token: str, path: str, fields: dict) -> int:
    """Twilio: HMAC-SHA1 of the URL and the sorted fields, in base 64."""
    url = f"{base}{path}"
    signed = url + "".join(name + fields[name] for name in sorted(fields))
    signature = base64.b64encode(hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()).decode()
    return call(
        url, urllib.parse.urlencode(fields).encode(),
        {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature})
