"""SolidGate's payment form: encrypted by the openssl command, signed by the formula."""
import base64
import hashlib
import hmac
import json

from . import keys
from .data import Repeat, as_json, raw

MAKE = "make.py"
PAIR = {"public_key": "api_pk_7b197f0ee2c94a7c8a4d0ba108f84211", "secret_key": "api_sk_0d6b3f1c52a94e0f9c7d81e2b3a4c511"}
FIELDS = {"data": "paymentIntent", "update": "partialIntent", "resign": "resignIntent"}
ORDER = '{"order_id":"order-1","amount":1020,"currency":"USD","order_description":"Premium"}'


def fields(form, credentials, payload, iv):
    key = raw(credentials["secret_key"])[:32]
    blocks = keys.openssl("enc", "-aes-256-cbc", "-K", key.hex(), "-iv", iv.hex(), data=raw(payload))
    intent = base64.urlsafe_b64encode(iv + blocks).decode()
    public = raw(credentials["public_key"])
    mac = hmac.new(raw(credentials["secret_key"]), public + intent.encode() + public, hashlib.sha512).hexdigest()
    made = {FIELDS[form]: intent, "signature": base64.b64encode(mac.encode()).decode()}
    return made if form == "update" else {**made, "merchant": public.decode()}


def cases():
    made = []

    def keep(name, form="data", credentials=None, payload=ORDER, iv=None, error=None, note=None):
        credentials = PAIR if credentials is None else credentials
        iv = hashlib.sha256(name.encode()).digest()[:16] if iv is None else iv
        expect = {"error": error} if error else fields(form, credentials, payload, iv)
        case = {"id": f"form/{form}/{name}", "note": note, "source": MAKE, "operation": "form", "form": form,
                "credentials": {field: as_json(value) for field, value in credentials.items()},
                "payload": as_json(payload), "iv": {"base64": base64.b64encode(iv).decode()}, "expect": expect}
        made.append({member: value for member, value in case.items() if value is not None})

    payloads = {
        "order": ORDER, "empty-object": "{}", "empty": "", "fifteen-bytes": '{"amount":1000}', "sixteen-bytes": '{"amount":10000}',
        "unicode": '{"name":"Zo\u00eb \u6c7a\u6e08"}', "escaped": '{"url":"https:\\/\\/a"}', "pretty": json.dumps({"a": [1, 2]}, indent=4),
        "trailing-newline": ORDER + "\n", "not-utf-8": b'{"a":"\xff"}', "nul": '{"a":"\0"}',
        "4-kibibytes": Repeat("0123456789abcdef", 256),
    }
    for form in FIELDS:
        for name, payload in payloads.items():
            keep(name, form, payload=payload)
        keep("vector-of-zeros", form, iv=bytes(16))
        keep("vector-of-ones", form, iv=b"\xff" * 16)
        keep("intent-with-both-url-safe-characters", form, iv=b"\xfb\xef\xbe\xff\xff\xff" * 2 + b"\xfb\xff\xbf\xff")
        keep("secret-of-32-bytes", form, {**PAIR, "secret_key": "api_sk_" + "3" * 25})
        keep("secret-of-32-bytes-and-31-characters", form, {**PAIR, "secret_key": "api_sk_" + "3" * 23 + "\u00e9"})
        keep("secret-of-33-bytes", form, {**PAIR, "secret_key": "api_sk_" + "3" * 26},
             note="the key of the cipher is the first 32, the key of the signature is all of it")
        keep("secret-of-200-bytes", form, {**PAIR, "secret_key": "s" * 200})
        for name, values, error in (
            ("secret-of-31-bytes", {**PAIR, "secret_key": "api_sk_" + "3" * 24}, "secret_too_short"),
            ("secret-of-6-bytes", {**PAIR, "secret_key": "secret"}, "secret_too_short"),
            ("secret-empty", {**PAIR, "secret_key": ""}, "empty_credential"),
            ("secret-missing", {"public_key": PAIR["public_key"]}, "missing_credential"),
            ("public-key-missing", {"secret_key": PAIR["secret_key"]}, "missing_credential"),
            ("credential-unknown", {**PAIR, "private_key": "x"}, "unknown_credential"),
            ("secret-with-a-line-break", {**PAIR, "secret_key": PAIR["secret_key"] + "\n"}, "malformed_credential"),
            ("webhook-pair", {name: value.replace("api_", "wh_") for name, value in PAIR.items()}, "wrong_pair"),
            ("halves-swapped", dict(zip(PAIR, reversed(PAIR.values()))), "wrong_half_of_pair"),
        ):
            keep(name, form, values, error=error)
    return made
