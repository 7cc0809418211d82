"""The credentials that both sides have."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "vectors" / "keys"
HOOK_PAIR = {"public_key": "wh_pk_test", "secret_key": "wh_sk_test"}
MERCHANT = "shop"


def hook_key(form: str) -> bytes:
    return (FOLDER / f"rsa2048.{form}.pem").read_bytes()
