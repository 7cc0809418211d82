"""RSA-2048: the key parsed for each call as documented, kept by hand, and in paysig."""

from __future__ import annotations

import base64
from pathlib import Path

import results
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from hmac_schemes import SIZES, USUAL_HEADERS
from rounds import Call, measure
from rules import PUBLIC

from paysig import Signer, Verifier

SCHEME = "smart-glocal/request"
KEYS = Path(__file__).resolve().parents[2] / "tests" / "vectors" / "keys"
PRIVATE_PEM = (KEYS / "rsa2048.pkcs8.pem").read_bytes()
PUBLIC_PEM = (KEYS / "rsa2048.spki.pem").read_bytes()


def run() -> None:
    for scheme in SCHEME, "smart-glocal/webhook":
        for size in SIZES:
            run_scheme(scheme, b"x" * size)


def private_key() -> RSAPrivateKey:
    key = load_pem_private_key(PRIVATE_PEM, password=None)
    assert isinstance(key, RSAPrivateKey)
    return key


def public_key() -> RSAPublicKey:
    key = load_pem_public_key(PUBLIC_PEM)
    assert isinstance(key, RSAPublicKey)
    return key


def run_scheme(scheme: str, body: bytes) -> None:
    own = {"X-PARTNER-PROJECT": PUBLIC} if scheme.endswith("/request") else {}
    project = {"project": PUBLIC} if own else {}
    signer = Signer(scheme, **project, private_key=PRIVATE_PEM)
    kept = private_key()

    def sign(key: RSAPrivateKey) -> dict[str, str]:
        signature = base64.b64encode(key.sign(body, PKCS1v15(), SHA256())).decode()
        return {**own, "X-PARTNER-SIGN": signature}

    ways: dict[str, Call] = {
        "snippet": lambda: sign(private_key()),
        "by hand": lambda: sign(kept),
        "paysig": lambda: signer.sign(body=body),
    }
    results.calls(scheme, "sign", len(body), measure(ways))

    headers = USUAL_HEADERS | {name.lower(): value for name, value in signer.sign(body=body).items()}
    verifier = Verifier(scheme, {**project, "public_key": PUBLIC_PEM})
    kept_public = public_key()

    def accepts(key: RSAPublicKey) -> bool:
        if own and headers.get("x-partner-project") != PUBLIC:
            return False
        try:
            key.verify(base64.b64decode(headers["x-partner-sign"]), body, PKCS1v15(), SHA256())
        except InvalidSignature:
            return False
        return True

    ways = {
        "snippet": lambda: accepts(public_key()),
        "by hand": lambda: accepts(kept_public),
        "paysig": lambda: verifier.verify(headers, body),
    }
    if not all(call() for call in ways.values()):
        raise SystemExit(f"{scheme}: the ways do not agree")
    results.calls(scheme, "verify", len(body), measure(ways))
