"""What the vectors must hold: enough cases for each scheme, and one at least for every error that it can end in."""
from collections import Counter, defaultdict

from .schemes import SCHEMES

EVERY = """unknown_scheme missing_credential unknown_credential empty_credential malformed_credential
    duplicate_credential invalid_label unknown_option missing_body missing_header duplicate_header
    malformed_signature signature_mismatch""".split()
SENDER = ["unknown_sender"]
TIME = "invalid_option invalid_timestamp malformed_timestamp wrong_time_unit stale future".split()
KEYS = """malformed_key wrong_key_kind key_too_small unsupported_key wrong_passphrase missing_passphrase""".split()
PAIR = "wrong_pair wrong_half_of_pair".split()
URL = ["invalid_url", "wrong_method"]
FAULT = ["malformed_request"]
HTTPS = ["missing_request", "insecure_url"]

# The RSA webhook has no credential that is text, but for the passphrase.
NO_TEXT = ["malformed_credential"]

EXPECTED = {
    "smart-glocal/request": EVERY + SENDER + KEYS + URL + ["invalid_idempotency_key", "invalid_value"],
    "smart-glocal/webhook": [code for code in EVERY if code not in NO_TEXT] + KEYS,
    "aeterna/request": EVERY + SENDER + TIME + URL + HTTPS,
    "aeterna/webhook": EVERY + ["invalid_option"],
    "smart2pay/request": EVERY + SENDER + URL + HTTPS + ["invalid_option"],
    "smart2pay/notification": EVERY + SENDER + URL + HTTPS + ["invalid_option"],
    "solidgate/request": EVERY + SENDER + PAIR + URL,
    "solidgate/webhook": EVERY + SENDER + PAIR,
    "solidgate-v2/webhook": EVERY,
    "global-payment/request": EVERY + TIME + URL + FAULT + HTTPS + ["invalid_value"],
    "global-payment/response": EVERY + TIME + URL + ["missing_request"],
    "global-payment/webhook": EVERY + TIME,
    "sumsub/request": EVERY + SENDER + TIME + URL + FAULT + ["missing_request"],
}


def scheme_of(case):
    """By the id: a case about an unknown scheme belongs to the scheme whose credentials it uses."""
    return "/".join(case["id"].split("/")[:2])


def found(cases):
    codes = defaultdict(Counter)
    for case in cases:
        codes[scheme_of(case)][case["expect"].get("error", "accepted")] += 1
    return codes


def check(cases):
    ids = Counter(case["id"] for case in cases)
    assert max(ids.values()) == 1, [id for id, count in ids.items() if count > 1]
    codes = found(cases)
    assert codes.keys() == SCHEMES.keys() == EXPECTED.keys()
    for scheme, counts in codes.items():
        least = 40 if SCHEMES[scheme].parts else 25
        assert sum(counts.values()) >= least, f"{scheme}: {sum(counts.values())} cases"
        missing, extra = set(EXPECTED[scheme]) - counts.keys(), counts.keys() - {"accepted"} - set(EXPECTED[scheme])
        assert not missing and not extra, f"{scheme}: no case for {sorted(missing)}, not in the table {sorted(extra)}"


OTHERS = {
    "key": KEYS,
    "gateway_error": ["unknown_gateway"],
    "form": """secret_too_short empty_credential missing_credential unknown_credential malformed_credential""".split() + PAIR,
}


def check_others(cases):
    ids = Counter(case["id"] for case in cases)
    assert max(ids.values()) == 1, [id for id, count in ids.items() if count > 1]
    for operation, codes in OTHERS.items():
        found = {(case["expect"] or {}).get("error") for case in cases if case["operation"] == operation}
        assert found - {None} == set(codes), f"{operation}: {sorted(found - {None} ^ set(codes))}"


def counts(cases, others=()):
    for scheme in SCHEMES:
        own = Counter(case["operation"] for case in cases if scheme_of(case) == scheme)
        yield f"{scheme:26}{own['sign']:5} sign {own['verify']:5} verify {own.total():6} cases"
    yield f"{len(cases)} cases"
    for operation, count in Counter(case["operation"] for case in others).items():
        yield f"{operation:26}{count:24} cases"


def table(cases):
    codes, schemes = found(cases), list(SCHEMES)
    names = sorted({code for counts in codes.values() for code in counts})
    lines = [f"{number:2} {scheme}" for number, scheme in enumerate(schemes, 1)]
    lines.append(f"{'':26}" + "".join(f"{number:5}" for number in range(1, len(schemes) + 1)))
    lines += [f"{name:26}" + "".join(f"{codes[scheme][name] or '.':>5}" for scheme in schemes) for name in names]
    return "\n".join(lines) + "\n"
