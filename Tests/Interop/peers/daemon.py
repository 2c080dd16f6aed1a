# SPDX-License-Identifier: Apache-2.0
"""The real `postern`: its configuration, `postern run`, and its command line."""

import json
import os
import pathlib
import signal
import subprocess
import urllib.request

from .process import PATIENCE, Process, free_port

CONFIG = """
[xmpp]
host = "127.0.0.1"
port = {component_port}

[store]
path = "postern.db"

[http]
listen = "127.0.0.1:{http_port}"
public_url = "http://127.0.0.1:{http_port}"

[admin]
listen = "127.0.0.1:{admin_port}"

[log]
level = "debug"

{gateways}
"""
SMS = """
[gateways.sms]
kind = "sms"
domain = "{domain}"
secret = "{secret}"
register = ["localhost"]
provider = "{provider}"
numbers = ["+15550100001", "+15550100002"]
region = "US"
{extra}
[gateways.sms.settings]
{settings}
"""


class Postern:
    domain = "sms.localhost"
    secret = "component-secret"

    def __init__(
        self, folder: pathlib.Path, binaries: pathlib.Path, component_port: int, provider: str = "simulator",
        settings: dict | None = None, extra: str = "", http_port: int | None = None, gateways: str | None = None
    ):
        """`gateways` is the configuration of other gateways than the SMS one of the simulator."""
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.binary = pathlib.Path(binaries) / "postern"
        self.http_port = http_port or free_port()
        self.admin_port = free_port()
        self.config = self.folder / "postern.toml"
        if gateways is None:
            gateways = SMS.format(
                domain=self.domain, secret=self.secret, provider=provider, extra=extra,
                settings="\n".join(f"{key} = {json.dumps(value)}" for key, value in (settings or {}).items()))
        self.config.write_text(
            CONFIG.format(
                component_port=component_port, http_port=self.http_port, admin_port=self.admin_port,
                gateways=gateways.strip()))
        self.process = Process("postern", [self.binary, "run", "--config", self.config], self.folder)

    def start(self, wait: bool = True) -> "Postern":
        self.process.start()
        if wait:
            self.wait_until_up()
        return self

    def wait_until_up(self, within: float = PATIENCE):
        self.process.wait_for("every link is up", self.is_up, within)

    def is_up(self) -> bool:
        return self.health().get("status") == "ok"

    def health(self) -> dict:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.admin_port}/healthz", timeout=PATIENCE) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as refusal:
            return json.loads(refusal.read())
        except OSError:
            return {}

    def run(
        self, *arguments: str, input: str | None = None, within: float = PATIENCE, config: pathlib.Path | None = None
    ) -> subprocess.CompletedProcess:
        """Runs a command of the CLI; the caller looks at its exit status."""
        return subprocess.run(
            [self.binary, *arguments, "--config", config or self.config], input=input, capture_output=True, text=True,
            timeout=within, env={**os.environ, "NO_COLOR": "1"})

    def json(self, *arguments: str):
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def messages(self, **filters: str) -> list[dict]:
        options = [part for name, value in filters.items() for part in (f"--{name}", value)]
        return self.json("messages", "list", *options)

    def reload(self):
        """Tells it to read its configuration again."""
        self.process.child.send_signal(signal.SIGHUP)

    def stop(self) -> int:
        return self.process.stop()

    def kill(self):
        self.process.kill()
