"""A second opinion on every case that verifies: the order of checks, step by step, so that no expectation is only
its author's."""
import re

from .data import raw

REJECTIONS = """missing_header duplicate_header malformed_timestamp wrong_time_unit unknown_sender malformed_signature
    signature_mismatch stale future""".split()


def value_of(scheme, wanted, options, headers):
    """A header's values, under every name that is read for it."""
    own = scheme.named(wanted, options)
    names = {own.lower()}
    if wanted == "timestamp" and own == scheme.header_of[wanted]:
        names.update(name.lower() for name in scheme.also)
    return [raw(value).strip(b" \t") for name, value in headers if name.lower() in names]


def timestamp_of(scheme, options, headers):
    if scheme.digits is None:
        return None
    values = value_of(scheme, "timestamp", options, headers)
    return values[0].decode() if values else None


def outcome(scheme, sets, options, message, headers, now_ms):
    found = {}
    for _, wanted in scheme.reads():
        values = value_of(scheme, wanted, options, headers)
        if len(values) > 1 or any(b"," in value for value in values):
            return "duplicate_header"
        if values:
            found[wanted] = values[0]
        elif not (wanted == "timestamp" and "request_timestamp" in message):
            return "missing_header"
    timestamp = found.get("timestamp")
    if timestamp is not None:
        other = {10: 13, 13: 10}[scheme.digits]
        if re.fullmatch(rb"[0-9]{%d}" % other, timestamp):
            return "wrong_time_unit"
        if not re.fullmatch(rb"[0-9]{%d}" % scheme.digits, timestamp):
            return "malformed_timestamp"
    proof = found["proof"]
    if hasattr(scheme.proof, "decode"):
        decoded = scheme.proof.decode(proof)
        if decoded is None:
            return "malformed_signature"
        found[scheme.sender] = decoded.split(b":")[0]
    candidates = [(label, values) for label, values in sets
                  if scheme.sender is None or raw(values[scheme.sender]) == found[scheme.sender]]
    if not candidates:
        return "unknown_sender"
    if not scheme.proof.readable(proof, [values for _, values in candidates]):
        return "malformed_signature"
    signed_at = timestamp.decode() if timestamp else message.get("request_timestamp")
    for label, values in candidates:
        if scheme.proof.holds(values, scheme.signed(values, message, options, signed_at), proof):
            break
    else:
        return "signature_mismatch"
    if timestamp is not None and options.get("freshness") != "off":
        tolerance = int(options.get("tolerance", scheme.tolerance)) * 1000
        age = now_ms - scheme.milliseconds(signed_at)
        if abs(age) > tolerance:
            return "stale" if age > 0 else "future"
    return label


def check(scheme, name, sets, options, message, headers, now_ms, error, label):
    """What is found before a header is read, wrong keys or options or input, is beyond this module."""
    if error is None or error in REJECTIONS:
        judged = outcome(scheme, sets, options, message, headers, now_ms)
        assert judged == (error or label), f"{name}: expected {error or label}, by the rules {judged}"
