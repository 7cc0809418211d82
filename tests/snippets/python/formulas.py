# The schemes of which no vendor's code could be run here, by the formula that is documented, in Python's hmac, hashlib and base64.
# Sources: Aeterna, https://aeterna.biz/docs; Smart2Pay, https://docs-apm.nuvei.com/category/authentication/ (HTTP Basic, RFC 7617);
# SolidGate, https://docs.solidgate.com/ (webhooks of API v2); Stablelink, the documentation of the API and the vendor's Go code;
# Sumsub, https://docs.sumsub.com/reference/authentication.

import base64
import hashlib
import hmac
from urllib.parse import unquote


def aeterna_webhook(secret_token, body):
    return hmac.new(secret_token.encode(), body, hashlib.sha256).hexdigest()


def smart2pay(site_id, api_key):
    return "Basic " + base64.b64encode(f"{site_id}:{api_key}".encode()).decode()


def solidgate_v2(endpoint_secret, body):
    return base64.b64encode(hmac.new(endpoint_secret.encode(), body, hashlib.sha256).digest()).decode()


def global_payment(sign_key, method, timestamp, path, query, body):
    signed = (method.upper() + timestamp + path + query).encode() + body
    return base64.b64encode(hmac.new(sign_key.encode(), signed, hashlib.sha512).digest()).decode()


def decoded(query):
    return unquote(query, errors="strict")


def sumsub(secret_key, timestamp, method, path, query, body):
    signed = (timestamp + method.upper() + path + (f"?{query}" if query else "")).encode() + body
    return hmac.new(secret_key.encode(), signed, hashlib.sha256).hexdigest()
