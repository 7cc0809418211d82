"""Groups of cases that hold for many schemes, each said once."""
import hashlib
import hmac

from .data import Repeat, b64, raw
from .schemes import BASE64, BASE64_OF_HEX, HEX, HEX_ANY_CASE, write
from .suite import add, at, double, drop, edit, fold, put

MIB = 1 << 20
PRETTY = '{\n  "amount": 100,\n  "currency": "USD"\n}\n'

BODIES = {
    "empty": "",
    "json": '{"amount":100,"currency":"USD"}',
    "pretty": PRETTY,
    "not-utf-8": bytes([0x7B, 0xFF, 0xFE, 0x80, 0xC3, 0x28, 0x7D]),
    "crlf": '{"a":1}\r\n{"b":2}\r\n',
    "nul": "before\0after\0",
    "trailing-newline": '{"amount":100}\n',
    "byte-order-mark": '\ufeff{"amount":100}',
    "unicode": '{"name":"Zo\u00eb \u6c7a\u6e08 \U0001f9fe"}',
    "escaped-unicode": '{"name":"Zo\\u00eb"}',
    "white-space": " \t\r\n",
}
LONG = Repeat("0123456789abcdef", MIB // 16)

# What a body must not become between the wire and the MAC: as it was signed, as it came.
CHANGED = {
    "body-with-a-flipped-bit": ('{"amount":100}', '{"amount":101}'),
    "body-re-serialised-with-spaces": ('{"amount":100,"currency":"USD"}', '{"amount": 100, "currency": "USD"}'),
    "body-re-serialised-in-another-order": ('{"b":1,"a":2}', '{"a":2,"b":1}'),
    "body-re-serialised-with-escapes": ('{"name":"Zo\u00eb"}', '{"name":"Zo\\u00eb"}'),
    "body-with-escaped-slashes": ('{"url":"https://a/b"}', '{"url":"https:\\/\\/a\\/b"}'),
    "body-with-a-number-rewritten": ('{"amount":1.0}', '{"amount":1}'),
    "body-with-a-newline-added": ('{"amount":100}', '{"amount":100}\n'),
    "body-with-its-newline-cut": ('{"amount":100}\n', '{"amount":100}'),
    "body-decoded-as-text": (b'{"name":"\xff"}', '{"name":"\ufffd"}'),
    "body-with-line-ends-changed": ("a\r\nb\r\n", "a\nb\n"),
    "body-without-its-byte-order-mark": ('\ufeff{"a":1}', '{"a":1}'),
    "body-cut-at-a-nul": ("before\0after", "before"),
    "body-in-another-normal-form": ('{"name":"Zo\u00eb"}', '{"name":"Zoe\u0308"}'),
    "body-lost": ('{"amount":100}', ""),
    "body-from-nowhere": ("", '{"amount":100}'),
}


def header(suite, value):
    """A header's name."""
    return suite.scheme.header_of[value]


def honest(suite, **message):
    """The usual signature, as text."""
    headers, _ = suite.scheme.sign(suite.signing, {**suite.received, **message}, None, suite.timestamp)
    return dict(map(tuple, headers))[header(suite, "proof")]


def bodies(suite, extra=None, long_to_sign=LONG):
    for name, body in {**BODIES, **(extra or {})}.items():
        suite.sign(f"body-{name}", body=body)
        suite.verify(f"body-{name}", body=body)
    if long_to_sign:
        suite.sign("body-one-mebibyte", body=long_to_sign)
    suite.verify("body-one-mebibyte", body=LONG)
    suite.verify("body-one-mebibyte-and-one", body=Repeat("0123456789abcdef", MIB // 16 + 1), signed={"body": LONG},
                 error="signature_mismatch")
    suite.sign("no-body", note="no body signs an empty one", body=None)
    suite.verify("no-body", body=None, error="missing_body")
    for name, (signed, received) in CHANGED.items():
        suite.verify(name, signed={"body": signed}, body=received, error="signature_mismatch")


# Credentials

def with_credentials(suite, name, change, error=None, note=None, operations=("sign", "verify"), **more):
    """The same mistake in the credentials, when building a signer and when building a verifier."""
    if "sign" in operations:
        suite.sign(name, note=note, credentials=change(suite.signing), error=error, **more)
    if "verify" in operations:
        suite.verify(name, note=note, credentials=[("default", change(suite.verifying))], by=suite.signing,
                     error=error, **more)


def replaced(**values):
    return lambda before: {**before, **values}


def without(name):
    return lambda before: {own: value for own, value in before.items() if own != name}


def text_credentials(suite, texts=(), visible=()):
    """`texts` are credentials that are text; those of them that are `visible` travel in a header of their own."""
    for field in (*texts, *visible):
        slug = field.replace("_", "-")
        value = suite.signing[field]
        with_credentials(suite, f"{slug}-missing", without(field), "missing_credential")
        for name, wrong, error in (
            ("empty", "", "empty_credential"),
            ("with-a-space-before", " " + value, "malformed_credential"),
            ("with-a-line-break-after", value + "\n", "malformed_credential"),
            ("with-a-tab-inside", value[:4] + "\t" + value[4:], "malformed_credential"),
            ("with-a-control-character", value + "\x7f" + value, "malformed_credential"),
            ("not-utf-8", value.encode() + b"\xff", "malformed_credential"),
        ):
            with_credentials(suite, f"{slug}-{name}", replaced(**{field: wrong}), error)
        if field in visible:
            for name, wrong in (("with-a-comma", value + ",x"), ("with-a-space-inside", value + " x"),
                                ("not-ascii", value + "\u00e9")):
                with_credentials(suite, f"{slug}-{name}", replaced(**{field: wrong}), "malformed_credential")
    with_credentials(suite, "credential-unknown", replaced(api_secret="x"), "unknown_credential")
    with_credentials(suite, "credential-in-another-case", replaced(**{(texts or visible)[0].upper(): "x"}),
                     "unknown_credential")


def several(suite):
    """Labels, several parties, and two keys of one party while rotating."""
    first, second, rotated = suite.verifying, suite.second, suite.rotated
    both = [("first", first), ("second", second[1])]
    suite.verify("first-of-two", credentials=both, label="first")
    suite.verify("second-of-two", credentials=both, by=second[0], label="second")
    suite.verify("first-of-two-given-last", credentials=both[::-1], label="first")
    turning = [("old", first), ("new", rotated[1])]
    suite.verify("rotating-old-key", credentials=turning, label="old")
    suite.verify("rotating-new-key", credentials=turning, by=rotated[0], label="new")
    suite.verify("rotating-new-key-given-first", credentials=turning[::-1], by=rotated[0], label="new")
    suite.verify("rotating-beside-another-party", credentials=[("other", second[1]), *turning], by=rotated[0],
                 label="new")
    suite.verify("rotated-key-not-given", by=rotated[0], error="signature_mismatch")
    if not suite.scheme.sender:
        suite.verify("none-of-several", credentials=turning, by=second[0], error="signature_mismatch")
    else:
        suite.verify("sender-unknown", by=second[0], error="unknown_sender")
        suite.verify("sender-unknown-among-two", credentials=turning, by=second[0], error="unknown_sender")
        if header(suite, "proof") != "Authorization":
            name, own = header(suite, suite.scheme.sender), suite.signing[suite.scheme.sender]
            suite.verify("sender-of-another-party", credentials=both, by=second[0], change=put(name, own),
                         note="the id is one of ours, the key that signed is another party's",
                         error="signature_mismatch")
            if own.swapcase() != own:
                suite.verify("sender-in-another-case", change=put(name, own.swapcase()), error="unknown_sender")
            suite.verify("sender-empty", change=put(name, ""), error="unknown_sender")
            suite.verify("sender-cut", change=put(name, own[:-1]), error="unknown_sender")
    for name, label in (("of-one-character", "a"), ("of-64-characters", "l" * 64),
                        ("of-any-visible-ascii", "!live/2026-q1~")):
        suite.verify(f"label-{name}", credentials=[(label, first)], label=label)
    for name, label in (("empty", ""), ("of-65-characters", "l" * 65), ("with-a-space", "a b"),
                        ("not-ascii", "\u00e9"), ("with-a-line-break", "a\n")):
        suite.verify(f"label-{name}", credentials=[(label, first)], error="invalid_label")
    suite.verify("label-twice", credentials=[("live", first), ("live", second[1])], error="duplicate_credential")
    suite.verify("labels-that-differ-in-case", credentials=[("live", first), ("Live", second[1])], label="live")
    suite.verify("second-set-incomplete", credentials=[("first", first), ("second", without(list(first)[-1])(second[1]))],
                 error="missing_credential")


# Headers

def header_rules(suite):
    names = [suite.scheme.header_of[value] for _, value in suite.scheme.reads()]

    def everywhere(change):
        return lambda headers: [change(name, value) for name, value in headers]

    for name, change in (
        ("names-in-lower-case", everywhere(lambda name, value: [name.lower(), value])),
        ("names-in-upper-case", everywhere(lambda name, value: [name.upper(), value])),
        ("names-in-odd-case", everywhere(lambda name, value: [name.title().swapcase(), value])),
        ("values-in-spaces", everywhere(lambda name, value: [name, f"  {value} "])),
        ("values-in-tabs", everywhere(lambda name, value: [name, f"\t{value} \t"])),
        ("headers-in-reverse", lambda headers: headers[::-1]),
        ("headers-among-others", lambda headers: [["Host", "merchant.example"], *headers, ["Accept", "a/b, c/d"],
                                                  ["accept", "text/plain"], ["X-Empty", ""]]),
    ):
        suite.verify(name, change=change)
    suite.verify("headers-of-similar-names", change=add(*[(f"{name}-Old", "x") for name in names],
                                                        *[(f"X-{name}", "y") for name in names],
                                                        *[(name.replace("-", "_") + "_", "z") for name in names]))
    suite.verify("headers-none", headers=[], error="missing_header")
    for name in names:
        slug = name.lower()
        suite.verify(f"{slug}-missing", change=drop(name), error="missing_header")
        suite.verify(f"{slug}-twice", change=double(name), error="duplicate_header")
        suite.verify(f"{slug}-twice-in-two-cases", change=double(name, str.swapcase), error="duplicate_header")
        suite.verify(f"{slug}-twice-and-one-wrong", change=double(name, other="x"), error="duplicate_header")
        suite.verify(f"{slug}-folded-with-a-comma", change=fold(name), error="duplicate_header")
        suite.verify(f"{slug}-with-a-comma-at-the-end", change=at(name, lambda own, value: [[own, value + ","]]),
                     error="duplicate_header")
    for before, after in zip(names, names[1:]):
        suite.verify(f"{before.lower()}-missing-and-{after.lower()}-twice", change=edit(drop(before), double(after)),
                     note="headers are read in the scheme's order", error="missing_header")
        suite.verify(f"{before.lower()}-twice-and-{after.lower()}-missing", change=edit(double(before), drop(after)),
                     note="headers are read in the scheme's order", error="duplicate_header")


# The signature's text form

URL_SAFE = str.maketrans("+/", "-_")


def base64_forms(text, digest):
    forms = {
        "without-padding": text.rstrip("="),
        "with-more-padding": text + "=",
        "with-bits-after-the-end": with_loose_bits(text),
        "wrapped": text[:40] + "\n" + text[40:],
        "wrapped-with-crlf": text[:40] + "\r\n" + text[40:],
        "with-a-space-inside": text[:40] + " " + text[40:],
        "one-byte-short": b64(digest[:-1]),
        "one-byte-long": b64(digest + b"\0"),
        "in-hex": digest.hex(),
    }
    if text.translate(URL_SAFE) != text:
        forms["url-safe"] = text.translate(URL_SAFE)
    return forms


def with_loose_bits(text):
    """The same bytes, with one of the bits set that base64 leaves over."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    digits = text.rstrip("=")
    assert digits != text
    return digits[:-1] + alphabet[alphabet.index(digits[-1]) + 1] + "=" * (len(text) - len(digits))


def hex_forms(text, digest):
    return {
        "one-digit-short": text[:-1],
        "one-byte-short": text[:-2],
        "one-byte-long": text + "00",
        "with-a-prefix": "sha256=" + text,
        "with-0x": "0x" + text,
        "with-a-space-inside": text[:32] + " " + text[32:],
        "with-colons": ":".join(text[at:at + 2] for at in range(0, len(text), 2)),
        "with-a-wrong-digit": text[:-1] + "g",
        "in-base64": b64(digest),
    }


def other_cases(text):
    """Hex with capital letters, all of them or some."""
    mixed = "".join(char.upper() if at % 2 else char for at, char in enumerate(text))
    assert len({text, mixed, text.upper()}) == 3
    return {"in-upper-case": text.upper(), "in-mixed-case": mixed}


def everywhere_forms(text):
    return {
        "empty": "",
        "quoted": f'"{text}"',
        "with-a-line-break-after": text + "\n",
        "with-a-byte-of-no-text": text.encode() + b"\xff",
        "twice-in-one": text + text,
        "a-word": "signature",
    }


def signature_forms(suite, message, forms):
    """Texts that are no signature at all, and the same ones on a message that is stale or has another body."""
    for name, text in forms.items():
        suite.verify(f"signature-{name}", change=put(header(suite, "proof"), text), error="malformed_signature",
                     **message)


def find_body(suite, wanted):
    """A message whose signature has the characters that a case is about."""
    for number in range(200):
        message = {"body": f'{{"attempt":{number}}}'}
        if wanted(honest(suite, **message)):
            return message
    raise AssertionError("no such signature")


def mac_forms(suite):
    mac, message = suite.scheme.proof, {}
    if mac.form == BASE64:
        message = find_body(suite, lambda text: "+" in text and "/" in text)
    signed = suite.scheme.signed(suite.signing, {**suite.received, **message}, None, suite.timestamp)
    digest, text = mac.digest(suite.signing, signed), honest(suite, **message)
    forms = everywhere_forms(text)
    if mac.form in (BASE64, BASE64_OF_HEX):
        forms.update(base64_forms(text, digest.hex().encode() if mac.form == BASE64_OF_HEX else digest))
    else:
        forms.update(hex_forms(text, digest))
    if mac.form == HEX:
        forms.update(other_cases(text))
    if mac.form == BASE64:
        forms["of-hex-first"] = write(BASE64_OF_HEX, digest)
        forms["in-base64-twice"] = b64(text.encode())
    if mac.form == BASE64_OF_HEX:
        forms["of-the-raw-digest"] = b64(digest)
        forms["of-hex-in-upper-case"] = b64(digest.hex().upper().encode())
        forms["of-no-hex"] = b64(b"g" * 128)
        forms["in-plain-hex"] = digest.hex()
    for other in {"sha256": ("sha1", "sha384", "sha512"), "sha512": ("sha1", "sha256", "sha384")}[mac.hash]:
        forms[f"with-hmac-{other}"] = write(mac.form, hmac.new(raw(suite.signing[mac.key]), signed, other).digest())
    signature_forms(suite, message, forms)
    if mac.form == HEX_ANY_CASE:
        for name, other in other_cases(text).items():
            suite.verify(f"signature-{name}", change=put(header(suite, "proof"), other))


def wrong_macs(suite):
    """Well-formed signatures of which none is the message's."""
    mac = suite.scheme.proof
    signed = suite.scheme.signed(suite.signing, suite.received, None, suite.timestamp)
    key, other = raw(suite.signing[mac.key]), {"sha256": "sha3_256", "sha512": "sha3_512"}[mac.hash]
    digest = mac.digest(suite.signing, signed)

    def of(key, data, name=mac.hash):
        return hmac.new(key, data, name).digest()

    def plain(data):
        return hashlib.new(mac.hash, data).digest()

    wrong = {
        "with-its-first-bit-flipped": bytes([digest[0] ^ 0x80]) + digest[1:],
        "with-its-last-bit-flipped": digest[:-1] + bytes([digest[-1] ^ 1]),
        "reversed": digest[::-1],
        "of-zeroes": bytes(mac.size),
        "with-message-and-key-swapped": of(signed, key),
        "with-a-plain-hash-of-the-message": plain(signed),
        "with-a-plain-hash-of-key-and-message": plain(key + signed),
        "with-a-plain-hash-of-message-and-key": plain(signed + key),
        "with-hmac-sha3": of(key, signed, other),
        "with-a-longer-hash-cut": of(key, signed, "sha512")[:mac.size] if mac.hash == "sha256" else None,
        "with-another-secret": of(key + b"x", signed),
        "with-a-line-break-in-the-secret": of(key + b"\n", signed),
        "with-the-secret-hashed": of(plain(key), signed),
        "with-no-secret": of(b"", signed),
        "over-the-hash-of-the-message": of(key, plain(signed)),
        "over-hex-of-the-message": of(key, signed.hex().encode()),
        "over-nothing": of(key, b"") if signed else None,
        "over-the-message-twice": of(key, signed + signed),
        "over-a-newline-more": of(key, signed + b"\n"),
    }
    for name, value in wrong.items():
        if value is not None:
            suite.verify(f"signature-{name}", change=put(header(suite, "proof"), write(mac.form, value)),
                         error="signature_mismatch")


# Time

def time(suite):
    scheme, moment = suite.scheme, suite.moment
    tolerance = scheme.tolerance * 1000
    name = header(suite, "timestamp")
    digits = scheme.digits
    for words, age in (("now", 0), ("as-old-as-allowed", tolerance), ("as-far-ahead-as-allowed", -tolerance)):
        suite.verify(f"fresh-{words}", now_ms=moment + age)
    for words, age, error in (
        ("by-one-millisecond", tolerance + 1, "stale"), ("by-a-day", 86_400_000, "stale"),
        ("by-one-millisecond", -tolerance - 1, "future"), ("by-a-day", -86_400_000, "future"),
    ):
        suite.verify(f"{error}-{words}", now_ms=moment + age, error=error)
    wider, narrower = {"tolerance": "3600"}, {"tolerance": "1"}
    suite.verify("tolerance-wider", options=wider, now_ms=moment + 3_600_000)
    suite.verify("tolerance-wider-and-stale", options=wider, now_ms=moment + 3_600_001, error="stale")
    suite.verify("tolerance-wider-and-future", options=wider, now_ms=moment - 3_600_001, error="future")
    suite.verify("tolerance-narrower", options=narrower, now_ms=moment + 1000)
    suite.verify("tolerance-narrower-and-stale", options=narrower, now_ms=moment + 1001, error="stale")
    off = {"freshness": "off"}
    suite.verify("freshness-off", options=off, note="no rule here depends on the clock")
    suite.verify("freshness-off-long-ago", options=off, timestamp="0" * digits)
    suite.verify("freshness-off-far-ahead", options=off, timestamp="9" * digits)
    suite.verify("freshness-off-and-mismatch", options=off, change=put(name, "9" * digits),
                 error="signature_mismatch")
    suite.verify("freshness-off-and-malformed-timestamp", options=off, change=put(name, "soon"),
                 error="malformed_timestamp")
    for words, options in (
        ("tolerance-of-zero", {"tolerance": "0"}), ("tolerance-negative", {"tolerance": "-1"}),
        ("tolerance-of-words", {"tolerance": "five minutes"}), ("tolerance-empty", {"tolerance": ""}),
        ("tolerance-and-freshness-off", {"tolerance": "300", **off}), ("freshness-of-words", {"freshness": "sometimes"}),
    ):
        suite.verify(words, options=options, error="invalid_option", now_ms=moment)

    own = suite.timestamp
    wrong_texts = {
        "one-digit-short": own[:-1], "one-digit-long": own + "0", "with-a-sign": "+" + own[1:], "negative": "-" + own[1:],
        "with-a-fraction": own[:-2] + ".5", "with-a-space-inside": own[:5] + " " + own[6:], "of-words": "now",
        "in-hex": "0x" + own[2:], "a-date": "2024-04-05T19:34:38Z", "in-other-digits": "\u0661" * digits, "empty": "",
    }
    for words, text in wrong_texts.items():
        suite.verify(f"timestamp-{words}", change=put(name, text), error="malformed_timestamp")
        suite.sign(f"timestamp-{words}", timestamp=text, error="invalid_timestamp")
    suite.verify("timestamp-not-text", change=put(name, b"\xff" * digits), error="malformed_timestamp")
    suite.verify("timestamp-with-a-line-break-after", change=put(name, own + "\n"), error="malformed_timestamp")
    unit = own + "000" if digits == 10 else own[:10]
    suite.verify("timestamp-in-the-other-unit", change=put(name, unit), error="wrong_time_unit")
    suite.sign("timestamp-in-the-other-unit", timestamp=unit, error="invalid_timestamp")
    suite.sign("timestamp-in-spaces", timestamp=f" {own} ", error="invalid_timestamp")
    suite.verify("timestamp-one-later", change=put(name, str(int(own) + 1)), error="signature_mismatch")
    suite.verify("timestamp-one-earlier", change=put(name, str(int(own) - 1)), error="signature_mismatch")
    suite.sign("timestamp-of-the-clock", timestamp=None, now_ms=1_700_000_000_000)
    suite.sign("timestamp-of-the-clock-between-seconds", timestamp=None, now_ms=1_700_000_000_999)
    suite.sign("timestamp-given-wins-over-the-clock", now_ms=1_700_000_000_000)
    suite.sign("timestamp-of-zeroes", timestamp="0" * digits)

    proof = header(suite, "proof")
    empty, wrong = put(proof, ""), put(name, str(int(own) + 1))
    suite.verify("order-missing-signature-before-malformed-timestamp", change=edit(drop(proof), put(name, "soon")),
                 error="missing_header")
    suite.verify("order-doubled-signature-before-malformed-timestamp", change=edit(double(proof), put(name, "soon")),
                 error="duplicate_header")
    suite.verify("order-malformed-timestamp-before-malformed-signature", change=edit(put(name, "soon"), empty),
                 error="malformed_timestamp")
    suite.verify("order-wrong-time-unit-before-malformed-signature", change=edit(put(name, unit), empty),
                 error="wrong_time_unit")
    suite.verify("order-malformed-signature-before-stale", change=empty, now_ms=moment + 86_400_000,
                 error="malformed_signature")
    suite.verify("order-mismatch-before-stale", change=wrong, now_ms=moment + 86_400_000, error="signature_mismatch",
                 note="only an authentic message is called stale")
    suite.verify("order-mismatch-before-future", change=wrong, now_ms=moment - 86_400_000, error="signature_mismatch",
                 note="only an authentic message is called early")
    if scheme.sender:
        for words, text, error in (("malformed-timestamp", "soon", "malformed_timestamp"),
                                   ("wrong-time-unit", unit, "wrong_time_unit")):
            suite.verify(f"order-{words}-before-unknown-sender", by=suite.second[0], change=put(name, text), error=error)
        suite.verify("order-unknown-sender-before-stale", by=suite.second[0], now_ms=moment + 86_400_000,
                     error="unknown_sender")


def sender_before_signature(suite):
    suite.verify("order-unknown-sender-before-malformed-signature", by=suite.second[0],
                 change=put(header(suite, "proof"), ""), error="unknown_sender")


# Options and scheme ids

BUILDING = {"tolerance": "300", "freshness": "off", "query": "decoded", "header.timestamp": "X-Time",
            "header.signature": "X-Proof", "compact_body": "true", "allow_http_loopback": "true"}
PER_MESSAGE = {"timestamp": "1712345678", "request_timestamp": "1712345678901", "idempotency_key": "order-1",
               "submerchant": "77", "access_token": "token", "body_mode": "unsigned"}


def options(suite, building=(), per_message=()):
    """Every option that the scheme does not list is refused; `building` and `per_message` name those that it does."""
    for name, value in {**BUILDING, "colour": "blue", "Tolerance": "300"}.items():
        if name not in building:
            slug = name.lower().replace("_", "-").replace(".", "-") + ("-in-another-case" if name == "Tolerance" else "")
            suite.sign(f"option-unknown-{slug}", options={name: value}, error="unknown_option")
            suite.verify(f"option-unknown-{slug}", options={name: value}, error="unknown_option")
    for name, value in PER_MESSAGE.items():
        if name not in per_message:
            message = {name: value, **({"body": None} if name == "body_mode" else {})}
            slug = name.replace("_", "-")
            suite.sign(f"message-option-unknown-{slug}", error="unknown_option", **message)
            if name in ("request_timestamp", "body_mode"):
                suite.verify(f"message-option-unknown-{slug}", error="unknown_option", timestamp=suite.timestamp,
                             signed={name: None}, **message)


def scheme_ids(suite, *ids):
    for wrong in ids:
        for build in (suite.sign, suite.verify):
            build(f"scheme-{wrong.replace('/', '-').replace(' ', '_')}", scheme=wrong, error="unknown_scheme")


# URLs and methods

BAD_URLS = {
    "with-a-fragment": "https://merchant.example/pay#top",
    "with-a-user": "https://user:password@merchant.example/pay",
    "with-a-space": "https://merchant.example/pay now",
    "with-a-line-break": "https://merchant.example/pay\n",
    "with-a-quote": 'https://merchant.example/pay"',
    "with-angle-brackets": "https://merchant.example/<id>",
    "with-a-backslash": "https://merchant.example\\pay",
    "not-ascii": "https://merchant.example/caf\u00e9",
    "of-another-scheme": "ftp://merchant.example/pay",
    "without-a-scheme": "merchant.example/pay",
    "without-a-host": "https:///pay",
    "of-a-query-alone": "?a=b",
    "relative": "pay/now",
    "with-a-nul": "https://merchant.example/pay\0",
}

TARGETS = {
    "absolute": "https://merchant.example/v1/pay",
    "origin-form": "/v1/pay",
    "with-a-port": "https://merchant.example:8443/v1/pay?a=1",
    "with-an-ipv6-host": "https://[2001:db8::1]/v1/pay",
    "without-a-path": "https://merchant.example",
    "without-a-path-and-with-a-query": "https://merchant.example?a=1",
    "of-the-root": "https://merchant.example/",
    "with-a-lone-question-mark": "https://merchant.example/v1/pay?",
    "without-a-path-and-with-a-lone-question-mark": "https://merchant.example?",
    "with-two-question-marks": "/v1/pay??",
    "with-a-question-mark-in-the-query": "/v1/pay?next=/a?b",
    "with-a-query": "/v1/pay?b=2&a=1&b=1",
    "with-an-empty-value": "/v1/pay?a=&b&=c&&",
    "with-a-slash-at-the-end": "/v1/pay/",
    "with-doubled-slashes": "/v1//pay",
    "with-dots": "/v1/./a/../pay",
    "with-a-url-in-the-query": "/v1/pay?back=https://merchant.example/",
    "with-reserved-characters": "/v1/pay:now;x=1@(a)!$&'*+,~?q=:/@!$'()*,;[]{}|^`",
    "with-an-escaped-path": "/v1/caf%C3%A9%20au%2Flait",
    "with-plus": "/v1/pay?q=a+b",
    "with-escapes": "/v1/pay?q=a%20b%2Bc%26d%3De",
    "with-escapes-in-lower-case": "/v1/pay?q=%e2%82%ac%2f",
    "with-an-escape-escaped": "/v1/pay?q=100%2525%2541",
    "with-escaped-unicode": "/v1/pay?name=%E6%B1%BA%E6%B8%88",
}


def targets(suite, **more):
    for name, url in TARGETS.items():
        suite.sign(f"url-{name}", url=url, **more)
        suite.verify(f"url-{name}", url=url, **more)


def bad_urls(suite, verify=True):
    for name, url in BAD_URLS.items():
        suite.sign(f"url-{name}", url=url, error="invalid_url")
        if verify:
            suite.verify(f"url-{name}", url=url, signed={"url": suite.received["url"]}, error="invalid_url")


BAD_METHODS = {"with-a-space": "PO ST", "with-a-line-break": "POST\n", "not-ascii": "P\u00d6ST", "with-a-slash": "GET/1"}


def slug_of(method):
    return method.lower() + ("" if method.isupper() else "-in-odd-case")


def bad_methods(suite, others=()):
    for name, method in BAD_METHODS.items():
        suite.sign(f"method-{name}", method=method, error="wrong_method")
    for method in others:
        suite.sign(f"method-{slug_of(method)}-not-allowed", method=method, error="wrong_method")


def methods(suite, names=("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "get", "pAtCh", "PROPFIND", "M-SEARCH")):
    for method in names:
        suite.sign(f"method-{slug_of(method)}", method=method)
        suite.verify(f"method-{slug_of(method)}", method=method)


def request_needed(suite):
    """The scheme signs method and URL: both must be given, both ways."""
    usual = {name: suite.received[name] for name in ("method", "url")}
    for name in usual:
        suite.sign(f"{name}-missing", error="missing_request", **{name: None})
        suite.verify(f"{name}-missing", signed=usual, error="missing_request", **{name: None})
    suite.verify("method-another", signed={"method": "PUT"}, error="signature_mismatch")
    for name, was, became in (
        ("path-another", "/v1/pay", "/v1/pay2"), ("path-in-another-case", "/v1/pay", "/V1/pay"),
        ("path-with-a-slash-more", "/v1/pay", "/v1/pay/"), ("path-unescaped", "/v1/a%20b", "/v1/a+b"),
        ("query-another", "/v1/pay?a=1", "/v1/pay?a=2"), ("query-in-another-order", "/v1/pay?b=2&a=1", "/v1/pay?a=1&b=2"),
        ("query-lost", "/v1/pay?a=1", "/v1/pay"), ("query-added", "/v1/pay", "/v1/pay?a=1"),
    ):
        suite.verify(name, signed={"url": was}, url=became, error="signature_mismatch")


INSECURE = {
    "http": "http://merchant.example/pay",
    "origin-form": "/pay",
    "http-to-localhost": "http://localhost/pay",
    "http-to-127-0-0-1": "http://127.0.0.1:8080/pay",
    "http-to-ipv6-loopback": "http://[::1]/pay",
}
LOOPBACK = {"localhost": "http://localhost:8080/pay?a=1", "127-0-0-1": "http://127.0.0.1/pay",
            "127-255-255-254": "http://127.255.255.254/pay", "ipv6": "http://[::1]:9000/pay",
            "https-elsewhere": "https://merchant.example/pay"}
NOT_LOOPBACK = {"another-host": "http://merchant.example/pay", "localhost-in-front": "http://localhost.merchant.example/pay",
                "localhost-at-the-end": "http://notlocalhost/pay", "127-0-0-1-in-front": "http://127.0.0.1.merchant.example/",
                "128-0-0-1": "http://128.0.0.1/pay", "another-ipv6": "http://[::2]/pay", "private-network": "http://10.0.0.1/pay",
                "origin-form": "/pay"}


def https_needed(suite, **message):
    """Reusable credentials travel: signing wants an absolute https URL."""
    suite.sign("secure-url-missing", url=None, error="missing_request", **message)
    for name, url in INSECURE.items():
        suite.sign(f"insecure-{name}", url=url, error="insecure_url", **message)
    allowed = {"allow_http_loopback": "true"}
    for name, url in LOOPBACK.items():
        suite.sign(f"loopback-{name}", url=url, options=allowed, **message)
    for name, url in NOT_LOOPBACK.items():
        suite.sign(f"loopback-not-{name}", url=url, options=allowed, error="insecure_url", **message)
    suite.sign("loopback-said-false", url="http://localhost/pay", options={"allow_http_loopback": "false"},
               error="insecure_url", **message)
    suite.sign("loopback-said-otherwise", options={"allow_http_loopback": "maybe"}, error="invalid_option", **message)
    suite.sign("loopback-with-a-user", url="http://localhost@merchant.example/pay", options=allowed,
               error="invalid_url", **message)
