# SPDX-License-Identifier: Apache-2.0
"""The operator at the command line: what is typed, and what is expected of it."""

import pathlib
import re

from .process import wait_until
from .stage import Stage

ROMEO, JULIET = "romeo@localhost", "juliet@localhost"
NUMBER, FREE_NUMBER = "+15550100001", "+15550100002"


def ensure(stage: Stage, is_up: bool):
    """Has the daemon running or not, and the provider without faults."""
    stage.simulator.faults()
    if is_up and not stage.postern.process.is_running:
        stage.postern.start()
    elif not is_up and stage.postern.process.is_running:
        assert stage.postern.stop() == 0, "an orderly stop exits 0"


def succeeds(stage: Stage, *arguments: str, **options) -> str:
    """What a command prints that does what it is asked to, without a complaint."""
    done = stage.postern.run(*arguments, **options)
    assert done.returncode == 0, f"{arguments}: {done.stderr}"
    assert done.stderr == "", f"{arguments} is done, and complains nevertheless"
    return done.stdout


def fails(stage: Stage, status: int, *arguments: str, **options) -> str:
    """The sentence on standard error of a command that exits with this status; nothing is on standard output."""
    done = stage.postern.run(*arguments, **options)
    assert done.returncode == status, f"{arguments}: exit {done.returncode}: {done.stdout}{done.stderr}"
    assert done.stdout == ""
    return done.stderr


def variant(stage: Stage, name: str, *changes: tuple[str, str]) -> pathlib.Path:
    """A copy of the configuration, beside it, in which texts are replaced."""
    text = stage.postern.config.read_text()
    for old, new in changes:
        assert old in text, f"the configuration has no {old!r}"
        text = text.replace(old, new)
    path = stage.postern.config.with_name(f"{name}.toml")
    path.write_text(text)
    return path


def reread(stage: Stage, *changes: tuple[str, str]):
    """Changes the configuration of the running daemon, and has it read again."""
    variant(stage, stage.postern.config.stem, *changes)
    times = lambda: stage.postern.process.output().count("The configuration was read again.")
    before = times()
    stage.postern.reload()
    wait_until("the configuration is read again", lambda: times() > before)


def queue(stage: Stage, to: str, text: str) -> int:
    """Queues a message of romeo's, and gives its id."""
    said = succeeds(stage, "send", "--gateway", "sms", "--from", ROMEO, "--to", to, text)
    return int(re.fullmatch(r"Queued as message (\d+)\.\n", said)[1])


def row(stage: Stage, id: int) -> dict:
    """A message as `messages show` has it."""
    return stage.postern.json("messages", "show", str(id))


def fail_one(stage: Stage, to: str) -> int:
    """A message that the provider refused, and its id."""
    stage.simulator.faults(error_rates={"400": 1.0})
    id = queue(stage, to, "refused")
    wait_until("it has failed", lambda: row(stage, id)["state"] == "failed")
    stage.simulator.faults()
    return id
