# SPDX-License-Identifier: Apache-2.0
"""What stands in files: descriptors and the configuration, checked by `providers`, `check` and `doctor`."""

import concurrent.futures
import re
import shutil

import pytest
from peers.operator import fails, succeeds, variant
from peers.process import free_port


def test_lists_and_shows_the_providers(shared):
    listed = {p["name"]: p for p in shared.postern.json("providers", "list")}
    assert {"twilio", "telnyx", "kannel", "smsgate", "simulator"} <= set(listed)
    assert listed["simulator"] == {
        "name": "simulator", "settings": ["api_key", "signing_key"], "webhooks": ["in", "status"], "reports": True}
    assert "telnyx" in succeeds(shared, "providers", "list")
    assert 'id = "twilio"' in succeeds(shared, "providers", "show", "twilio")
    assert "no provider pigeon" in fails(shared, 65, "providers", "show", "pigeon")


def test_checks_a_descriptor(shared):
    good = shared.folder / "good.toml"
    good.write_text(succeeds(shared, "providers", "show", "simulator"))
    assert "simulator" in succeeds(shared, "providers", "check", str(good))

    broken = shared.folder / "broken.toml"
    lines = good.read_text().replace("{reference}", "{referenze}").split("\n")
    broken.write_text("\n".join(lines))
    line = 1 + next(i for i, text in enumerate(lines) if "referenze" in text)
    said = fails(shared, 65, "providers", "check", str(broken))
    assert f"{broken}:{line}: " in said and "referenze" in said
    assert "cannot be read" in fails(shared, 65, "providers", "check", str(shared.folder / "absent.toml"))
    # One's own descriptor works by its path, relative to the configuration.
    shutil.copy(good, shared.postern.folder / "own.toml")
    succeeds(shared, "check", config=variant(shared, "own-provider", ('"simulator"', '"own.toml"')))


def test_checks_a_good_configuration(shared):
    assert str(shared.postern.config) in succeeds(shared, "check")


@pytest.mark.parametrize(
    "change, place, said", [
        (("[store]", "[store]\nkeep_bodys = '1d'"), "store.keep_bodys", "keep_bodies"),
        (("numbers = [", "number = ["), "gateways.sms.number", "numbers"),
        (('region = "US"', "region = 1"), "gateways.sms.region", ""),
        (('secret = "component-secret"', ""), "gateways.sms.secret", "is missing"),
        (('"component-secret"', '"env:POSTERN_ABSENT"'), "gateways.sms.secret", "POSTERN_ABSENT is not set"),
        (('"component-secret"', '"file:absent"'), "gateways.sms.secret", "absent cannot be read"),
        (('api_key = "simulator-key"', ""), "gateways.sms.settings.api_key", ""),
        (('"simulator-key"', '"simulator-key"\napi_kez = "x"'), "gateways.sms.settings.api_kez", "api_key"),
        (('provider = "simulator"', 'provider = "simulata"'), "gateways.sms.provider", "there is kannel, simulator"),
        (('provider = "simulator"', 'provider = "absent.toml"'), "absent.toml", "cannot be read"),
        (('host = "127.0.0.1"', 'host = "xmpp.example.org"'), "xmpp.host", "plaintext"),
        (("[gateways.sms", "[gateway.sms"), "gateway", "gateways"),
        (("[xmpp]", "[xmpp"), ":2", ""),
        (('level = "debug"', 'level = "loud"'), "log.level", 'write "trace", "debug"'),
        (('public_url = "http://127.0.0.1', 'public_url = "http://gw.example.org'), "http.public_url", "https://"),
        (('"+15550100002"]', '"5550100002"]'), "gateways.sms.numbers[1]", "+"),
        (('register = ["localhost"]', 'register = ["a b"]'), "gateways.sms.register[0]", "example.org"),
    ])
def test_a_wrong_configuration_is_told_with_its_place(shared, change, place, said):
    config = variant(shared, "wrong", change)
    for command in ("check", "run"):
        sentence = fails(shared, 78, command, config=config)
        assert place in sentence and said in sentence, sentence
        assert str(config) in sentence or "absent.toml" in sentence
        assert "component-secret" not in sentence and "simulator-key" not in sentence


def test_a_command_that_fails_at_once_ends_in_order(shared):
    """The thread for transfers is just starting then; one in thirty runs once died in the libraries' destructors."""
    config = variant(shared, "hasty", ('provider = "simulator"', 'provider = "absent.toml"'))
    with concurrent.futures.ThreadPoolExecutor(4) as hands:
        for done in [hands.submit(fails, shared, 78, "check", config=config) for _ in range(100)]:
            done.result()


def test_every_problem_is_told_at_once(shared):
    config = variant(shared, "wrong", ('region = "US"', "region = 1"), ('level = "debug"', 'level = "loud"'))
    sentence = fails(shared, 78, "check", config=config)
    assert "gateways.sms.region" in sentence and "log.level" in sentence


def test_no_configuration_and_no_gateway(shared):
    absent = shared.folder / "absent-config.toml"
    assert f"{absent}: cannot be read" in fails(shared, 78, "accounts", "list", config=absent)
    lonely = shared.folder / "lonely.toml"
    lonely.write_text("[http]\npublic_url = 'https://gw.example.org'\n")
    assert "there is no gateway" in fails(shared, 78, "run", config=lonely)


# The doctor, who tries whether it is true


def findings(output: str) -> dict[str, tuple[str, str]]:
    """What doctor found, by subject: (`ok` or `!!`, the sentence)."""
    lines = [re.fullmatch(r"(ok|!!)  ([^:]+): (.+)", line) for line in output.splitlines()]
    assert lines and all(lines), output
    return {line[2]: (line[1], line[3]) for line in lines}


def test_the_doctor_finds_nothing(shared, daemon):
    found = findings(succeeds(shared, "doctor"))
    assert {subject: verdict for subject, (verdict, _) in found.items()} == {
        "store": "ok", "sms link": "ok", "sms provider": "ok"}
    assert ("daemon that runs" in found["sms link"][1]) == (daemon == "up")
    if daemon == "up":
        assert shared.postern.is_up(), "the doctor's own link disturbed the daemon's"


@pytest.mark.parametrize(
    "change, subject, said", [
        (('secret = "component-secret"', 'secret = "other"'), "sms link", "refused the secret"),
        (("port = {component}", "port = {dead}"), "sms link", "Nothing listens at 127.0.0.1"),
        (('endpoint = "{simulator}"', 'endpoint = "http://127.0.0.1:{dead}"'), "sms provider", "127.0.0.1:{dead}"),
        (('"simulator-key"', '"other-key"'), "sms provider", ""),
        (('path = "postern.db"', 'path = "absent/postern.db"'), "store", "absent"),
    ])
def test_the_doctor_finds_what_is_wrong(down, change, subject, said):
    facts = {
        "component": str(down.server.component_port), "dead": str(free_port()), "simulator": down.simulator.url}
    fill = lambda text: re.sub(r"\{(\w+)\}", lambda match: facts[match[1]], text)
    config = variant(down, "sick", (fill(change[0]), fill(change[1])))
    done = down.postern.run("doctor", config=config)
    assert done.returncode == 1, done.stdout
    found = findings(done.stdout)
    assert [name for name, (verdict, _) in found.items() if verdict == "!!"] == [subject], "only that"
    assert fill(said) in found[subject][1]
