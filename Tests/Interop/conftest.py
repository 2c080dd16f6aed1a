# SPDX-License-Identifier: Apache-2.0
"""What the interop tests share: whole set-ups of real servers around the real daemon, as fixtures."""

import pathlib
import shutil
import tempfile

import pytest

from peers.ejabberd import Ejabberd
from peers.mail_stage import MailStage
from peers.operator import NUMBER, ROMEO, ensure, succeeds
from peers.prosody import Prosody
from peers.stage import BINARIES, PHONE, Stage  # noqa: F401 (the tests take the names from here)


@pytest.fixture
def folder():
    """A short path: Erlang and Unix sockets dislike long ones."""
    path = pathlib.Path(tempfile.mkdtemp(prefix="postern-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


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
    folder = pathlib.Path(tempfile.mkdtemp(prefix="postern-"))
    stage = Stage(folder, Prosody)
    try:
        stage.start()
        succeeds(stage, "accounts", "add", ROMEO, "--gateway", "sms", "--address", NUMBER)
        yield stage
    finally:
        stage.close()
        shutil.rmtree(folder, ignore_errors=True)


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
    folder = pathlib.Path(tempfile.mkdtemp(prefix="postern-"))
    stage = MailStage(folder, **options)
    try:
        yield stage.start()
    finally:
        stage.close()
        shutil.rmtree(folder, ignore_errors=True)
