"""Smart2Pay: HTTP Basic both ways; nothing is signed."""
from . import common, forms, urls
from .data import b64
from .suite import Suite, at

NUVEI = "https://docs-apm.nuvei.com/category/authentication/"
SMART2PAY = "https://docs.smart2pay.com/category/security/"
RFC = "https://www.rfc-editor.org/rfc/rfc7617#section-2"
PUBLISHED = (
    ("smart2pay", SMART2PAY, "30201", "hJ5RobYx9r7FfNwCvHY9LXHqqr+FEzrc7aJvQQk4Gaz1mg7Ryy",
     "MzAyMDE6aEo1Um9iWXg5cjdGZk53Q3ZIWTlMWEhxcXIrRkV6cmM3YUp2UVFrNEdhejFtZzdSeXk="),
    ("nuvei", NUVEI, "30201", "+9KeGzKF7W8S/79a5R33YJUg7E7WFNcZbjGfzLV3bXSnFCOyFt",
     "MzAyMDE6KzlLZUd6S0Y3VzhTLzc5YTVSMzNZSlVnN0U3V0ZOY1piakdmekxWM2JYU25GQ095RnQ="),
    ("rfc-7617", RFC, "Aladdin", "open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
    ("rfc-7617-in-utf-8", RFC + ".1", "test", "123\u00a3", "dGVzdDoxMjPCow=="),
)


def basic(text):
    return "Basic " + b64(text.encode() if isinstance(text, str) else text)


def suite_of(scheme, url):
    own = {"site_id": "43078", "api_key": "Tk+9x/2Lq7wEr4:hY6uI8oP0:"}
    second = {"site_id": "43079", "api_key": "aZ1sX2dC3fV4gB5hN6jM7kL8"}
    rotated = {**own, "api_key": "nEw9x/2Lq7wEr4hY6uI8oP0a"}
    body = '{"Payment":{"ID":9001,"Status":{"Info":"Success"}}}'
    suite = Suite(scheme, own, {"method": "POST", "url": url, "body": body}, {"body": body}, second=(second, second),
                  rotated=(rotated, rotated))
    for name, source, site, key, text in PUBLISHED:
        values = {"site_id": site, "api_key": key}
        suite.sign(f"published-{name}", source=source, credentials=values)
        assert suite.last_headers() == [["Authorization", "Basic " + text]]
        suite.verify(f"published-{name}", source=source, credentials=[("default", values)], by=values)
    for name in ("empty", "json", "not-utf-8", "nul"):
        suite.sign(f"body-{name}", body=common.BODIES[name])
        suite.verify(f"body-{name}", body=common.BODIES[name])
    suite.verify("body-one-mebibyte", body=common.LONG)
    suite.sign("no-body", body=None)
    suite.verify("no-body", body=None, error="missing_body")
    suite.verify("body-another", signed={"body": "{}"}, body='{"Payment":{"ID":666}}',
                 note="the body is not signed: what it says must be fetched again")
    common.text_credentials(suite, texts=["api_key", "site_id"])
    for name, values in (("alone", {"site_id": "43078:1"}), ("at-the-end", {"site_id": "43078:"})):
        common.with_credentials(suite, f"site-id-with-a-colon-{name}", common.replaced(**values), "malformed_credential")
    common.several(suite)
    common.header_rules(suite)
    common.options(suite, ["allow_http_loopback"])
    common.scheme_ids(suite, scheme + "s")
    urls.https_needed(suite)
    urls.bad_urls(suite, verify=False)
    urls.bad_methods(suite)
    for method in ("GET", "get", "PATCH", "DELETE"):
        suite.sign(f"method-{urls.slug_of(method)}", method=method)
    suite.sign("without-method", method=None)

    honest = basic("43078:" + own["api_key"])
    text = honest[6:]
    for name, value in (("in-lower-case", "basic " + text), ("in-upper-case", "BASIC " + text),
                        ("with-two-spaces", "Basic  " + text), ("with-many-spaces", "Basic" + " " * 9 + text),
                        ("in-spaces", " \t" + honest + "\t ")):
        suite.verify(f"basic-{name}", headers=[["Authorization", value]])
    for name, value in (
        ("without-a-scheme", text), ("of-another-scheme", "Bearer " + text), ("of-a-longer-scheme", "Basics " + text),
        ("with-a-tab", "Basic\t" + text), ("with-a-space-and-a-tab", "Basic \t" + text),
        ("folded-onto-two-lines", "Basic \r\n " + text), ("with-a-space-and-a-line-break", "Basic \n" + text), ("without-a-space", "Basic" + text), ("without-credentials", "Basic"),
        ("of-spaces", "Basic   "), ("empty", ""), ("without-padding", honest.rstrip("=")),
        ("with-more-padding", honest + "="), ("with-bits-after-the-end", "Basic " + forms.with_loose_bits(text)),
        ("with-a-space-inside", honest[:20] + " " + honest[20:]), ("wrapped", honest[:20] + "\n" + honest[20:]),
        ("with-a-line-break-after", honest + "\n"), ("without-base64", "Basic 43078:key"),
        ("url-safe", basic("43078:~~~???").translate(forms.URL_SAFE)), ("quoted", f'Basic "{text}"'),
        ("with-a-parameter", honest + "; charset=utf-8"), ("without-a-colon", basic("43078")),
        ("in-hex", "Basic " + b"43078:key".hex() + "0"), ("not-text", honest.encode() + b"\xff"),
    ):
        suite.verify(f"basic-{name}", headers=[["Authorization", value]], error="malformed_signature")
    key = own["api_key"]
    for name, wrong in (
        ("another", "x" * 24), ("empty", ""), ("cut", key[:-1]), ("longer", key + "x"),
        ("of-its-first-part", key.split(":")[0]),
        ("in-another-case", key.swapcase()), ("with-a-line-break", key + "\n"), ("with-a-space-before", " " + key),
        ("not-text", b"\xff\xfe"),
    ):
        wrong = wrong if isinstance(wrong, bytes) else wrong.encode()
        suite.verify(f"key-{name}", headers=[["Authorization", basic(b"43078:" + wrong)]], error="signature_mismatch")
    for name, site in (("another", "43077"), ("empty", ""), ("with-a-zero-before", "043078"), ("with-a-space", " 43078"),
                       ("not-text", b"\xff\xfe")):
        site = site if isinstance(site, bytes) else site.encode()
        suite.verify(f"site-{name}", headers=[["Authorization", basic(site + b":" + key.encode())]],
                     error="unknown_sender")
    suite.verify("site-of-another-party-with-our-key", credentials=[("a", own), ("b", second)],
                 headers=[["Authorization", basic("43079:" + key)]], error="signature_mismatch")
    suite.verify("header-of-a-proxy", change=at("Authorization", lambda name, value: [["Proxy-Authorization", value]]),
                 error="missing_header")
    return suite


def suites():
    return [suite_of("smart2pay/request", "https://paytest.smart2pay.com/v1/payments/"),
            suite_of("smart2pay/notification", "https://merchant.example/notifications")]
