"""Sumsub: proof that a gateway is data, and that Aeterna is not it."""
from . import aeterna, common, forms, times, urls
from .suite import SECONDS, Suite

ALEXEEVDV = ("https://github.com/alexeevdv/sumsub-client/blob/c7ab548765e6316a618e7b1a8640bb388d3ddbec"
              "/tests/unit/Request/RequestSignerTest.php")
THROWNEW = "https://github.com/thrownew/go-sumsub/blob/c40fb56c02e0fe491a1af74a7be2997ee4f7a8eb/signer_test.go"
DOCS = "https://docs.sumsub.com/reference/authentication"
TOKEN = "tst:uY0CgwELmgUAEyl4hNWxLngb.0WSeQeiYny4WEqmAALEAiK2qTC96fBad"
SECRET = "Hej2ch71kG2kTd1iIUDZFNsO5C1lh5Gq"
PUBLISHED = (
    ("php-client", ALEXEEVDV, TOKEN, SECRET, "1599219016", "/resources/accessTokens", '{"userId": "123"}',
     "600e8a7e7d46253d468afed77a578e0e89daef2dfd580161d86d7b949b7cb4c1"),
    ("php-client-with-a-query", ALEXEEVDV, TOKEN, SECRET, "1599219016", "/resources/accessTokens?name=value",
     '{"userId": "123"}', "3f559b485473b32b8e4d0a422fa6201fdb4839e4d23a66d2fb24c97b7baf6a12"),
    ("go-client", THROWNEW, "token", "api_secret", "1712760187", "/resources/accessTokens",
     '{"userId":"1000","levelName":"default","ttl":60}',
     "260c8893fb0317e8a714ce3bce9c16821649f1e27a49bd7d926fcf23942628c0"),
)


def suites():
    own = {"app_token": "sbx:JxQ3bTnU.8dWv", "secret_key": "kH2m9sPq4vXz7LrT"}
    second = {"app_token": "prd:JxQ3bTnU.9eXw", "secret_key": "aB3d5Fg7hJ9kL1nP"}
    rotated = {**own, "secret_key": "Zz8yX6wV4uT2sR0q"}
    sent = {"method": "POST", "url": "https://api.sumsub.com/resources/applicants?levelName=basic-kyc-level",
            "body": '{"externalUserId":"u-1"}'}
    suite = Suite("sumsub/request", own, sent, second=(second, second), rotated=(rotated, rotated))
    for name, source, token, secret, timestamp, url, body, signature in PUBLISHED:
        values = {"app_token": token, "secret_key": secret}
        message = {"method": "POST", "url": url, "body": body, "timestamp": timestamp}
        suite.sign(f"published-{name}", source=source, credentials=values, **message)
        assert suite.last_headers()[2][1] == signature
        suite.verify(f"published-{name}", source=source, credentials=[("default", values)], by=values,
                     now_ms=int(timestamp) * 1000, **message)
    case = suite.sign("published-string-to-sign", source=DOCS, method="POST", body=None, timestamp="1607551635",
                      note="the page gives the string to sign; the signature is made here",
                      url="https://api.sumsub.com/resources/accessTokens?userId=cfd20712-24a2-4c7d-9ab0-146f3c142335"
                          "&levelName=basic-kyc-level&ttlInSecs=600")
    assert case["expect"]["string_to_sign"] == (
        "1607551635POST/resources/accessTokens?userId=cfd20712-24a2-4c7d-9ab0-146f3c142335"
        "&levelName=basic-kyc-level&ttlInSecs=600")
    common.bodies(suite, long_to_sign=None)
    urls.targets(suite)
    urls.methods(suite)
    urls.bad_urls(suite)
    urls.bad_methods(suite)
    urls.request_needed(suite)
    common.text_credentials(suite, texts=["secret_key"], visible=["app_token"])
    common.several(suite)
    common.header_rules(suite)
    forms.mac_forms(suite)
    forms.wrong_macs(suite)
    times.timestamps(suite)
    common.sender_before_signature(suite)
    common.options(suite, ["tolerance", "freshness"], ["timestamp"])
    common.scheme_ids(suite, "sumsub/webhook")

    suite.sign("get", method="GET", url="/resources/applicants/123?fields=info", body=None)
    suite.verify("get", method="GET", url="/resources/applicants/123?fields=info", body="")
    suite.verify("query-unescaped", signed={"url": "/v1/pay?q=a%20b"}, url="/v1/pay?q=a+b", error="signature_mismatch")
    suite.verify("query-escaped-in-another-case", signed={"url": "/v1/pay?q=%2f"}, url="/v1/pay?q=%2F",
                 error="signature_mismatch")
    for name, url in (("bad-escape-in-the-query", "/v1/pay?q=100%"), ("bad-escape-in-the-path", "/v1/%zz"),
                      ("escape-that-is-not-utf-8", "/v1/pay?q=%ff")):
        suite.sign(f"url-with-a-{name}", url=url, note="nothing is decoded here")
        suite.verify(f"url-with-a-{name}", url=url)
    suite.verify("query-as-body", signed={"url": "/v1/pay?a=1", "body": ""}, url="/v1/pay", body="?a=1",
                 note="there are no separators in the string to sign: this is the scheme's own weakness")
    same = {"public_token": own["app_token"], "email": "ops@merchant.example", "secret_token": own["secret_key"]}
    suite.verify("signature-of-aeterna", headers=aeterna.SCHEME.sign(same, {}, None, SECONDS)[0],
                 note="the same headers, token, secret and moment, in the other vendor's scheme",
                 error="signature_mismatch")
    return [suite]
