# SPDX-License-Identifier: Apache-2.0
"""Somebody sets the machine's clock while a text is retried: it is tried again within its back-off all the same, those
behind it follow, and nobody is told that anything failed."""

import pytest
from conftest import PHONE
from peers.clock import WallClock
from peers.process import wait_until

DAY = 86_400


@pytest.mark.parametrize("restart", [False, True], ids=["running", "restarted"])
@pytest.mark.parametrize(
    ("before", "after"), [(3 * DAY, 0), (0, -3 * DAY), (0, 365 * DAY)],
    ids=["three days ahead, then right", "three days back", "a year ahead"])
def test_a_clock_that_is_set_strands_nothing_and_ends_nothing(prosody_stage, folder, before, after, restart):
    stage = prosody_stage
    clock = WallClock(folder)
    assert stage.postern.process.stop() == 0
    clock.govern(stage.postern.process)
    clock.set(before)
    stage.postern.start()
    romeo = stage.client()
    stage.register(romeo)
    stage.simulator.faults(error_rates={"500": 1.0})
    romeo.text(stage.contact(), "first")
    wait_until("it was tried", lambda: any(m["error"] for m in stage.postern.messages()))
    romeo.text(stage.contact(), "behind it")
    wait_until("both are stored", lambda: len(stage.postern.messages()) == 2)

    if restart:
        assert stage.postern.process.stop() == 0
    clock.set(after)
    stage.simulator.faults()
    if restart:
        stage.postern.start()
    # The first back-off is 5 s, with jitter; one more attempt may have been under way.
    wait_until(
        "both arrive", lambda: [m["text"] for m in stage.simulator.messages(PHONE)] == ["first", "behind it"], 25)
    if not restart:
        said = stage.postern.process.output()
        assert "The clock of this machine was set" in said
    rows = [m for m in stage.postern.messages() if m["kind"] != "receipt"]
    assert [m["kind"] for m in rows] == ["message", "message"], "nobody was told anything"
    assert not romeo.find(lambda s: s.name == "message" and (s["type"] == "error" or s["body"]))
