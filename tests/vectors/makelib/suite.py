"""The builder of one scheme's cases: it fills in what a case does not say, and works out what is to be expected."""
import hashlib

from . import judge
from .data import Repeat, as_json
from .schemes import SCHEMES

MAKE = "make.py"
SECONDS = "1712345678"
MILLISECONDS = "1712345678901"


def edit(*changes):
    """One change of a header list out of several."""
    def apply(headers):
        for change in changes:
            headers = change(headers)
        return headers
    return apply


def at(name, change):
    """Replace one header by whatever headers `change` makes of its name and value."""
    def apply(headers):
        assert any(header[0].lower() == name.lower() for header in headers), name
        return [new for header in headers
                for new in (change(*header) if header[0].lower() == name.lower() else [header])]
    return apply


def put(name, value):
    return at(name, lambda own, _: [[own, value]])


def drop(name):
    return at(name, lambda own, value: [])


def double(name, rename=str, other=None):
    return at(name, lambda own, value: [[own, value], [rename(own), value if other is None else other]])


def fold(name):
    return at(name, lambda own, value: [[own, value + ", " + value]])


def add(*headers):
    return lambda before: before + [list(header) for header in headers]


class Suite:
    """Cases of one scheme. `signing` and `verifying` are its usual credentials; `sent` and `received` its usual
    messages; `second` another party's credentials, `rotated` the same party's next key, both as pairs of
    (signing, verifying)."""

    def __init__(self, scheme, signing, sent, received=None, verifying=None, second=None, rotated=None):
        self.scheme = SCHEMES[scheme]
        self.signing, self.verifying = signing, verifying or signing
        self.sent, self.received = sent, received if received is not None else sent
        self.second, self.rotated = second, rotated
        self.cases = []

    # Time

    @property
    def timed(self):
        return self.scheme.digits is not None

    @property
    def timestamp(self):
        return {10: SECONDS, 13: MILLISECONDS, None: None}[self.scheme.digits]

    @property
    def moment(self):
        return self.scheme.milliseconds(self.timestamp)

    # Cases

    def sign(self, name, *, note=None, source=MAKE, credentials=None, options=None, now_ms=None, error=None,
             scheme=None, **message):
        """A case that signs. With `error` it fails; else the headers and the string to sign are worked out."""
        credentials = self.signing if credentials is None else credentials
        usual = {**self.sent, "timestamp": self.timestamp}
        message = {key: value for key, value in {**usual, **message}.items() if value is not None}
        if error:
            expect = {"error": error}
        else:
            timestamp = message.get("timestamp")
            if self.timed and timestamp is None and "request_timestamp" not in message:
                timestamp = self.scheme.now(now_ms)
            headers, signed = self.scheme.sign(credentials, message, options, timestamp)
            expect = {"headers": headers, "string_to_sign": self.said(signed, credentials, message)}
        return self.keep("sign", name, note, source, scheme, {name: as_json(value) for name, value in credentials.items()},
                         options, message, None, now_ms, expect)

    def verify(self, name, *, note=None, source=MAKE, credentials=None, by=None, options=None, signed=None,
               timestamp=None, change=None, headers=None, now_ms=None, error=None, label="default", scheme=None,
               **message):
        """A case that verifies. Its headers are those of the message as it was `signed`, `by` whoever signed, then
        changed; what is expected is worked out from the message as received."""
        sets = [("default", self.verifying)] if credentials is None else credentials
        message = {**self.received, **message}
        message = {key: value for key, value in message.items() if value is not None}
        if self.timed and timestamp is None and "request_timestamp" not in message:
            timestamp = self.timestamp
        if now_ms is None and timestamp is not None and (options or {}).get("freshness") != "off":
            now_ms = self.moment
        if headers is None:
            original = {**self.received, **message, **(signed or {})}
            headers, _ = self.scheme.sign(by or self.signing, original, options, timestamp)
        headers = (change or list)(headers)
        if error:
            expect = {"error": error}
        else:
            expect = self.verified(dict(sets)[label], label, options, message, headers)
        case = self.keep("verify", name, note, source, scheme,
                         [{"label": label, "values": {name: as_json(value) for name, value in values.items()}}
                          for label, values in sets],
                         options, message, headers, now_ms, expect)
        judge.check(self.scheme, case["id"], sets, options or {}, message, headers, now_ms, error, label)
        return case

    def verified(self, values, label, options, message, headers):
        timestamp = judge.timestamp_of(self.scheme, options or {}, headers) or message.get("request_timestamp")
        signed = self.scheme.signed(values, message, options, timestamp)
        covers = [part for part in self.scheme.covers if part != "body" or "body_mode" not in message]
        replay_key = hashlib.sha256(self.scheme.id.encode() + b"\0" + signed).hexdigest() if "body" in covers else None
        return {
            "label": label,
            "timestamp_ms": self.scheme.milliseconds(timestamp) if timestamp else None,
            "covers": covers,
            "replay_key": replay_key,
        }

    def said(self, signed, credentials, message):
        """The string to sign as a case says it: by the body's recipe where that is possible."""
        if not self.scheme.parts:
            return None
        body = message.get("body")
        if not isinstance(body, Repeat) or "body" not in self.scheme.parts:
            return as_json(signed)
        extra = sum(credentials[part] == body.unit for part in self.scheme.parts if part != "body")
        whole = Repeat(body.unit, body.times + extra)
        assert whole.unit.encode() * whole.times == signed, "this string to sign has no recipe"
        return as_json(whole)

    def keep(self, operation, name, note, source, scheme, credentials, options, message, headers, now_ms, expect):
        case = {"id": f"{self.scheme.id}/{operation}/{name}", "note": note, "source": source, "operation": operation,
                "scheme": scheme or self.scheme.id, "credentials": credentials, "options": options,
                "message": {key: as_json(value) for key, value in message.items()}}
        if headers is not None:
            case["headers"] = [[name, as_json(value)] for name, value in headers]
        case.update(now_ms=now_ms, expect=expect)
        self.cases.append({key: value for key, value in case.items() if value is not None})
        return self.cases[-1]

    def last_headers(self):
        return self.cases[-1]["expect"]["headers"]
