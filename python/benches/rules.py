"""The gateways' HMAC and Basic rules: as their documents say them, and as well as they can be written by hand."""

from __future__ import annotations

import base64
import hashlib
import hmac
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "snippets" / "python"))

import aeterna_snippet
import solidgate_snippet

METHOD = "POST"
URL = "https://gateway.example/api/v1/charge?order=7&currency=EUR"
PATH = "/api/v1/charge"
QUERY = "order=7&currency=EUR"
PUBLIC = "merchant_7b197ff4_a0f8_4f31_9d5c_0a4d0b8f"
SECRET = "secret_b2a8ea1e_6d0e_4a3c_8c9d_0f7c1d1c2a"  # noqa: S105 - it protects nothing
EMAIL = "payments@shop.example"


@dataclass(frozen=True)
class Rule:
    scheme: str
    credentials: dict[str, str]
    proof: str
    """The header with the signature."""
    snippet: Callable[[str, str], str]
    """The signature of a timestamp and a body, as the gateway documents it."""
    by_hand: Callable[[str, bytes], str]
    """The same, with the keyed state kept and nothing joined."""
    sender: str | None = None
    """The header with the public credential."""
    timestamp: str | None = None
    per_second: int = 1
    """What the timestamp counts."""
    needs_url: bool = False
    """Whether a caller of paysig gives method and URL."""
    documented: Callable[[], dict[str, str]] | None = None
    """What makes all headers, where the gateway's own code reads the clock itself."""


def _mac(data: str, hash_: Callable[..., object]) -> hmac.HMAC:
    return hmac.new(SECRET.encode("utf-8"), data.encode("utf-8"), hash_)


def _base64(mac: bytes) -> str:
    return base64.b64encode(mac).decode("utf-8")


SHA256 = hmac.new(SECRET.encode(), digestmod="sha256")
SHA512 = hmac.new(SECRET.encode(), digestmod="sha512")
SENDER_KNOWN = hmac.new(SECRET.encode(), PUBLIC.encode(), "sha512")
PUBLIC_BYTES, EMAIL_BYTES = PUBLIC.encode(), EMAIL.encode()
TARGET = f"{METHOD}{PATH}?{QUERY}".encode()
REST = f"{PATH}{QUERY}".encode()
BASIC = "Basic " + base64.b64encode(f"{PUBLIC}:{SECRET}".encode()).decode()


def _solidgate(_: str, body: bytes) -> str:
    mac = SENDER_KNOWN.copy()
    mac.update(body)
    mac.update(PUBLIC_BYTES)
    return base64.b64encode(mac.hexdigest().encode()).decode()


def _global_payment(timestamp: str, body: bytes) -> str:
    mac = SHA512.copy()
    mac.update(f"{METHOD}{timestamp}{PATH}{QUERY}".encode())
    mac.update(body)
    return base64.b64encode(mac.digest()).decode()


def _global_payment_webhook(timestamp: str, body: bytes) -> str:
    mac = SHA512.copy()
    mac.update(timestamp.encode())
    mac.update(body)
    return base64.b64encode(mac.digest()).decode()


def _sha256(body: bytes) -> hmac.HMAC:
    mac = SHA256.copy()
    mac.update(body)
    return mac


def _aeterna_request(timestamp: str, _: bytes) -> str:
    return _sha256(timestamp.encode() + EMAIL_BYTES).hexdigest()


def _aeterna_documented() -> dict[str, str]:
    timestamp, signature = aeterna_snippet.headers(EMAIL, SECRET)
    return {"X-App-Token": PUBLIC, "X-App-Access-Ts": timestamp, "X-App-Access-Sig": signature}


def _sumsub(timestamp: str, body: bytes) -> str:
    mac = _sha256(timestamp.encode() + TARGET)
    mac.update(body)
    return mac.hexdigest()


SOLIDGATE = Rule(
    scheme="solidgate/request",
    credentials={"public_key": PUBLIC, "secret_key": SECRET},
    sender="Merchant",
    proof="Signature",
    snippet=lambda _, body: solidgate_snippet.generate_signature(PUBLIC, body, SECRET),
    by_hand=_solidgate,
)
GLOBAL_PAYMENT = Rule(
    scheme="global-payment/request",
    credentials={"sign_key": SECRET},
    timestamp="TIMESTAMP",
    per_second=1000,
    proof="SIGNATURE",
    snippet=lambda timestamp, body: _base64(
        _mac(f"{METHOD}{timestamp}{PATH}{QUERY}{body}", hashlib.sha512).digest()
    ),
    by_hand=_global_payment,
    needs_url=True,
)
SMART2PAY = Rule(
    scheme="smart2pay/request",
    credentials={"site_id": PUBLIC, "api_key": SECRET},
    proof="Authorization",
    snippet=lambda *_: "Basic " + _base64(f"{PUBLIC}:{SECRET}".encode()),
    by_hand=lambda *_: BASIC,
    needs_url=True,
)

RULES = [
    SOLIDGATE,
    replace(SOLIDGATE, scheme="solidgate/webhook"),
    Rule(
        scheme="solidgate-v2/webhook",
        credentials={"endpoint_secret": SECRET},
        proof="signature",
        snippet=lambda _, body: _base64(_mac(body, hashlib.sha256).digest()),
        by_hand=lambda _, body: base64.b64encode(_sha256(body).digest()).decode(),
    ),
    GLOBAL_PAYMENT,
    replace(GLOBAL_PAYMENT, scheme="global-payment/response", timestamp="D-TIMESTAMP", proof="D-SIGNATURE"),
    replace(
        GLOBAL_PAYMENT,
        scheme="global-payment/webhook",
        snippet=lambda timestamp, body: _base64(_mac(timestamp + body, hashlib.sha512).digest()),
        by_hand=_global_payment_webhook,
        needs_url=False,
    ),
    Rule(
        scheme="aeterna/request",
        credentials={"public_token": PUBLIC, "email": EMAIL, "secret_token": SECRET},
        sender="X-App-Token",
        timestamp="X-App-Access-Ts",
        proof="X-App-Access-Sig",
        snippet=lambda timestamp, _: _mac(f"{timestamp}{EMAIL}", hashlib.sha256).hexdigest(),
        by_hand=_aeterna_request,
        needs_url=True,
        documented=_aeterna_documented,
    ),
    Rule(
        scheme="aeterna/webhook",
        credentials={"secret_token": SECRET},
        proof="X-Signature",
        snippet=lambda _, body: _mac(body, hashlib.sha256).hexdigest(),
        by_hand=lambda _, body: _sha256(body).hexdigest(),
    ),
    Rule(
        scheme="sumsub/request",
        credentials={"app_token": PUBLIC, "secret_key": SECRET},
        sender="X-App-Token",
        timestamp="X-App-Access-Ts",
        proof="X-App-Access-Sig",
        snippet=lambda timestamp, body: _mac(
            f"{timestamp}{METHOD}{PATH}?{QUERY}{body}", hashlib.sha256
        ).hexdigest(),
        by_hand=_sumsub,
        needs_url=True,
    ),
    SMART2PAY,
    replace(SMART2PAY, scheme="smart2pay/notification"),
]
