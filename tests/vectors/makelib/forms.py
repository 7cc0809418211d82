"""Signatures that are none: texts of another form, and well-formed ones that are not the message's."""
import hashlib
import hmac

from .common import header, honest
from .data import b64, raw
from .schemes import BASE64, BASE64_OF_HEX, HEX, HEX_ANY_CASE, write
from .suite import put

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
        "with-a-version-and-no-comma": "v1" + text,
        "a-word": "signature",
    }


def signature_forms(suite, message, forms):
    """Texts that are no signature at all, and the same ones on a message that is stale or has another body."""
    for name, text in forms.items():
        suite.verify(f"signature-{name}", change=put(header(suite, "proof"), text), error="malformed_signature",
                     **message)
    # As other standards write it. A comma stands between two values of a header, whatever they are.
    suite.verify("signature-with-a-version-and-a-comma", change=put(header(suite, "proof"), "v1," + honest(suite, **message)),
                 error="duplicate_header", **message)


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
