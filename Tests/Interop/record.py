# SPDX-License-Identifier: Apache-2.0
"""A pytest plugin that writes a line of JSON whenever a test begins, fails, is skipped or has ended, to the file that
POSTERN_TEST_RECORD names; scripts/tally counts them, also where the runner did not live to the end."""

import json
import os


def write(event: str, test: str):
    path = os.environ.get("POSTERN_TEST_RECORD")
    # Where pytest-xdist deals the tests out, the process that deals hears of everything that its workers do.
    if path and "PYTEST_XDIST_WORKER" not in os.environ:
        with open(path, "a", encoding="utf-8") as record:
            record.write(json.dumps({"event": event, "test": test}) + "\n")


def pytest_runtest_logstart(nodeid, location):
    write("begun", nodeid)


def pytest_runtest_logreport(report):
    if report.failed:
        write("failed", report.nodeid)
    elif report.skipped:
        write("skipped", report.nodeid)


def pytest_runtest_logfinish(nodeid, location):
    write("ended", nodeid)


def pytest_collectreport(report):
    if report.failed:
        write("failed", report.nodeid)
