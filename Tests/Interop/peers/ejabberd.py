# SPDX-License-Identifier: Apache-2.0
"""A private ejabberd: accounts on `localhost`, a listener of its own for each component (with two hosts on one listener, a
component that connects gets the routes of both)."""

import json
import pathlib
import shutil
import urllib.request

from .process import PATIENCE, Process, free_port, is_listening

CONFIG = """
hosts: [localhost]
loglevel: info
listen:
  - port: {client_port}
    ip: 127.0.0.1
    module: ejabberd_c2s
    starttls: false
  - port: {api_port}
    ip: 127.0.0.1
    module: ejabberd_http
    request_handlers:
      /api: mod_http_api
{components}
auth_method: internal
auth_password_format: plain
acl:
  loopback:
    ip: [127.0.0.0/8]
api_permissions:
  tests:
    who: [{{acl: loopback}}]
    what: [register]
modules:
  mod_disco: {{}}
  mod_http_api: {{}}
  mod_offline: {{}}
  mod_ping: {{}}
  mod_roster: {{}}
"""
COMPONENT = """  - port: {port}
    ip: 127.0.0.1
    module: ejabberd_service
    hosts:
      {domain}:
        password: "{secret}"
"""


class Ejabberd:
    name = "ejabberd"
    host = "localhost"
    absent = ("auth", "forbidden")

    def __init__(self, folder: pathlib.Path, components: dict[str, str]):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.client_port = free_port()
        self.api_port = free_port()
        self.ports = {domain: free_port() for domain in components}
        config = self.folder / "ejabberd.yml"
        config.write_text(
            CONFIG.format(
                client_port=self.client_port, api_port=self.api_port,
                components="".join(
                    COMPONENT.format(port=self.ports[domain], domain=domain, secret=secret)
                    for domain, secret in components.items())))
        # Debian's control script changes to the user ejabberd; a copy that does not runs as whoever we are.
        script = self.folder / "ejabberdctl"
        text = pathlib.Path(shutil.which("ejabberdctl") or "/usr/sbin/ejabberdctl").read_text()
        script.write_text(
            "\n".join("INSTALLUSER=" if line.startswith("INSTALLUSER=") else line for line in text.split("\n")))
        script.chmod(0o755)
        for name in ("spool", "logs"):
            (self.folder / name).mkdir(exist_ok=True)
        # The control file has the last word: Debian's own names the system's configuration.
        control = self.folder / "ejabberdctl.cfg"
        control.write_text(
            f"EJABBERD_CONFIG_PATH={config}\nEJABBERD_PID_PATH={self.folder}/ejabberd.pid\n"
            f"INET_DIST_INTERFACE=127.0.0.1\nERL_DIST_PORT={free_port()}\nERL_OPTIONS='-setcookie postern'\n")
        self.process = Process(
            "ejabberd",
            [script, "--config-dir", self.folder, "--ctl-config", control, "--config", config, "--logs",
             self.folder / "logs", "--spool", self.folder / "spool", "--node", f"postern{free_port()}@localhost",
             "foreground"],
            self.folder, {"HOME": str(self.folder)})

    def start(self) -> "Ejabberd":
        started = self.process.output().count("is started in the node")
        self.process.start()
        # Its ports open before its modules run; only this line says that it is there.
        self.process.wait_for(
            "ejabberd is started",
            lambda: self.process.output().count("is started in the node") > started)
        ports = [self.client_port, self.api_port, *self.ports.values()]
        self.process.wait_for("ejabberd's ports are open", lambda: all(is_listening(port) for port in ports))
        return self

    def add_user(self, name: str, password: str):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.api_port}/api/register",
            json.dumps({"user": name, "host": self.host, "password": password}).encode(),
            {"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=PATIENCE).read()

    def port_of(self, domain: str) -> int:
        return self.ports[domain]

    def stop(self):
        self.process.stop()

    def kill(self):
        self.process.kill()
