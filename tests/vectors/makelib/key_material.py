"""Keys: every form in which they come, every way in which PEM is copied, and every wrong thing."""
import hashlib
import re

from . import keys
from .data import KEYS, File, as_json, raw

MAKE = "make.py"
PASSPHRASE = keys.PASSPHRASE


def report(kind, form, encoding, public):
    """What is to be said of a key, by what openssl says of its public half."""
    spki = keys.openssl("pkey", "-pubin", "-outform", "DER", data=public)
    text = keys.openssl("pkey", "-pubin", "-noout", "-text", data=public).decode()
    return {"kind": kind, "form": form, "encoding": encoding,
            "bits": int(re.search(r"\((\d+) bit", text)[1]),
            "exponent": int(re.search(r"Exponent: (\d+)", text)[1]),
            "fingerprint": hashlib.sha256(spki).hexdigest()}


def file(name):
    return (KEYS / name).read_bytes()


def cases():
    made = []

    def keep(name, key, expect, passphrase=None, note=None):
        case = {"id": f"key/{name}", "note": note, "source": MAKE, "operation": "key", "key": as_json(key),
                "passphrase": passphrase, "expect": expect}
        made.append({member: value for member, value in case.items() if value is not None})

    def error(name, key, code, **more):
        keep(name, key, {"error": code}, **more)

    own = file("rsa2048.spki.pem")

    def of(kind, form, encoding="pem"):
        return report(kind, form, encoding, own)

    forms = {
        "rsa2048.pkcs1": ("private", "pkcs1"), "rsa2048.pkcs8": ("private", "pkcs8"),
        "rsa2048.pkcs8-crlf": ("private", "pkcs8"), "rsa2048.pkcs8-encrypted": ("private", "encrypted_pkcs8"),
        "rsa2048.spki": ("public", "spki"), "rsa2048.spki-crlf": ("public", "spki"),
        "rsa2048.pkcs1-public": ("public", "pkcs1"), "rsa2048.certificate": ("public", "certificate"),
    }
    forms |= {f"rsa2048.pkcs8-{by}": ("private", "encrypted_pkcs8") for by in ("scrypt", "3des-sha1", "aes-192-sha512")}
    for name, (kind, form) in forms.items():
        for encoding in ("pem", "der"):
            if (KEYS / f"{name}.{encoding}").exists():
                keep(f"form-{name}-{encoding}", File(f"{name}.{encoding}"), of(kind, form, encoding),
                     PASSPHRASE if form == "encrypted_pkcs8" else None)
    for name in ("rsa3072", "rsa4096", "rsa8192", "other2048", "exponent-3", "exponent-max"):
        public = file(f"{name}.spki.pem")
        keep(f"size-{name}-private", File(f"{name}.pkcs8.pem"), report("private", "pkcs8", "pem", public))
        keep(f"size-{name}-public", File(f"{name}.spki.pem"), report("public", "spki", "pem", public))

    # PEM as it is copied
    for name in ("rsa2048.pkcs8", "rsa2048.pkcs1", "rsa2048.pkcs8-encrypted", "rsa2048.spki", "rsa2048.certificate"):
        kind, form = forms[name]
        passphrase = PASSPHRASE if form == "encrypted_pkcs8" else None
        pem = file(f"{name}.pem").decode()
        begin, *lines, end = pem.splitlines()
        body = "".join(lines)
        copies = {
            "no-final-newline": pem.rstrip(),
            "literal-newlines": pem.replace("\n", "\\n"),
            "literal-crlf": pem.replace("\n", "\\r\\n"),
            "carriage-returns-only": pem.replace("\n", "\r"),
            "spaces-for-newlines": pem.rstrip().replace("\n", " "),
            "indented": pem.replace("\n", "\n    "),
            "trailing-spaces-and-blank-lines": pem.replace("\n", " \t\n\n"),
            "white-space-around": f" \r\n\t{pem}\n \n",
            "quoted": '"' + pem.rstrip().replace("\n", "\\n") + '"',
            "byte-order-mark": "\ufeff" + pem,
            "base64-on-one-line": f"{begin}\n{body}\n{end}\n",
            "all-on-one-line": begin + body + end,
            "lines-of-76": "\n".join([begin, *[body[at:at + 76] for at in range(0, len(body), 76)], end]),
            "text-before": f"Private-Key: (2048 bit, 2 primes)\nmodulus:\n    00:bd\n{pem}",
            "bag-attributes": f"Bag Attributes\n    friendlyName: Zo\u00eb\nKey Attributes: <No Attributes>\n{pem}",
            "latin-1-before": b"friendlyName: k\xf6nig\n" + pem.encode(),
            "text-after": pem + "and so on",
        }
        for copy, text in copies.items():
            keep(f"copied-{name}-{copy}", text, of(kind, form), passphrase)
    certificate, other = file("rsa2048.certificate.pem"), file("other2048.spki.pem")
    keep("several-certificate-chain", certificate + file("ec.certificate.pem"), of("public", "certificate"))
    keep("several-certificate-and-key", certificate + file("rsa2048.pkcs8.pem"), of("public", "certificate"),
         note="the first section counts")
    keep("several-key-and-certificate", file("rsa2048.pkcs8.pem") + certificate, of("private", "pkcs8"))
    keep("several-public-keys", own + other, of("public", "spki"))

    # Passphrases
    for encoding in ("pem", "der"):
        encrypted = File(f"rsa2048.pkcs8-encrypted.{encoding}")
        error(f"passphrase-missing-{encoding}", encrypted, "missing_passphrase")
        for name, wrong in (("empty", ""), ("another", "correct horse battery stable"), ("in-another-case", PASSPHRASE.upper())):
            error(f"passphrase-{name}-{encoding}", encrypted, "wrong_passphrase", passphrase=wrong)
    keep("passphrase-unread", File("rsa2048.pkcs8.pem"), of("private", "pkcs8"), "unread")
    keep("passphrase-unread-public", File("rsa2048.spki.pem"), of("public", "spki"), "unread")

    for name in ("rsa2048.pkcs8-camellia", "rsa2048.pkcs8-pbes1", "rsa2048.pkcs8-pkcs12-3des",
                 "rsa2048.pkcs8-ten-million-rounds", "crafted-costly-scrypt", "crafted-odd-scrypt"):
        error(f"encrypted-{name}", File(f"{name}.pem"), "unsupported_key", passphrase=PASSPHRASE)

    # Wrong material
    section = "-----BEGIN {0}-----\nMAA=\n-----END {0}-----\n".format
    for name, key, code in (
        ("1024-bits-private", File("rsa1024.pkcs8.pem"), "key_too_small"),
        ("1024-bits-public", File("rsa1024.spki.pem"), "key_too_small"),
        ("2047-bits", File("crafted-2047-bits.spki.pem"), "key_too_small"),
        ("8200-bits", File("crafted-8200-bits.spki.pem"), "unsupported_key"),
        ("16384-bits", File("crafted-16384-bits.spki.pem"), "unsupported_key"),
        ("exponent-1", File("crafted-exponent-1.spki.pem"), "unsupported_key"),
        ("exponent-even", File("crafted-exponent-even.spki.pem"), "unsupported_key"),
        ("exponent-too-large-private", File("exponent-too-large.pkcs8.pem"), "unsupported_key"),
        ("exponent-too-large-public", File("exponent-too-large.spki.pem"), "unsupported_key"),
        ("exponent-of-72-bits", File("crafted-exponent-of-72-bits.spki.pem"), "unsupported_key"),
        ("modulus-even", File("crafted-modulus-even.spki.pem"), "malformed_key"),
        ("modulus-0", File("crafted-modulus-0.spki.pem"), "key_too_small"),
        ("pss-private", File("rsa2048-pss.pkcs8.pem"), "wrong_key_kind"),
        ("pss-public", File("rsa2048-pss.spki.pem"), "wrong_key_kind"),
        ("three-primes", File("three-primes.pkcs8.pem"), "unsupported_key"),
        ("wrong-prime", File("crafted-wrong-prime.pkcs1.pem"), "malformed_key"),
        ("long-exponent", File("crafted-long-exponent.pkcs1.pem"), "malformed_key"),
        ("ec-private", File("ec.pkcs8.pem"), "wrong_key_kind"),
        ("ec-public", File("ec.spki.pem"), "wrong_key_kind"),
        ("ec-certificate", File("ec.certificate.pem"), "wrong_key_kind"),
        ("ec-private-der", keys.openssl("pkcs8", "-topk8", "-nocrypt", "-outform", "DER", data=file("ec.pkcs8.pem")),
         "wrong_key_kind"),
        ("ec-sec1", keys.openssl("pkey", "-traditional", data=file("ec.pkcs8.pem")), "wrong_key_kind"),
        ("ec-sec1-der", keys.openssl("pkey", "-traditional", "-outform", "DER", data=file("ec.pkcs8.pem")),
         "wrong_key_kind"),
        ("ed25519-private", File("ed25519.pkcs8.pem"), "wrong_key_kind"),
        ("ed25519-public", File("ed25519.spki.pem"), "wrong_key_kind"),
        ("openssh-private", File("rsa2048.openssh.pem"), "wrong_key_kind"),
        ("openssh-public", File("rsa2048.openssh.pub"), "wrong_key_kind"),
        ("ssh2-public", "---- BEGIN SSH2 PUBLIC KEY ----\n", "wrong_key_kind"),
        ("putty", "PuTTY-User-Key-File-3: ssh-rsa\n", "wrong_key_kind"),
        ("pgp", section("PGP PRIVATE KEY BLOCK"), "wrong_key_kind"),
        ("certificate-request", section("CERTIFICATE REQUEST"), "wrong_key_kind"),
        ("traditional-encryption", File("rsa2048.traditional-encrypted.pem"), "unsupported_key"),
        ("trusted-certificate", keys.openssl("x509", "-trustout", data=certificate), "unsupported_key"),
        ("pkcs7", section("PKCS7"), "unsupported_key"),
        ("pkcs12", keys.der(0x30, keys.integer(3), keys.der(0x30)), "unsupported_key"),
        ("java-key-store", b"\xfe\xed\xfe\xed\0\0\0\x02\0\0\0\x01", "unsupported_key"),
        ("json-web-key", '{"kty":"RSA","e":"AQAB","n":"AQAB"}', "unsupported_key"),
        ("xml", "<RSAKeyValue><Modulus>AQAB</Modulus></RSAKeyValue>", "unsupported_key"),
        *((f"{name}-cut-off-inside", keys.pem(label, file(f"rsa2048.{name}.der")[:-100]), "malformed_key")
          for name, label in (("pkcs8", b"PRIVATE KEY"), ("pkcs8-encrypted", b"ENCRYPTED PRIVATE KEY"),
                              ("pkcs1", b"RSA PRIVATE KEY"), ("pkcs1-public", b"RSA PUBLIC KEY"),
                              ("spki", b"PUBLIC KEY"), ("certificate", b"CERTIFICATE"))),
        ("ec-sec1-labelled-pkcs8", keys.pem(b"PRIVATE KEY", keys.openssl(
            "pkey", "-traditional", "-outform", "DER", data=file("ec.pkcs8.pem"))), "wrong_key_kind"),
        ("pkcs1-labelled-pkcs8", file("rsa2048.pkcs1.pem").replace(b"RSA PRIVATE", b"PRIVATE"), "malformed_key"),
        ("pkcs8-labelled-pkcs1", file("rsa2048.pkcs8.pem").replace(b"PRIVATE", b"RSA PRIVATE"), "malformed_key"),
        ("public-labelled-private", own.replace(b"PUBLIC", b"PRIVATE"), "malformed_key"),
        ("base64-only", "".join(own.decode().splitlines()[1:-1]), "malformed_key"),
        ("unknown-section", section("SOMETHING ELSE"), "malformed_key"),
        ("empty-section", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n", "malformed_key"),
        ("begin-line-cut-off", "-----BEGIN PRIVATE KEY", "malformed_key"),
        ("end-line-cut-off", file("rsa2048.pkcs8.pem")[:900], "malformed_key"),
        ("end-line-of-another-label", own.replace(b"END PUBLIC", b"END PRIVATE"), "malformed_key"),
        ("base64-with-a-hole", file("rsa2048.pkcs8.pem")[:100] + file("rsa2048.pkcs8.pem")[105:], "malformed_key"),
        ("base64-with-a-dollar", own.replace(b"MIIB", b"MII$"), "malformed_key"),
        ("der-cut-off", file("rsa2048.pkcs8.der")[:-1], "malformed_key"),
        ("der-and-a-newline", file("rsa2048.pkcs8.der") + b"\n", "malformed_key"),
        ("utf-16", own.decode().encode("utf-16"), "malformed_key"),
        ("name-of-a-file", "/etc/keys/private.pem", "malformed_key"),
        ("binary", bytes(range(256)), "malformed_key"),
        ("empty", "", "malformed_key"),
    ):
        assert raw(key) is not None
        error(f"wrong-{name}", key, code)
    return made
