"""leaks.py CALLS: calls everything so often that a leak of a few bytes would show, and fails when memory grew by a mebibyte."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import paysig
from paysig import Form, PaysigError, PrivateKey, Signer, Verifier, global_payment, smart_glocal, solidgate

LIMIT = 1024 * 1024
KEYS = Path(__file__).resolve().parents[2] / "tests" / "vectors" / "keys"

PAIR = {"public_key": "wh_pk_c52ea06e", "secret_key": "wh_sk_1f4a9eb0"}
SIGNER = solidgate.webhook_signer(**PAIR)
VERIFIER = solidgate.verifier(**PAIR)
STABLE = global_payment.signer(sign_key="kWvJw0Yx")
PEM = (KEYS / "rsa2048.pkcs8.pem").read_bytes()
RSA = smart_glocal.signer(project="p", private_key=PEM)
CHECK = smart_glocal.request_verifier(project="p", public_key=(KEYS / "rsa2048.spki.pem").read_bytes())
FORM = Form(public_key="api_pk_1", secret_key="api_sk_b2a8ea1e_5f0c_4f2e_9a37_d5e0")
BODY = b'{"order":{"status":"settle_ok"}}' * 10
HEADERS = SIGNER.sign(body=BODY)
PAIRS = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
RSA_HEADERS = RSA.sign("POST", "/", BODY)
WRITABLE = bytearray(BODY)
LONG = b"x" * 20_000


def fails(call: Callable[[], Any]) -> Callable[[], Any]:
    def run() -> None:
        try:
            call()
        except (PaysigError, TypeError):
            return
        raise AssertionError("it did not fail")

    return run


# What is called, and how much of the whole number of calls it gets.
CALLS: list[tuple[str, float, Callable[[], Any]]] = [
    ("sign", 1, lambda: SIGNER.sign("POST", "/", BODY)),
    ("verify", 1, lambda: VERIFIER.verify(HEADERS, BODY)),
    ("read what was verified", 0.1, lambda: read(VERIFIER.verify(PAIRS, WRITABLE, replay_key=True))),
    ("read a key that nobody asked for", 0.1, fails(lambda: VERIFIER.verify(HEADERS, BODY).replay_key)),
    (
        "sign with everything",
        0.1,
        lambda: STABLE.sign("POST", "https://x/y?z=1", LONG, access_token="t", now=1767315845.5),
    ),
    ("reject", 0.1, fails(lambda: VERIFIER.verify(HEADERS, b"{}"))),
    ("refuse text", 0.1, fails(lambda: VERIFIER.verify(HEADERS, "{}"))),
    ("refuse headers", 0.1, fails(lambda: VERIFIER.verify([("a", 1)], b"{}"))),
    ("string to sign", 0.1, lambda: bytes(STABLE.string_to_sign("GET", "/", BODY).parts[-1])),
    (
        "build",
        0.1,
        lambda: (Signer("solidgate/webhook", **PAIR), Verifier("solidgate/webhook", {"a": PAIR}).scheme),
    ),
    ("fail to build", 0.1, fails(lambda: Signer("solidgate/webhook", public_key="", secret_key="x"))),
    ("explain", 0.005, lambda: str(VERIFIER.explain(HEADERS, BODY + b" ", others={"old": PAIR}))),
    ("explain what verifies", 0.05, lambda: repr(VERIFIER.explain(HEADERS, BODY))),
    ("fail to explain", 0.05, fails(lambda: VERIFIER.explain(HEADERS, BODY, budget=-1))),
    ("RSA", 0.002, lambda: (RSA.sign("POST", "/", BODY), CHECK.verify(RSA_HEADERS, BODY))),
    ("keys", 0.001, lambda: PrivateKey.read(PEM).public_key().write("der")),
    ("form", 0.05, lambda: FORM.decrypt(FORM.data(BODY)["paymentIntent"])),
    ("gateway error", 0.05, lambda: paysig.gateway("solidgate").error(400, b'{"error":{"code":"1.01"}}')),
]


def read(verified: paysig.Verified) -> None:
    _ = (
        verified.body,
        verified.covers,
        verified.replay_key,
        verified.timestamp,
        repr(verified),
        verified.__reduce_ex__(2),
    )


def resident() -> int:
    """Bytes of memory that the process has."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def growth(calls: int) -> tuple[int, int]:
    """How many calls were made after a warm-up, and by how many bytes memory grew meanwhile."""
    planned = [(max(1, round(calls * share)), call) for _, share, call in CALLS]
    for _ in range(2):
        for count, call in planned:
            for _ in range(max(5, min(count, 10_000) // 2)):
                call()
    before = resident()
    for count, call in planned:
        for _ in range(count):
            call()
    return sum(count for count, _ in planned), resident() - before


if __name__ == "__main__":
    made, grown = growth(int(sys.argv[1]))
    print(f"{made} calls, memory grew by {grown / 1024:.0f} KiB; under {LIMIT / 1024:.0f} KiB allowed")
    sys.exit(grown >= LIMIT)
