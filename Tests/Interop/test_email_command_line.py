# SPDX-License-Identifier: Apache-2.0
"""The operator's side of email: accounts, sending, what stands in the configuration, and what the doctor says."""

import re

import pytest
from peers.operator import JULIET, ROMEO, fails, succeeds, variant
from peers.process import free_port, wait_until
from test_configuration import findings


@pytest.fixture(scope="module")
def office(mail):
    """The set-up with Postfix; romeo has a mailbox."""
    succeeds(mail, "accounts", "add", ROMEO, "--gateway", "mail", "--address", "romeo@example.org", "--name", "Romeo")
    return mail


# Accounts


@pytest.mark.parametrize(
    "typed, address", [
        ("sales@example.org", "sales@example.org"), ("Sales.Team@EXAMPLE.ORG", "sales.team@example.org"),
        ("info", "info@example.org"), ("o'brien@example.org", "o'brien@example.org"),
        ("42@example.org", "42@example.org")])
def test_the_operator_gives_any_address_of_the_domain(office, typed, address):
    succeeds(office, "accounts", "add", JULIET, "--gateway", "mail", "--address", typed, "--name", "Juliet")
    try:
        [account] = office.postern.json("accounts", "show", JULIET)
        assert (account["gateway"], account["address"], account["name"]) == ("mail", address, "Juliet")
        assert f"{address}" in succeeds(office, "accounts", "list")
    finally:
        succeeds(office, "accounts", "remove", JULIET, "--gateway", "mail")


@pytest.mark.parametrize(
    "status, address, said", [
        (65, "sales@elsewhere.example", "example.org"), (65, "two words@example.org", ""), (65, "@example.org", ""),
        (65, "sales@sub.example.org", "example.org"), (65, "", ""), (65, "+15550100001", ""),
        (65, f"{'x' * 65}@example.org", ""), (1, "romeo@example.org", "Somebody else has romeo@example.org"),
        (1, "ROMEO@example.org", "Somebody else has romeo@example.org")])
def test_other_addresses_are_refused(office, status, address, said):
    before = office.postern.json("accounts", "list")
    sentence = fails(office, status, "accounts", "add", JULIET, "--gateway", "mail", "--address", address)
    assert said in sentence and sentence.strip()
    assert office.postern.json("accounts", "list") == before


def test_an_address_that_is_given_works_both_ways(office):
    succeeds(
        office, "accounts", "add", JULIET, "--gateway", "mail", "--address", "capulet@example.org", "--name", "Juliet")
    try:
        juliet, bob = office.client("juliet"), office.correspondent()
        office.say(juliet, "By hand")
        arrived = bob.expect("By hand")
        assert str(arrived.message["from"]) == "Juliet <capulet@example.org>"
        bob.answer(arrived, "Received by hand")
        office.expect_line(juliet, "Received by hand")
        juliet.disconnect()
    finally:
        succeeds(office, "accounts", "remove", JULIET, "--gateway", "mail")


# The outbox


def test_sends_what_is_typed_and_lists_it(office):
    said = succeeds(
        office, "send", "--gateway", "mail", "--from", ROMEO, "--to", "Lena@remote.example", "From the office")
    id = int(re.fullmatch(r"Queued as message (\d+)\.\n", said)[1])
    lena = office.correspondent("lena@remote.example", "Lena")
    arrived = lena.expect("From the office")
    assert str(arrived.message["subject"]) == "From the office"
    wait_until("it is delivered", lambda: office.postern.json("messages", "show", str(id))["state"] == "delivered")
    [row] = [row for row in office.postern.messages(gateway="mail", account=ROMEO) if row["id"] == id]
    assert (row["kind"], row["direction"], row["peer"]) == ("message", "out", "lena@remote.example")
    lena.answer(arrived, "To the office")
    wait_until(
        "the answer is listed", lambda: [
            row for row in office.postern.messages(gateway="mail", account=ROMEO)
            if (row["direction"], row["kind"], row["peer"]) == ("in", "message", "lena@remote.example")])


@pytest.mark.parametrize(
    "status, changed, said", [
        (1, {"--from": JULIET}, f"{JULIET} has no account at mail"), (65, {"--to": "nowhere"}, ""),
        (65, {"--to": "a@b@c.example"}, ""), (65, {"--to": "bob@remote.example\r\nBcc: eve@evil.example"}, ""),
        (65, {"text": " \n "}, "empty")])
def test_send_refuses(office, status, changed, said):
    before = len(office.postern.messages())
    given = {"--gateway": "mail", "--from": ROMEO, "--to": "bob@remote.example", "text": "hello"} | changed
    text = given.pop("text")
    options = [part for name, value in given.items() for part in (name, value)]
    sentence = fails(office, status, "send", *options, input=text)
    assert said in sentence and sentence.strip()
    assert len(office.postern.messages()) == before


def test_texts_and_passwords_stay_out_of_the_log(office):
    office.postern.run(
        "send", "--gateway", "mail", "--from", ROMEO, "--to", "mona@remote.example", "a very private line")
    arrived = office.correspondent("mona@remote.example").expect("a very private line")
    assert arrived
    log = office.postern.process.output()
    for secret in ("a very private line", office.postfix.password, "component-secret"):
        assert secret not in log
    assert "mona@remote.example" not in "".join(l for l in log.splitlines() if " debug" not in l and " trace" not in l)


# The configuration


@pytest.mark.parametrize(
    "change, place, said", [
        (("mail_domain", "mail_domains"), "gateways.mail.mail_domains", "mail_domain"),
        (('mail_domain = "example.org"', ""), "gateways.mail.mail_domain", "is missing"),
        (('coalesce = "0s"', 'coalesce = "soon"'), "gateways.mail.coalesce", "10s"),
        (('url = "smtp://', 'url = "http://'), "gateways.mail.submission.url", "smtp://"),
        (('starttls = "required"', 'starttls = "maybe"'), "gateways.mail.submission.starttls", "opportunistic"),
        (('username = "postern"', ""), "gateways.mail.submission", "go together"),
        (('password = "submission-password"', 'password = "env:POSTERN_ABSENT"'), "gateways.mail.submission.password",
         "POSTERN_ABSENT is not set"),
        (('protocol = "lmtp"', 'protocol = "uucp"'), "gateways.mail.listener.protocol", "smtp"),
        (('protocol = "lmtp"', 'protocol = "lmtp"\nmax_size = "10"'), "gateways.mail.listener.max_size", ""),
        (('protocol = "lmtp"', 'protocol = "lmtp"\ncertificate = "absent.pem"'), "gateways.mail.listener.certificate",
         ""),
    ])
def test_a_wrong_configuration_is_told_with_its_place(office, change, place, said):
    config = variant(office, "wrong", change)
    for command in ("check", "run"):
        sentence = fails(office, 78, command, config=config)
        assert place in sentence and said in sentence, sentence
        assert "submission-password" not in sentence and "component-secret" not in sentence


def test_a_good_configuration_is_checked(office):
    assert str(office.postern.config) in succeeds(office, "check")


def test_a_listener_in_use_is_named(office):
    config = variant(
        office, "second", ('path = "postern.db"', 'path = "second.db"'),
        (f":{office.postern.http_port}", f":{free_port()}"), (f":{office.postern.admin_port}", f":{free_port()}"))
    done = office.postern.run("run", config=config)
    assert done.returncode == 69
    assert str(office.listener_port) in done.stderr and "mail" in done.stderr


# The doctor


def test_the_doctor_finds_nothing_and_prints_the_records(office):
    done = office.postern.run("doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    for record in (
        r"example\.org\.?\s.*MX", r"v=spf1", r"_dmarc\.example\.org", r"v=DMARC1", r"_domainkey\.example\.org"
    ):
        assert re.search(record, done.stdout), f"{record} in:\n{done.stdout}"
    found = findings("\n".join(line for line in done.stdout.splitlines() if re.match(r"(ok|!!)  ", line)))
    assert all(verdict == "ok" for verdict, _ in found.values())
    subjects = " ".join(found)
    for subject in ("store", "mail link", "mail submission", "mail listener"):
        assert subject in subjects, subjects


@pytest.mark.parametrize(
    "change, subject, said", [
        (('password = "submission-password"', 'password = "wrong"'), "mail submission", ""),
        (("smtp://127.0.0.1:{submission}", "smtp://127.0.0.1:{dead}"), "mail submission", "127.0.0.1:{dead}"),
        (('ca = "{authority}"', ""), "mail submission", "certificate"),
        (("smtp://127.0.0.1:{submission}", "smtp://127.0.0.1:{world}"), "mail submission", "starttls"),
    ])
def test_the_doctor_finds_what_is_wrong(office, change, subject, said):
    facts = {
        "submission": str(office.postfix.submission_port), "dead": str(free_port()), "world": str(office.world.port),
        "authority": str(office.postfix.certificates.authority)}
    fill = lambda text: re.sub(r"\{(\w+)\}", lambda match: facts[match[1]], text)
    config = variant(office, "sick", (fill(change[0]), fill(change[1])))
    done = office.postern.run("doctor", config=config)
    assert done.returncode == 1, done.stdout
    found = findings("\n".join(line for line in done.stdout.splitlines() if re.match(r"(ok|!!)  ", line)))
    assert [name for name, (verdict, _) in found.items() if verdict == "!!"] == [subject]
    assert fill(said) in found[subject][1]
    assert "submission-password" not in done.stdout
