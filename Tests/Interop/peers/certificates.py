# SPDX-License-Identifier: Apache-2.0
"""A private authority and a certificate of it for 127.0.0.1 and localhost, made by openssl."""

import pathlib
import subprocess

EXTENSIONS = "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:mail.example.org\nextendedKeyUsage=serverAuth\n"


class Certificates:
    """`authority` signs `certificate`, whose key is `key`; all are paths of PEM files that anybody may read."""

    def __init__(self, folder: pathlib.Path):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.authority, self.certificate, self.key = (
            self.folder / name for name in ("authority.pem", "certificate.pem", "certificate.key"))
        request, own_key = self.folder / "request.pem", self.folder / "authority.key"
        extensions = self.folder / "extensions"
        extensions.write_text(EXTENSIONS)
        new_key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        openssl("req", "-x509", *new_key, "-keyout", own_key, "-out", self.authority, "-days", "2", "-subj",
                "/CN=Test authority", "-addext", "basicConstraints=critical,CA:TRUE")
        openssl("req", *new_key, "-keyout", self.key, "-out", request, "-subj", "/CN=localhost")
        openssl("x509", "-req", "-in", request, "-CA", self.authority, "-CAkey", own_key, "-set_serial", "2",
                "-days", "2", "-extfile", extensions, "-out", self.certificate)
        for path in (self.authority, self.certificate, self.key):
            path.chmod(0o644)


def openssl(*arguments):
    done = subprocess.run(["openssl", *(str(a) for a in arguments)], capture_output=True, text=True)
    assert done.returncode == 0, f"openssl {arguments[0]}: {done.stderr}"
