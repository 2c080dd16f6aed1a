# SPDX-License-Identifier: Apache-2.0
"""A child process with its output in a file, ended by its process id."""

import os
import pathlib
import signal
import socket
import subprocess
import time

from .ports import free_port  # noqa: F401 (the peers and tests take the name from here)

# How long anything may take before a test gives it up, in seconds. It only ends what hangs: on a machine that is busy
# with other things all is many times slower, and no test measures speed by it.
PATIENCE = 120.0


class Failed(AssertionError):
    """Something did not come about in time; the message says what to look at."""


def wait_until(what: str, condition, within: float = PATIENCE, every: float = 0.02):
    """Looks until `condition` gives something true, and returns that; fails when the time is over."""
    end = time.monotonic() + within
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise Failed(f"not within {within} s: {what}")
        time.sleep(every)


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """Starts a command in a session of its own, so that whatever it starts goes with it."""

    def __init__(self, name: str, command: list, folder: pathlib.Path, environment: dict | None = None):
        self.name = name
        self.command = [str(part) for part in command]
        self.folder = pathlib.Path(folder)
        self.environment = {**os.environ, **(environment or {})}
        self.log = self.folder / f"{name}.log"
        self.child: subprocess.Popen | None = None

    def start(self) -> "Process":
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen(
                self.command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, start_new_session=True)
        return self

    @property
    def is_running(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def output(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def wait_for(self, what: str, condition, within: float = PATIENCE):
        """Waits for a condition; a process that ends meanwhile fails at once, with the end of its output."""

        def look():
            if not self.is_running:
                raise Failed(f"{self.name} ended with {self.child.returncode}:\n{self.output()[-2000:]}")
            return condition()

        try:
            return wait_until(what, look, within)
        except Failed as failure:
            raise Failed(f"{failure}\n--- {self.name}:\n{self.output()[-2000:]}") from None

    def stop(self, within: float = PATIENCE) -> int:
        """Asks it to end, and waits; returns its exit status."""
        if self.is_running:
            self.child.terminate()
            try:
                self.child.wait(within)
            except subprocess.TimeoutExpired:
                self.kill()
                raise Failed(f"{self.name} did not end within {within} s") from None
        return self.child.returncode if self.child else 0

    def kill(self):
        """Ends it and everything it started at once, as a power cut would."""
        if self.child is not None:
            try:
                os.killpg(self.child.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.child.wait()

    def freeze(self):
        os.killpg(self.child.pid, signal.SIGSTOP)

    def thaw(self):
        os.killpg(self.child.pid, signal.SIGCONT)
