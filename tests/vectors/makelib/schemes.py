"""The schemes, written from the gateways' rules alone: what is signed, with what, and in which headers it travels."""
import base64
import binascii
import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote_to_bytes

from . import keys
from .data import b64, raw

# How a MAC is written as text.
HEX, HEX_ANY_CASE, BASE64, BASE64_OF_HEX = "hex", "hex of any case", "base64", "base64 of hex"


@dataclass(frozen=True)
class Mac:
    key: str
    hash: str
    form: str

    @property
    def size(self):
        return hashlib.new(self.hash).digest_size

    def digest(self, values, signed):
        return hmac.new(raw(values[self.key]), signed, self.hash).digest()

    def prove(self, values, signed):
        return write(self.form, self.digest(values, signed))

    def readable(self, text, candidates):
        return read(self.form, text, self.size) is not None

    def holds(self, values, signed, text):
        return read(self.form, text, self.size) == self.digest(values, signed)


@dataclass(frozen=True)
class Rsa:
    """RSASSA-PKCS1-v1_5 with SHA-256, in base64; openssl does the work."""

    def prove(self, values, signed):
        return b64(keys.sign(values["private_key"], signed, values.get("passphrase")))

    def readable(self, text, candidates):
        sizes = {keys.size(values["public_key"]) for values in candidates}
        return any(read(BASE64, text, size) is not None for size in sizes)

    def holds(self, values, signed, text):
        signature = read(BASE64, text, keys.size(values["public_key"]))
        return signature is not None and keys.verify(values["public_key"], signed, signature)


@dataclass(frozen=True)
class Basic:
    """RFC 7617; it signs nothing."""
    user: str
    password: str

    def pair(self, values):
        return raw(values[self.user]) + b":" + raw(values[self.password])

    def prove(self, values, signed):
        return "Basic " + b64(self.pair(values))

    @staticmethod
    def decode(text):
        match = re.fullmatch(rb"basic +([A-Za-z0-9+/=]+)", text, re.IGNORECASE)
        decoded = match and canonical_base64(match[1])
        return decoded if decoded and b":" in decoded else None

    def readable(self, text, candidates):
        return self.decode(text) is not None

    def holds(self, values, signed, text):
        return self.decode(text) == self.pair(values)


def write(form, digest):
    if form == BASE64:
        return b64(digest)
    return b64(digest.hex().encode()) if form == BASE64_OF_HEX else digest.hex()


def canonical_base64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return data if base64.b64encode(data) == text else None


def read(form, text, size):
    """The bytes that a text form holds, or None unless it is exactly that form of exactly that many bytes."""
    if form in (BASE64, BASE64_OF_HEX):
        text = canonical_base64(text)
        if text is None or form == BASE64:
            return text if text is not None and len(text) == size else None
    digits = rb"[0-9a-fA-F]" if form == HEX_ANY_CASE else rb"[0-9a-f]"
    return bytes.fromhex(text.decode()) if re.fullmatch(digits + b"{%d}" % (2 * size), text) else None


@dataclass(frozen=True)
class Scheme:
    id: str
    proof: object
    parts: tuple  # of "timestamp", "method", "path", "query", "target", "body" and names of fields
    headers: tuple  # of (name, what it carries): "proof", "timestamp", a field, or an option of the message
    sender: str = None
    digits: int = None  # of the timestamp: 10 are seconds, 13 are milliseconds
    tolerance: int = None  # seconds
    also: tuple = ()  # further names under which the timestamp is read

    @cached_property
    def covers(self):
        spread = {"target": ("path", "query")}
        names = [name for part in self.parts for name in spread.get(part, (part,))]
        return list(dict.fromkeys(names))

    @property
    def header_of(self):
        return {value: name for name, value in self.headers}

    def reads(self):
        """What verification reads, in the scheme's order."""
        return [(name, value) for name, value in self.headers if value in ("proof", "timestamp", self.sender)]

    def named(self, value, options):
        """A header's name, which an option may replace."""
        option = {"timestamp": "header.timestamp", "proof": "header.signature"}.get(value)
        return (options or {}).get(option, self.header_of[value])

    def milliseconds(self, timestamp):
        return int(timestamp) * (1000 if self.digits == 10 else 1)

    def now(self, now_ms):
        """The timestamp's text at a moment."""
        return str(now_ms // 1000 if self.digits == 10 else now_ms)

    def signed(self, values, message, options, timestamp):
        """The string to sign."""
        return b"".join(self._part(part, values, message, options or {}, timestamp) for part in self.parts)

    def _part(self, part, values, message, options, timestamp):
        if part == "timestamp":
            return timestamp.encode()
        if part == "method":
            return message["method"].upper().encode()
        if part in ("path", "query", "target"):
            path, query = split(message["url"])
            if part == "query":
                return query.encode() if options.get("query") == "as-sent" else unquote_to_bytes(query)
            return path.encode() if part == "path" or not query else f"{path}?{query}".encode()
        if part == "body":
            if message.get("body_mode") == "unsigned":
                return b""
            body = raw(message.get("body", b""))
            return compact(body) if options.get("compact_body") == "true" else body
        return raw(values[part])

    def sign(self, values, message, options=None, timestamp=None):
        """The headers, and the string to sign."""
        options = options or {}
        own = timestamp or message.get("request_timestamp")
        signed = self.signed(values, message, options, own)
        carried = {"proof": self.proof.prove(values, signed), "timestamp": timestamp}
        carried.update({name: values[name] for name in values if name not in carried})
        carried.update({name: message.get(name) for name in ("submerchant", "idempotency_key")})
        if message.get("access_token"):
            carried["access_token"] = "Bearer " + message["access_token"]
        headers = [
            [self.named(value, options), carried[value]]
            for _, value in self.headers
            if (carried.get(value) or "").strip()
        ]
        return headers, signed


def split(url):
    """Path and query as they stand."""
    rest = re.sub(r"^https?://[^/?]*", "", url)
    path, _, query = rest.partition("?")
    return path or "/", query


TOKEN = re.compile(rb'[ \t\r\n]+|"(?:[^"\\\x00-\x1f]|\\.)*"|[^ \t\r\n"]+')


def compact(body):
    """JSON without the white space between its tokens; what is not JSON stays as it is."""
    def refuse(name):
        raise ValueError(name)

    try:
        text = body.decode()
        if text.startswith("\ufeff"):
            return body
        json.loads(text, parse_constant=refuse)
    except ValueError:
        return body
    return b"".join(token for token in TOKEN.findall(body) if token.strip(b" \t\r\n"))


SECONDS = {"digits": 10, "tolerance": 300}
MILLISECONDS = {"digits": 13, "tolerance": 120}
APP_HEADERS = ("X-App-Token", "X-App-Access-Ts", "X-App-Access-Sig")
STABLELINK = Mac("sign_key", "sha512", BASE64)
SOLIDGATE = Mac("secret_key", "sha512", BASE64_OF_HEX)
PAIR = {"sender": "public_key", "parts": ("public_key", "body", "public_key"),
        "headers": (("Merchant", "public_key"), ("Signature", "proof"))}
BASIC = {"proof": Basic("site_id", "api_key"), "parts": (), "sender": "site_id",
         "headers": (("Authorization", "proof"),)}

SCHEMES = {scheme.id: scheme for scheme in (
    Scheme("smart-glocal/request", Rsa(), ("body",), (
        ("X-PARTNER-PROJECT", "project"), ("X-PARTNER-SIGN", "proof"),
        ("X-PARTNER-SUBMERCHANT", "submerchant"), ("X-PARTNER-IDEMPOTENCY-KEY", "idempotency_key")), sender="project"),
    Scheme("smart-glocal/webhook", Rsa(), ("body",), (("X-PARTNER-SIGN", "proof"),)),
    Scheme("aeterna/request", Mac("secret_token", "sha256", HEX), ("timestamp", "email"),
           tuple(zip(APP_HEADERS, ("public_token", "timestamp", "proof"))), sender="public_token", **SECONDS),
    Scheme("aeterna/webhook", Mac("secret_token", "sha256", HEX_ANY_CASE), ("body",), (("X-Signature", "proof"),)),
    Scheme("smart2pay/request", **BASIC),
    Scheme("smart2pay/notification", **BASIC),
    Scheme("solidgate/request", SOLIDGATE, **PAIR),
    Scheme("solidgate/webhook", SOLIDGATE, **PAIR),
    Scheme("solidgate-v2/webhook", Mac("endpoint_secret", "sha256", BASE64), ("body",), (("signature", "proof"),)),
    Scheme("global-payment/request", STABLELINK, ("method", "timestamp", "path", "query", "body"), (
        ("TIMESTAMP", "timestamp"), ("SIGNATURE", "proof"), ("Authorization", "access_token")), **MILLISECONDS),
    Scheme("global-payment/response", STABLELINK, ("method", "timestamp", "path", "query", "body"), (
        ("D-TIMESTAMP", "timestamp"), ("D-SIGNATURE", "proof")), also=("TIMESTAMP",), **MILLISECONDS),
    Scheme("global-payment/webhook", STABLELINK, ("timestamp", "body"), (
        ("TIMESTAMP", "timestamp"), ("SIGNATURE", "proof")), **MILLISECONDS),
    Scheme("sumsub/request", Mac("secret_key", "sha256", HEX), ("timestamp", "method", "target", "body"),
           tuple(zip(APP_HEADERS, ("app_token", "timestamp", "proof"))), sender="app_token", **SECONDS),
)}
