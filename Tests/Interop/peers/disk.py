# SPDX-License-Identifier: Apache-2.0
"""A small file system of its own, to be filled and frozen."""

import pathlib
import subprocess

import pytest


class Disk:
    """A small file system of its own."""

    def __init__(self, folder: pathlib.Path, size: str = "1m"):
        self.path = folder
        folder.mkdir()
        mounted = mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
        if mounted:
            pytest.skip(f"mounting a small file system needs root: {mounted}")

    def fill(self):
        with open(self.path / "filler", "wb", buffering=0) as filler:
            try:
                while filler.write(bytes(4096)):
                    pass
            except OSError:
                pass

    def free(self):
        (self.path / "filler").unlink()

    def freeze(self):
        assert mount("-o", "remount,ro", str(self.path)) == ""

    def close(self):
        subprocess.run(["umount", "--lazy", str(self.path)], capture_output=True)


def mount(*arguments: str) -> str:
    """Nothing where it succeeded, else why not."""
    try:
        done = subprocess.run(["mount", *arguments], capture_output=True, text=True)
    except FileNotFoundError as failure:
        return str(failure)
    return "" if done.returncode == 0 else done.stderr.strip() or f"exit {done.returncode}"
