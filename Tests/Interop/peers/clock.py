# SPDX-License-Identifier: Apache-2.0
"""A clock on the wall that a test sets, for one process; all others go on by the right one."""

import os
import pathlib
import shutil
import subprocess

from .process import Process

SOURCE = pathlib.Path(__file__).with_suffix(".c")


class WallClock:
    def __init__(self, folder: pathlib.Path):
        self.file = pathlib.Path(folder) / "clock"
        self.library = pathlib.Path(folder) / "clock.so"
        compiler = shutil.which("cc") or shutil.which("clang")
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-O1", "-o", str(self.library), str(SOURCE)], check=True, capture_output=True)
        self.set(0)

    def govern(self, process: Process):
        """From its next start on the process has this clock."""
        process.environment |= {"LD_PRELOAD": str(self.library), "POSTERN_TEST_CLOCK": str(self.file)}

    def set(self, seconds: int):
        """How far it is ahead of the right one."""
        new = self.file.with_suffix(".new")
        new.write_text(str(seconds))
        os.replace(new, self.file)
