"""Clocks, units, and timestamps that are not the ones that were signed."""
from .makers import node, php, py

AT = 1_712_345_678_901


def add(fixtures):
    for fixture in fixtures:
        if "timestamp" in fixture.signs:
            seconds = fixture.scheme.digits == 10
            units(fixture, seconds)
            forms(fixture, seconds)
            other_readings(fixture, seconds)
            clocks(fixture, seconds)
        if fixture.id.endswith("/response"):
            of_request(fixture)


def both(fixture, cause, slug, maker, text, **more):
    """The same wrong text in the header and in what was signed."""
    fixture.break_it(cause, slug, maker, proof=fixture.proven(timestamp=text), timestamp=text, **more)


def signed_only(fixture, cause, slug, maker, text, header=None):
    fixture.break_it(cause, slug, maker, proof=fixture.proven(timestamp=text), timestamp=header or fixture.timestamp)


def units(fixture, seconds):
    wrong = node("String(Number(value))") if seconds else py("str(int(value) // 1000)")
    right = str(AT) if seconds else str(AT)
    both(fixture, "timestamp_unit", "in-both", wrong, wrong(right).decode(), now_ms=AT)
    other = py("value + b'000'") if seconds else php("intdiv((int) $value, 1000)")
    signed_only(fixture, "timestamp_unit", "signed-in-the-other", other, other(fixture.timestamp).decode())
    if not seconds:
        rounded = py("str(int(value) // 1000 * 1000)")
        signed_only(fixture, "timestamp_unit", "signed-rounded", rounded, rounded(fixture.timestamp).decode())


def forms(fixture, seconds):
    fraction = py("str(int(value) / 1000)")
    both(fixture, "timestamp_form", "python-time", fraction, fraction(str(AT)).decode(), now_ms=AT)
    iso = node("new Date(Number(value)).toISOString()")
    both(fixture, "timestamp_form", "iso-8601", iso, iso(str(AT)).decode(), now_ms=AT)
    text = iso(str(AT)).decode()
    signed_only(fixture, "timestamp_form", "iso-8601-in-the-header-only", iso, fixture.timestamp if not seconds else str(AT // 1000), text)
    if seconds:
        signed_only(fixture, "timestamp_form", "python-time-in-the-header-only", fraction, str(AT // 1000), fraction(str(AT)).decode())


def other_readings(fixture, seconds):
    for slug, step in (("a-step-before", -1), ("a-step-after", 1), ("three-steps-before", -3)):
        maker = py(f"str(int(value) + {step})")
        signed_only(fixture, "timestamp_not_signed", slug, maker, maker(fixture.timestamp).decode())
    if not seconds:
        maker = py("str(int(value) - 187)")
        signed_only(fixture, "timestamp_not_signed", "187-ms-before", maker, maker(fixture.timestamp).decode())


def clocks(fixture, seconds):
    for cause, slug, off, certainty in (
        ("clock_behind", "eleven-minutes", 660_500, "evident"), ("clock_behind", "days", 3 * 86_400_000 + 1_200_000, "evident"),
        ("clock_ahead", "ten-minutes", -600_000, "evident"),
        ("time_zone", "two-hours-behind", 7_203_000, "likely"), ("time_zone", "five-and-a-half-hours-ahead", -19_800_000, "likely"),
    ):
        fixture.break_it(cause, slug, py(f"str(time.time() - {off / 1000})"), proof=fixture.proven(),
                         now_ms=fixture.scheme.milliseconds(fixture.timestamp) + off, certainty=certainty, label=None)


def of_request(fixture):
    """The gateway signed the request's timestamp and sent one of its own."""
    own = str(AT + 40)
    fixture.break_it("timestamp_of_request", "own-header-beside", py("requested"), proof=fixture.proven(timestamp=fixture.timestamp),
                     timestamp=own, request_timestamp=fixture.timestamp, now_ms=AT + 60)
