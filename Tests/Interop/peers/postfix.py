# SPDX-License-Identifier: Apache-2.0
"""A private Postfix, set up with the very lines of config/postfix-*: the MX and the submission server of example.org.
It needs root, as every Postfix does."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

from .certificates import Certificates
from .mailbox import Maildir
from .milter import Milter
from .process import PATIENCE, Failed, Process, free_port, is_listening, wait_until

SHIPPED = pathlib.Path(__file__).resolve().parents[3] / "config"
# What belongs to a test: folders of its own, no DNS, no local users, and none of Postfix's own waiting that is longer than
# a second: for the next look at what is deferred, for a transport or a daemon that failed, for a client that made
# mistakes. What a question to the next server may take is the other way round: the shipped lines ask for the answer every
# second, and a busy machine may need more of them than three.
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
maximal_backoff_time = 1s
transport_retry_time = 1s
service_throttle_time = 1s
in_flow_delay = 0s
smtpd_error_sleep_time = 0s
address_verify_poll_count = 100
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
# Waiting that is too long for a test. A no may stay known for as long as shipped: it is asked for again at each question
# from the first second on, and were it forgotten, the answer would be 450 until the next one is there.
HASTE = {"negative_refresh_time = 30s": "negative_refresh_time = 1s"}
# The sixth column is how often a daemon is woken up. The queue manager looks into `incoming` only then, and when a new
# mail is announced: a deferred one that it met while its delivery agent was not quite done with it waits there.
SERVICES = """
{smtp} inet n - n - - smtpd
pickup unix n - n 1 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
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
# The queue's folders, whose they are, and who else may use them: what `postfix check` makes at a first start, in a second
# and with a hundred programs.
OWN_FOLDERS = "incoming active bounce corrupt defer deferred flush hold saved trace private".split()
SHARED_FOLDERS = {"maildrop": 0o730, "public": 0o710}


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
        path = self.folder / name
        path.write_text(text)
        # Each program of Postfix's waits until its configuration has been as it is for two seconds.
        long_ago = time.time() - 3600
        os.utime(path, (long_ago, long_ago))

    def add_lines(self, lines: str):
        """Puts lines behind the others in main.cf, and has them read."""
        self._write("main.cf", f"{(self.folder / 'main.cf').read_text()}\n{lines}\n")
        done = subprocess.run(["/usr/sbin/postfix", "-c", self.folder, "reload"], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def start(self) -> "Postfix":
        if os.getuid() != 0:
            raise Failed("Postfix runs only as root")
        # Postfix drops its rights, and must still reach its files.
        open_to_all(self.folder)
        if not (self.folder / "sasldb").exists():
            self._add_login()
            self._make_folders()
        # With this file it believes that all of them are there.
        (self.folder / "queue/quick-start").touch()
        self.process.start()
        ports = (self.port, self.submission_port, self.smtps_port)
        self.process.wait_for("Postfix listens", lambda: all(is_listening(port) for port in ports))
        return self

    def _make_folders(self):
        for name in (*OWN_FOLDERS, *SHARED_FOLDERS, "pid"):
            (self.folder / "queue" / name).mkdir()
        for name in OWN_FOLDERS:
            (self.folder / "queue" / name).chmod(0o700)
            shutil.chown(self.folder / "queue" / name, "postfix")
        for name, mode in SHARED_FOLDERS.items():
            shutil.chown(self.folder / "queue" / name, "postfix", "postdrop")
            (self.folder / "queue" / name).chmod(mode)
        (self.folder / "data").mkdir()
        shutil.chown(self.folder / "data", "postfix")

    def _add_login(self):
        done = subprocess.run(
            ["saslpasswd2", "-p", "-c", "-f", self.folder / "sasldb", "-u", "mail.example.org", self.username],
            input=self.password + "\n", text=True, capture_output=True)
        assert done.returncode == 0, done.stderr
        (self.folder / "sasldb").chmod(0o644)

    def expect_log(self, pattern: str, within: float = PATIENCE) -> str:
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
