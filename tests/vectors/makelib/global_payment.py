"""Global Payment (Stablelink): requests, the answers to them, and webhooks."""
from . import common, forms, times, urls
from .suite import MILLISECONDS, Suite, add, at, drop, edit, put
from .data import b64

HEADER_OPTIONS = ["header.timestamp", "header.signature"]
REQUEST = {"method": "POST", "url": "https://openapi.dev.stablelink.app/openapi/v1/orders?currency=USDT&limit=5",
           "body": '{"amount":"12.50"}'}


def suite_of(scheme, message, building, per_message):
    own, second, rotated = ({"sign_key": f"5f2a9c71e4b84d03a6d1{number}"} for number in ("11", "22", "33"))
    suite = Suite(scheme, own, message, second=(second, second), rotated=(rotated, rotated))
    common.bodies(suite, long_to_sign=None)
    common.text_credentials(suite, texts=["sign_key"])
    common.several(suite)
    common.header_rules(suite)
    forms.mac_forms(suite)
    forms.wrong_macs(suite)
    times.timestamps(suite)
    common.options(suite, ["tolerance", "freshness", *HEADER_OPTIONS, *building],
                   ["timestamp", *per_message])
    header_names(suite)
    return suite


def header_names(suite):
    """Sister products use other names; then the new name alone is written and read."""
    names = {"header.timestamp": "X-Sister-Time", "header.signature": "X-Sister-Sign"}
    moment, proof = (common.header(suite, value) for value in ("timestamp", "proof"))
    usual, _ = suite.scheme.sign(suite.signing, suite.received, None, suite.timestamp)
    cases = {"both-names": names, **{f"{option[7:]}-name": {option: name} for option, name in names.items()}}
    for slug, options in cases.items():
        suite.sign(f"header-{slug}", options=options)
        suite.verify(f"header-{slug}", options=options)
        suite.verify(f"header-{slug}-in-lower-case", options=options,
                     change=lambda headers: [[name.lower(), value] for name, value in headers])
        suite.verify(f"header-{slug}-and-the-usual-ones-come", options=options, error="missing_header",
                     headers=usual)
    suite.verify("header-both-names-beside-the-usual-ones", options=names, change=add([moment, "x"], [proof, "y"]))
    suite.verify("header-both-names-not-chosen", error="missing_header",
                 headers=suite.scheme.sign(suite.signing, suite.received, names, suite.timestamp)[0])
    for option in names:
        for slug, name in (("empty", ""), ("with-a-space", "X Time"), ("with-a-colon", "X:Time"),
                           ("not-ascii", "X-Z\u00e9it")):
            suite.sign(f"{option.replace('.', '-')}-{slug}", options={option: name}, error="invalid_option")
            suite.verify(f"{option.replace('.', '-')}-{slug}", options={option: name}, headers=usual,
                         error="invalid_option")


def unsigned(suite):
    """Multipart uploads: an empty body is signed, on the caller's explicit word."""
    message = {"body": None, "body_mode": "unsigned"}
    suite.sign("body-unsigned", **message)
    suite.verify("body-unsigned", **message)
    suite.verify("body-unsigned-and-signed-with-one", signed={"body": "file", "body_mode": None},
                 error="signature_mismatch", **message)
    suite.verify("body-signed-and-unsigned-there", signed=message, body="file", error="signature_mismatch")
    suite.verify("body-unsigned-there-and-empty-here", signed=message, body="",
                 note="the same signature, and here the empty body is covered")
    suite.verify("body-unsigned-and-stale", now_ms=suite.moment + 120_001, error="stale", **message)


def prove(suite, text):
    return put(common.header(suite, "proof"), suite.scheme.proof.prove(suite.signing, text.encode()))


def targets(suite):
    """What the schemes that sign a request's method, path and query share."""
    urls.targets(suite)
    urls.methods(suite)
    urls.bad_urls(suite)
    urls.request_needed(suite)
    for choice in ("decoded", "as-sent"):
        for name, url in urls.TARGETS.items():
            if "%" in url or "+" in url:
                suite.sign(f"query-{choice}-url-{name}", options={"query": choice}, url=url)
                suite.verify(f"query-{choice}-url-{name}", options={"query": choice}, url=url)
    for name, query in (("%0A", "q=%0a%00"), ("&", "a=1%26b=2"), ("%", "q=%25zz"), ("?", "a%3Fb")):
        slug = {"%0A": "controls", "&": "an-ampersand", "%": "a-percent-sign", "?": "a-question-mark"}[name]
        suite.sign(f"query-decoded-to-{slug}", url="/v1/pay?" + query)
        suite.verify(f"query-decoded-to-{slug}", url="/v1/pay?" + query)
    for name, query in (("cut", "q=100%"), ("half", "q=%4"), ("of-no-digits", "q=%zz"), ("half-of-digits", "q=%4g"),
                        ("not-utf-8", "q=%ff"), ("of-utf-8-cut", "q=%e2%82"), ("overlong", "q=%c0%af"),
                        ("of-a-surrogate", "q=%ed%a0%80")):
        url = "/v1/pay?" + query
        suite.sign(f"escape-{name}", url=url, error="invalid_url")
        suite.verify(f"escape-{name}", url=url, signed={"url": "/v1/pay"}, error=urls.fault(suite))
        suite.sign(f"escape-{name}-as-sent", url=url, options={"query": "as-sent"})
        suite.verify(f"escape-{name}-as-sent", url=url, options={"query": "as-sent"})
    suite.sign("escape-of-no-digits-in-the-path", url="/v1/%zz", note="the path is signed as it stands")
    suite.verify("escape-of-no-digits-in-the-path", url="/v1/%zz", note="the path is signed as it stands")
    escaped = "/v1/pay?q=a%20b"
    suite.verify("query-decoded-and-signed-as-sent", url=escaped, error="signature_mismatch",
                 change=prove(suite, f"POST{MILLISECONDS}/v1/payq=a%20b" + suite.received["body"]))
    suite.verify("query-as-sent-and-signed-decoded", url=escaped, error="signature_mismatch", options={"query": "as-sent"},
                 change=prove(suite, f"POST{MILLISECONDS}/v1/payq=a b" + suite.received["body"]))
    suite.verify("query-with-plus-as-a-space", url="/v1/pay?q=a+b", error="signature_mismatch",
                 change=prove(suite, f"POST{MILLISECONDS}/v1/payq=a b" + suite.received["body"]))
    for name, choice in (("of-words", "raw"), ("empty", ""), ("in-upper-case", "DECODED")):
        suite.sign(f"query-option-{name}", options={"query": choice}, error="invalid_option")
        suite.verify(f"query-option-{name}", options={"query": choice}, error="invalid_option")
    own = f"{MILLISECONDS}/v1/pay"
    for name, text in (
        ("with-the-question-mark", f"POST{own}?a=1"), ("with-separators", f"POST\n{MILLISECONDS}\n/v1/pay\na=1\n"),
        ("without-the-leading-slash", f"POST{MILLISECONDS}v1/paya=1"), ("with-the-method-in-lower-case", f"post{own}a=1"),
        ("with-the-timestamp-first", f"{MILLISECONDS}POST/v1/paya=1"),
        ("with-the-host", f"POST{MILLISECONDS}https://a/v1/paya=1"),
        ("with-seconds", f"POST{MILLISECONDS[:10]}/v1/paya=1"), ("without-the-query", f"POST{own}"),
    ):
        suite.verify(f"signature-{name}", url="/v1/pay?a=1", change=prove(suite, text + suite.received["body"]),
                     error="signature_mismatch")
    suite.verify("query-as-body", signed={"url": "/v1/pay?a=1", "body": ""}, url="/v1/pay", body="a=1",
                 note="there are no separators in the string to sign: this is the scheme's own weakness")
    suite.verify("query-as-path", signed={"url": "/v1/pay?a=1"}, url="/v1/paya=1",
                 note="there are no separators in the string to sign: this is the scheme's own weakness")
    suite.sign("get", method="GET", url="/v1/orders?id=7", body=None)
    suite.verify("get", method="GET", url="/v1/orders?id=7", body="")


def request():
    suite = suite_of("global-payment/request", REQUEST, ["query", "allow_http_loopback"],
                     ["access_token", "body_mode"])
    unsigned(suite)
    targets(suite)
    urls.bad_methods(suite)
    urls.https_needed(suite, access_token="eyJhbGciOi.J9")
    common.scheme_ids(suite, "global-payment/token", "stablelink/request")
    suite.sign("url-over-http", url="http://127.0.0.1/v1/pay", note="no reusable credential travels")
    for name, token in (("of-one-character", "t"), ("of-all-kinds", "eyJ0-_.~+/=="), ("of-a-thousand", "t" * 1000)):
        suite.sign(f"access-token-{name}", access_token=token)
    for name, token in (("empty", ""), ("of-a-space", " "), ("with-a-space-inside", "a b"), ("with-a-space-before", " ab"),
                        ("with-a-line-break", "ab\n"), ("not-ascii", "z\u00e9"), ("with-a-control-character", "a\x7fb")):
        suite.sign(f"access-token-{name}", access_token=token, error="invalid_value")
    suite.verify("access-token-beside", change=add(["Authorization", "Bearer a"], ["Authorization", "Bearer b"]),
                 note="the access token is not checked")
    return suite


def response():
    message = {**REQUEST, "body": '{"retcode":200,"retmsg":"SUCCESS"}'}
    suite = suite_of("global-payment/response", message, ["query"], ["request_timestamp"])
    targets(suite)
    urls.bad_methods(suite)
    common.scheme_ids(suite, "global-payment/answer")

    plain = at("D-TIMESTAMP", lambda name, value: [["TIMESTAMP", value]])
    suite.verify("timestamp-under-its-other-name", change=plain)
    suite.verify("timestamp-under-its-other-name-in-odd-case",
                 change=at("D-TIMESTAMP", lambda name, value: [["timeStamp", value]]))
    suite.verify("timestamp-under-its-other-name-and-stale", change=plain, now_ms=suite.moment + 120_001, error="stale")
    suite.verify("timestamp-under-both-names", change=add(["TIMESTAMP", MILLISECONDS]), error="duplicate_header")
    suite.verify("timestamp-under-both-names-and-other", change=add(["timestamp", "1"]), error="duplicate_header")
    suite.verify("timestamp-under-its-other-name-twice", change=edit(plain, add(["TIMESTAMP", MILLISECONDS])),
                 error="duplicate_header")
    suite.verify("timestamp-under-its-other-name-and-renamed", options={"header.timestamp": "X-Sister-Time"},
                 headers=plain(suite.scheme.sign(suite.signing, message, None, MILLISECONDS)[0]), error="missing_header",
                 note="a replaced name is the only one")
    suite.verify("signature-under-the-request-s-name", error="missing_header",
                 change=at("D-SIGNATURE", lambda name, value: [["SIGNATURE", value]]))

    asked = "1712345600000"
    by_request = {"request_timestamp": asked}
    suite.sign("by-request-timestamp", timestamp=None, note="no timestamp header is sent", **by_request)
    suite.verify("by-request-timestamp", **by_request)
    suite.verify("by-request-timestamp-long-ago", now_ms=int(asked) + 86_400_000, **by_request,
                 note="freshness is not judged by the request's timestamp")
    suite.verify("by-request-timestamp-with-tolerance", options={"tolerance": "60"}, now_ms=int(asked) + 86_400_000,
                 **by_request)
    suite.verify("by-request-timestamp-another", signed={"request_timestamp": "1712345600001"}, **by_request,
                 error="signature_mismatch")
    suite.verify("by-request-timestamp-none-given", signed=by_request, change=drop("D-TIMESTAMP"), error="missing_header",
                 note="neither a timestamp of its own nor the request's")
    suite.verify("by-request-timestamp-with-another-header-name", options={"header.signature": "X-Sister-Sign"}, **by_request)
    suite.verify("by-request-timestamp-and-malformed-signature", change=put("D-SIGNATURE", ""), **by_request,
                 error="malformed_signature")
    suite.verify("by-request-timestamp-and-no-signature", headers=[], **by_request, error="missing_header")
    suite.sign("own-timestamp-beside-the-request-s", note="its own wins", **by_request)
    suite.verify("own-timestamp-beside-the-request-s", timestamp=MILLISECONDS, note="its own wins", **by_request)
    suite.verify("own-timestamp-beside-the-request-s-and-stale", timestamp=MILLISECONDS, now_ms=suite.moment + 120_001,
                 error="stale", **by_request)
    suite.verify("own-timestamp-malformed-beside-the-request-s", timestamp=MILLISECONDS, change=put("D-TIMESTAMP", "soon"),
                 error="malformed_timestamp", **by_request)
    suite.verify("own-timestamp-empty-beside-the-request-s", timestamp=MILLISECONDS, change=put("D-TIMESTAMP", ""),
                 error="malformed_timestamp", **by_request)
    for name, text in (("in-seconds", asked[:10]), ("of-words", "now"), ("empty", "")):
        suite.sign(f"request-timestamp-{name}", timestamp=None, request_timestamp=text, error="invalid_timestamp")
        suite.verify(f"request-timestamp-{name}", signed=by_request, request_timestamp=text, error="invalid_timestamp",
                     note="the caller gave it, not the sender")

    signature = b64(suite.scheme.proof.digest(suite.signing, suite.scheme.signed(
        suite.signing, REQUEST, None, asked)))
    suite.verify("request-echoed", headers=[["D-SIGNATURE", signature]], **REQUEST, **by_request,
                 note="nothing binds the answer: the request's own body and signature verify as its response")
    suite.verify("request-echoed-with-its-timestamp", headers=[["TIMESTAMP", asked], ["D-SIGNATURE", signature]], **REQUEST,
                 now_ms=int(asked), note="and with its timestamp, within the window")
    suite.verify("answer-to-another-request", signed={"url": "/openapi/v1/orders/1"}, error="signature_mismatch")
    suite.verify("answer-to-another-method", signed={"method": "GET"}, error="signature_mismatch")
    return suite


def webhook():
    suite = suite_of("global-payment/webhook", {"body": '{"event":"order.paid","id":"7"}'}, [], [])
    common.scheme_ids(suite, "global-payment/notification")
    body = suite.received["body"]
    for name, text in (("over-the-body-alone", body), ("with-the-body-first", body + MILLISECONDS),
                       ("with-a-point-between", f"{MILLISECONDS}.{body}"),
                       ("with-method-and-path", f"POST{MILLISECONDS}/hook{body}"),
                       ("with-seconds", MILLISECONDS[:10] + body)):
        suite.verify(f"signature-{name}", change=prove(suite, text), error="signature_mismatch")
    suite.verify("digits-moved-from-body-to-timestamp", signed={"body": "9" + body}, error="malformed_timestamp",
                 change=at("TIMESTAMP", lambda name, value: [[name, value + "9"]]))
    suite.verify("with-method-and-url", method="POST", url="https://merchant.example/hook",
                 note="neither method nor URL is signed")
    return suite


def suites():
    return [request(), response(), webhook()]
