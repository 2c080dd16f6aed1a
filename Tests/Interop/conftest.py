# SPDX-License-Identifier: Apache-2.0
"""What the interop tests share: whole set-ups of real servers around the real daemon, as fixtures."""

import contextlib
import os
import pathlib

import pytest

from peers.ejabberd import Ejabberd
from peers.folders import FOLDERS
from peers.gate import Gate
from peers.mail_stage import MailStage
from peers.operator import NUMBER, ROMEO, ensure, reread, succeeds
from peers.prosody import Prosody
from peers.stage import BINARIES, PHONE, Stage  # noqa: F401 (the tests take the names from here)


@pytest.fixture
def folder():
    """A folder of this test's own."""
    with FOLDERS.make() as path:
        yield path


@pytest.fixture(scope="module")
def make_folder():
    """Makes folders for a whole file."""
    with contextlib.ExitStack() as stack:
        yield lambda: stack.enter_context(FOLDERS.make())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where POSTERN_TEST_LOGS names a folder, what the servers of a failing test have written is kept there."""
    report = yield
    place = os.environ.get("POSTERN_TEST_LOGS")
    if place and report.failed:
        kept = FOLDERS.keep(pathlib.Path(place), f"{item.module.__name__}.{item.name}")
        if kept:
            report.sections.append(("logs", f"kept in {kept}"))
    return report


def pytest_runtest_logfinish():
    FOLDERS.sweep()


def pytest_sessionfinish():
    FOLDERS.sweep()


@pytest.fixture(params=[Prosody, Ejabberd], ids=lambda server: server.name)
def stage(request, folder):
    """The whole set-up, with each of the two servers."""
    stage = Stage(folder, request.param)
    try:
        yield stage.start()
    finally:
        stage.close()


@pytest.fixture
def prosody_stage(folder):
    """The whole set-up with Prosody, for what does not depend on the server."""
    stage = Stage(folder, Prosody)
    try:
        yield stage.start()
    finally:
        stage.close()


@pytest.fixture(scope="module")
def shared():
    """One set-up with Prosody for a whole file; romeo has a number."""
    with FOLDERS.make() as folder:
        stage = Stage(folder, Prosody)
        try:
            stage.start()
            succeeds(stage, "accounts", "add", ROMEO, "--gateway", "sms", "--address", NUMBER)
            yield stage
        finally:
            stage.close()


@pytest.fixture(params=["up", "down"])
def daemon(request, shared):
    """The shared set-up with the daemon running, and without; gives which."""
    ensure(shared, request.param == "up")
    return request.param


@pytest.fixture
def up(shared):
    """The shared set-up with the daemon running."""
    ensure(shared, True)
    return shared


@pytest.fixture
def down(shared):
    """The shared set-up without a daemon."""
    ensure(shared, False)
    return shared


@pytest.fixture
def gate(up):
    """A shut gate on the way to the provider of the shared set-up, which runs."""
    gate = Gate(up.simulator.port)
    reread(up, (up.simulator.url, gate.url))
    try:
        yield gate
    finally:
        gate.open()
        ensure(up, True)
        reread(up, (gate.url, up.simulator.url))
        gate.kill()


@pytest.fixture(scope="module")
def mail():
    """One set-up for email with Postfix on both sides, for a whole file."""
    yield from mail_stage()


@pytest.fixture(scope="module")
def direct():
    """One set-up for email whose listener is open to the world by SMTP with STARTTLS, and whose submission server is
    played, for a whole file."""
    yield from mail_stage(postfix=False, protocol="smtp")


@pytest.fixture
def make_mail_stage():
    """Starts set-ups for email; takes what MailStage takes."""
    made = []

    def make(**options) -> MailStage:
        made.append(mail_stage(**options))
        return next(made[-1])

    yield make
    for stage in made:
        stage.close()


def mail_stage(**options):
    """A running set-up that ends with its generator."""
    with FOLDERS.make() as folder:
        stage = MailStage(folder, **options)
        try:
            yield stage.start()
        finally:
            stage.close()
