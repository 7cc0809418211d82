"""Holds secrets in every way that the Python package can, and drops them: for leftovers_of, which looks through this
process's memory.

What Python itself keeps is the caller's own: it is wiped here before anybody looks, as no program of Python's can do
without `ctypes`.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

from paysig import Form, PrivateKey, Signer, Verifier, keys

FOLDER = Path(sys.argv[1])
SECRET = 48
MESSAGE = {"method": "POST", "url": "https://gateway.example/v1/pay?id=7"}
# What goes into a scheme beside its secret, and the secret's name.
SCHEMES = {
    "solidgate/request": ({"public_key": "merchant-7"}, "secret_key"),
    "aeterna/request": ({"public_token": "merchant-7", "email": "shop@example.com"}, "secret_token"),
    "smart2pay/request": ({"site_id": "merchant-7"}, "api_key"),
    "global-payment/request": ({}, "sign_key"),
}


def wipe(value: str | bytes | bytearray) -> None:
    match value:
        case bytearray():
            value[:] = bytes(len(value))
        case bytes():
            ctypes.memset(id(value) + bytes.__basicsize__ - 1, 0, len(value))
        case str():
            # One byte for each character, after the head, whose size is that of an empty one without its NUL.
            ctypes.memset(id(value) + sys.getsizeof("") - 1, 0, len(value))


class Own:
    """This program's copies, one of each type that is taken."""

    def __init__(self, secret: bytearray) -> None:
        self.secret = secret
        self.pem, self.der = read("private.pem"), read("private.der")

    def of(self, value: bytearray) -> list[str | bytes | bytearray | memoryview]:
        """As text where it is text, as bytes, as a buffer and as a view of it."""
        texts = [] if value is self.der else [str(value, "ascii")]
        return [*texts, bytes(value), value, memoryview(value)]

    def wipe(self) -> None:
        for value in (self.secret, self.pem, self.der):
            wipe(value)


def read(name: str) -> bytearray:
    """Without a copy that stays: the length is known before."""
    with (FOLDER / name).open("rb", buffering=0) as file:
        content = bytearray(os.fstat(file.fileno()).st_size)
        assert file.readinto(content) == len(content)
    return content


def wiped(copies: list[str | bytes | bytearray | memoryview]) -> None:
    """The copies that Python cannot wipe itself; buffers and views are of those that are wiped later."""
    for copy in copies:
        if isinstance(copy, (str, bytes)):
            wipe(copy)


def sign_and_verify(own: Own, look: Callable[[], None]) -> None:
    kept = []
    copies = own.of(own.secret)
    for scheme, (public, secret) in SCHEMES.items():
        for copy in copies:
            signer = Signer(scheme, **public, **{secret: copy})
            verifier = Verifier(scheme, public | {secret: copy})
            verifier.verify(signer.sign(body=b"{}", **MESSAGE), b"{}", **MESSAGE)
            signer.string_to_sign(body=b"{}", **MESSAGE)
            kept.append((signer, verifier))
    look()
    wiped(copies)


def explain(own: Own, look: Callable[[], None]) -> None:
    copies = own.of(own.secret)
    for scheme, (public, secret) in SCHEMES.items():
        for copy in copies:
            credentials = public | {secret: copy}
            headers = Signer(scheme, **credentials).sign(body=b"{}", **MESSAGE)
            verifier = Verifier(scheme, credentials)
            explanation = verifier.explain(headers, b"[]", budget=1 << 20, others={"other": credentials}, **MESSAGE)
            assert explanation.outcome and explanation.capsule
    look()
    wiped(copies)


def form(own: Own, look: Callable[[], None]) -> None:
    copies = own.of(own.secret)
    forms = [Form(public_key="api_pk_1", secret_key=copy) for copy in copies]
    for each in forms:
        each.decrypt(each.data(b"{}")["paymentIntent"])
    look()
    wiped(copies)


def sign_rsa(own: Own, look: Callable[[], None]) -> None:
    copies = own.of(own.pem) + own.of(own.der)
    signers = [Signer("smart-glocal/request", project="p", private_key=copy) for copy in copies]
    verifier = Verifier("smart-glocal/webhook", {"public_key": read("public.der")})
    for signer in signers:
        verifier.verify(signer.sign(body=b"{}"), b"{}")
    look()
    wiped(copies)


def write_key(own: Own, look: Callable[[], None]) -> None:
    copies, passphrases = own.of(own.der) + own.of(own.pem), own.of(own.secret)
    read = [PrivateKey.read(copy) for copy in copies]
    for copy in copies:
        keys.inspect(copy)
    written = [each.write(encoding) for each in read for encoding in ("pem", "der")]
    for passphrase in passphrases:
        PrivateKey.read(read[0].write(passphrase=passphrase), passphrase)
    look()
    wiped(copies + passphrases + written)


USES = {
    "HMAC and Basic: sign, verify": sign_and_verify,
    "explain": explain,
    "the payment form": form,
    "RSA: read, sign, verify": sign_rsa,
    "RSA: read, write, encrypt, decrypt": write_key,
}


def wait_for_a_look(line: bytes) -> None:
    os.write(1, line)
    assert os.read(0, 1) == b"\n"


def main() -> None:
    os.write(1, "".join(f"{name}\n" for name in [*USES, ""]).encode())
    while True:
        for use in USES.values():
            secret = bytearray(SECRET)
            if os.readv(0, [secret]) != SECRET:
                return
            # The key is made anew before the secret is sent.
            own = Own(secret)
            use(own, lambda: wait_for_a_look(b"in use\n"))
            own.wipe()
            gc.collect()
            wait_for_a_look(b"dropped\n")


if __name__ == "__main__":
    main()
