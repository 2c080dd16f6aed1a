# SPDX-License-Identifier: Apache-2.0
"""Accept means stored: what got its 250 arrives, once, whatever dies meanwhile; what did not leaves nothing behind."""

import smtplib

import pytest
from peers.client import receipt_of
from peers.disk import Disk
from peers.mail_stage import MailStage
from peers.operator import variant
from peers.process import PATIENCE, wait_until

TO = "romeo@example.org"


@pytest.fixture
def stage(make_mail_stage):
    return make_mail_stage(postfix=False, protocol="smtp")


def bodies(client) -> dict[str, set[str]]:
    """The stanza ids under which each text came: more than one would be a repeat that a client cannot know."""
    found: dict[str, set[str]] = {}
    for stanza in client.find(lambda s: s.name == "message" and s["type"] != "error" and s["body"]):
        text = next((line for line in stanza["body"].split("\n") if line.startswith("mail ")), stanza["body"])
        found.setdefault(text, set()).add(stanza["id"])
    return found


def hand_in(stage: MailStage, number: int, **more) -> bool:
    """Whether it was taken; a mail that was not is not repeated."""
    try:
        stage.correspondent().write(TO, f"mail {number}", "Number", **more)
        return True
    except OSError:
        return False


def test_the_daemon_is_killed_behind_its_250(stage):
    romeo = stage.romeo()
    taken = []
    for number in range(60):
        if hand_in(stage, number):
            taken.append(f"mail {number}")
        if number % 20 == 10:
            stage.postern.kill()
            stage.postern.start()
    assert len(taken) == 60
    wait_until("each has arrived", lambda: set(taken) <= set(bodies(romeo)))
    assert all(len(ids) == 1 for ids in bodies(romeo).values()), "one came as two"
    assert set(bodies(romeo)) == set(taken)


def test_the_daemon_is_killed_while_mail_streams_in(stage):
    """A mail whose answer was lost is sent again by its server, with the same Message-ID, and comes once."""
    romeo, bob = stage.romeo(), stage.correspondent()
    mails = [bob.compose(TO, f"mail {number}", "Number") for number in range(40)]
    again = []
    with smtplib.SMTP("127.0.0.1", stage.listener_port, timeout=PATIENCE) as server:
        for number, mail in enumerate(mails):
            if number == 20:
                stage.postern.kill()
            try:
                server.sendmail(bob.address, [TO], mail.as_bytes())
                # Its answer may also be the one that is lost.
                if number == 19:
                    again.append(mail)
            except OSError:
                again.append(mail)
    stage.postern.start()
    for mail in again:
        bob.send(mail, [TO])
    expected = {f"mail {number}" for number in range(40)}
    wait_until("each has arrived", lambda: expected <= set(bodies(romeo)))
    assert {text: len(ids) for text, ids in bodies(romeo).items()} == dict.fromkeys(expected, 1)


def test_a_stop_in_the_middle_of_a_mail(stage):
    from peers.dialogue import Dialogue

    romeo = stage.romeo()
    assert hand_in(stage, 1)
    with Dialogue(stage.listener_port) as client:
        client.begin()
        client.send(b"From: bob@remote.example\r\nMessage-ID: <half@remote.example>\r\n\r\nhalf")
        assert stage.postern.process.stop() == 0
        codes = client.rest()
        assert all(code >= 400 for code in codes), "half a mail is none"
    stage.postern.start()
    assert hand_in(stage, 2)
    wait_until("both have arrived", lambda: {"mail 1", "mail 2"} <= set(bodies(romeo)))
    assert set(bodies(romeo)) == {"mail 1", "mail 2"}


def test_mail_is_taken_while_the_xmpp_server_is_away(stage):
    stage.romeo()
    stage.server.kill()
    wait_until("the link is seen to be down", lambda: stage.postern.health().get("links") == {"mail": "down"})
    for number in range(10):
        assert hand_in(stage, number)
    assert len(stage.postern.messages(state="queued")) == 10
    stage.server.start()
    romeo = stage.client()
    stage.postern.wait_until_up()
    wait_until("each has arrived", lambda: len(bodies(romeo)) == 10)
    assert list(bodies(romeo)) == [f"mail {number}" for number in range(10)], "in order"


def test_the_mail_server_is_away_for_a_while(stage):
    romeo = stage.romeo()
    stage.world.stop()
    ids = [stage.say(romeo, f"line {number}") for number in range(5)]
    wait_until("sending is tried", lambda: [m for m in stage.postern.messages() if m["attempts"] >= 1])
    stage.world.open_again()
    wait_until("all have arrived", lambda: len(stage.world.mails) == 5)
    assert [m.text for m in stage.world.mails] == [f"line {number}" for number in range(5)], "in order"
    assert romeo.find(lambda s: s["type"] == "error" and s["id"] in ids) == []


def test_the_daemon_is_killed_while_it_sends(stage):
    romeo = stage.romeo()
    ids = [stage.say(romeo, f"line {number}", f"friend-{number}@far.example") for number in range(20)]
    wait_until("all are stored", lambda: len(stage.postern.messages(account="romeo@localhost")) >= 20)
    stage.postern.kill()
    stage.postern.start()
    arrived = lambda: {m.text for m in stage.world.mails}
    wait_until("all have arrived", lambda: len(arrived()) == 20)
    # A repeat is safe: it bears the same Message-ID, by which a mail server knows it.
    known: dict[str, set[str]] = {}
    for mail in stage.world.mails:
        known.setdefault(mail.text, set()).add(str(mail.message["message-id"]))
    assert all(len(message_ids) == 1 for message_ids in known.values())
    assert romeo.find(lambda s: s["type"] == "error" and s["id"] in ids) == []
    assert len([s for s in romeo.find(lambda s: receipt_of(s) in ids)]) <= 20


# Disks


@pytest.fixture
def disk(folder):
    disk = Disk(folder / "disk", "4m")
    yield disk
    disk.close()


@pytest.mark.parametrize("protocol", ["smtp", "lmtp"])
def test_a_full_disk_takes_nothing_and_recovers(make_mail_stage, disk, protocol):
    stage = make_mail_stage(postfix=False, protocol=protocol)
    stage.postern.stop()
    variant(stage, "postern", ('path = "postern.db"', f'path = "{disk.path}/postern.db"'))
    stage.postern.start()
    romeo = stage.romeo()
    assert deliver(stage, protocol, "there is room")[0] == 250
    stage.expect_line(romeo, "there is room")
    wait_until("all is settled", lambda: all(m["state"] == "delivered" for m in stage.postern.messages()))
    disk.fill()
    # What is small may still find a place in a page; this does not.
    code, words = deliver(stage, protocol, "there is none", size=200_000)
    assert code == 452 and words.startswith("4.3.1")
    assert stage.postern.is_up(), "the daemon lives"
    disk.free()
    assert deliver(stage, protocol, "there is room again", size=200_000)[0] == 250
    stage.expect_line(romeo, "there is room again")
    assert not romeo.find(lambda s: "there is none" in (s["body"] or ""))


def deliver(stage: MailStage, protocol: str, text: str, size: int = 0) -> tuple[int, str]:
    """The reply to the end of DATA, by either protocol."""
    from peers.dialogue import Dialogue
    from peers.mail_stage import AUTHENTICATED

    identity = text.replace(" ", "-")
    mail = (
        f"Authentication-Results: {AUTHENTICATED}\r\nFrom: bob@remote.example\r\nSubject: Disk\r\n"
        f"Message-ID: <{identity}@remote.example>\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n{text}\r\n--b\r\n"
        f"Content-Type: image/png; name=p.png\r\nContent-Disposition: attachment\r\n\r\n" + "x" * 70 + "\r\n"
        + ("y" * 70 + "\r\n") * (size // 72) + "--b--\r\n.\r\n")
    with Dialogue(stage.listener_port) as client:
        client.begin(verb="LHLO" if protocol == "lmtp" else "EHLO")
        client.send(mail.encode())
        return client.reply()
