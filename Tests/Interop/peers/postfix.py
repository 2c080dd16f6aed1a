# SPDX-License-Identifier: Apache-2.0
"""A private Postfix, set up with the very lines of config/postfix-*: the MX and the submission server of example.org.
It needs root, as every Postfix does."""

import os
import pathlib
import re
import signal
import subprocess

from .certificates import Certificates
from .mailbox import Maildir
from .milter import Milter
from .process import Failed, Process, free_port, is_listening, wait_until

SHIPPED = pathlib.Path(__file__).resolve().parents[3] / "config"
# What belongs to a test: folders of its own, no DNS, no local users, retries within seconds instead of minutes.
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
myhostname = mail.example.org
mydestination =
mynetworks =
local_recipient_maps =
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_dns_support_level = disabled
smtp_host_lookup = native
smtpd_peername_lookup = no
smtpd_client_connection_count_limit = 0
notify_classes =
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 3s
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_tls_security_level = may
cyrus_sasl_config_path = {folder}/sasl
virtual_mailbox_domains = remote.example
virtual_mailbox_base = {folder}/mailboxes
virtual_mailbox_maps = static:everybody/
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
"""
# Waiting that is too long for a test.
HASTE = {
    "negative_refresh_time = 30s": "negative_refresh_time = 1s",
    "negative_expire_time = 60s": "negative_expire_time = 2s"}
SERVICES = """
{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
virtual unix - n n - - virtual
relay unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """Mail for example.org goes to `postern`, mail for far.example to `world`; both are Postfix transports such as
    `lmtp:inet:127.0.0.1:2525`. Mail for remote.example ends in `mailboxes`. `port` is the door to the world,
    `submission_port` the one for Postern, `smtps_port` the same with TLS from the first byte on (RFC 8314); what comes
    in is judged by a Milter. `mechanisms` are the ways to log in, where they are to be fewer than shipped."""

    username = "postern"
    password = "submission-password"

    def __init__(
        self, folder: pathlib.Path, postern: str, world: str, extra: str = "", mechanisms: str | None = None
    ):
        self.folder = pathlib.Path(folder)
        self.port, self.submission_port, self.smtps_port = free_port(), free_port(), free_port()
        self.certificates = Certificates(self.folder / "tls")
        self.log = self.folder / "mail.log"
        for name in ("queue", "sasl", "mailboxes"):
            (self.folder / name).mkdir()
        os.chmod(self.folder / "mailboxes", 0o777)
        self.mailboxes = Maildir(self.folder / "mailboxes/everybody")
        self.milter = Milter()
        main = shipped("postfix-main.cf")
        changes = HASTE | {
            "lmtp:inet:127.0.0.1:2525 }": f"{postern} }}, inline:{{ far.example={world} }}",
            "#smtpd_milters = inet:127.0.0.1:8893": f"smtpd_milters = inet:127.0.0.1:{self.milter.port}"}
        for shown, tested in changes.items():
            assert shown in main
            main = main.replace(shown, tested)
        self._write("main.cf", MAIN.format(
            folder=self.folder, certificate=self.certificates.certificate, key=self.certificates.key) + main + extra)
        master = shipped("postfix-master.cf")
        services = [
            SERVICES.format(smtp=self.port), master.replace("submission inet", f"{self.submission_port} inet"),
            master.replace("submission inet", f"{self.smtps_port} inet") + "  -o smtpd_tls_wrappermode=yes\n"]
        self._write("master.cf", "".join(services))
        login = shipped("postfix-sasl.conf")
        if mechanisms:
            login = re.sub("(?m)^mech_list:.*$", f"mech_list: {mechanisms}", login)
        self._write("sasl/smtpd.conf", login + f"sasldb_path: {self.folder}/sasldb\n")
        self.process = Process(
            "postfix", ["/usr/sbin/postfix", "-c", self.folder, "start-fg"], self.folder,
            {"MAIL_CONFIG": str(self.folder)})

    def _write(self, name: str, text: str):
        (self.folder / name).write_text(text)

    def start(self) -> "Postfix":
        if os.getuid() != 0:
            raise Failed("Postfix runs only as root")
        # Postfix drops its rights, and must still reach its files.
        open_to_all(self.folder)
        if not (self.folder / "sasldb").exists():
            self._add_login()
        self.process.start()
        ports = (self.port, self.submission_port, self.smtps_port)
        self.process.wait_for("Postfix listens", lambda: all(is_listening(port) for port in ports))
        return self

    def _add_login(self):
        done = subprocess.run(
            ["saslpasswd2", "-p", "-c", "-f", self.folder / "sasldb", "-u", "mail.example.org", self.username],
            input=self.password + "\n", text=True, capture_output=True)
        assert done.returncode == 0, done.stderr
        (self.folder / "sasldb").chmod(0o644)

    def expect_log(self, pattern: str, within: float = 20.0) -> str:
        """The first line of Postfix's log that fits."""
        look = lambda: re.search(f"^.*{pattern}.*$", self.output(), re.MULTILINE)
        try:
            return wait_until(f"Postfix's log has {pattern!r}", look, within)[0]
        except Failed as failure:
            raise Failed(f"{failure}\n{self.output()[-3000:]}") from None

    def output(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def queue(self) -> list[str]:
        """The ids of the mails that it still has."""
        done = subprocess.run(["/usr/sbin/postqueue", "-c", self.folder, "-j"], capture_output=True, text=True)
        return re.findall(r'"queue_id": "(\w+)"', done.stdout)

    def kill(self):
        """Ends it by its process id: the master is a session of its own, and takes its daemons along."""
        found = self.folder / "queue/pid/master.pid"
        if found.exists() and self.process.is_running:
            os.kill(int(found.read_text()), signal.SIGTERM)
        self.process.kill()
        self.milter.kill()


def shipped(name: str) -> str:
    """A file as it stands in config/."""
    return (SHIPPED / name).read_text()


def open_to_all(folder: pathlib.Path):
    """Lets every user pass through a temporary folder and those above it."""
    for path in (folder, *folder.parents):
        mode = path.stat().st_mode
        if not mode & 0o001 and path.stat().st_uid == os.getuid():
            path.chmod(mode | 0o011)
