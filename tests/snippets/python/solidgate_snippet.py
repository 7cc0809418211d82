# SolidGate, signature generation in Python.
# Source: https://docs.solidgate.com/payments/integrate/access-to-api/ lists the steps: HMAC-SHA512 of
# publicKey + jsonString + publicKey with the secret key, its hexadecimal text, base64 of that text.
# Reconstructed from the documented formula; the page's Python code itself could not be read here.

import base64
import hashlib
import hmac


def generate_signature(public_key: str, json_string: str, secret_key: str) -> str:
    data = public_key + json_string + public_key
    hmac_hash = hmac.new(secret_key.encode("utf-8"), data.encode("utf-8"), hashlib.sha512).hexdigest()
    return base64.b64encode(hmac_hash.encode("utf-8")).decode("utf-8")
