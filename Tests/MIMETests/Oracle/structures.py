# SPDX-License-Identifier: Apache-2.0
"""Mails made of parts, well-formed and broken: (name, bytes) for each shape."""

from mails import CRLF, encoded, mail

PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000")


def part(*lines, body=b""):
    return mail(*lines, body=body) if lines else CRLF + (body if isinstance(body, bytes) else body.encode())


def multi(subtype, boundary, *parts, preamble=b"", epilogue=b"", extra="", closed=True):
    """Header lines and body of a multipart."""
    body = preamble + (CRLF if preamble else b"")
    for item in parts:
        body += b"--" + boundary.encode() + CRLF + item + CRLF
    body += (b"--" + boundary.encode() + b"--" + CRLF if closed else b"") + epilogue
    return [f'Content-Type: multipart/{subtype}; boundary="{boundary}"{extra}'], body


def whole(subtype, boundary, *parts, **more):
    lines, body = multi(subtype, boundary, *parts, **more)
    return mail("From: a@example.com", "Subject: parts", "MIME-Version: 1.0", *lines, body=body)


def inner(subtype, boundary, *parts, **more):
    lines, body = multi(subtype, boundary, *parts, **more)
    return mail(*lines, body=body)


TEXT = part("Content-Type: text/plain; charset=utf-8", body="Grüße\n")
HTML = part("Content-Type: text/html; charset=utf-8", body="<p>Gr&uuml;&szlig;e</p>\n")
IMAGE = part(
    'Content-Type: image/png; name="dot.png"', "Content-Transfer-Encoding: base64", "Content-ID: <dot@example.com>",
    'Content-Disposition: inline; filename="dot.png"', body=encoded(PNG, "base64"))
FILE = part(
    "Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64",
    'Content-Disposition: attachment; filename="data.bin"', body=encoded(bytes(range(256)), "base64"))
LETTER = mail("From: b@example.com", "Subject: inside", "Content-Type: text/plain", body="attached mail\n")
ATTACHED = part("Content-Type: message/rfc822", body=LETTER)


def nested(depth):
    content = TEXT
    for level in range(depth):
        content = inner("mixed", f"level{level}", content)
    return b"From: a@example.com" + CRLF + content


def well_formed():
    yield "parts/one", whole("mixed", "b", TEXT)
    yield "parts/two", whole("mixed", "b", TEXT, FILE)
    yield "parts/alternative", whole("alternative", "b", TEXT, HTML)
    yield "parts/related", whole("related", "b", HTML, IMAGE, extra='; type="text/html"')
    yield "parts/alternative-related", whole("alternative", "o", TEXT, inner("related", "i", HTML, IMAGE))
    yield "parts/mixed-alternative", whole("mixed", "o", inner("alternative", "i", TEXT, HTML), FILE)
    yield "parts/three-levels", whole(
        "mixed", "x", inner("alternative", "y", TEXT, inner("related", "z", HTML, IMAGE)), FILE, ATTACHED)
    yield "parts/preamble", whole("mixed", "b", TEXT, preamble=b"This is a multi-part message in MIME format.")
    yield "parts/epilogue", whole("mixed", "b", TEXT, epilogue=b"epilogue\r\n--b\r\n\r\nnot a part\r\n")
    yield "parts/no-header", whole("mixed", "b", part(body="no header\r\n"))
    yield "parts/empty-body", whole("mixed", "b", part("Content-Type: text/plain"), TEXT)
    yield "parts/blank-lines", whole("mixed", "b", part("Content-Type: text/plain", body="\n\nblank\n\n\n"))
    yield "parts/many", whole("mixed", "b", *([TEXT] * 60))
    yield "parts/quoted-boundary", whole("mixed", "=_Part (1) : a/b'c", TEXT)
    yield "parts/boundary-with-dashes", whole("mixed", "----=_NextPart_000_0001", TEXT, HTML)
    yield "parts/boundary-70", whole("mixed", "b" * 70, TEXT)
    yield "parts/prefix-boundaries", whole("mixed", "abc", inner("alternative", "abcdef", TEXT, HTML), FILE)
    yield "parts/prefix-boundaries-reversed", whole("mixed", "abcdef", inner("alternative", "abc", TEXT, HTML), FILE)
    yield "parts/text-like-boundary", whole("mixed", "b", part(body="--bc is not it\r\n--\r\n-- b\r\n"))
    yield "parts/signed", whole(
        "signed", "b", TEXT, part("Content-Type: application/pgp-signature", body="-----BEGIN PGP SIGNATURE-----\n"),
        extra='; micalg=pgp-sha256; protocol="application/pgp-signature"')
    yield "parts/encrypted", whole(
        "encrypted", "b", part("Content-Type: application/pgp-encrypted", body="Version: 1\n"),
        part("Content-Type: application/octet-stream", body="-----BEGIN PGP MESSAGE-----\n"))
    yield "parts/digest", whole("digest", "b", part(body=LETTER), part(body=LETTER))
    yield "parts/digest-typed", whole("digest", "b", TEXT, ATTACHED)
    yield "parts/calendar", whole(
        "alternative", "b", TEXT, part("Content-Type: text/calendar; method=REQUEST", body="BEGIN:VCALENDAR\n"))
    yield "parts/unknown-subtype", whole("x-strange", "b", TEXT, HTML)
    yield "parts/upper-case-type", mail(
        'Content-Type: MULTIPART/Mixed; BOUNDARY="b"', body=b"--b\r\n\r\ntext\r\n--b--\r\n")
    yield "parts/report", whole(
        "report", "b", TEXT, part("Content-Type: text/rfc822-headers", body="Subject: x\n"), extra="; report-type=delivery-status")
    for encoding in ("7bit", "8bit", "binary", "quoted-printable", "base64"):
        for kind in ("text/plain", "text/html", "application/octet-stream", "image/png"):
            data = "Grüße = fine\r\n".encode() if kind.startswith("text") else bytes(range(1, 10)) + PNG
            if kind[0] in "ai" and encoding in ("7bit", "8bit", "binary"):
                data = data.replace(b"\n", b"").replace(b"\r", b"")
            item = part(f"Content-Type: {kind}; charset=utf-8", f"Content-Transfer-Encoding: {encoding}", body=encoded(data, encoding))
            yield f"parts/{encoding}/{kind}", whole("mixed", "b", item, TEXT)
    for depth in (2, 5, 10, 20, 30):
        yield f"parts/depth-{depth}", nested(depth)


def attached():
    yield "attached/alone", mail("Subject: outer", "Content-Type: message/rfc822", body=LETTER)
    yield "attached/in-mixed", whole("mixed", "b", TEXT, ATTACHED)
    yield "attached/multipart", whole(
        "mixed", "b", part("Content-Type: message/rfc822", body=whole("alternative", "i", TEXT, HTML)))
    yield "attached/same-boundary", whole(
        "mixed", "b", part("Content-Type: message/rfc822", body=mail("Subject: inside", body="short\n")), TEXT)
    yield "attached/twice", whole(
        "mixed", "b", part("Content-Type: message/rfc822", body=mail("Content-Type: message/rfc822", body=LETTER)))
    yield "attached/empty", whole("mixed", "b", part("Content-Type: message/rfc822"))
    yield "attached/no-body", whole("mixed", "b", part("Content-Type: message/rfc822", body=b"Subject: only\r\n"))
    yield "attached/named", whole(
        "mixed", "b", part("Content-Type: message/rfc822", 'Content-Disposition: attachment; filename="mail.eml"', body=LETTER))
    yield "attached/base64", whole(
        "mixed", "b", part("Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", body=encoded(LETTER, "base64")))
    yield "attached/global", whole("mixed", "b", part("Content-Type: message/global", body="Subject: Grüße\r\n\r\nhallo\r\n".encode()))


def broken():
    yield "broken/no-boundary", mail("Content-Type: multipart/mixed", body=b"just text\r\n")
    yield "broken/no-boundary-but-parts", mail(
        "Content-Type: multipart/mixed", body=b"--xyz\r\nContent-Type: text/plain\r\n\r\nguessed\r\n--xyz--\r\n")
    yield "broken/empty-boundary", mail('Content-Type: multipart/mixed; boundary=""', body=b"--\r\n\r\ntext\r\n----\r\n")
    yield "broken/wrong-boundary", mail('Content-Type: multipart/mixed; boundary="b"', body=b"--c\r\n\r\ntext\r\n--c--\r\n")
    yield "broken/no-parts", mail('Content-Type: multipart/mixed; boundary="b"', body=b"")
    yield "broken/only-closing", mail('Content-Type: multipart/mixed; boundary="b"', body=b"before\r\n--b--\r\nafter\r\n")
    yield "broken/only-opening", mail('Content-Type: multipart/mixed; boundary="b"', body=b"--b\r\n")
    yield "broken/unterminated", whole("mixed", "b", TEXT, HTML, closed=False)
    yield "broken/cut-in-header", mail('Content-Type: multipart/mixed; boundary="b"', body=b"--b\r\nContent-Type: text/pl")
    yield "broken/cut-in-base64", mail(
        'Content-Type: multipart/mixed; boundary="b"',
        body=b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgoAAAAN")
    yield "broken/inner-unterminated", whole("mixed", "o", inner("alternative", "i", TEXT, HTML, closed=False), FILE)
    yield "broken/inner-closes-outer", whole("mixed", "b", inner("alternative", "b", TEXT, HTML), FILE)
    yield "broken/double-delimiter", mail(
        'Content-Type: multipart/mixed; boundary="b"', body=b"--b\r\n--b\r\nContent-Type: text/html\r\n\r\nx\r\n--b--\r\n")
    yield "broken/boundary-blanks", mail(
        'Content-Type: multipart/mixed; boundary="b"', body=b"--b  \r\n\r\none\r\n--b\t\r\n\r\ntwo\r\n--b-- \r\n")
    yield "broken/boundary-parameter-blank", mail(
        'Content-Type: multipart/mixed; boundary="b "', body=b"--b\r\n\r\none\r\n--b--\r\n")
    yield "broken/boundary-unquoted-odd", mail(
        "Content-Type: multipart/mixed; boundary=----=_Part_1/2", body=b"------=_Part_1/2\r\n\r\none\r\n------=_Part_1/2--\r\n")
    yield "broken/boundary-in-text", mail(
        'Content-Type: multipart/mixed; boundary="b"', body=b"--b\r\n\r\none --b two\r\n --b\r\n--b--\r\n")
    yield "broken/lf-only", whole("mixed", "b", TEXT, FILE).replace(b"\r\n", b"\n")
    yield "broken/mixed-line-ends", mail(
        'Content-Type: multipart/mixed; boundary="b"', body=b"--b\n\none\r\n--b\r\n\r\ntwo\n--b--\n")
    yield "broken/multipart-base64", mail(
        'Content-Type: multipart/mixed; boundary="b"', "Content-Transfer-Encoding: base64", body=b"--b\r\n\r\none\r\n--b--\r\n")
    yield "broken/header-without-colon", mail("Subject: good", "this line has none", "From: a@example.com", body=b"body\r\n")
    yield "broken/header-only", b"Subject: alone\r\n"
    yield "broken/header-without-end", b"Subject: alone"
    yield "broken/no-header", b"\r\nonly a body\r\n"
    yield "broken/text-only", b"no header at all\r\njust text\r\n"
    yield "broken/nothing", b""
    yield "broken/only-newline", b"\r\n"
    yield "broken/continuation-first", b" lost\r\nSubject: kept\r\n\r\nbody\r\n"
    yield "broken/unix-from", b"From a@example.com Mon Jan  1 10:00:00 2024\r\nSubject: mbox\r\n\r\nbody\r\n"
    yield "broken/empty-name", b": nothing\r\nSubject: kept\r\n\r\nbody\r\n"
    yield "broken/blank-line-with-space", b"Subject: one\r\n \r\nFrom: a@example.com\r\n\r\nbody\r\n"
    yield "broken/duplicated-type", mail("Content-Type: text/html", "Content-Type: text/plain", body=b"which\r\n")
    yield "broken/duplicated-encoding", mail(
        "Content-Type: text/plain", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: 7bit", body=b"SGVs\r\n")
    yield "broken/non-ascii-name", "Subject: one\r\nGrüße: two\r\n\r\nbody\r\n".encode()
    yield "broken/nul-in-header", b"Subject: a\x00b\r\n\r\nbody\r\n"
    yield "broken/long-header", b"Subject: " + b"x" * 20000 + b"\r\n\r\nbody\r\n"
    yield "broken/many-headers", b"".join(b"X-%d: v\r\n" % n for n in range(500)) + b"Subject: last\r\n\r\nbody\r\n"
    yield "broken/part-header-without-colon", mail(
        'Content-Type: multipart/mixed; boundary="b"', body=b"--b\r\nnot a header\r\nmore\r\n--b--\r\n")
