# SPDX-License-Identifier: Apache-2.0
"""A private Prosody: accounts on `localhost`, one component."""

import os
import pathlib
import subprocess

from .process import Process, free_port, is_listening

CONFIG = """
{root}
pidfile = "{folder}/prosody.pid"
data_path = "{folder}/data"
log = {{ {{ levels = {{ min = "info" }}, to = "console" }} }}
daemonize = false
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ {client_port} }}
component_interfaces = {{ "127.0.0.1" }}
component_ports = {{ {component_port} }}
modules_enabled = {{ "roster", "saslauth", "disco", "presence", "message", "iq", "ping", "offline" }}
modules_disabled = {{ "s2s", "tls" }}
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
authentication = "internal_plain"
storage = "internal"
VirtualHost "localhost"
{components}
"""


class Prosody:
    name = "prosody"
    host = "localhost"
    # What a client gets for a message while no component is connected.
    absent = ("wait", "remote-server-timeout")

    def __init__(self, folder: pathlib.Path, components: dict[str, str]):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.client_port = free_port()
        self.component_port = free_port()
        is_root = os.getuid() == 0
        self.config = self.folder / "prosody.cfg.lua"
        self.config.write_text(
            CONFIG.format(
                folder=self.folder, client_port=self.client_port, component_port=self.component_port,
                root="run_as_root = true" if is_root else "",
                components="\n".join(
                    f'Component "{domain}"\n  component_secret = "{secret}"' for domain, secret in components.items())))
        self.root_flag = ["--root"] if is_root else []
        self.process = Process(
            "prosody", ["prosody", *self.root_flag, "--config", self.config, "-F"], self.folder)

    def start(self) -> "Prosody":
        self.process.start()
        self.process.wait_for(
            "Prosody's ports are open", lambda: is_listening(self.client_port) and is_listening(self.component_port))
        return self

    def add_user(self, name: str, password: str):
        subprocess.run(
            ["prosodyctl", *self.root_flag, "--config", self.config, "register", name, self.host, password],
            check=True, capture_output=True)

    def port_of(self, domain: str) -> int:
        return self.component_port

    def stop(self):
        self.process.stop()

    def kill(self):
        self.process.kill()
