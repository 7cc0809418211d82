"""What gateways answer when they refuse or fail, with what it means by the vendors' lists of codes."""
import json

from .data import as_json

MAKE = "make.py"
NEVER, CORRECTED = {"when": "never"}, {"when": "corrected"}
LATER = {"when": "later", "after_seconds": 60}

SOLIDGATE = {
    "0.01": ("declined", NEVER), "0.02": ("declined", NEVER), "0.03": ("declined", NEVER),
    "1.01": ("authentication", CORRECTED),
    "2.01": ("validation", CORRECTED), "2.05": ("validation", CORRECTED), "2.16": ("validation", CORRECTED),
    "3.01": ("declined", NEVER), "3.02": ("declined", NEVER), "3.08": ("declined", NEVER), "3.10": ("declined", NEVER),
    "4.01": ("fraud", NEVER), "4.07": ("fraud", NEVER), "4.09": ("fraud", NEVER),
    "5.01": ("processing", NEVER), "5.03": ("processing", LATER), "5.04": ("processing", NEVER),
    "5.06": ("idempotency", NEVER), "5.07": ("processing", LATER),
    "6.01": ("processing", NEVER), "6.02": ("processing", LATER),
    "7.01": ("unknown", NEVER), "10.01": ("unknown", NEVER), "x": ("unknown", NEVER),
}
SMART_GLOCAL = {
    "idempotency_key_params_mismatch": ("idempotency", CORRECTED),
    "idempotency_key_already_exists": ("idempotency", LATER),
    "idempotency_key_not_supported": ("idempotency", CORRECTED),
    "idempotency_key_of_some_other_kind": ("idempotency", CORRECTED),
    "identification_error": ("authentication", CORRECTED), "authentication_error": ("authentication", CORRECTED),
    "authorization_error": ("authentication", CORRECTED), "invalid_sign": ("authentication", CORRECTED),
    "invalid_request": ("validation", CORRECTED), "request_body_validation_error": ("validation", CORRECTED),
    "card_number_does_not_exist": ("validation", CORRECTED),
    "insufficient_funds": ("declined", NEVER), "declined_by_issuer_bank": ("declined", NEVER),
    "bank_card_expired": ("declined", NEVER), "3DS_error": ("declined", NEVER),
    "operation_rejected": ("fraud", NEVER),
    "internal_error": ("processing", LATER), "provider_timeout": ("processing", LATER),
    "something_new": ("unknown", NEVER), "INVALID_REQUEST": ("unknown", NEVER),
}
# What the status says where the body says nothing that is known.
STATUS = {None: ("unknown", NEVER), 200: ("unknown", NEVER), 400: ("unknown", NEVER), 401: ("authentication", CORRECTED),
          403: ("authentication", CORRECTED), 422: ("unknown", NEVER), 429: ("processing", LATER),
          500: ("processing", LATER), 503: ("processing", LATER)}


def text(*texts):
    return [{"attribute": None, "text": each} for each in texts]


def cases():
    made = []

    def keep(gateway, name, body, expect, status=None):
        body = body if isinstance(body, (str, bytes)) else json.dumps(body)
        case = {"id": f"gateway_error/{gateway}/{name}", "source": MAKE, "operation": "gateway_error",
                "gateway": gateway, "status": status, "body": as_json(body), "expect": expect}
        made.append({member: value for member, value in case.items() if value is not None or member == "expect"})

    def error(gateway, name, body, meaning, code=None, messages=(), status=None):
        kind, retry = meaning
        expect = {"code": code, "kind": kind, "messages": list(messages), "retry": retry}
        keep(gateway, name, body, expect, status)

    for code, meaning in SOLIDGATE.items():
        for status in (None, 200, 400):
            error("solidgate", f"code-{code}-{status or 'no-status'}", {"error": {"code": code, "messages": ["Why"]}},
                  meaning, code, text("Why"), status)
    invalid = SOLIDGATE["2.01"]
    for name, messages, expected in (
        ("array", ["one", "two"], text("one", "two")),
        ("attributes", {"ip": ["bad"], "amount": ["missing", "small"]},
         [{"attribute": "amount", "text": "missing"}, {"attribute": "amount", "text": "small"},
          {"attribute": "ip", "text": "bad"}]),
        ("attribute-and-text", {"amount": "missing"}, [{"attribute": "amount", "text": "missing"}]),
        ("nested-attributes", {"products": {"0": {"id": ["missing"]}}},
         [{"attribute": "products.0.id", "text": "missing"}]),
        ("text", "plain", text("plain")), ("empty-array", [], []), ("empty-object", {}, []), ("null", None, []),
        ("unicode", ["Zo\u00eb \u6c7a\u6e08"], text("Zo\u00eb \u6c7a\u6e08")), ("numbers", [1, 2.5], text("1", "2.5")),
        ("mixed", ["one", {"amount": ["two"]}, None, ""], text("one") + [{"attribute": "amount", "text": "two"}]),
    ):
        error("solidgate", f"messages-{name}", {"error": {"code": "2.01", "messages": messages}}, invalid, "2.01", expected, 200)
    error("solidgate", "array-of-errors",
          {"error": [{"code": "2.08", "message": "Invalid card number"}, {"code": "3.01", "message": "Card is blocked"}],
           "transaction": {"id": "trn_1"}}, invalid, "2.08", text("Invalid card number", "Card is blocked"), 200)
    error("solidgate", "code-as-a-number", '{"error":{"code":1.01}}', SOLIDGATE["1.01"], "1.01")
    error("solidgate", "without-a-code", {"error": {"messages": ["Why"]}}, STATUS[200], None, text("Why"), 200)
    error("solidgate", "as-text", {"error": "down"}, STATUS[200], None, text("down"), 200)
    error("solidgate", "beside-an-order", {"order": {"status": "declined"}, "error": {"code": "3.02"}},
          SOLIDGATE["3.02"], "3.02", status=200)
    error("solidgate", "unknown-code-and-500", {"error": {"code": "9.99"}}, STATUS[500], "9.99", status=500)
    for name, body in (("order", {"order": {"status": "ok"}}), ("null", {"error": None}), ("empty", {"error": {}}),
                       ("empty-array", {"error": []}), ("false", {"error": False}), ("array", "[]")):
        keep("solidgate", f"none-{name}", body, None, 200)
        keep("solidgate", f"none-{name}-no-status", body, None)
        error("solidgate", f"none-{name}-400", body, STATUS[400], status=400)

    for code, meaning in SMART_GLOCAL.items():
        for status in (None, 200, 400):
            error("smart-glocal", f"code-{code}-{status or 'no-status'}",
                  {"status": "error", "error": {"code": code, "description": "Why"}}, meaning, code, text("Why"), status)
    error("smart-glocal", "without-a-description", {"status": "error", "error": {"code": "invalid_request"}},
          SMART_GLOCAL["invalid_request"], "invalid_request")
    keep("smart-glocal", "none", {"status": "ok", "session": {"id": "ps_1"}}, None, 200)

    missing = "Access denied: Missing header [SIGNATURE]"
    for name, code, said in (("text", "00006", "00006"), ("number", 6, "6"), ("short-text", "6", "6")):
        error("global-payment", f"missing-header-{name}", {"retcode": code, "retmsg": missing},
              ("authentication", CORRECTED), said, text(missing), 200)
    for name, code, said in (("number", 40001, "40001"), ("text", "A1", "A1"), ("negative", -1, "-1")):
        error("global-payment", f"unknown-{name}", {"retcode": code, "retmsg": "Why"}, STATUS[200], said, text("Why"), 200)
    for name, code in (("number", 200), ("text", "200")):
        keep("global-payment", f"none-{name}", {"retcode": code, "retmsg": "SUCCESS", "retdata": {}}, None, 200)
        error("global-payment", f"success-and-500-{name}", {"retcode": code, "retmsg": "SUCCESS"}, STATUS[500], status=500)
    keep("global-payment", "none-without-a-code", {"access_token": "token"}, None, 200)

    unreadable = {"html": "<html>", "cut-off": '{"error":{"code":"1.0', "not-utf-8": b'{"error":"\xff"}',
                  "byte-order-mark": "\ufeff{}", "deep": "[" * 1000, "two-values": "{}{}"}
    for gateway in ("solidgate", "smart-glocal", "global-payment"):
        for name, body in unreadable.items():
            for status in (None, 200, 400, 503):
                error(gateway, f"unreadable-{name}-{status or 'no-status'}", body, STATUS[status], status=status)
        for status, meaning in STATUS.items():
            if status == 200:
                keep(gateway, "no-body-200", "", None, 200)
            else:
                error(gateway, f"no-body-{status or 'no-status'}", "", meaning, status=status)
    for gateway in ("aeterna", "smart2pay", "sumsub"):
        for status, meaning in STATUS.items():
            if status in (None, 200):
                keep(gateway, f"status-{status or 'none'}", "anything", None, status)
            else:
                error(gateway, f"status-{status}", "anything", meaning, status=status)
    keep("solidgate-v2", "gateway-unknown", "{}", {"error": "unknown_gateway"})
    return made
