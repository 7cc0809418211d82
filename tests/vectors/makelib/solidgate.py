"""SolidGate: API version 1 both ways, and the webhooks of version 2."""
import base64

from . import common, forms, urls
from .data import Repeat
from .suite import Suite, at, put

KOTLIN = ("https://github.com/solidgate-tech/kotlin-sdk/blob/11d56842c7c787c15cada826a084c7d566f52eaa"
          "/src/test/kotlin/com.solidgate.api/ApiTest.kt")
GO = ("https://github.com/zhooravell/go-solidgate/blob/4f3eb0daf392aadbf32cc337e39551ba306a4ec7/sha512signer_test.go")
UNICORN = {"public_key": "unicorn", "secret_key": "20c20ee3-4173-4daa-87e5-dbcce8c7949d"}
PUBLISHED = (
    ("kotlin-sdk-test", KOTLIN, {"public_key": "test", "secret_key": "secret"}, '{"amount":100,"currency":"USD"}',
     "MjY3MzBjNDAwMDllZjIxMGMzYjQ3Mzg5ZjNiYjE4MmNhOTNkYjliNGIzMzUxNTU2M2E1ZmUzMDVlZGM0MTBkZDE2YzE3ZWVjNDI3MDkxNWFkYzFl"
     "YzVjNzc5NDI0M2NmYjZiYTRlZDUxMDlkZDlhYWM1MmUzZTAzYTFlNjIxNGU="),
    ("kotlin-sdk-unicorn", KOTLIN, UNICORN, '{"amount":100,"currency":"USD"}',
     "NGJlYmZjMzA2YzgxZWE3ODZkNTYxMGQwNTM3MTc5NDNkYTVlMjMxYmFlNDRjMGI2NDliZjg4ZWNhZmM0MGZmMmQyNDFjMmY3ZjExNjA1M2Q2YzM1"
     "OGMzY2RhZWU4YjczMDVhZTA4ODg4OGVjNGI1M2I1ZTJjMGJjNzgwZDE1YmY="),
    ("go-solidgate", GO, UNICORN, '{"amount":105,"currency":"EUR"}',
     "YjZkZTc2Yzk2ZjNlYzUzNjFmM2JiYjljNTJkNGVhYTZjYmNlOGJiZDVkNjljMTQ1MWFmZmNhNjBkNzQ0YjkyY2NjYzljM2E0NWEwNzE3NWEwNWFi"
     "MzgyOWNkZTk0ZDA2MzAyNTJmYzkzMWM2NThiYmYxZDFhZDUzMGRjOTgwNjE="),
)


def pair(prefix, number):
    return {"public_key": f"{prefix}_pk_7b197f0ee2c94a7c8a4d0ba108f842{number}",
            "secret_key": f"{prefix}_sk_0d6b3f1c52a94e0f9c7d81e2b3a4c5{number}"}


def version_1(scheme, prefix, other, sent, received):
    own, second, rotated = pair(prefix, "11"), pair(prefix, "22"), {**pair(prefix, "11"), "secret_key": f"{prefix}_sk_new"}
    suite = Suite(scheme, own, sent, received, second=(second, second), rotated=(rotated, rotated))
    short = {"public_key": f"{prefix}_pk_{'1' * (10 - len(prefix))}", "secret_key": own["secret_key"]}
    unit = short["public_key"]

    for name, source, values, body, signature in PUBLISHED:
        if scheme == "solidgate/request" or name == "kotlin-sdk-test":
            suite.sign(f"published-{name}", source=source, credentials=values, body=body)
            assert suite.last_headers()[1][1] == signature
            suite.verify(f"published-{name}", source=source, credentials=[("default", values)], by=values, body=body)
    common.bodies(suite, {"the-public-key": own["public_key"]}, long_to_sign=None)
    suite.sign("body-of-130000-public-keys", credentials=short, body=Repeat(unit, 130_000),
               note="the string to sign is two keys longer than the body")
    common.text_credentials(suite, texts=["secret_key"], visible=["public_key"])
    common.several(suite)
    common.header_rules(suite)
    forms.mac_forms(suite)
    forms.wrong_macs(suite)
    common.sender_before_signature(suite)
    common.options(suite)
    common.scheme_ids(suite, "solidgate/refund", "SolidGate/Request", "solidgate")

    foreign = pair(other, "11")
    for name, values, error in (
        ("pair-of-the-other-kind", foreign, "wrong_pair"),
        ("public-key-of-the-other-pair", {**own, "public_key": foreign["public_key"]}, "wrong_pair"),
        ("secret-key-of-the-other-pair", {**own, "secret_key": foreign["secret_key"]}, "wrong_pair"),
        ("halves-swapped", {"public_key": own["secret_key"], "secret_key": own["public_key"]}, "wrong_half_of_pair"),
        ("public-key-as-the-secret", {**own, "secret_key": own["public_key"]}, "wrong_half_of_pair"),
        ("secret-key-as-the-public", {**own, "public_key": own["secret_key"]}, "wrong_half_of_pair"),
    ):
        common.with_credentials(suite, name, lambda before: values, error)
    for name, values in (("no-prefix", UNICORN), ("prefix-inside", {"public_key": "my_wh_pk_api_pk_1", "secret_key": "x_sk_"}),
                         ("secret-with-spaces-inside", {**own, "secret_key": "a b  c"}),
                         ("secret-not-ascii", {**own, "secret_key": "gizli-\u015fifre-\u6c7a"}),
                         ("secret-longer-than-a-block", {**own, "secret_key": f"{prefix}_sk_" + "0123456789" * 20})):
        suite.sign(f"keys-{name}", credentials=values)
        suite.verify(f"keys-{name}", credentials=[("default", values)], by=values)

    merchant = own["public_key"]
    suite.verify("signature-over-the-body-alone", error="signature_mismatch",
                 change=put("Signature", proof(suite, own, b"%s")))
    suite.verify("signature-over-key-and-body", error="signature_mismatch",
                 change=put("Signature", proof(suite, own, merchant.encode() + b"%s")))
    suite.verify("signature-over-body-and-key", error="signature_mismatch",
                 change=put("Signature", proof(suite, own, b"%s" + merchant.encode())))
    suite.verify("signature-of-the-other-pair", by={**own, "secret_key": foreign["secret_key"]},
                 error="signature_mismatch")
    suite.verify("signature-decoded-twice", error="malformed_signature",
                 change=at("Signature", lambda name, value: [[name, base64.b64decode(value).decode()]]))
    return suite


def proof(suite, values, pattern):
    return suite.scheme.proof.prove(values, pattern.replace(b"%s", suite.received["body"].encode()))


def request():
    body = '{"order_id":"19","amount":1050,"currency":"EUR"}'
    sent = {"method": "POST", "url": "https://pay.solidgate.com/api/v1/charge", "body": body}
    suite = version_1("solidgate/request", "api", "wh", sent, {"body": body})
    urls.bad_urls(suite, verify=False)
    urls.bad_methods(suite)
    suite.sign("get", method="GET", url="https://gate.solidgate.com/api/v1/status?order=19", body=None,
               note="without a body the public key is signed twice")
    suite.verify("get", method="GET", url="https://gate.solidgate.com/api/v1/status?order=19", body="")
    for name, method in (("in-lower-case", "post"), ("patch", "PATCH"), ("delete", "DELETE")):
        suite.sign(f"method-{name}", method=method)
    suite.sign("without-method-and-url", method=None, url=None)
    suite.sign("without-url", url=None)
    suite.sign("without-method", method=None)
    suite.sign("url-in-origin-form", url="/api/v1/charge")
    suite.sign("url-over-http", url="http://127.0.0.1/api/v1/charge", note="nothing reusable travels")
    suite.verify("url-another", signed={"url": "/a", "method": "POST"}, url="/b", method="PUT",
                 note="neither method nor URL is signed")
    return suite


def webhook():
    body = '{"order":{"order_id":"19","status":"settle_ok"}}'
    suite = version_1("solidgate/webhook", "wh", "api", {"body": body}, {"body": body})
    events = [["solidgate-event-id", "5a7c"], ["solidgate-event-created-at", "1712345678"],
              ["solidgate-event-type", "card_gate.order.updated"]]
    suite.verify("with-event-headers", change=lambda headers: [*events, *headers],
                 note="the event headers are not covered by the signature")
    suite.verify("with-event-headers-doubled", change=lambda headers: [*events, *headers, *events])
    return suite


def version_2():
    own, second, rotated = ({"endpoint_secret": f"whsec_4b1d9e7a03c84f6f{number}"} for number in ("11", "22", "33"))
    body = '{"type":"subscription.updated","data":{"id":"sub_1"}}'
    suite = Suite("solidgate-v2/webhook", own, {"body": body}, second=(second, second), rotated=(rotated, rotated))
    common.bodies(suite)
    common.text_credentials(suite, texts=["endpoint_secret"])
    common.several(suite)
    common.header_rules(suite)
    forms.mac_forms(suite)
    forms.wrong_macs(suite)
    common.options(suite)
    common.scheme_ids(suite, "solidgate-v2/request", "solidgate-v3/webhook")
    first = pair("wh", "11")
    suite.verify("signature-of-version-1", headers=Suite("solidgate/webhook", first, {}).scheme.sign(
        {**first, "secret_key": own["endpoint_secret"]}, {"body": body})[0], error="malformed_signature")
    suite.verify("with-a-merchant-header", change=lambda headers: [["merchant", "wh_pk_1"], *headers])
    suite.sign("secret-longer-than-a-block", credentials={"endpoint_secret": "0123456789" * 20})
    suite.verify("signature-over-the-secret-twice", error="signature_mismatch", change=put(
        "signature", suite.scheme.proof.prove(own, b"%s" % (own["endpoint_secret"].encode() + body.encode()))))
    return suite


def suites():
    return [request(), webhook(), version_2()]
