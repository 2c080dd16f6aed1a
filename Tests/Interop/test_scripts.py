# SPDX-License-Identifier: Apache-2.0
"""The scripts that count and report: what they say has to be true also where a runner fails or dies."""

import json
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parents[2]


def function(name: str) -> str:
    payload = {"kind": "function", "id": f"S.{name}/{name}()/S.swift:1:1", "name": f"{name}()"}
    return json.dumps({"kind": "test", "payload": payload})


def event(kind: str, name: str, **more) -> str:
    return json.dumps({"kind": "event", "payload": {"kind": kind, "testID": f"S.{name}/{name}()/S.swift:1:1", **more}})


def played(name: str, *between: str) -> list[str]:
    return [event("testStarted", name), *between, event("testEnded", name)]


def issue(name: str, is_known: bool = False) -> str:
    return event("issueRecorded", name, issue={"isKnown": is_known})


DECLARED = [function("a"), function("b")]
SUITE = json.dumps({"kind": "event", "payload": {"kind": "testEnded", "testID": "S"}})
SWIFT = {
    "all pass": (DECLARED + played("a") + played("b") + [SUITE], 0, "2 0"),
    "one fails, twice, in two cases": (DECLARED + played("a", issue("a"), issue("a")) + played("b"), 1, "1 1"),
    "a known issue is none": (DECLARED + played("a", issue("a", is_known=True)) + played("b"), 0, "2 0"),
    "the runner dies in a test": (DECLARED + played("a") + [event("testStarted", "b")], 132, "1 1"),
    "the runner dies between tests": (DECLARED + played("a"), 1, "1 1"),
    "a line is cut off": (DECLARED + played("a") + [event("testStarted", "b"), '{"kind":"ev'], 137, "1 1"),
    "an issue outside of a test": (
        DECLARED + played("a") + [json.dumps({"kind": "event", "payload": {"kind": "issueRecorded", "issue": {}}})],
        1, "1 1"),
    "nothing ran": (DECLARED, 0, "0 1"),
    "nothing was written": ([], 1, "0 1"),
}


def lines(*events: tuple[str, str]) -> list[str]:
    return [json.dumps({"event": kind, "test": test}) for kind, test in events]


INTEROP = {
    "all pass": (lines(("begun", "a"), ("ended", "a"), ("begun", "b"), ("ended", "b")), 0, "2 0"),
    "a test and its tear-down fail": (lines(("begun", "a"), ("failed", "a"), ("failed", "a"), ("ended", "a")), 1, "0 1"),
    "a file cannot be read": (lines(("failed", "test_x.py"), ("begun", "a"), ("ended", "a")), 2, "1 1"),
    "skipped is neither": (lines(("begun", "a"), ("skipped", "a"), ("ended", "a"), ("begun", "b"), ("ended", "b")), 0, "1 0"),
    "the runner dies": (lines(("begun", "a"), ("ended", "a"), ("begun", "b")), 137, "1 1"),
    "nothing matches": ([], 5, "0 1"),
}


@pytest.mark.parametrize("kind, case", [("swift", c) for c in SWIFT] + [("interop", c) for c in INTEROP])
def test_tally_counts_what_happened(kind, case, tmp_path):
    written, status, expected = (SWIFT if kind == "swift" else INTEROP)[case]
    record = tmp_path / "record"
    record.write_text("\n".join(written))
    done = subprocess.run(
        [ROOT / "scripts/tally", kind, record, str(status)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == expected, done.stderr
    assert done.stderr.count("FAILED: ") == int(expected.split()[1])


def test_tally_without_a_record_says_so(tmp_path):
    done = subprocess.run(
        [ROOT / "scripts/tally", "swift", tmp_path / "none", "132"], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr.strip()) == ("0 1", "FAILED: the runner ended with status 132")


@pytest.mark.parametrize("arguments", [["--swift"], ["--interop", ""], ["--everything"], ["texts"]])
def test_a_wrong_argument_of_the_tests_is_told(arguments):
    done = subprocess.run([ROOT / "scripts/test", *arguments], capture_output=True, text=True)
    assert done.returncode == 64
    assert "scripts/test --swift NAME" in done.stderr and done.stdout == ""
