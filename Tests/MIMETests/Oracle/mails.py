# SPDX-License-Identifier: Apache-2.0
"""The mails that the oracle reads: (name, bytes) for each shape. Nothing here is random."""

import base64
import quopri

CRLF = b"\r\n"


def mail(*lines, body=b""):
    """A mail of header lines (text is UTF-8) and a body."""
    head = [line if isinstance(line, bytes) else line.encode("utf-8") for line in lines]
    body = body if isinstance(body, bytes) else body.replace("\n", "\r\n").encode("utf-8")
    return CRLF.join(head) + CRLF + CRLF + body


def encoded(data, encoding):
    """Bytes in a transfer encoding, lines ending with CR LF."""
    if encoding == "base64":
        return base64.encodebytes(data).replace(b"\n", CRLF)
    if encoding == "quoted-printable":
        lines = data.replace(CRLF, b"\n")
        return quopri.encodestring(lines).replace(b"\n", CRLF)
    return data


WESTERN = "Grüße aus Köln, à bientôt, ¿qué tal?\r\nZweite Zeile.\r\n"
CENTRAL = "Příliš žluťoučký kůň úpěl ďábelské ódy.\r\nZażółć gęślą jaźń.\r\n"
CYRILLIC = "Съешь же ещё этих мягких французских булок.\r\nДа выпей чаю.\r\n"
GREEK = "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.\r\n"
JAPANESE = "いろはにほへと ちりぬるを\r\n東京都から送信しました。カタカナ\r\n"
CHINESE = "你好，世界。这是一封邮件。\r\n第二行\r\n"
TAIWANESE = "你好，世界。這是一封郵件。\r\n第二行\r\n"
KOREAN = "안녕하세요, 세계.\r\n두 번째 줄\r\n"
TURKISH = "Pijamalı hasta yağız şoföre çabucak güvendi.\r\n"
TEXTS = {
    "us-ascii": "Plain old text.\r\nTwo lines = fine.\r\n",
    "utf-8": "Grüße 你好 Привет 👋🏽 e\u0301\r\nzweite Zeile\r\n",
    "iso-8859-1": WESTERN,
    "iso-8859-2": CENTRAL,
    "iso-8859-3": "Ĉu vi ŝatas ĵaŭdon?\r\n",
    "iso-8859-4": "Šeši žąsys, ūdens ķērpis\r\n",
    "iso-8859-5": CYRILLIC,
    "iso-8859-6": "مرحبا بالعالم\r\n",
    "iso-8859-7": "Καλημέρα κόσμε\r\n",
    "iso-8859-8": "שלום עולם\r\n",
    "iso-8859-9": TURKISH,
    "iso-8859-10": "Þórður átti ķeizara\r\n",
    "iso-8859-13": "Įlinkdama fechtuotojo špaga\r\n",
    "iso-8859-14": "Ŵyneb, ŷd, Ẅ\r\n",
    "iso-8859-15": "Preis: 100 €, Œuvre, Žižkov\r\n",
    "iso-8859-16": "Țară și școală, 5 €\r\n",
    "windows-1250": CENTRAL,
    "windows-1251": CYRILLIC,
    "windows-1252": "“Smart quotes” – 100 € … naïve\r\n",
    "windows-1253": "Καλημέρα κόσμε\r\n",
    "windows-1254": TURKISH,
    "windows-1255": "שלום עולם\r\n",
    "windows-1256": "مرحبا بالعالم\r\n",
    "windows-1257": "Šeši žąsys\r\n",
    "windows-1258": "Đường\r\n".replace("ờ", "\u01a1\u0300"),
    "koi8-r": CYRILLIC,
    "koi8-u": "Щастя, їжак, ґанок, є\r\n",
    "cp866": CYRILLIC,
    "macintosh": "Café “Zürich”\r\n",
    "tis-620": "สวัสดีชาวโลก\r\n",
    "shift_jis": JAPANESE,
    "euc-jp": JAPANESE,
    "iso-2022-jp": JAPANESE,
    "gb2312": CHINESE,
    "gbk": CHINESE + "镕\r\n",
    "gb18030": CHINESE + "镕𠀀\r\n",
    "big5": TAIWANESE,
    "euc-kr": KOREAN,
    "ks_c_5601-1987": KOREAN,
    "cp949": KOREAN + "똠방각하\r\n",
    "cp932": JAPANESE + "①㈱髙\r\n",
    "utf-16": WESTERN,
    "utf-16le": WESTERN,
    "utf-16be": CHINESE,
}
PYTHON_NAME = {"macintosh": "mac_roman"}
WIDE = {"utf-16", "utf-16le", "utf-16be"}


def charsets():
    for charset, text in TEXTS.items():
        data = text.encode(PYTHON_NAME.get(charset, charset))
        for encoding in ("8bit", "quoted-printable", "base64"):
            if charset in WIDE and encoding != "base64":
                continue
            yield f"charset/{charset}/{encoding}", mail(
                "From: a@example.com", "Subject: " + charset, "MIME-Version: 1.0",
                f"Content-Type: text/plain; charset={charset}", f"Content-Transfer-Encoding: {encoding}",
                body=encoded(data, encoding))


def encoded_words():
    for charset, text in TEXTS.items():
        if charset in WIDE:
            continue
        data = text.split("\r\n")[0].encode(PYTHON_NAME.get(charset, charset))
        q = "".join(f"={b:02X}" if b > 126 or b < 33 or chr(b) in "=?_\"(),.:;<>@[]\\" else chr(b) for b in data)
        b = base64.b64encode(data).decode()
        yield f"word/{charset}/Q", mail(f"Subject: =?{charset}?Q?{q}?=", f"From: =?{charset}?q?{q}?= <a@example.com>")
        yield f"word/{charset}/B", mail(f"Subject: =?{charset}?B?{b}?=", f"To: =?{charset}?b?{b}?= <b@example.com>")
    subjects = {
        "plain": "Hello, world",
        "empty": "",
        "blanks": "   spread   out   ",
        "folded": "a long\r\n subject over\r\n\tthree lines",
        "folded-words": "=?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n =?utf-8?Q?_aus_K=C3=B6ln?=",
        "mixed": "Re: =?utf-8?B?R3LDvMOfZQ==?= from =?iso-8859-1?Q?K=F6ln?= today",
        "adjacent-other-charset": "=?iso-8859-1?Q?K=F6?= =?utf-8?Q?ln_=C3=BC?=",
        "split-character": "=?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9Fe?=",
        "split-character-base64": "=?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=",
        "many-words": " ".join(["=?utf-8?Q?=C3=BC?="] * 40),
        "language": "=?utf-8*de?Q?Gr=C3=BC=C3=9Fe?=",
        "lower-case-hex": "=?utf-8?q?Gr=c3=bc=c3=9fe?=",
        "question-mark-at-end": "=?utf-8?Q?Was_nun=3F?=",
        "encoded-equals": "=?utf-8?Q?=3D=3D?=",
        "first-escape": "=?utf-8?Q?=41?=",
        "no-padding": "=?utf-8?B?R3LDvMOfZQ?=",
        "space-inside-Q": "=?utf-8?Q?two words?=",
        "no-end": "=?utf-8?Q?Gr=C3=BC",
        "unknown-encoding": "=?utf-8?X?abc?=",
        "no-charset": "=??Q?abc?=",
        "missing-text": "=?utf-8?Q??=",
        "glued-behind": "=?utf-8?Q?=C3=BC?=ber",
        "glued-before": "vor=?utf-8?Q?=C3=BC?=",
        "glued-words": "=?utf-8?Q?=C3=BC?==?utf-8?Q?=C3=B6?=",
        "raw-utf-8": "Grüße 你好",
        "raw-latin-1": "Gr\u00fc\u00dfe".encode("latin-1"),
        "tab": "a\tb",
        "quoted": '"in quotes" and (in brackets)',
        "only-equals": "=?=?=?= ?= =?",
        "bad-hex": "=?utf-8?Q?100=ZZ?=",
        "bad-base64": "=?utf-8?B?R3LD$%vMOfZQ==?=",
        "unknown-charset": "=?x-nothing?Q?abc?=",
        "encoded-newline": "=?utf-8?Q?a=0D=0AB?=",
        "latin-1-as-utf-8": "=?utf-8?Q?Gr=FC=DFe?=",
        "utf-8-as-latin-1": "=?iso-8859-1?Q?Gr=C3=BC=C3=9Fe?=",
        "emoji": "=?UTF-8?B?8J+RiyBIaQ==?=",
        "underscore": "snake_case =?utf-8?Q?snake_case?=",
        "long-word": "=?utf-8?B?" + base64.b64encode(("Ü" * 400).encode()).decode() + "?=",
    }
    for name, value in subjects.items():
        value = value if isinstance(value, bytes) else value.encode("utf-8")
        yield f"subject/{name}", mail(b"Subject: " + value, "From: a@example.com")
    yield "subject/missing", mail("From: a@example.com")
    yield "subject/no-blank", mail("Subject:tight", "From:a@example.com")
    yield "subject/twice", mail("Subject: first", "Subject: second")
    yield "subject/upper-case", mail("SUBJECT: loud", "FROM: a@example.com")
    yield "subject/space-before-colon", mail("Subject : obsolete", "From: a@example.com")
    yield "subject/first-line-empty", mail("Subject:", " below", "From: a@example.com")


ADDRESSES = {
    "bare": "john@example.com",
    "angle": "<john@example.com>",
    "name": "John Doe <john@example.com>",
    "quoted-name": '"Doe, John" <john@example.com>',
    "escaped-quote": r'"John \"Jack\" Doe" <john@example.com>',
    "escaped-backslash": r'"back\\slash" <john@example.com>',
    "dots-in-name": "John Q. Public <john@example.com>",
    "apostrophe": "Miles O'Brien <miles@example.com>",
    "two": "a@example.com, b@example.com",
    "three-named": 'A <a@example.com>, "B" <b@example.com>, c@example.com',
    "folded": "A <a@example.com>,\r\n\tB <b@example.com>",
    "empty-elements": ", a@example.com,, b@example.com,",
    "group": "Friends: a@example.com, B <b@example.com>;",
    "empty-group": "undisclosed-recipients:;",
    "group-and-more": "Friends: a@example.com;, c@example.com",
    "two-groups": "A: a@example.com;, B: b@example.com;",
    "comment-behind": "john@example.com (John Doe)",
    "comment-inside": "John (the one) Doe <john@example.com>",
    "comment-in-address": "john(work)@(at)example.com",
    "nested-comment": "John <john@example.com> (a (nested) comment)",
    "upper-case-domain": "John@EXAMPLE.Com",
    "upper-case-local": "JOHN.Doe@example.com",
    "sub-address": "john+tag@example.com",
    "quoted-local": '"john doe"@example.com',
    "quoted-local-needless": '"john.doe"@example.com',
    "quoted-local-at": '"a@b"@example.com',
    "literal": "john@[192.0.2.1]",
    "literal-ipv6": "john@[IPv6:2001:db8::1]",
    "route": "<@relay.example.net:john@example.com>",
    "route-two": "<@one.example.net,@two.example.net:john@example.com>",
    "spaces-around-at": "John <john @ example.com>",
    "spaces-around-dot": "john . doe@example . com",
    "idn": "Jürgen <jürgen@exämple.de>",
    "raw-utf-8-name": "Jürgen Müller <j@example.com>",
    "encoded-name": "=?utf-8?Q?J=C3=BCrgen_M=C3=BCller?= <j@example.com>",
    "encoded-two-words": "=?utf-8?Q?J=C3=BCrgen?= =?utf-8?Q?_M=C3=BCller?= <j@example.com>",
    "encoded-and-plain": "=?utf-8?Q?J=C3=BCrgen?= Schmidt <j@example.com>",
    "encoded-in-quotes": '"=?utf-8?Q?J=C3=BCrgen_M=C3=BCller?=" <j@example.com>',
    "encoded-comma": "=?utf-8?Q?M=C3=BCller=2C_J=C3=BCrgen?= <j@example.com>",
    "encoded-raw-comma": "=?utf-8?Q?M=C3=BCller,_J=C3=BCrgen?= <j@example.com>",
    "encoded-base64": "=?iso-8859-1?B?SvxyZ2Vu?= <j@example.com>",
    "encoded-address-in-name": "=?utf-8?Q?ceo=40bank=2Eexample?= <mallory@example.com>",
    "address-as-name": '"ceo@bank.example" <mallory@example.com>',
    "name-empty": '"" <john@example.com>',
    "name-blank": '" " <john@example.com>',
    "no-domain": "root",
    "null": "<>",
    "garbage": "!!! not an address !!!",
    "missing-end": "John <john@example.com",
    "double-angle": "John <<john@example.com>>",
    "unquoted-comma": "Doe, John <john@example.com>",
    "unquoted-at": "john@work <john@example.com>",
    "semicolons": "a@example.com; b@example.com",
    "no-space": "John<john@example.com>",
    "name-behind": "<john@example.com> John",
    "two-in-angle": "John <john@example.com, jack@example.com>",
    "trailing-dot": "john@example.com.",
    "trailing-comment-open": "john@example.com (never closed",
    "unclosed-quote": '"John <john@example.com>',
    "mailto": "<mailto:john@example.com>",
    "latin-1-name": "J\u00fcrgen <j@example.com>".encode("latin-1"),
    "dots-in-local": "john..doe@example.com",
    "local-ends-with-dot": "john.@example.com",
    "slash": "a/b=c@example.com",
    "long-list": ", ".join(f"User {n} <u{n}@example.com>" for n in range(200)),
}


def addresses():
    for name, value in ADDRESSES.items():
        value = value if isinstance(value, bytes) else value.encode("utf-8")
        yield f"address/{name}", mail(b"To: " + value)
    yield "address/two-to-fields", mail("To: a@example.com", "To: b@example.com")
    yield "address/all-fields", mail(
        "From: A <a@example.com>", "Sender: S <s@example.com>", "Reply-To: R <r@example.com>",
        "To: T <t@example.com>", "Cc: C <c@example.com>", "Bcc: B <b@example.com>")
    yield "address/two-authors", mail("From: A <a@example.com>, B <b@example.com>", "Sender: a@example.com")
    yield "address/empty-field", mail("From: a@example.com", "To: ", "Cc:")


FILE_NAMES = {
    "token": "attachment; filename=report.pdf",
    "quoted": 'attachment; filename="annual report.pdf"',
    "unquoted-blank": "attachment; filename=annual report.pdf",
    "escaped": r'attachment; filename="a \"b\" c.pdf"',
    "rfc2231": "attachment; filename*=utf-8''%C3%BCbersicht.pdf",
    "rfc2231-language": "attachment; filename*=utf-8'de'%C3%BCbersicht.pdf",
    "rfc2231-latin-1": "attachment; filename*=iso-8859-1''%FCbersicht.pdf",
    "rfc2231-no-charset": "attachment; filename*=''plain.pdf",
    "rfc2231-lower-hex": "attachment; filename*=utf-8''%c3%bc.pdf",
    "rfc2231-quoted": "attachment; filename*=\"utf-8''%C3%BC.pdf\"",
    "rfc2231-both": "attachment; filename=\"ue.pdf\"; filename*=utf-8''%C3%BC.pdf",
    "continued": 'attachment; filename*0="very long "; filename*1="name.pdf"',
    "continued-extended": "attachment; filename*0*=utf-8''%C3%BC; filename*1*=%C3%B6; filename*2=.pdf",
    "continued-unordered": 'attachment; filename*1="name.pdf"; filename*0="long "',
    "continued-split-character": "attachment; filename*0*=utf-8''%C3; filename*1*=%BC.pdf",
    "continued-gap": 'attachment; filename*0="a"; filename*2="c"',
    "continued-folded": "attachment;\r\n filename*0*=utf-8''%C3%BC;\r\n filename*1*=%C3%B6.pdf",
    "encoded-word": 'attachment; filename="=?utf-8?Q?=C3=BCbersicht=2Epdf?="',
    "encoded-word-base64": 'attachment; filename="=?utf-8?B?w7xiZXJzaWNodC5wZGY=?="',
    "encoded-word-unquoted": "attachment; filename==?utf-8?B?w7xiZXJzaWNodC5wZGY=?=",
    "encoded-words-two": 'attachment; filename="=?utf-8?B?w7xiZXJz?= =?utf-8?B?aWNodC5wZGY=?="',
    "raw-utf-8": 'attachment; filename="übersicht.pdf"',
    "raw-latin-1": 'attachment; filename="\u00fcbersicht.pdf"'.encode("latin-1"),
    "no-name": "attachment",
    "empty-name": 'attachment; filename=""',
    "unclosed-quote": 'attachment; filename="report.pdf',
    "semicolon-inside": 'attachment; filename="a;b.pdf"',
    "two-names": 'attachment; filename="first.pdf"; filename="second.pdf"',
    "upper-case": 'ATTACHMENT; FILENAME="Report.PDF"',
    "path": 'attachment; filename="../../etc/passwd"',
    "windows-path": r'attachment; filename="C:\temp\report.pdf"',
    "with-size": "attachment; size=123; filename=report.pdf; creation-date=\"Mon, 1 Jan 2024 10:00:00 +0000\"",
    "no-semicolon": "attachment filename=report.pdf",
    "double-semicolon": "attachment;; filename=report.pdf;",
    "spaces-around-equals": "attachment; filename = report.pdf",
    "brackets": 'attachment; filename="report (1).pdf"',
    "brackets-unquoted": "attachment; filename=report(1).pdf",
    "inline": 'inline; filename="picture.png"',
    "unknown-kind": 'form-data; name="file"; filename="picture.png"',
    "apostrophes": "attachment; filename=\"it's o'clock.pdf\"",
    "percent-plain": 'attachment; filename="100%25.pdf"',
    "emoji": "attachment; filename*=UTF-8''%F0%9F%91%8B.pdf",
}


def file_names():
    for name, value in FILE_NAMES.items():
        value = value if isinstance(value, bytes) else value.encode("utf-8")
        yield f"file/{name}", mail(
            "Subject: file", "Content-Type: application/pdf", b"Content-Disposition: " + value,
            "Content-Transfer-Encoding: base64", body=b"JVBERi0xLjQK\r\n")
    types = {
        "name-only": 'application/pdf; name="report.pdf"',
        "name-encoded-word": 'application/pdf; name="=?utf-8?Q?=C3=BC.pdf?="',
        "name-rfc2231": "application/pdf; name*=utf-8''%C3%BC.pdf",
        "name-continued": 'application/pdf; name*0="long "; name*1="name.pdf"',
    }
    for name, value in types.items():
        yield f"file/{name}", mail("Content-Type: " + value, "Content-Transfer-Encoding: base64", body=b"JVBERi0=\r\n")


TYPES = {
    "missing": None,
    "empty": "",
    "no-slash": "text",
    "two-slashes": "text/plain/odd",
    "garbage": "!!!",
    "only-parameters": "; charset=utf-8",
    "upper-case": "TEXT/PLAIN; CHARSET=UTF-8",
    "html": "text/html; charset=utf-8",
    "quoted-charset": 'text/plain; charset="utf-8"',
    "single-quoted-charset": "text/plain; charset='utf-8'",
    "comment": "text/plain; charset=utf-8 (Unicode)",
    "comment-before": "text/plain (the usual); charset=utf-8",
    "trailing-semicolon": "text/plain; charset=utf-8;",
    "folded": "text/plain;\r\n\tcharset=utf-8",
    "spaces": "text / plain ; charset = utf-8",
    "no-semicolon": "text/plain charset=utf-8",
    "comma": "text/plain, charset=utf-8",
    "charset-rfc2231": "text/plain; charset*=us-ascii'en'utf-8",
    "flowed": "text/plain; charset=utf-8; format=flowed; delsp=yes",
    "unknown": "application/x-unknown",
    "message-partial": 'message/partial; id="x"; number=1; total=2',
    "text-star": "text/calendar; charset=utf-8; method=REQUEST",
}


def types():
    for name, value in TYPES.items():
        head = ["Subject: type"] if value is None else ["Subject: type", "Content-Type: " + value]
        yield f"type/{name}", mail(*head, "Content-Transfer-Encoding: 8bit", body="Plain text = fine. \nSecond line\n")


BODIES = {
    "qp/soft-break": ("quoted-printable", b"one =\r\nline\r\n"),
    "qp/soft-break-blank": ("quoted-printable", b"one = \r\nline\r\n"),
    "qp/lower-case": ("quoted-printable", b"Gr=c3=bc=c3=9fe\r\n"),
    "qp/stray-equals": ("quoted-printable", b"1+1=2 and a = b\r\n"),
    "qp/double-equals": ("quoted-printable", b"a == b\r\n"),
    "qp/equals-at-end": ("quoted-printable", b"the end="),
    "qp/half-escape-at-end": ("quoted-printable", b"the end=C"),
    "qp/raw-8bit": ("quoted-printable", "Grüße=21\r\n".encode()),
    "qp/trailing-blank": ("quoted-printable", b"trailing \r\n-- \r\nme\r\n"),
    "qp/encoded-newline": ("quoted-printable", b"a=0D=0Ab=0Ac\r\n"),
    "qp/empty": ("quoted-printable", b""),
    "qp/only-soft-breaks": ("quoted-printable", b"=\r\n=\r\n=\r\n"),
    "qp/bare-lf": ("quoted-printable", b"one =\nline\n"),
    "qp/bad-hex": ("quoted-printable", b"=GG =4 =XY\r\n"),
    "qp/underscore": ("quoted-printable", b"a_b=5Fc\r\n"),
    "base64/plain": ("base64", b"SGVsbG8sIHdvcmxk\r\n"),
    "base64/one-pad": ("base64", b"SGVsbG8=\r\n"),
    "base64/two-pads": ("base64", b"SGVsbA==\r\n"),
    "base64/missing-pad": ("base64", b"SGVsbG8\r\n"),
    "base64/missing-pads": ("base64", b"SGVsbA\r\n"),
    "base64/one-sign-over": ("base64", b"SGVsbG8s8\r\n"),
    "base64/one-sign": ("base64", b"S\r\n"),
    "base64/blanks": ("base64", b"SGVs bG8s\tIHdv  cmxk\r\n"),
    "base64/junk": ("base64", b"SGVs*bG8s!IHdv#cmxk\r\n"),
    "base64/long-line": ("base64", base64.b64encode(b"x" * 3000)),
    "base64/short-lines": ("base64", b"S\r\nG\r\nV\r\ns\r\nb\r\nG\r\n8\r\n=\r\n"),
    "base64/footer-behind-pad": ("base64", b"SGVsbA==\r\n\r\n____\r\nmailing list footer\r\n"),
    "base64/two-blocks": ("base64", b"SGVsbA==\r\nV29ybGQ=\r\n"),
    "base64/empty": ("base64", b""),
    "base64/only-pads": ("base64", b"====\r\n"),
    "base64/only-junk": ("base64", b"!!!! ????\r\n"),
    "base64/url-alphabet": ("base64", b"-_-_SGVs\r\n"),
    "base64/equals-first": ("base64", b"=SGVs\r\n"),
    "base64/bare-lf": ("base64", b"SGVs\nbG8s\n"),
    "base64/upper-name": ("BASE64", b"SGVs\r\n"),
    "encoding/7bit": ("7bit", b"seven\r\n"),
    "encoding/binary": ("binary", b"bin\x01\x02\r\n"),
    "encoding/unknown": ("x-whatever", b"SGVs=20\r\n"),
    "encoding/empty": ("", b"as it is =41\r\n"),
    "encoding/comment": ("base64 (as usual)", b"SGVs\r\n"),
    "encoding/semicolon": ("base64;", b"SGVs\r\n"),
    "encoding/uuencode": ("x-uuencode", b"begin 644 a.txt\r\n+2&5L;&\\@=V]R;&0\r\n`\r\nend\r\n"),
    "encoding/uuencode-no-begin": ("x-uuencode", b"no begin here\r\n"),
    "lines/crlf": ("8bit", b"a\r\nb\r\n"),
    "lines/lf": ("8bit", b"a\nb\n"),
    "lines/no-end": ("8bit", b"no line end"),
    "lines/empty": ("8bit", b""),
    "lines/only-newlines": ("8bit", b"\r\n\r\n\r\n"),
    "lines/nul": ("8bit", b"a\x00b\r\n"),
    "lines/long": ("8bit", b"x" * 5000 + b"\r\n"),
}


def bodies():
    for name, (encoding, body) in BODIES.items():
        yield f"body/{name}", mail(
            "Subject: body", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: " + encoding, body=body)
    guesses = {
        "undeclared-utf-8": (None, "Grüße\r\n".encode()),
        "ascii-but-utf-8": ("us-ascii", "Grüße\r\n".encode()),
        "ascii-but-latin-1": ("us-ascii", "Grüße\r\n".encode("latin-1")),
        "latin-1-but-utf-8": ("iso-8859-1", "Grüße\r\n".encode()),
        "latin-1-but-1252": ("iso-8859-1", "“Grüße” – 5 €\r\n".encode("cp1252")),
        "utf-8-but-latin-1": ("utf-8", "Grüße\r\n".encode("latin-1")),
        "utf-8-one-bad-octet": ("utf-8", "Grüße aus Köln und Zürich ".encode() + b"\xff\r\n"),
        "utf-8-mark": ("utf-8", "\ufeffGrüße\r\n".encode()),
        "utf-8-alias": ("utf8", "Grüße\r\n".encode()),
        "unknown-name": ("x-nothing", b"plain\r\n"),
        "unknown-name-8bit": ("unknown-8bit", b"plain\r\n"),
        "gb2312-but-gbk": ("gb2312", "镕基\r\n".encode("gbk")),
        "euc-kr-but-cp949": ("euc-kr", "똠방\r\n".encode("cp949")),
        "shift_jis-but-cp932": ("shift_jis", "①㈱\r\n".encode("cp932")),
        "bad-shift_jis": ("shift_jis", b"ab\x81\xffcd\r\n"),
        "bad-koi8-u": ("koi8-u", "Щастя\r\n".encode("koi8-u")),
    }
    for name, (charset, body) in guesses.items():
        kind = "text/plain" + (f"; charset={charset}" if charset else "")
        yield f"guess/{name}", mail("Subject: guess", f"Content-Type: {kind}", "Content-Transfer-Encoding: 8bit", body=body)


DATES = {
    "usual": "Mon, 1 Jan 2024 10:00:00 +0100",
    "no-weekday": "1 Jan 2024 10:00:00 +0100",
    "no-seconds": "Mon, 1 Jan 2024 10:00 +0100",
    "two-digit-day": "Mon, 01 Jan 2024 10:00:00 +0000",
    "minus-zero": "Mon, 1 Jan 2024 10:00:00 -0000",
    "negative": "Fri, 31 May 2024 23:59:59 -0730",
    "comment": "Mon, 1 Jan 2024 10:00:00 +0100 (CET)",
    "gmt": "Mon, 1 Jan 2024 10:00:00 GMT",
    "ut": "Mon, 1 Jan 2024 10:00:00 UT",
    "est": "Mon, 1 Jan 2024 10:00:00 EST",
    "pdt": "Mon, 1 Jul 2024 10:00:00 PDT",
    "military": "Mon, 1 Jan 2024 10:00:00 Z",
    "unknown-zone": "Mon, 1 Jan 2024 10:00:00 XYZ",
    "no-zone": "Mon, 1 Jan 2024 10:00:00",
    "two-digit-year": "Mon, 1 Jan 24 10:00:00 +0000",
    "two-digit-year-old": "Fri, 1 Jan 99 10:00:00 +0000",
    "three-digit-year": "Mon, 1 Jan 124 10:00:00 +0000",
    "lower-case": "mon, 1 jan 2024 10:00:00 +0000",
    "long-names": "Monday, 1 January 2024 10:00:00 +0000",
    "hyphens": "Mon, 01-Jan-2024 10:00:00 +0000",
    "leap-day": "Thu, 29 Feb 2024 10:00:00 +0000",
    "no-leap-day": "Wed, 29 Feb 2023 10:00:00 +0000",
    "leap-second": "Sat, 31 Dec 2016 23:59:60 +0000",
    "dots": "Mon, 1 Jan 2024 10.00.00 +0000",
    "asctime": "Mon Jan  1 10:00:00 2024",
    "american": "Jan 1, 2024 10:00:00 +0000",
    "extra-spaces": "Mon,  1  Jan  2024   10:00:00   +0100",
    "wrong-weekday": "Sun, 1 Jan 2024 10:00:00 +0100",
    "no-comma": "Mon 1 Jan 2024 10:00:00 +0100",
    "folded": "Mon, 1 Jan 2024\r\n 10:00:00 +0100",
    "gmt-offset": "Mon, 1 Jan 2024 10:00:00 GMT+0100",
    "colon-offset": "Mon, 1 Jan 2024 10:00:00 +01:00",
    "garbage": "yesterday, at about ten",
    "empty": "",
    "no-time": "Mon, 1 Jan 2024",
    "month-13": "Mon, 1 Foo 2024 10:00:00 +0000",
    "hour-25": "Mon, 1 Jan 2024 25:00:00 +0000",
    "year-1970": "Thu, 1 Jan 1970 00:00:00 +0000",
    "year-1969": "Wed, 31 Dec 1969 23:59:59 +0000",
    "year-2100": "Mon, 1 Mar 2100 00:00:00 +0000",
    "iso-8601": "2024-01-01T10:00:00Z",
    "iso-8601-blank": "2024-01-01 10:00:00 +0100",
}


def dates():
    for name, value in DATES.items():
        yield f"date/{name}", mail("Date: " + value, "Subject: date")


IDENTIFIERS = {
    "usual": ("<1@example.com>", "<0@example.com>", "<a@x> <b@y> <c@z>"),
    "folded": ("<1@example.com>", "<0@example.com>", "<a@x>\r\n <b@y>\r\n\t<c@z>"),
    "glued": ("<1@example.com>", "<0@example.com>", "<a@x><b@y>"),
    "commas": ("<1@example.com>", "<0@example.com>", "<a@x>, <b@y>"),
    "comment": ("<1@example.com> (why)", "<0@example.com> (yes)", "<a@x>"),
    "phrase": ("<1@example.com>", "Your message of Monday <0@example.com>", ""),
    "odd-characters": ("<A=B+C/D$E_%F@[192.0.2.1]>", "", ""),
    "no-at": ("<just-a-word>", "", ""),
    "folded-first": ("\r\n <1@example.com>", "", "\r\n <a@x>"),
    "exchange": ("<DB7PR01MB1234ABCDEF@DB7PR01MB1234.eurprd01.prod.exchangelabs.com>", "", ""),
    "empty": ("", "", ""),
    "many": ("<1@example.com>", "", " ".join(f"<{n}@example.com>" for n in range(300))),
}


def identifiers():
    for name, (own, reply, references) in IDENTIFIERS.items():
        yield f"id/{name}", mail("Message-ID: " + own, "In-Reply-To: " + reply, "References: " + references)
