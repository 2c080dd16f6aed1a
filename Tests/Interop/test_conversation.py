# SPDX-License-Identifier: Apache-2.0
"""A person registers, texts a phone, sees an honest tick, and gets the answer: with Prosody and with ejabberd."""

from conftest import PHONE
from peers.client import error_of, receipt_of
from peers.process import wait_until

DATA = "{jabber:x:data}"


def test_registers_and_talks(stage):
    romeo = stage.client()
    stage.register(romeo)
    romeo.expect(
        "the gateway subscribes", lambda s: s.name == "presence" and s["type"] == "subscribe"
        and s["from"].bare == stage.postern.domain)

    sent = romeo.text(stage.contact(), "wherefore art thou?")
    arrived = stage.simulator.expect(PHONE, "wherefore art thou?")
    assert arrived["peer"] == "+15550100001"
    romeo.expect_receipt(sent)

    stage.simulator.answer(PHONE, "+15550100001", "here I am")
    answer = romeo.expect_text("here I am", stage.contact())
    assert answer["type"] == "chat" and answer["id"]
    # Nothing came twice, and nothing came that nobody sent.
    assert len(romeo.find(lambda s: s.name == "message" and s["body"])) == 1
    rows = stage.postern.messages()
    assert [(r["kind"], r["direction"], r["state"]) for r in rows] == [
        ("message", "out", "delivered"), ("receipt", "in", "delivered"), ("message", "in", "delivered")]


def test_offers_the_form_with_the_free_numbers(stage):
    romeo, juliet = stage.client("romeo"), stage.client("juliet")
    stage.register(romeo, "+15550100001")

    query = juliet.request(stage.postern.domain, "get", "<query xmlns='jabber:iq:register'/>").xml[0]
    assert query.find("{jabber:iq:register}registered") is None
    form = query.find(DATA + "x")
    fields = {f.get("var"): f for f in form.findall(DATA + "field")}
    assert fields["FORM_TYPE"].find(DATA + "value").text == "jabber:iq:register"
    options = [o.find(DATA + "value").text for o in fields["phone"].findall(DATA + "option")]
    assert options == ["+15550100002"]

    taken = juliet.request(
        stage.postern.domain, "set",
        "<query xmlns='jabber:iq:register'><phone>+15550100001</phone></query>")
    assert taken["type"] == "error" and taken["error"]["condition"] in ("conflict", "not-acceptable")

    own = romeo.request(stage.postern.domain, "get", "<query xmlns='jabber:iq:register'/>").xml[0]
    assert own.find("{jabber:iq:register}registered") is not None
    assert own.find("{jabber:iq:register}phone").text == "+15550100001"


def test_removes_a_registration(stage):
    romeo = stage.client()
    stage.register(romeo)
    gone = romeo.request(stage.postern.domain, "set", "<query xmlns='jabber:iq:register'><remove/></query>")
    assert gone["type"] == "result"
    refused = romeo.text(stage.contact(), "still there?")
    assert romeo.expect_error(refused)[:2] == ("auth", "registration-required")
    assert stage.postern.json("accounts", "list") == []


def test_answers_discovery_and_small_talk(stage):
    romeo = stage.client()
    domain = stage.postern.domain
    info = romeo.call(lambda xmpp: xmpp.plugin["xep_0030"].get_info(jid=domain))["disco_info"]
    assert ("gateway", "sms") in {(i[0], i[1]) for i in info["identities"]}
    assert {"jabber:iq:register", "jabber:iq:gateway", "urn:xmpp:ping"} <= set(info["features"])
    romeo.call(lambda xmpp: xmpp.plugin["xep_0030"].get_items(jid=domain))
    romeo.call(lambda xmpp: xmpp.plugin["xep_0199"].ping(jid=domain))
    version = romeo.call(lambda xmpp: xmpp.plugin["xep_0092"].get_version(domain))
    assert version["software_version"]["name"] == "Postern"
    jid = romeo.request(
        domain, "set", "<query xmlns='jabber:iq:gateway'><prompt>(555) 010-0099</prompt></query>")
    assert jid.xml[0].find("{jabber:iq:gateway}jid").text == stage.contact()
    unknown = romeo.request(domain, "get", "<query xmlns='urn:example:unknown'/>")
    assert unknown["type"] == "error" and unknown["error"]["condition"] == "service-unavailable"


def test_contacts_can_be_added(stage):
    romeo = stage.client()
    stage.register(romeo)
    romeo.raw(f"<presence to='{stage.contact()}' type='subscribe'/>")
    for kind in ("subscribed", "available"):
        romeo.expect(
            f"presence {kind}", lambda s, kind=kind: s.name == "presence" and s["from"].bare == stage.contact()
            and s["type"] == kind)


def test_server_restarts_in_the_middle(stage):
    romeo = stage.client()
    stage.register(romeo)
    before = romeo.text(stage.contact(), "before the night")
    stage.simulator.expect(PHONE, "before the night")
    romeo.expect_receipt(before)

    stage.server.kill()
    wait_until("the link is seen to be down", lambda: stage.postern.health().get("links") == {"sms": "down"})
    # What comes meanwhile is taken and kept.
    for number in range(20):
        stage.simulator.answer(PHONE, "+15550100001", f"meanwhile {number}")
        # The provider's own deliveries may overtake each other, so each is awaited.
        wait_until("it is stored", lambda: len(stage.postern.messages(state="queued")) == number + 1)

    stage.server.start()
    stage.postern.wait_until_up()
    # Only now: a text that ejabberd stores while its reader comes online stays in its store until the next time.
    wait_until("the server has them", lambda: {m["state"] for m in stage.postern.messages()} == {"delivered"})
    romeo = stage.client()
    for number in range(20):
        romeo.expect_text(f"meanwhile {number}", stage.contact())
    after = romeo.text(stage.contact(), "after the night")
    stage.simulator.expect(PHONE, "after the night")
    romeo.expect_receipt(after)
    bodies = [s["body"] for s in romeo.find(lambda s: s.name == "message" and s["body"])]
    assert bodies == [f"meanwhile {number}" for number in range(20)], "each once, in order"


def test_server_dies_while_texts_stream_in(stage):
    """Confirmed relay: nothing is settled that the server did not route, so nothing is lost when it dies; a text may come
    again with the same id, once for the lost link."""
    romeo = stage.client()
    stage.register(romeo)
    count = 100
    for number in range(count):
        stage.simulator.answer(PHONE, "+15550100001", f"tick {number}")
        if number == count // 2:
            stage.server.kill()
    stage.server.start()
    stage.postern.wait_until_up()
    romeo2 = stage.client()
    stage.clients.append(romeo)
    settled = lambda: len(stage.postern.messages(state="delivered")) == count
    wait_until("every text is confirmed", settled)

    def seen():
        stanzas = romeo.find(lambda s: s.name == "message" and s["body"]) + romeo2.find(
            lambda s: s.name == "message" and s["body"])
        return {s["body"]: s["id"] for s in stanzas}

    def ids():
        pairs = {}
        for client in (romeo, romeo2):
            for s in client.find(lambda s: s.name == "message" and s["body"]):
                pairs.setdefault(s["body"], set()).add(s["id"])
        return pairs

    # What the dying server had taken for an absent or lost session is its own store's affair; ours is that every text
    # that it did not confirm was written again, under the id it had.
    last_half = {f"tick {n}" for n in range(count // 2 + 1, count)}
    wait_until("the texts after the restart", lambda: last_half <= set(seen()))
    assert all(len(found) == 1 for found in ids().values()), "a text was written again under another id"


def test_daemon_is_killed_in_the_middle(stage):
    romeo = stage.client()
    stage.register(romeo)
    stage.simulator.faults(latency_ms=300)
    ids = [romeo.text(stage.contact(), f"line {number}") for number in range(10)]
    wait_until("all are stored", lambda: len(stage.postern.messages(account="romeo@localhost")) >= 10)
    stage.postern.kill()
    stage.simulator.faults(latency_ms=0)
    stage.postern.start()
    wait_until(
        "nothing is open any more",
        lambda: not [m for m in stage.postern.messages() if m["state"] in ("queued", "sending")])
    rows = [m for m in stage.postern.messages() if m["kind"] == "message"]
    assert len(rows) == 10
    # One that was under way has no certain end, and its sender hears so; every other one arrives.
    answered = lambda s, id: receipt_of(s) == id or (s["type"] == "error" and s["id"] == id)
    for id in ids:
        romeo.expect(f"a tick or an error for {id}", lambda s, id=id: answered(s, id))
    errors = romeo.find(lambda s: s.name == "message" and s["type"] == "error")
    assert len(errors) <= 1
    assert all(error_of(s)[:2] == ("wait", "remote-server-timeout") for s in errors)
    # The fate of one that was under way is in the provider's hands while the next is already sent.
    unsure = {f"line {n}" for n, id in enumerate(ids) if romeo.find(lambda s: s["type"] == "error" and s["id"] == id)}
    phone = [m["text"] for m in stage.simulator.messages(PHONE) if m["text"] not in unsure]
    assert phone == sorted(set(phone), key=lambda text: int(text.split()[1])), "in order, each once"
