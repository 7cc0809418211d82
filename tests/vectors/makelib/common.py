"""Groups of cases that hold for every scheme: bodies, credentials, headers, options."""
from .data import Repeat
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
    for name in ("idempotency_key", "submerchant", "access_token"):
        suite.verify(f"message-option-for-signing-{name.replace('_', '-')}", error="unknown_option",
                     signed={name: None}, note="verifying would not read it", **{name: PER_MESSAGE[name]})


def scheme_ids(suite, *ids):
    for wrong in ids:
        for build in (suite.sign, suite.verify):
            build(f"scheme-{wrong.replace('/', '-').replace(' ', '_')}", scheme=wrong, error="unknown_scheme")
