"""Smart Glocal: RSA both ways, and every form in which a key may or may not come."""
import base64

from . import common, forms, keys, urls
from .data import File, Repeat, b64, raw
from .keys import PASSPHRASE, PSS_BODY
from .suite import Suite, add, put

BANK131 = "https://github.com/bank131/php-sdk/tree/17fcb06e35a82e7e0c6a1674368a921f4886dfcb/tests"
BANK131_SIGNATURE = (
    "Q+euWta2W3WhIHq/t3Gkvqbvf5RztorP41mbIW21nKDDeaLw0FQuGCg4rwjN/scjFYk1+kBfP+8gau3hDm7uaUyke5Kz44UkbOMVTpZROqS/ozqH"
    "llgHp7aatEDKil9WXAYadl8PlbhzbjgeDL1hvbEUyEzfaIxrZASNX9kZ08ORBGZCg76iEJ/HI5/I+QUdI3sEBPTn4gy88sPhlm5vYH1dVlPuMEDW"
    "TW7w7zVnV0hUvGeVygyJAW5Q3KbKtdQWajQJH9dPzISfV1rfczHu4YnewkyEOASPg+HpiEJOxxeZRnUONzkavUJEaCznNApWIR0C0stlRItaN+EB"
    "NTKvUw==")
PRIVATE, PUBLIC = File("rsa2048.pkcs8.pem"), File("rsa2048.spki.pem")


def text_of(file):
    return raw(file).decode()


def on_one_line(file):
    """As in an environment variable: a literal backslash and n for each line break."""
    return text_of(file).replace("\n", "\\n")


def cut(file):
    return text_of(file)[:-200]


def private_keys():
    return {
        "pkcs1": File("rsa2048.pkcs1.pem"), "pkcs8": PRIVATE, "pkcs1-der": File("rsa2048.pkcs1.der"),
        "pkcs8-der": File("rsa2048.pkcs8.der"), "crlf": File("rsa2048.pkcs8-crlf.pem"),
        "on-one-line": on_one_line(PRIVATE), "pkcs1-on-one-line": on_one_line(File("rsa2048.pkcs1.pem")),
        "in-white-space": f"\n \t{text_of(PRIVATE)}\r\n ", "without-a-line-break-after": text_of(PRIVATE).strip(),
        "3072-bits": File("rsa3072.pkcs8.pem"), "4096-bits": File("rsa4096.pkcs8.pem"),
        "exponent-3": File("exponent-3.pkcs8.pem"), "exponent-largest": File("exponent-max.pkcs8.pem"),
    }


def public_keys():
    """With whose private key the message is signed."""
    own = {
        "spki": PUBLIC, "pkcs1": File("rsa2048.pkcs1-public.pem"), "certificate": File("rsa2048.certificate.pem"),
        "spki-der": File("rsa2048.spki.der"), "pkcs1-der": File("rsa2048.pkcs1-public.der"),
        "certificate-der": File("rsa2048.certificate.der"), "crlf": File("rsa2048.spki-crlf.pem"),
        "on-one-line": on_one_line(PUBLIC), "in-white-space": f"\r\n  {text_of(PUBLIC)}\n\n",
        "without-a-line-break-after": text_of(PUBLIC).strip(),
    }
    others = {"3072-bits": "rsa3072", "4096-bits": "rsa4096", "8192-bits": "rsa8192", "exponent-3": "exponent-3",
              "exponent-largest": "exponent-max"}
    return {**{name: (key, PRIVATE) for name, key in own.items()},
            **{name: (File(f"{key}.spki.pem"), File(f"{key}.pkcs8.pem")) for name, key in others.items()}}


def unusable(kind, file):
    """What is no key, whichever is wanted."""
    body = text_of(file)
    return {
        "empty": ("", "empty_credential"),
        "cut": (cut(file), "malformed_key"),
        "without-its-end": (body[:body.index("-----END")], "malformed_key"),
        "without-its-begin": (body[body.index("\n") + 1:], "malformed_key"),
        "of-words": ("not a key", "malformed_key"),
        "of-bad-base64": (body.replace(body[100:104], "!!!!"), "malformed_key"),
        "of-bad-der": (f"-----BEGIN {kind}-----\nAAAAAAAAAAAA\n-----END {kind}-----\n", "malformed_key"),
        "of-nothing": (f"-----BEGIN {kind}-----\n-----END {kind}-----\n", "malformed_key"),
        "of-cut-der": (raw(File(file.name.replace(".pem", ".der")))[:-20], "malformed_key"),
    }


def wrong_private_keys():
    return {
        **unusable("PRIVATE KEY", PRIVATE),
        "with-a-wrong-prime": (File("crafted-wrong-prime.pkcs1.pem"), "malformed_key"),
        "public": (PUBLIC, "wrong_key_kind"),
        "public-pkcs1": (File("rsa2048.pkcs1-public.pem"), "wrong_key_kind"),
        "public-der": (File("rsa2048.spki.der"), "wrong_key_kind"),
        "certificate": (File("rsa2048.certificate.pem"), "wrong_key_kind"),
        "ec": (File("ec.pkcs8.pem"), "wrong_key_kind"),
        "ed25519": (File("ed25519.pkcs8.pem"), "wrong_key_kind"),
        "openssh": (File("rsa2048.openssh.pem"), "wrong_key_kind"),
        "1024-bits": (File("rsa1024.pkcs8.pem"), "key_too_small"),
        "three-primes": (File("three-primes.pkcs8.pem"), "unsupported_key"),
        "exponent-too-large": (File("exponent-too-large.pkcs8.pem"), "unsupported_key"),
        "encrypted-and-no-passphrase": (File("rsa2048.pkcs8-encrypted.pem"), "missing_passphrase"),
        "encrypted-der-and-no-passphrase": (File("rsa2048.pkcs8-encrypted.der"), "missing_passphrase"),
    }


def wrong_public_keys():
    return {
        **unusable("PUBLIC KEY", PUBLIC),
        "private": (PRIVATE, "wrong_key_kind"),
        "private-pkcs1": (File("rsa2048.pkcs1.pem"), "wrong_key_kind"),
        "private-der": (File("rsa2048.pkcs8.der"), "wrong_key_kind"),
        "ec": (File("ec.spki.pem"), "wrong_key_kind"),
        "ec-certificate": (File("ec.certificate.pem"), "wrong_key_kind"),
        "ed25519": (File("ed25519.spki.pem"), "wrong_key_kind"),
        "openssh": (File("rsa2048.openssh.pub"), "wrong_key_kind"),
        "1024-bits": (File("rsa1024.spki.pem"), "key_too_small"),
        "2047-bits": (File("crafted-2047-bits.spki.pem"), "key_too_small"),
        "8200-bits": (File("crafted-8200-bits.spki.pem"), "unsupported_key"),
        "16384-bits": (File("crafted-16384-bits.spki.pem"), "unsupported_key"),
        "exponent-1": (File("crafted-exponent-1.spki.pem"), "unsupported_key"),
        "exponent-even": (File("crafted-exponent-even.spki.pem"), "unsupported_key"),
        "exponent-too-large": (File("exponent-too-large.spki.pem"), "unsupported_key"),
    }


def key_forms(suite):
    def signing(**values):
        return {**suite.signing, **values}

    def verifying(**values):
        return [("default", {**suite.verifying, **values})]

    for name, key in private_keys().items():
        suite.sign(f"private-key-{name}", credentials=signing(private_key=key))
    for name in ("pem", "der"):
        suite.sign(f"private-key-encrypted-{name}", credentials=signing(
            private_key=File(f"rsa2048.pkcs8-encrypted.{name}"), passphrase=PASSPHRASE))
    suite.sign("passphrase-not-needed", credentials=signing(passphrase="any"),
               note="a passphrase for a key that is not encrypted is left unread")
    for name, key in (("pem", "rsa2048.pkcs8-encrypted.pem"), ("der", "rsa2048.pkcs8-encrypted.der")):
        for slug, words in (("another", "correct horse"), ("in-another-case", PASSPHRASE.upper())):
            suite.sign(f"passphrase-{slug}-for-{name}", error="wrong_passphrase",
                       credentials=signing(private_key=File(key), passphrase=words))
    suite.sign("passphrase-empty", error="empty_credential", credentials=signing(
        private_key=File("rsa2048.pkcs8-encrypted.pem"), passphrase=""))
    suite.sign("private-key-old-encryption", error="unsupported_key", credentials=signing(
        private_key=File("rsa2048.traditional-encrypted.pem"), passphrase=PASSPHRASE))
    for name, (key, error) in wrong_private_keys().items():
        suite.sign(f"private-key-{name}", credentials=signing(private_key=key), error=error)
    suite.sign("private-key-missing", credentials=common.without("private_key")(suite.signing),
               error="missing_credential")
    suite.sign("verifying-key-beside", credentials=signing(public_key=PUBLIC), note="left unread")
    suite.sign("verifying-key-beside-that-is-none", credentials=signing(public_key="not a key"), note="left unread")

    for name, (key, private) in public_keys().items():
        suite.verify(f"public-key-{name}", credentials=verifying(public_key=key), by=signing(private_key=private))
    for name, (key, error) in wrong_public_keys().items():
        suite.verify(f"public-key-{name}", credentials=verifying(public_key=key), by=suite.signing, error=error)
    suite.verify("public-key-missing", error="missing_credential", by=suite.signing,
                 credentials=[("default", common.without("public_key")(suite.verifying))])
    suite.verify("signing-key-beside", credentials=verifying(private_key=PRIVATE), note="left unread")
    suite.verify("signing-key-beside-that-is-none", credentials=verifying(private_key="not a key"), note="left unread")
    suite.verify("passphrase-beside", credentials=verifying(passphrase="any"), note="left unread")


def sign_with(suite, body, *options, key=PRIVATE):
    return keys.sign(key, raw(body), None, *options)


def signatures(suite):
    """What is no RSASSA-PKCS1-v1_5 signature with SHA-256 of this body."""
    message = forms.find_body(suite, lambda text: "+" in text and "/" in text)
    text = common.honest(suite, **message)
    signature = base64.b64decode(text)
    texts = {**forms.everywhere_forms(text), **forms.base64_forms(text, signature)}
    texts["in-base64-twice"] = b64(text.encode())
    texts["wrapped-at-76"] = base64.encodebytes(signature).decode()
    texts["with-zeroes-before"] = b64(b"\0" + signature)
    texts["of-a-longer-key"] = b64(sign_with(suite, message["body"], key=File("rsa3072.pkcs8.pem")))
    texts["of-a-shorter-key"] = b64(sign_with(suite, message["body"], key=File("rsa1024.pkcs8.pem")))
    texts["in-plain-sha256"] = b64(bytes(32))
    forms.signature_forms(suite, message, texts)

    body = message["body"]
    modulus = keys.integers(raw(File("rsa2048.pkcs1-public.der")))[0]
    number = int.from_bytes(signature, "big")
    wrong = {
        "with-its-first-bit-flipped": bytes([signature[0] ^ 1]) + signature[1:],
        "with-its-last-bit-flipped": signature[:-1] + bytes([signature[-1] ^ 1]),
        "reversed": signature[::-1],
        "of-zeroes": bytes(256),
        "of-one": bytes(255) + b"\1",
        "larger-than-the-modulus": b"\xff" * 256,
        "plus-the-modulus": (number + modulus).to_bytes(257, "big")[-256:],
        "negated": (modulus - number).to_bytes(256, "big"),
        "by-another-key": sign_with(suite, body, key=File("other2048.pkcs8.pem")),
        "with-sha1": sign_with(suite, body, "-sha1"),
        "with-sha384": sign_with(suite, body, "-sha384"),
        "with-sha512": sign_with(suite, body, "-sha512"),
        "with-pss-and-no-salt": sign_with(suite, body, "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:0"),
        "over-a-newline-more": sign_with(suite, body + "\n"),
        "over-hex": sign_with(suite, body.encode().hex()),
        "over-the-hash": sign_with(suite, keys.openssl("dgst", "-sha256", "-binary", data=body.encode())),
        "without-a-digest-info": keys.in_files(
            lambda key, data: keys.openssl("pkeyutl", "-sign", "-inkey", key, "-in", data),
            raw(PRIVATE), keys.openssl("dgst", "-sha256", "-binary", data=body.encode())),
        "over-nothing": sign_with(suite, ""),
    }
    for name, value in wrong.items():
        suite.verify(f"signature-{name}", change=put("X-PARTNER-SIGN", b64(value)), error="signature_mismatch", **message)
    pss = text_of(File("rsa2048.pss-signature.txt")).strip()
    suite.verify("signature-with-pss", body=PSS_BODY, change=put("X-PARTNER-SIGN", pss), error="signature_mismatch",
                 note="a PSS signature of this body by this key")


def lengths(suite, own, other):
    """A signature must be as long as one of the keys that it could be from. `other` is a set with a longer key."""
    text = b64(sign_with(suite, suite.received["body"], key=File("rsa3072.pkcs8.pem")))
    short = b64(sign_with(suite, suite.received["body"], key=File("rsa1024.pkcs8.pem")))
    both = [("short", own), ("long", other)]
    suite.verify("length-of-the-second-key", credentials=both, change=put("X-PARTNER-SIGN", text), label="long")
    suite.verify("length-of-the-first-key", credentials=both, label="short")
    suite.verify("length-of-the-second-key-and-wrong", credentials=both, error="signature_mismatch",
                 change=put("X-PARTNER-SIGN", b64(b"\1" * 384)))
    suite.verify("length-of-neither-key", credentials=both, change=put("X-PARTNER-SIGN", short),
                 error="malformed_signature")


def suite_of(scheme, signing, verifying, second, rotated, sent, received):
    suite = Suite(scheme, signing, sent, received, verifying, second, rotated)
    key = File("bank131.private.pem"), File("bank131.public.pem")
    case = suite.sign("published-bank131", source=BANK131, credentials={**signing, "private_key": key[0]}, body="{}")
    assert ["X-PARTNER-SIGN", BANK131_SIGNATURE] in case["expect"]["headers"]
    suite.verify("published-bank131", source=BANK131, credentials=[("default", {**verifying, "public_key": key[1]})],
                 by={**signing, "private_key": key[0]}, body="{}")
    common.bodies(suite)
    common.several(suite)
    common.header_rules(suite)
    common.options(suite, [], ["idempotency_key", "submerchant"] if scheme.endswith("request") else [])
    key_forms(suite)
    signatures(suite)
    suite.verify("body-of-echo", signed={"body": "test\n"}, body="test", error="signature_mismatch",
                 note="echo test > file signs a line break too")
    suite.verify("body-of-many-blocks", body=Repeat("0123456789", 1000))
    return suite


def request():
    signing = {"project": "merchant-7", "private_key": PRIVATE}
    verifying = {"project": "merchant-7", "public_key": PUBLIC}
    other = ({"project": "merchant-8", "private_key": File("other2048.pkcs8.pem")},
             {"project": "merchant-8", "public_key": File("other2048.spki.pem")})
    rotated = tuple({**values, "project": "merchant-7"} for values in other)
    body = '{"payment_details":{"type":"card"}}'
    sent = {"method": "POST", "url": "https://demo.smart-glocal.com/api/v1/session/create", "body": body}
    suite = suite_of("smart-glocal/request", signing, verifying, other, rotated, sent, {"body": body})
    common.text_credentials(suite, visible=["project"])
    common.sender_before_signature(suite)
    common.scheme_ids(suite, "smart-glocal/response", "bank131/request")
    urls.bad_methods(suite, ("GET", "PUT", "delete"))
    urls.bad_urls(suite, verify=False)
    suite.sign("method-in-lower-case", method="post")
    suite.sign("without-method-and-url", method=None, url=None)
    suite.sign("url-in-origin-form", url="/api/v1/session/create")

    long = {"public_key": File("rsa3072.spki.pem")}
    lengths(suite, verifying, {**verifying, **long})
    suite.verify("length-of-another-party-s-key",
                 credentials=[("ours", verifying), ("theirs", {"project": "merchant-9", **long})],
                 change=put("X-PARTNER-SIGN", b64(sign_with(suite, body, key=File("rsa3072.pkcs8.pem")))),
                 note="the sender's id leaves only the shorter key", error="malformed_signature")

    for name, key in (("of-4-characters", "a1_2"), ("of-64-characters", "k" * 64), ("of-visible-ascii", "!order/19~#"),
                      ("of-a-uuid", "2f1c9a5e-63d0-4e5b-9d0f-1b7a6c3e8d42")):
        suite.sign(f"idempotency-key-{name}", idempotency_key=key)
    for name, key in (("empty", ""), ("of-3-characters", "abc"), ("of-65-characters", "k" * 65), ("with-a-space", "order 19"),
                      ("with-a-line-break", "order-19\n"), ("not-ascii", "comand\u0103-19"), ("with-a-nul", "order\x0019")):
        suite.sign(f"idempotency-key-{name}", idempotency_key=key, error="invalid_idempotency_key")
    for name, value in (("given", "payer-77"), ("with-spaces-inside", "ACME  Ltd 7"), ("empty", ""), ("of-spaces", "   ")):
        suite.sign(f"submerchant-{name}", submerchant=value)
    for name, value in (("with-a-space-before", " 77"), ("with-a-space-after", "77 "), ("with-a-line-break", "77\r\nX-A: b"),
                        ("with-a-tab", "7\t7"), ("not-ascii", "\u017dofie"), ("with-a-control-character", "7\x7f7")):
        suite.sign(f"submerchant-{name}", submerchant=value, error="invalid_value")
    suite.sign("submerchant-and-idempotency-key", submerchant="payer-77", idempotency_key="order-19")
    suite.verify("submerchant-and-idempotency-key", change=add(["X-PARTNER-SUBMERCHANT", "payer-77"],
                                                               ["X-PARTNER-IDEMPOTENCY-KEY", "order-19"]))
    suite.verify("submerchant-and-idempotency-key-doubled", note="they are neither checked nor required", change=add(
        ["X-PARTNER-SUBMERCHANT", "a"], ["X-PARTNER-SUBMERCHANT", ""], ["X-PARTNER-IDEMPOTENCY-KEY", "b, c"],
        ["x-partner-idempotency-key", "d"]))
    suite.verify("project-another-of-one-key", by={**signing, "project": "merchant-8"}, label="b",
                 credentials=[("a", verifying), ("b", {**verifying, "project": "merchant-8"})],
                 note="the project is not signed: whoever has the key may name either")
    return suite


def webhook():
    signing, verifying = {"private_key": PRIVATE}, {"public_key": PUBLIC}
    other = {"private_key": File("other2048.pkcs8.pem")}, {"public_key": File("other2048.spki.pem")}
    rotated = {"private_key": File("exponent-3.pkcs8.pem")}, {"public_key": File("exponent-3.spki.pem")}
    body = '{"type":"payment_finished","session":{"id":"ps_3230"}}'
    suite = suite_of("smart-glocal/webhook", signing, verifying, other, rotated, {"body": body}, {"body": body})
    common.scheme_ids(suite, "smart-glocal/notification")
    common.with_credentials(suite, "credential-unknown", common.replaced(project="x"), "unknown_credential")
    lengths(suite, verifying, {"public_key": File("rsa3072.spki.pem")})
    suite.verify("with-a-project-header", change=add(["X-PARTNER-PROJECT", "a"], ["X-PARTNER-PROJECT", "b"]),
                 note="this scheme has no sender's id")
    return suite


def suites():
    return [request(), webhook()]
