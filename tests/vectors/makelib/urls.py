"""URLs and methods."""

BAD_URLS = {
    "with-a-fragment": "https://merchant.example/pay#top",
    "with-a-user": "https://user:password@merchant.example/pay",
    "with-a-space": "https://merchant.example/pay now",
    "with-a-line-break": "https://merchant.example/pay\n",
    "with-a-quote": 'https://merchant.example/pay"',
    "with-angle-brackets": "https://merchant.example/<id>",
    "with-a-backslash": "https://merchant.example\\pay",
    "not-ascii": "https://merchant.example/caf\u00e9",
    "of-another-scheme": "ftp://merchant.example/pay",
    "without-a-scheme": "merchant.example/pay",
    "without-a-host": "https:///pay",
    "of-a-query-alone": "?a=b",
    "relative": "pay/now",
    "with-a-nul": "https://merchant.example/pay\0",
    "with-a-port-that-is-no-number": "https://localhost:80.merchant.example/pay",
    "with-a-port-too-large": "https://localhost:65536/pay",
    "with-two-ports": "https://localhost:80:81/pay",
    "with-an-ipv6-host-not-closed": "https://[::1/pay",
    "with-a-name-behind-an-ipv6-host": "https://[::1]merchant.example/pay",
    "with-a-name-in-brackets": "https://[localhost]/pay",
    "with-a-comma-in-the-host": "https://localhost,merchant.example/pay",
    "with-an-escape-in-the-host": "https://%6cocalhost/pay",
}

TARGETS = {
    "absolute": "https://merchant.example/v1/pay",
    "origin-form": "/v1/pay",
    "with-a-port": "https://merchant.example:8443/v1/pay?a=1",
    "with-at-signs": "https://merchant.example/@me?to=a@b",
    "with-an-at-sign-after-the-host": "https://merchant.example?to=a@b/c",
    "with-an-ipv6-host": "https://[2001:db8::1]/v1/pay",
    "without-a-path": "https://merchant.example",
    "without-a-path-and-with-a-query": "https://merchant.example?a=1",
    "of-the-root": "https://merchant.example/",
    "with-a-lone-question-mark": "https://merchant.example/v1/pay?",
    "without-a-path-and-with-a-lone-question-mark": "https://merchant.example?",
    "with-two-question-marks": "/v1/pay??",
    "with-a-question-mark-in-the-query": "/v1/pay?next=/a?b",
    "with-a-query": "/v1/pay?b=2&a=1&b=1",
    "with-an-empty-value": "/v1/pay?a=&b&=c&&",
    "with-a-slash-at-the-end": "/v1/pay/",
    "with-doubled-slashes": "/v1//pay",
    "with-dots": "/v1/./a/../pay",
    "with-a-url-in-the-query": "/v1/pay?back=https://merchant.example/",
    "with-reserved-characters": "/v1/pay:now;x=1@(a)!$&'*+,~?q=:/@!$'()*,;[]{}|^`",
    "with-an-escaped-path": "/v1/caf%C3%A9%20au%2Flait",
    "with-plus": "/v1/pay?q=a+b",
    "with-escapes": "/v1/pay?q=a%20b%2Bc%26d%3De",
    "with-escapes-in-lower-case": "/v1/pay?q=%e2%82%ac%2f",
    "with-an-escape-escaped": "/v1/pay?q=100%2525%2541",
    "with-escaped-unicode": "/v1/pay?name=%E6%B1%BA%E6%B8%88",
}


def targets(suite, **more):
    for name, url in TARGETS.items():
        suite.sign(f"url-{name}", url=url, **more)
        suite.verify(f"url-{name}", url=url, **more)


def fault(suite):
    """What a bad URL or method is when verifying: a response's are the caller's own, a request's are its sender's."""
    return "invalid_url" if suite.scheme.id.endswith("/response") else "malformed_request"


def bad_urls(suite, verify=True):
    for name, url in BAD_URLS.items():
        suite.sign(f"url-{name}", url=url, error="invalid_url")
        if verify:
            suite.verify(f"url-{name}", url=url, signed={"url": suite.received["url"]}, error=fault(suite))


BAD_METHODS = {"with-a-space": "PO ST", "with-a-line-break": "POST\n", "not-ascii": "P\u00d6ST", "with-a-slash": "GET/1"}


def slug_of(method):
    return method.lower() + ("" if method.isupper() else "-in-odd-case")


def bad_methods(suite, others=()):
    for name, method in BAD_METHODS.items():
        suite.sign(f"method-{name}", method=method, error="wrong_method")
        if "method" in suite.scheme.parts:
            code = "wrong_method" if fault(suite) == "invalid_url" else fault(suite)
            suite.verify(f"method-{name}", method=method, signed={"method": "POST"}, error=code)
    for method in others:
        suite.sign(f"method-{slug_of(method)}-not-allowed", method=method, error="wrong_method")


def methods(suite, names=("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "get", "pAtCh", "PROPFIND", "M-SEARCH")):
    for method in names:
        suite.sign(f"method-{slug_of(method)}", method=method)
        suite.verify(f"method-{slug_of(method)}", method=method)


def request_needed(suite):
    """The scheme signs method and URL: both must be given, both ways."""
    usual = {name: suite.received[name] for name in ("method", "url")}
    for name in usual:
        suite.sign(f"{name}-missing", error="missing_request", **{name: None})
        suite.verify(f"{name}-missing", signed=usual, error="missing_request", **{name: None})
    suite.verify("method-another", signed={"method": "PUT"}, error="signature_mismatch")
    for name, was, became in (
        ("path-another", "/v1/pay", "/v1/pay2"), ("path-in-another-case", "/v1/pay", "/V1/pay"),
        ("path-with-a-slash-more", "/v1/pay", "/v1/pay/"), ("path-unescaped", "/v1/a%20b", "/v1/a+b"),
        ("query-another", "/v1/pay?a=1", "/v1/pay?a=2"), ("query-in-another-order", "/v1/pay?b=2&a=1", "/v1/pay?a=1&b=2"),
        ("query-lost", "/v1/pay?a=1", "/v1/pay"), ("query-added", "/v1/pay", "/v1/pay?a=1"),
    ):
        suite.verify(name, signed={"url": was}, url=became, error="signature_mismatch")


INSECURE = {
    "http": "http://merchant.example/pay",
    "origin-form": "/pay",
    "http-to-localhost": "http://localhost/pay",
    "http-to-127-0-0-1": "http://127.0.0.1:8080/pay",
    "http-to-ipv6-loopback": "http://[::1]/pay",
}
LOOPBACK = {"localhost": "http://localhost:8080/pay?a=1", "127-0-0-1": "http://127.0.0.1/pay",
            "127-255-255-254": "http://127.255.255.254/pay", "ipv6": "http://[::1]:9000/pay",
            "https-elsewhere": "https://merchant.example/pay"}
NOT_LOOPBACK = {"another-host": "http://merchant.example/pay", "localhost-in-front": "http://localhost.merchant.example/pay",
                "localhost-at-the-end": "http://notlocalhost/pay", "127-0-0-1-in-front": "http://127.0.0.1.merchant.example/",
                "128-0-0-1": "http://128.0.0.1/pay", "another-ipv6": "http://[::2]/pay", "private-network": "http://10.0.0.1/pay",
                "origin-form": "/pay"}


def https_needed(suite, **message):
    """Reusable credentials travel: signing wants an absolute https URL."""
    suite.sign("secure-url-missing", url=None, error="missing_request", **message)
    for name, url in INSECURE.items():
        suite.sign(f"insecure-{name}", url=url, error="insecure_url", **message)
    allowed = {"allow_http_loopback": "true"}
    for name, url in LOOPBACK.items():
        suite.sign(f"loopback-{name}", url=url, options=allowed, **message)
    for name, url in NOT_LOOPBACK.items():
        suite.sign(f"loopback-not-{name}", url=url, options=allowed, error="insecure_url", **message)
    suite.sign("loopback-said-false", url="http://localhost/pay", options={"allow_http_loopback": "false"},
               error="insecure_url", **message)
    suite.sign("loopback-said-otherwise", options={"allow_http_loopback": "maybe"}, error="invalid_option", **message)
    suite.sign("loopback-with-a-user", url="http://localhost@merchant.example/pay", options=allowed,
               error="invalid_url", **message)
