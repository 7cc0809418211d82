"""Timestamps: their text, their unit, how fresh a message must be, and what is said first when more is wrong."""
from .common import header
from .suite import double, drop, edit, put


def timestamps(suite):
    scheme, moment = suite.scheme, suite.moment
    tolerance = scheme.tolerance * 1000
    name = header(suite, "timestamp")
    digits = scheme.digits
    for words, age in (("now", 0), ("as-old-as-allowed", tolerance), ("as-far-ahead-as-allowed", -tolerance)):
        suite.verify(f"fresh-{words}", now_ms=moment + age)
    for words, age, error in (
        ("by-one-millisecond", tolerance + 1, "stale"), ("by-a-day", 86_400_000, "stale"),
        ("by-one-millisecond", -tolerance - 1, "future"), ("by-a-day", -86_400_000, "future"),
    ):
        suite.verify(f"{error}-{words}", now_ms=moment + age, error=error)
    wider, narrower = {"tolerance": "3600"}, {"tolerance": "1"}
    suite.verify("tolerance-wider", options=wider, now_ms=moment + 3_600_000)
    suite.verify("tolerance-wider-and-stale", options=wider, now_ms=moment + 3_600_001, error="stale")
    suite.verify("tolerance-wider-and-future", options=wider, now_ms=moment - 3_600_001, error="future")
    suite.verify("tolerance-narrower", options=narrower, now_ms=moment + 1000)
    suite.verify("tolerance-narrower-and-stale", options=narrower, now_ms=moment + 1001, error="stale")
    off = {"freshness": "off"}
    suite.verify("freshness-off", options=off, note="no rule here depends on the clock")
    suite.verify("freshness-off-long-ago", options=off, timestamp="0" * digits)
    suite.verify("freshness-off-far-ahead", options=off, timestamp="9" * digits)
    suite.verify("freshness-off-and-mismatch", options=off, change=put(name, "9" * digits),
                 error="signature_mismatch")
    suite.verify("freshness-off-and-malformed-timestamp", options=off, change=put(name, "soon"),
                 error="malformed_timestamp")
    for words, options in (
        ("tolerance-of-zero", {"tolerance": "0"}), ("tolerance-negative", {"tolerance": "-1"}),
        ("tolerance-of-words", {"tolerance": "five minutes"}), ("tolerance-empty", {"tolerance": ""}),
        ("tolerance-and-freshness-off", {"tolerance": "300", **off}), ("freshness-of-words", {"freshness": "sometimes"}),
    ):
        suite.verify(words, options=options, error="invalid_option", now_ms=moment)

    own = suite.timestamp
    wrong_texts = {
        "one-digit-short": own[:-1], "one-digit-long": own + "0", "with-a-sign": "+" + own[1:], "negative": "-" + own[1:],
        "with-a-fraction": own[:-2] + ".5", "with-a-space-inside": own[:5] + " " + own[6:], "of-words": "now",
        "in-hex": "0x" + own[2:], "a-date": "2024-04-05T19:34:38Z", "in-other-digits": "\u0661" * digits, "empty": "",
    }
    for words, text in wrong_texts.items():
        suite.verify(f"timestamp-{words}", change=put(name, text), error="malformed_timestamp")
        suite.sign(f"timestamp-{words}", timestamp=text, error="invalid_timestamp")
    suite.verify("timestamp-not-text", change=put(name, b"\xff" * digits), error="malformed_timestamp")
    suite.verify("timestamp-with-a-line-break-after", change=put(name, own + "\n"), error="malformed_timestamp")
    unit = own + "000" if digits == 10 else own[:10]
    suite.verify("timestamp-in-the-other-unit", change=put(name, unit), error="wrong_time_unit")
    suite.sign("timestamp-in-the-other-unit", timestamp=unit, error="invalid_timestamp")
    suite.sign("timestamp-in-spaces", timestamp=f" {own} ", error="invalid_timestamp")
    suite.verify("timestamp-one-later", change=put(name, str(int(own) + 1)), error="signature_mismatch")
    suite.verify("timestamp-one-earlier", change=put(name, str(int(own) - 1)), error="signature_mismatch")
    suite.sign("timestamp-of-the-clock", timestamp=None, now_ms=1_700_000_000_000)
    suite.sign("timestamp-of-the-clock-between-seconds", timestamp=None, now_ms=1_700_000_000_999)
    suite.sign("timestamp-given-wins-over-the-clock", now_ms=1_700_000_000_000)
    suite.sign("timestamp-of-zeroes", timestamp="0" * digits)

    proof = header(suite, "proof")
    empty, wrong = put(proof, ""), put(name, str(int(own) + 1))
    suite.verify("order-missing-signature-before-malformed-timestamp", change=edit(drop(proof), put(name, "soon")),
                 error="missing_header")
    suite.verify("order-doubled-signature-before-malformed-timestamp", change=edit(double(proof), put(name, "soon")),
                 error="duplicate_header")
    suite.verify("order-malformed-timestamp-before-malformed-signature", change=edit(put(name, "soon"), empty),
                 error="malformed_timestamp")
    suite.verify("order-wrong-time-unit-before-malformed-signature", change=edit(put(name, unit), empty),
                 error="wrong_time_unit")
    suite.verify("order-malformed-signature-before-stale", change=empty, now_ms=moment + 86_400_000,
                 error="malformed_signature")
    suite.verify("order-mismatch-before-stale", change=wrong, now_ms=moment + 86_400_000, error="signature_mismatch",
                 note="only an authentic message is called stale")
    suite.verify("order-mismatch-before-future", change=wrong, now_ms=moment - 86_400_000, error="signature_mismatch",
                 note="only an authentic message is called early")
    if scheme.sender:
        for words, text, error in (("malformed-timestamp", "soon", "malformed_timestamp"),
                                   ("wrong-time-unit", unit, "wrong_time_unit")):
            suite.verify(f"order-{words}-before-unknown-sender", by=suite.second[0], change=put(name, text), error=error)
        suite.verify("order-unknown-sender-before-stale", by=suite.second[0], now_ms=moment + 86_400_000,
                     error="unknown_sender")
