# SPDX-License-Identifier: Apache-2.0
"""What the real daemon makes of a phone that is a gateway (sms-gate.app) and of Twilio, both played."""

import base64
import urllib.parse
import urllib.request

import pytest
from conftest import BINARIES, PHONE
from peers.client import Client
from peers.daemon import Postern
from peers.process import wait_until
from peers.prosody import Prosody
from peers.provider import PlayedProvider, call_as_smsgate, call_as_twilio

KEY = "a-signing-key-of-the-phone"
TOKEN = "twilio-token"
NUMBERS = {"romeo": "+15550100001", "juliet": "+15550100002"}


class Scene:
    def __init__(self, folder, provider: str, settings: dict, answer):
        self.server = Prosody(folder / "server", {Postern.domain: Postern.secret}).start()
        self.provider = PlayedProvider(answer)
        self.postern = Postern(
            folder / "postern", BINARIES, self.server.component_port, provider=provider, settings=settings,
            extra="" if provider == "smsgate" else f'endpoint = "{self.provider.url}"')
        if provider == "smsgate":
            text = self.postern.config.read_text()
            self.postern.config.write_text(text + f'base_url = "{self.provider.url}"\n')
        self.base = f"http://127.0.0.1:{self.postern.http_port}"
        self.clients = {}

    def start(self) -> "Scene":
        self.postern.start()
        for name, number in NUMBERS.items():
            self.server.add_user(name, "secret")
            client = Client(f"{name}@localhost/test", "secret", self.server.client_port).connect()
            answer = client.request(
                Postern.domain, "set", f"<query xmlns='jabber:iq:register'><phone>{number}</phone></query>")
            assert answer["type"] == "result", str(answer)
            self.clients[name] = client
        return self

    def say(self, name: str, text: str) -> str:
        return self.clients[name].text(f"{PHONE}@{Postern.domain}", text)

    def request(self, text: str, within: float = 20.0) -> dict:
        """The one request that carried this text."""
        words = lambda request: request.get("Body") or request.get("textMessage", {}).get("text")
        found = wait_until(
            f"a request with {text!r}", lambda: [r for r in self.provider.requests if words(r) == text], within)
        assert len(found) == 1
        return found[0]

    def failed(self) -> list[dict]:
        return [m for m in self.postern.messages(state="failed") if m["direction"] == "in"]

    def close(self):
        for client in self.clients.values():
            client.disconnect()
        self.postern.kill()
        self.server.kill()
        self.provider.close()


@pytest.fixture
def phone(folder):
    scene = Scene(
        folder, "smsgate", {"username": "u", "password": "p", "signing_key": KEY},
        lambda path, fields: (202, {"id": fields["id"], "state": "Pending", "recipients": []}))
    try:
        yield scene.start()
    finally:
        scene.close()


@pytest.fixture
def twilio(folder):
    def answer(path, fields):
        if fields["From"] not in NUMBERS.values():
            return 400, {"code": 21606, "message": "The From phone number is not a valid one.", "status": 400}
        return 201, {"sid": "SM" + fields["Body"].replace(" ", ""), "status": "queued", "num_segments": "1"}

    scene = Scene(folder, "twilio", {"account_sid": "AC1", "auth_token": TOKEN}, answer)
    try:
        yield scene.start()
    finally:
        scene.close()


def test_each_account_sends_by_the_card_of_its_own_number(phone):
    for name, card in (("romeo", 1), ("juliet", 2)):
        phone.say(name, f"by card {card}")
        assert phone.request(f"by card {card}")["simNumber"] == card
    # Two numbers on one card would be one sender: that stops the start.
    phone.postern.config.write_text(phone.postern.config.read_text() + "sim_number = 2\n")
    done = phone.postern.run("check")
    assert done.returncode == 78 and "gateways.sms.numbers" in done.stderr and "sim_number" in done.stderr


def test_a_descriptor_that_cannot_name_the_sender(phone):
    shown = phone.postern.run("providers", "show", "smsgate").stdout
    own = phone.postern.folder / "own.toml"
    own.write_text(shown.replace('simNumber = "{param.sim_number}", deviceId = "{param.device_id}", ', ""))
    config = phone.postern.config.with_name("own-provider.toml")
    text = phone.postern.config.read_text().replace('"smsgate"', '"./own.toml"')
    config.write_text(text)
    for command in ("check", "run"):
        done = phone.postern.run(command, config=config)
        assert done.returncode == 78 and "gateways.sms.numbers" in done.stderr and "{from}" in done.stderr
    config.write_text(text.replace(', "+15550100002"', ""))
    assert phone.postern.run("check", config=config).returncode == 0


@pytest.mark.parametrize(
    "reason, condition", [
        ("Send result: RESULT_ERROR_GENERIC_FAILURE (Generic failure cause)", "undefined-condition"),
        ("Send result: RESULT_ERROR_RADIO_OFF", "undefined-condition"),
        ("Send result: RESULT_ERROR_LIMIT_EXCEEDED", "undefined-condition"),
        ("TTL expired", "remote-server-timeout")])
def test_a_phone_says_why_it_failed(phone, reason, condition):
    sent = phone.say("romeo", "out of credit")
    reference = phone.request("out of credit")["id"]
    payload = {"messageId": reference, "recipient": PHONE, "simNumber": 1, "reason": reason}
    assert call_as_smsgate(phone.base, KEY, "sms:failed", payload) == 200
    kind, told, text = phone.clients["romeo"].expect_error(sent)
    assert told == condition and "nobody" not in text
    assert (reason in text) == (condition == "undefined-condition")


def test_pictures_arrive_however_they_come(phone):
    picture = bytes(range(256)) * 3600  # 900 kB, and a third more in base 64
    lines = base64.encodebytes(picture).decode()
    message = {
        "messageId": "m1", "sender": PHONE, "recipient": NUMBERS["romeo"], "simNumber": 1, "body": "look",
        "subject": None, "receivedAt": "2026-11-28T10:00:00Z",
        "attachments": [{"partId": 1, "contentType": "image/jpeg", "name": "cat.jpg", "size": 1, "data": lines}]}
    romeo = phone.clients["romeo"]
    assert call_as_smsgate(phone.base, KEY, "mms:downloaded", message, "one") == 200
    romeo.expect_text("look")
    link = romeo.expect("a link", lambda s: s.name == "message" and "cat.jpg" in s["body"])["body"]
    with urllib.request.urlopen(link, timeout=10) as answer:
        assert answer.read() == picture
    batch = {"messages": [{**message, "messageId": "m2", "body": "again", "attachments": []}]}
    assert call_as_smsgate(phone.base, KEY, "mms:batch:downloaded", batch, "two") == 200
    romeo.expect_text("again")
    assert call_as_smsgate(phone.base, KEY, "mms:downloaded", {"data": "A" * (9 << 20)}, "three") == 413


def test_nothing_that_holds_a_message_is_dropped(phone):
    romeo = phone.clients["romeo"]
    withheld = {"messageId": "m", "phoneNumber": "", "sender": None, "recipient": NUMBERS["romeo"], "message": "who?"}
    assert call_as_smsgate(phone.base, KEY, "sms:received", withheld, "one") == 200
    romeo.expect("the words", lambda s: s.name == "message" and s["body"].endswith("who?"))
    rich = {"message": "from the future", "sender": PHONE, "recipient": NUMBERS["romeo"]}
    assert call_as_smsgate(phone.base, KEY, "rcs:received", rich, "two") == 200
    [row] = wait_until("it is kept", phone.failed)
    assert "rcs:received" in row["error"] and row["peer"] == PHONE
    assert phone.postern.run("messages", "retry", str(row["id"])).returncode == 0
    romeo.expect_text("from the future")


@pytest.mark.parametrize("code", ["30001", "30002", "30008", None])
def test_twilio_says_why_it_failed(twilio, code):
    sent = twilio.say("romeo", "hello")
    path = urllib.parse.urlparse(twilio.request("hello")["StatusCallback"]).path
    fields = {"MessageSid": "SMhello", "MessageStatus": "undelivered", "To": PHONE}
    if code:
        fields["ErrorCode"] = code
    assert call_as_twilio(twilio.base, TOKEN, path, fields) == 204
    kind, condition, text = twilio.clients["romeo"].expect_error(sent)
    assert (kind, condition) == ("cancel", "undefined-condition")
    assert "nobody" not in text and (code or "no reason") in text


def test_one_accounts_mistake_is_one_accounts(twilio):
    account = ("juliet@localhost", "--gateway", "sms")
    assert twilio.postern.run("accounts", "remove", *account).returncode == 0
    done = twilio.postern.run("accounts", "add", *account, "--address", "+15559999999")
    assert done.returncode == 0 and done.stdout == "juliet@localhost has +15559999999 at sms.\n"
    assert "+15559999999 is not among the numbers of sms" in done.stderr
    refused = twilio.say("juliet", "from nowhere")
    kind, condition, text = twilio.clients["juliet"].expect_error(refused)
    assert (kind, condition) == ("cancel", "undefined-condition") and "21606" in text
    twilio.say("romeo", "the others go on")
    twilio.request("the others go on")
    assert not any(gateway["pause"] for gateway in twilio.postern.json("status"))
    done = twilio.postern.run("accounts", "set", *account, "--address", "+15559999998")
    assert done.returncode == 0 and "+15559999998 is not among the numbers" in done.stdout
    done = twilio.postern.run("accounts", "set", *account, "--address", NUMBERS["juliet"])
    assert (done.returncode, done.stdout, done.stderr) == (0, "Changed.\n", "")
