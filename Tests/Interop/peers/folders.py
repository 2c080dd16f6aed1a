# SPDX-License-Identifier: Apache-2.0
"""Temporary folders of the tests, and what is kept of them when a test fails."""

import contextlib
import pathlib
import re
import shutil
import stat
import tempfile

# What is larger is a store, or a log whose end says enough.
MOST_KEPT = 5 << 20


class Folders:
    """Those that exist are those of the test that runs, and of its file. One that is done with is removed only by `sweep`:
    until then a failure that was the reason for its end is still reported."""

    def __init__(self):
        self.open: list[pathlib.Path] = []
        self.done: list[pathlib.Path] = []

    @contextlib.contextmanager
    def make(self):
        """A short path: Erlang and Unix sockets dislike long ones."""
        path = pathlib.Path(tempfile.mkdtemp(prefix="postern-"))
        self.open.append(path)
        try:
            yield path
        finally:
            self.open.remove(path)
            self.done.append(path)

    def sweep(self):
        while self.done:
            shutil.rmtree(self.done.pop(), ignore_errors=True)

    def keep(self, place: pathlib.Path, name: str) -> pathlib.Path | None:
        """Copies them to a folder of this name at `place`, and gives its path; None where there is nothing."""
        folders = [folder for folder in (*self.done, *self.open) if folder.is_dir()]
        if not folders:
            return None
        name = re.sub(r"[^\w.=@+-]+", "_", name)[:120]
        target, number = place / name, 1
        while target.exists():
            number += 1
            target = place / f"{name}-{number}"
        target.mkdir(parents=True)
        for folder in folders:
            copy(folder, target if len(folders) == 1 else target / folder.name)
        return target


def copy(folder: pathlib.Path, target: pathlib.Path):
    """The plain files of a folder; servers still write there, so what is gone meanwhile is left out."""
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            status = path.lstat()
            is_log = path.suffix == ".log"
            if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_KEPT and not is_log:
                continue
            to = target / path.relative_to(folder)
            to.parent.mkdir(parents=True, exist_ok=True)
            with open(path, "rb") as source:
                source.seek(max(0, status.st_size - MOST_KEPT))
                to.write_bytes(source.read(MOST_KEPT))


FOLDERS = Folders()
