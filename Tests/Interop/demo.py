# SPDX-License-Identifier: Apache-2.0
"""The conversation that scripts/demo plays: a person registers a number, texts a phone, sees the tick, and gets the
answer. Prints the transcript, then stays up until Ctrl-C; with --once it ends there. Exits 1 where a step fails."""

import logging
import pathlib
import signal
import subprocess
import sys
import tempfile
import urllib.parse

from peers.process import wait_until
from peers.prosody import Prosody
from peers.stage import PHONE, Stage

# What romeo gets from the pool.
NUMBER = "+15550100001"
QUESTION = "Wherefore art thou?"
ANSWER = "On the balcony. Come quickly!"


def say(text: str = ""):
    print(text, flush=True)


def converse(stage: Stage):
    """Plays the conversation with a real client; each line is printed once it is true."""
    gateway, contact = stage.postern.domain, stage.contact()
    romeo = stage.client("romeo")
    say(f"  {romeo.jid} is online (slixmpp, a real client, on a private Prosody)")

    stage.register(romeo, NUMBER)
    say(f"  romeo registers at {gateway} and gets {NUMBER}")
    romeo.expect(
        "the gateway in the roster", lambda s: s.name == "presence" and s["type"] == "subscribe"
        and s["from"].bare == gateway)
    say(f"  {gateway} asks to be in romeo's roster")

    sent = romeo.text(contact, QUESTION)
    say(f"  romeo -> {contact}: {QUESTION}")
    arrived = stage.simulator.expect(PHONE, QUESTION)
    say(f"  the phone {PHONE} shows, from {arrived['peer']}: {arrived['text']}")
    romeo.expect_receipt(sent)
    say("  romeo sees the tick: the phone has it (XEP-0184)")

    stage.simulator.answer(PHONE, NUMBER, ANSWER)
    say(f"  the phone {PHONE} answers to {NUMBER}: {ANSWER}")
    answer = romeo.expect_text(ANSWER, contact)
    say(f"  romeo <- {answer['from'].bare}: {answer['body']}")

    wait_until("every message is settled", lambda: all(m["state"] == "delivered" for m in stage.postern.messages()))
    say()
    say("What the operator sees (postern messages list):")
    for line in stage.postern.run("messages", "list").stdout.splitlines():
        say(f"  {line}")
    romeo.disconnect()


def explain(stage: Stage):
    """How to join."""
    server, postern = stage.server, stage.postern
    phone = f"{stage.simulator.url}/phones/{urllib.parse.quote(PHONE)}"
    say(f"""
It stays up. Connect any XMPP client on this machine:
  host 127.0.0.1, port {server.client_port}, no encryption (the server is private to this machine)
  romeo@{server.host}    password secret    has {NUMBER}
  juliet@{server.host}   password secret    may register at {postern.domain}
Write to {stage.contact()} (or any other number), and read and answer on the phone:
  {phone}
All phones: {stage.simulator.url}/
The operator's side: {postern.binary} status --config {postern.config}
The logs: {stage.folder}
Ctrl-C ends everything.""")


def wait(stage: Stage):
    """Until Ctrl-C, or one of the programs ends."""
    programs = (stage.server.process, stage.simulator.process, stage.postern.process)
    while True:
        for program in programs:
            try:
                program.child.wait(0.5)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"{program.name} ended by itself:\n{program.output()[-2000:]}")


def play(folder: pathlib.Path, once: bool):
    stage = Stage(folder, Prosody)
    try:
        stage.start()
        say("Transcript:")
        converse(stage)
        if not once:
            explain(stage)
            wait(stage)
    finally:
        # A second Ctrl-C must not leave half of it running.
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, signal.SIG_IGN)
        stage.close()


def end(*_):
    raise KeyboardInterrupt


def main() -> int:
    logging.getLogger("slixmpp").setLevel(logging.CRITICAL)
    signal.signal(signal.SIGTERM, end)
    once = "--once" in sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="postern-demo-") as folder:
        try:
            play(pathlib.Path(folder), once)
        except KeyboardInterrupt:
            say("\nEnded.")
            return 130 if once else 0
        except subprocess.CalledProcessError as failure:
            say(f"demo: {failure}: {(failure.stderr or b'').decode(errors='replace').strip()}")
            return 1
        except Exception as failure:  # Whatever it is, the reader gets the reason and no traceback.
            say(f"demo: {type(failure).__name__}: {failure}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
