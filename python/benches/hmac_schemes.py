"""Signing and verifying with every HMAC and Basic scheme."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from time import time as clock

import results
from rounds import Call, measure
from rules import METHOD, PUBLIC, RULES, URL, Rule

from paysig import Signer, Verifier

FOREMOST = "solidgate/request"
"""The scheme that is measured over all bodies."""
ALL_SIZES = (0, 64, 256, 1024, 4096, 16384, 65536, 1 << 20)
SIZES = (256, 4096)

TOLERANCE = 120
"""By how many seconds a timestamp may differ from the clock."""

USUAL_HEADERS = {
    "host": "shop.example",
    "user-agent": "gateway/1.0",
    "accept": "*/*",
    "accept-encoding": "gzip",
    "content-type": "application/json",
    "content-length": "256",
    "x-forwarded-for": "203.0.113.7",
    "x-forwarded-proto": "https",
}
"""What a client sends, and a proxy adds."""


def run() -> None:
    for rule in RULES:
        for size in ALL_SIZES if rule.scheme == FOREMOST else SIZES:
            run_rule(rule, b"x" * size)


def run_rule(rule: Rule, body: bytes) -> None:
    signer = Signer(rule.scheme, **rule.credentials)
    text = body.decode()
    ways: dict[str, Call] = {
        "snippet": rule.documented or headers_of(rule, lambda timestamp: rule.snippet(timestamp, text)),
        "by hand": headers_of(rule, lambda timestamp: rule.by_hand(timestamp, body)),
        "paysig": (lambda: signer.sign(METHOD, URL, body))
        if rule.needs_url
        else lambda: signer.sign(body=body),
    }
    if not rule.needs_url:
        ways["paysig, method and URL too"] = lambda: signer.sign(METHOD, URL, body)
    results.calls(rule.scheme, "sign", len(body), measure(ways))

    headers = USUAL_HEADERS | {name.lower(): value for name, value in signer.sign(METHOD, URL, body).items()}
    verifier = Verifier(rule.scheme, rule.credentials)
    given = {"method": METHOD, "url": URL} if rule.needs_url else {}
    ways = {
        "snippet": accepts(rule, headers, lambda timestamp: rule.snippet(timestamp, body.decode())),
        "by hand": accepts(rule, headers, lambda timestamp: rule.by_hand(timestamp, body)),
        "paysig": (lambda: verifier.verify(headers, body, method=METHOD, url=URL))
        if rule.needs_url
        else lambda: verifier.verify(headers, body),
    }
    if verifier.verify(headers, body, **given, replay_key=True).replay_key is not None:
        ways["paysig, with replay key"] = lambda: (
            verifier.verify(headers, body, **given, replay_key=True).replay_key
        )
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    ways["paysig, headers as ASGI has them"] = lambda: verifier.verify(raw, body, **given)
    if not all(call() for call in ways.values()):
        raise SystemExit(f"{rule.scheme}: the ways do not agree")
    results.calls(rule.scheme, "verify", len(body), measure(ways))


def headers_of(rule: Rule, sign: Callable[[str], str]) -> Call:
    """What makes the headers: a function for each kind of scheme, so that none of them asks which it is."""
    sender, timestamp, proof = rule.sender, rule.timestamp, rule.proof
    if timestamp is not None:
        factor = rule.per_second

        def stamped() -> dict[str, str]:
            now = str(int(clock() * factor))
            made = {timestamp: now, proof: sign(now)}
            if sender is not None:
                made[sender] = PUBLIC
            return made

        return stamped
    if sender is not None:
        return lambda: {sender: PUBLIC, proof: sign("")}
    return lambda: {proof: sign("")}


def accepts(rule: Rule, headers: dict[str, str], sign: Callable[[str], str]) -> Call:
    """What looks the headers up, and compares."""
    sender = rule.sender and rule.sender.lower()
    timestamp = rule.timestamp and rule.timestamp.lower()
    proof, factor = rule.proof.lower(), rule.per_second

    def accept() -> bool:
        if sender is not None and headers.get(sender) != PUBLIC:
            return False
        sent = ""
        if timestamp is not None:
            sent = headers.get(timestamp, "")
            if abs(clock() - int(sent) / factor) > TOLERANCE:
                return False
        return hmac.compare_digest(headers.get(proof, ""), sign(sent))

    return accept
