"""Aeterna: requests that sign time and e-mail only, and webhooks that sign the body."""
from . import common, forms, times, urls
from .data import raw
from .schemes import SCHEMES
from .suite import SECONDS, Suite, put

SCHEME = SCHEMES["aeterna/request"]
OWN = {"public_token": "pt_3f9a61c2", "email": "ops@merchant.example", "secret_token": "st_8b1f0c5de27a4493"}


def request():
    second = {"public_token": "pt_77aa0e19", "email": "eu@merchant.example", "secret_token": "st_1c2d3e4f5a6b7c8d"}
    rotated = {**OWN, "secret_token": "st_ffeeddccbbaa9988"}
    sent = {"method": "POST", "url": "https://api.aeterna.example/v1/payin", "body": '{"amount":100}'}
    suite = Suite("aeterna/request", OWN, sent, {"body": sent["body"]}, second=(second, second),
                  rotated=(rotated, rotated))
    for name in ("empty", "json", "not-utf-8", "nul"):
        suite.sign(f"body-{name}", body=common.BODIES[name], note="the body is not signed")
        suite.verify(f"body-{name}", body=common.BODIES[name], note="the body is not signed")
    suite.sign("body-one-mebibyte", body=common.LONG)
    suite.verify("body-one-mebibyte", body=common.LONG)
    suite.sign("no-body", body=None)
    suite.verify("no-body", body=None, error="missing_body")
    suite.verify("body-another", signed={"body": "{}"}, body='{"amount":1000000}',
                 note="one captured set of headers serves any call within the window")
    suite.verify("with-method-and-url", method="POST", url="https://api.aeterna.example/v1/payout",
                 note="neither method nor URL is signed")
    common.text_credentials(suite, texts=["email", "secret_token"], visible=["public_token"])
    common.several(suite)
    common.header_rules(suite)
    forms.mac_forms(suite)
    forms.wrong_macs(suite)
    times.timestamps(suite)
    common.sender_before_signature(suite)
    common.options(suite, ["tolerance", "freshness", "allow_http_loopback"], ["timestamp"])
    common.scheme_ids(suite, "aeterna/response", "Aeterna/request")
    urls.https_needed(suite)
    urls.bad_urls(suite, verify=False)
    urls.bad_methods(suite, ("GET", "PUT", "get"))
    suite.sign("method-in-lower-case", method="post")
    suite.sign("without-method", method=None)
    for name, email in (("not-ascii", "z\u00f6e@merchant.example"), ("with-plus", "ops+pay@merchant.example"),
                        ("in-upper-case", "OPS@Merchant.Example"), ("that-is-no-address", "merchant 7")):
        values = {**OWN, "email": email}
        suite.sign(f"email-{name}", credentials=values)
        suite.verify(f"email-{name}", credentials=[("default", values)], by=values)
    suite.verify("email-another", by={**OWN, "email": "Ops@merchant.example"}, error="signature_mismatch")
    suite.verify("email-before-the-timestamp", error="signature_mismatch", change=put(
        "X-App-Access-Sig", suite.scheme.proof.prove(OWN, (OWN["email"] + SECONDS).encode())))

    # 1712345678 + 1a@x is 17123456781 + a@x: only the number of digits keeps them apart.
    slid, shifted = {**OWN, "email": "1a@x"}, {**OWN, "email": "a@x"}
    suite.verify("digit-moved-from-email-to-timestamp", credentials=[("default", shifted)], by=slid,
                 change=put("X-App-Access-Ts", SECONDS + "1"), error="malformed_timestamp")
    slid = {**OWN, "email": "901a@x"}
    suite.verify("three-digits-moved-from-email-to-timestamp", credentials=[("default", shifted)], by=slid,
                 change=put("X-App-Access-Ts", SECONDS + "901"), error="wrong_time_unit")

    theirs = SCHEMES["sumsub/request"].sign(
        {"app_token": OWN["public_token"], "secret_key": OWN["secret_token"]}, sent, None, SECONDS)[0]
    suite.verify("signature-of-sumsub", headers=theirs, method="POST", url=sent["url"], error="signature_mismatch",
                 note="the same headers, token, secret and moment, in the other vendor's scheme")
    return suite


SPACED = '{ "a" : [ 1 , 2.50 ] ,\r\n\t"b c" : " x \\" y " , "d":null }\n'

# JSON, and what is left of it without the white space between its tokens.
COMPACTED = {
    "object": SPACED,
    "pretty": common.PRETTY,
    "compact-already": '{"a":1}',
    "escapes": '{ "a\\\\" : "\\u00e9 \\n" }',
    "unicode": '{ "n" : "Zo\u00eb  \u6c7a" }',
    "numbers": '[ 1.0 , 1e5, -0 , 12345678901234567890 ]',
    "members-twice": '{ "a" : 1, "a" : 2 }',
    "text": '  "a b"  ',
    "number": " 17 ",
    "nothing": "[ ]",
}
# Not JSON: taken as it is.
NOT_JSON = {
    "empty": "",
    "white-space": "  \n",
    "words": "a b  c",
    "cut": '{ "a" : 1',
    "comma-too-many": "[ 1 , 2 , ]",
    "two-values": "{ } { }",
    "leading-zero": "[ 01 ]",
    "single-quotes": "{ 'a' : 1 }",
    "another-space": '{\u00a0"a" : 1 }',
    "line-break-in-text": '{ "a" : "b\nc" }',
    "no-number": "[ NaN ]",
    "comment": "{ } // end",
    "form": "a=1 & b=2",
}


def webhook():
    own, second, rotated = ({"secret_token": f"st_8b1f0c5de27a44{number}"} for number in ("93", "22", "33"))
    suite = Suite("aeterna/webhook", own, {"body": '{"id":"pay_1","status":"paid"}'}, second=(second, second),
                  rotated=(rotated, rotated))
    common.bodies(suite)
    common.text_credentials(suite, texts=["secret_token"])
    common.several(suite)
    common.header_rules(suite)
    forms.mac_forms(suite)
    forms.wrong_macs(suite)
    common.options(suite, ["compact_body"])
    common.scheme_ids(suite, "aeterna/callback")

    compact = {"compact_body": "true"}
    for kind, bodies in (("compacted", COMPACTED), ("not-json", NOT_JSON)):
        for name, body in bodies.items():
            suite.sign(f"compact-{kind}-{name}", options=compact, body=body)
            suite.verify(f"compact-{kind}-{name}", options=compact, body=body)
            stays = suite.scheme.signed(own, {"body": body}, compact, None) == raw(body)
            assert stays == (kind == "not-json" or name == "compact-already"), name
    suite.verify("compact-and-signed-raw", options=compact, headers=suite.scheme.sign(own, {"body": SPACED})[0],
                 body=SPACED, note="instead of the raw bytes, never beside them", error="signature_mismatch")
    suite.verify("raw-and-signed-compact", headers=suite.scheme.sign(own, {"body": SPACED}, compact)[0], body=SPACED,
                 note="a compacted body is an explicit choice", error="signature_mismatch")
    suite.verify("compact-and-changed-inside-text", options=compact, signed={"body": '{"a":" x"}'}, body='{"a":"x"}',
                 error="signature_mismatch")
    for word in ("false", "maybe"):
        more = {"error": "invalid_option"} if word == "maybe" else {}
        suite.sign(f"compact-said-{word}", options={"compact_body": word}, body=SPACED, **more)
        suite.verify(f"compact-said-{word}", options={"compact_body": word}, body=SPACED, **more)

    values = {**OWN, "secret_token": own["secret_token"]}
    signature = dict(map(tuple, SCHEME.sign(values, {}, None, SECONDS)[0]))["X-App-Access-Sig"]
    suite.verify("signature-of-a-request", headers=[["X-Signature", signature]], body=SECONDS + OWN["email"],
                 note="the vendor signs both with one key: a request's signature is that of a webhook with this body")
    suite.verify("header-of-a-request", headers=[["X-App-Access-Sig", signature]], body=SECONDS + OWN["email"],
                 error="missing_header")
    return suite


def suites():
    return [request(), webhook()]
