# SPDX-License-Identifier: Apache-2.0
"""What shows that a daemon bears what is done to its mail listener: it takes a mail afterwards, and has stayed small."""

import time

from .client import Client
from .mail_stage import AUTHENTICATED, MailStage
from .process import wait_until

# Resident memory that nothing may drive the daemon above, in MiB: about 50 idle, 128 for mail that is under way, and as
# much again for what is being read of it.
MOST_MEMORY = 400
# The header of a mail for romeo, by subject and the left part of the Message-ID.
HEADER = (
    f"Authentication-Results: {AUTHENTICATED}\r\nFrom: bob@remote.example\r\nTo: romeo@example.org\r\n"
    "Subject: {}\r\nMessage-ID: <{}@remote.example>\r\n").format


def check_life(stage: MailStage, romeo: Client):
    assert stage.postern.process.is_running, stage.postern.process.output()[-2000:]
    text = f"Still here {time.monotonic_ns()}"
    wait_until("it takes a mail again", lambda: deliver(stage, text), every=0.2)
    stage.expect_line(romeo, text)
    assert memory(stage) < MOST_MEMORY


def deliver(stage: MailStage, text: str) -> bool:
    try:
        stage.correspondent().write("romeo@example.org", text, "Still here")
        return True
    except OSError:  # smtplib's errors are all of them.
        return False


def memory(stage: MailStage, what: str = "VmHWM") -> int:
    """The daemon's resident memory in MiB: `VmRSS` now, `VmHWM` at most so far."""
    with open(f"/proc/{stage.postern.process.child.pid}/status") as status:
        [line] = [line for line in status if line.startswith(what + ":")]
    return int(line.split()[1]) // 1024


def rows(stage: MailStage) -> int:
    return len(stage.postern.messages())
