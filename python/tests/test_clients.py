"""requests and HTTPX, against a real server that verifies what came over the wire, and signs its answers."""

from __future__ import annotations

import asyncio
import io
import os
import re
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

import paysig.httpx
import paysig.requests
from conftest import KEYS, Answer, Seen, Server
from paysig import (
    UNSIGNED,
    Signer,
    Verifier,
    aeterna,
    errors,
    global_payment,
    smart2pay,
    smart_glocal,
    solidgate,
)

KEY = {"sign_key": "kWvJw0Yx"}


class Requests:
    """One interface to three clients: what is tested is the same for all."""

    auth = paysig.requests.SignatureAuth
    library: Any = requests

    def send(
        self, method: str, url: str, auth: Any, *, follow: bool = False, retry: int = 0, **arguments: Any
    ) -> Any:
        with requests.Session() as session:
            if retry:
                policy = Retry(
                    total=retry, status_forcelist=[503], allowed_methods=None, backoff_factor=0.002
                )
                session.mount("http://", HTTPAdapter(max_retries=policy))
            arguments["data"] = arguments.pop("content", arguments.get("data"))
            return session.request(method, url, auth=auth, allow_redirects=follow, **arguments)


class RetryingTransport(httpx.HTTPTransport):
    """As retrying transports do: the same request again."""

    def __init__(self, attempts: int) -> None:
        super().__init__()
        self.attempts = attempts

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        for attempt in range(self.attempts):
            last = attempt == self.attempts - 1
            try:
                response = super().handle_request(request)
                if response.status_code != 503 or last:
                    return response
                response.close()
            except httpx.TransportError:
                if last:
                    raise
            time.sleep(0.004)
        raise AssertionError("unreachable")


class AsyncRetryingTransport(httpx.AsyncHTTPTransport):
    def __init__(self, attempts: int) -> None:
        super().__init__()
        self.attempts = attempts

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        for attempt in range(self.attempts):
            last = attempt == self.attempts - 1
            try:
                response = await super().handle_async_request(request)
                if response.status_code != 503 or last:
                    return response
                await response.aclose()
            except httpx.TransportError:
                if last:
                    raise
            await asyncio.sleep(0.004)
        raise AssertionError("unreachable")


class Httpx:
    auth = paysig.httpx.SignatureAuth
    library: Any = httpx

    def send(
        self, method: str, url: str, auth: Any, *, follow: bool = False, retry: int = 0, **arguments: Any
    ) -> Any:
        transport = RetryingTransport(retry + 1) if retry else None
        with httpx.Client(auth=auth, transport=transport, follow_redirects=follow) as client:
            return client.request(method, url, **arguments)


class AsyncHttpx(Httpx):
    def send(
        self, method: str, url: str, auth: Any, *, follow: bool = False, retry: int = 0, **arguments: Any
    ) -> Any:
        async def run() -> httpx.Response:
            transport = AsyncRetryingTransport(retry + 1) if retry else None
            async with httpx.AsyncClient(auth=auth, transport=transport, follow_redirects=follow) as client:
                return await client.request(method, url, **arguments)

        return asyncio.run(run())


@pytest.fixture(params=[Requests(), Httpx(), AsyncHttpx()], ids=["requests", "httpx", "httpx-async"])
def client(request: Any) -> Any:
    return request.param


def signer(**options: Any) -> Signer:
    return global_payment.signer(**KEY, allow_http_loopback=True, **options)


def signed_answer(
    body: bytes = b'{"retcode":200}', *, own_timestamp: bool = True, changes: dict[str, Any] | None = None
) -> Callable[[Seen], Answer]:
    """What the gateway answers: signed, bound to the request."""
    gateway = global_payment.response_signer(**KEY)

    def answer(seen: Seen) -> Answer:
        stamp = {} if own_timestamp else {"request_timestamp": seen.header("TIMESTAMP")}
        headers = gateway.sign(seen.method, seen.target, body, **stamp)
        return (
            Answer(headers=headers, body=body)
            if not changes
            else Answer(**{"headers": headers, "body": body} | changes)
        )

    return answer


def assert_signed(seen: Seen, verifier: Verifier | None = None, body: Any = None) -> None:
    verifier = verifier or global_payment.request_verifier(**KEY)
    verifier.verify(seen.headers, seen.body if body is None else body, method=seen.method, url=seen.target)


BODIES: list[tuple[str, dict[str, Any], bytes | None]] = [
    ("nothing", {}, b""),
    ("bytes", {"content": b"\x00\xff{}"}, b"\x00\xff{}"),
    ("text", {"content": "žluťoučký €"}, "žluťoučký €".encode()),
    ("json", {"json": {"žluť": [1, 2.5, None]}}, None),
    ("form", {"data": {"a": "1 2", "b": "é"}}, b"a=1+2&b=%C3%A9"),
    ("file", {"content": "file"}, b"from a file"),
    ("files", {"files": {"upload": ("a.txt", b"content")}}, None),
    ("large", {"content": b"x" * 300_000}, b"x" * 300_000),
]


@pytest.mark.parametrize(
    ("arguments", "expected"), [body[1:] for body in BODIES], ids=[body[0] for body in BODIES]
)
def test_signs_the_bytes_that_go_out(
    client: Any, server: Server, arguments: dict[str, Any], expected: bytes | None
) -> None:
    server.answer = signed_answer()
    if arguments.get("content") == "file":
        if isinstance(client, AsyncHttpx):

            async def chunks() -> Any:
                yield b"from a file"

            arguments = {"content": chunks()}
        else:
            arguments = {"content": io.BytesIO(b"from a file")}
    client.send("POST", f"{server.url}/v1/pay?b=2&a=1", client.auth(signer()), **arguments)
    assert_signed(server.last)
    assert expected is None or server.last.body == expected


@pytest.mark.parametrize("method", ["GET", "post", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "target",
    [
        "",
        "/",
        "/?",
        "/v1/pay?",
        "/v1/pay?a=1&b=%20x+y",
        "/ž?é=ü",
        "/a b",
        "/a%2fb%2Fc?q=%e2%82%ac",
        "//x",
        "/a/../b",
        "/x#y",
    ],
)
def test_signs_the_url_that_goes_out(client: Any, server: Server, method: str, target: str) -> None:
    server.answer = signed_answer()
    client.send(method, server.url + target, client.auth(signer()))
    assert_signed(server.last)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="?#\\"), max_size=12),
    query=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
        max_size=3,
    ),
)
def test_signs_any_url(client: Any, server: Server, path: str, query: dict[str, str]) -> None:
    server.answer = signed_answer()
    client.send("GET", f"{server.url}/v1/{path}", client.auth(signer()), params=query)
    assert_signed(server.last)


def test_sets_what_the_gateway_expects_when_absent(client: Any, server: Server) -> None:
    made = aeterna.signer(
        public_token="token", email="shop@merchant.example", secret_token="secret", allow_http_loopback=True
    )
    client.send("POST", server.url, client.auth(made), content=b"{}")
    assert server.last.header("Content-Type") == "application/json"
    assert server.last.header("Accept") == "application/json, text/plain"

    own = {"Content-Type": "application/merge-patch+json", "Accept": "application/xml"}
    client.send("POST", server.url, client.auth(made), content=b"{}", headers=own)
    assert [server.last.header(name) for name in own] == list(own.values())

    client.send("POST", server.url, client.auth(made))
    assert server.last.header("Content-Type") is None, "there is no body"
    with pytest.raises(errors.WrongMethod):
        client.send("GET", server.url, client.auth(made))


def test_every_request_scheme_reaches_its_gateway(client: Any, server: Server) -> None:
    private = (KEYS / "rsa2048.pkcs8.pem").read_text()
    public = (KEYS / "rsa2048.spki.pem").read_text()
    solid = {"public_key": "api_pk_1", "secret_key": "api_sk_2"}
    basic = {"site_id": "30201", "api_key": "hJ5R:obY"}
    for made, verifier in [
        (solidgate.signer(**solid), solidgate.request_verifier(**solid)),
        (smart2pay.signer(**basic, allow_http_loopback=True), smart2pay.request_verifier(**basic)),
        (
            smart_glocal.signer(project="p", private_key=private),
            smart_glocal.request_verifier(project="p", public_key=public),
        ),
    ]:
        client.send("POST", f"{server.url}/pay", client.auth(made), content=b'{"amount":1}')
        assert_signed(server.last, verifier)


def test_credentials_do_not_go_over_http(client: Any, server: Server) -> None:
    made = smart2pay.signer(site_id="30201", api_key="hJ5R")
    with pytest.raises(errors.InsecureUrl):
        client.send("POST", server.url, client.auth(made))
    with pytest.raises(errors.InsecureUrl):
        client.send("POST", server.url, client.auth(global_payment.signer(**KEY), access_token="t"))
    assert server.seen == []


class TestRetries:
    def test_fresh_timestamp(self, client: Any, server: Server) -> None:
        answer = signed_answer()

        def flaky(seen: Seen) -> Answer:
            return answer(seen) if len(server.seen) == 3 else Answer(503)

        server.answer = flaky
        response = client.send("POST", f"{server.url}/pay?x=1", client.auth(signer()), content=b"{}", retry=2)
        assert response.status_code == 200
        self.assert_all_signed_and_different(server, 3)

    def test_after_the_server_hung_up(self, client: Any, server: Server) -> None:
        answer = signed_answer()

        def flaky(seen: Seen) -> Answer:
            return answer(seen) if len(server.seen) == 2 else Answer(drop=True)

        server.answer = flaky
        client.send("POST", f"{server.url}/pay", client.auth(signer()), content=b"{}", retry=1)
        self.assert_all_signed_and_different(server, 2)

    def assert_all_signed_and_different(self, server: Server, count: int) -> None:
        assert len(server.seen) == count
        for seen in server.seen:
            assert_signed(seen)
        assert len({seen.header("TIMESTAMP") for seen in server.seen}) == count
        assert len({seen.header("SIGNATURE") for seen in server.seen}) == count

    @pytest.mark.parametrize("key", ["auto", lambda: "order-4711"])
    def test_same_idempotency_key(self, client: Any, server: Server, key: Any) -> None:
        private = (KEYS / "rsa2048.pkcs8.pem").read_text()
        made = smart_glocal.signer(project="p", private_key=private)
        server.answer = lambda _: Answer(503 if len(server.seen) % 2 else 200)
        auth = client.auth(made, idempotency_key=key)
        for _ in range(2):
            client.send("POST", server.url, auth, content=b"{}", retry=1)
        first, again, other, _ = [seen.header("X-PARTNER-IDEMPOTENCY-KEY") for seen in server.seen]
        assert first == again
        assert (first == other) is (key != "auto")
        assert re.fullmatch("[0-9a-f]{32}|order-4711", first or "")

    def test_no_idempotency_key(self, client: Any, server: Server) -> None:
        private = (KEYS / "rsa2048.pkcs8.pem").read_text()
        made = smart_glocal.signer(project="p", private_key=private)
        with pytest.raises(TypeError, match="idempotency_key must be str, not None: leave it out"):
            client.auth(made, idempotency_key=None)
        with pytest.raises(TypeError, match="idempotency_key must be str, not None: leave it out"):
            client.send("POST", server.url, client.auth(made, idempotency_key=lambda: None), content=b"{}")
        assert server.seen == []
        client.send("POST", server.url, client.auth(made), content=b"{}")
        assert server.last.header("X-PARTNER-IDEMPOTENCY-KEY") is None
        assert client.auth(signer(), idempotency_key=None), "it has none"

    def test_key_of_the_request_itself_wins(self, client: Any, server: Server) -> None:
        private = (KEYS / "rsa2048.pkcs8.pem").read_text()
        auth = client.auth(smart_glocal.signer(project="p", private_key=private), idempotency_key="auto")
        client.send("POST", server.url, auth, content=b"{}", headers={"x-partner-idempotency-key": "mine"})
        assert server.last.header("X-PARTNER-IDEMPOTENCY-KEY") == "mine"

    def test_sent_again_by_the_caller(self, server: Server) -> None:
        server.answer = signed_answer()
        with requests.Session() as session:
            prepared = session.prepare_request(
                requests.Request("POST", f"{server.url}/pay", auth=paysig.requests.SignatureAuth(signer()))
            )
            for _ in range(2):
                session.send(prepared)
                time.sleep(0.002)
        self.assert_all_signed_and_different(server, 2)
        with httpx.Client(auth=paysig.httpx.SignatureAuth(signer())) as client:
            request = client.build_request("POST", f"{server.url}/pay")
            for _ in range(2):
                client.send(request)
                time.sleep(0.002)
        self.assert_all_signed_and_different(server, 4)


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    @pytest.mark.parametrize("same_host", [False, True])
    def test_signed_headers_stay(
        self, client: Any, server: Server, other_server: Server, status: int, same_host: bool
    ) -> None:
        target = server if same_host else other_server
        server.answer = lambda seen: (
            Answer() if seen.target == "/moved" else Answer(status, {"Location": f"{target.url}/moved"})
        )
        made = signer()
        auth = client.auth(made, access_token="the-token", verify_responses=False)
        response = client.send("POST", f"{server.url}/pay", auth, content=b'{"a":1}', follow=True)
        assert response.status_code == 200
        assert_signed(server.seen[0])
        assert server.seen[0].header("Authorization") == "Bearer the-token"
        moved = target.last
        assert moved.target == "/moved"
        assert [moved.header(header.name) for header in made.scheme.headers] == [None] * 3

    def test_basic_credentials_stay(self, client: Any, server: Server, other_server: Server) -> None:
        server.answer = lambda _: Answer(307, {"Location": other_server.url})
        auth = client.auth(smart2pay.signer(site_id="1", api_key="secret", allow_http_loopback=True))
        client.send("POST", server.url, auth, content=b"{}", follow=True)
        assert server.last.header("Authorization") is not None
        assert other_server.last.header("Authorization") is None

    def test_unfollowed(self, client: Any, server: Server) -> None:
        server.answer = lambda _: Answer(302, {"Location": "https://elsewhere.example/"})
        with pytest.raises(errors.MissingHeader, match="HTTP status 302"):
            client.send("POST", server.url, client.auth(signer()), content=b"{}")
        auth = client.auth(signer(), verify_responses=False)
        assert client.send("POST", server.url, auth, content=b"{}").status_code == 302

    def test_signed_and_unfollowed(self, client: Any, server: Server) -> None:
        def moved(seen: Seen) -> Answer:
            answer = signed_answer()(seen)
            return Answer(302, {**answer.headers, "Location": "https://elsewhere.example/"}, answer.body)

        server.answer = moved
        response = client.send("POST", f"{server.url}/pay", client.auth(signer()), content=b"{}")
        assert response.status_code == 302

    def test_answers_of_a_redirect_are_refused(
        self, client: Any, server: Server, other_server: Server
    ) -> None:
        def moved(seen: Seen) -> Answer:
            answer = signed_answer()(seen)
            return Answer(307, {**answer.headers, "Location": f"{other_server.url}/moved"}, answer.body)

        server.answer = moved
        for other in [signed_answer(), lambda _: Answer()]:
            other_server.answer = other
            with pytest.raises(errors.SignatureMismatch, match="redirected"):
                client.send("GET", f"{server.url}/pay", client.auth(signer()), follow=True)
        assert other_server.last.target == "/moved"


class TestTokens:
    def test_text_and_callable(self, client: Any, server: Server) -> None:
        server.answer = signed_answer()
        client.send("POST", server.url, client.auth(signer(), access_token="abc"))
        assert server.last.header("Authorization") == "Bearer abc"
        tokens = iter(["one", "two"])
        auth = client.auth(signer(), access_token=lambda: next(tokens))
        for expected in ["Bearer one", "Bearer two"]:
            client.send("POST", server.url, auth)
            assert server.last.header("Authorization") == expected

    def test_called_once_per_request(self, client: Any, server: Server) -> None:
        answer = signed_answer()
        server.answer = lambda seen: answer(seen) if len(server.seen) == 3 else Answer(503)
        calls = []
        auth = client.auth(signer(), access_token=lambda: calls.append(1) or "abc")
        client.send("POST", server.url, auth, retry=2)
        assert len(calls) == 1

    def test_header_of_the_request_itself_wins(self, client: Any, server: Server) -> None:
        server.answer = signed_answer()
        auth = client.auth(signer(), access_token="abc")
        client.send("POST", server.url, auth, headers={"authorization": "Bearer mine"})
        assert server.last.header("Authorization") == "Bearer mine"

    def test_awaitable(self, server: Server) -> None:
        server.answer = signed_answer()

        async def token() -> str:
            await asyncio.sleep(0)
            return "awaited"

        auth = paysig.httpx.SignatureAuth(signer(), access_token=token)
        AsyncHttpx().send("POST", server.url, auth)
        assert server.last.header("Authorization") == "Bearer awaited"

    @pytest.mark.filterwarnings("ignore:coroutine.*was never awaited")
    def test_awaitable_needs_an_async_client(self, server: Server) -> None:
        async def token() -> str:
            return "awaited"

        with pytest.raises(TypeError, match=r"access_token is awaitable, which takes an httpx\.AsyncClient"):
            Httpx().send("POST", server.url, paysig.httpx.SignatureAuth(signer(), access_token=token))
        assert server.seen == []


class TestResponses:
    @pytest.mark.parametrize("own_timestamp", [True, False])
    def test_verified(self, client: Any, server: Server, own_timestamp: bool) -> None:
        server.answer = signed_answer(b'{"paid":true}', own_timestamp=own_timestamp)
        response = client.send("POST", f"{server.url}/pay?a=1", client.auth(signer()), content=b"{}")
        assert response.json() == {"paid": True}
        assert server.last.header("Accept-Encoding") == "identity"

    def test_tampered(self, client: Any, server: Server) -> None:
        server.answer = signed_answer(b'{"paid":false}', changes={"body": b'{"paid":true}'})
        with pytest.raises(errors.SignatureMismatch):
            client.send("POST", server.url, client.auth(signer()))

    def test_of_another_request(self, client: Any, server: Server) -> None:
        gateway = global_payment.response_signer(**KEY)
        server.answer = lambda seen: Answer(headers=gateway.sign(seen.method, "/other", b"{}"))
        with pytest.raises(errors.SignatureMismatch):
            client.send("POST", f"{server.url}/pay", client.auth(signer()))

    def test_unsigned(self, client: Any, server: Server) -> None:
        server.answer = lambda _: Answer(502, body=b"<html>bad gateway</html>")
        with pytest.raises(errors.MissingHeader, match="HTTP status 502"):
            client.send("POST", server.url, client.auth(signer()))
        auth = client.auth(signer(), verify_responses=False)
        assert client.send("POST", server.url, auth).status_code == 502

    def test_options_reach_the_verifier(self, client: Any, server: Server) -> None:
        gateway = global_payment.response_signer(**KEY, query="as-sent")
        server.answer = lambda seen: Answer(headers=gateway.sign(seen.method, seen.target, b"{}"))
        client.send("GET", f"{server.url}/pay?q=%20", client.auth(signer(query="as-sent")))
        with pytest.raises(errors.SignatureMismatch):
            client.send("GET", f"{server.url}/pay?q=%20", client.auth(signer()))

    def test_own_verifier(self, client: Any, server: Server) -> None:
        server.answer = signed_answer()
        other = global_payment.response_verifier(sign_key="another")
        with pytest.raises(errors.SignatureMismatch):
            client.send("POST", server.url, client.auth(signer(), response_verifier=other))

    def test_gateway_that_signs_none(self, client: Any, server: Server) -> None:
        made = solidgate.signer(public_key="api_pk_1", secret_key="api_sk_2")
        assert made.response_verifier() is None
        assert client.send("POST", server.url, client.auth(made)).status_code == 200


def test_unsigned_body(client: Any, server: Server) -> None:
    server.answer = signed_answer()
    auth = client.auth(signer(), unsigned_body=True)
    client.send("POST", server.url, auth, files={"upload": ("a.png", b"\x89PNG")})
    assert b"\x89PNG" in server.last.body
    assert (server.last.header("Content-Type") or "").startswith("multipart/form-data")
    assert_signed(server.last, body=UNSIGNED)


def test_through_a_plain_proxy(server: Server) -> None:
    server.answer = signed_answer()
    arguments: dict[str, Any] = {
        "auth": paysig.requests.SignatureAuth(signer(), verify_responses=False),
        "timeout": 5,
    }
    requests.post("http://gateway.example/pay?a=1", proxies={"http": server.url}, **arguments)
    assert server.last.target == "http://gateway.example/pay?a=1"
    assert_signed(server.last)
    auth = paysig.httpx.SignatureAuth(signer(), verify_responses=False)
    with httpx.Client(proxy=server.url, auth=auth) as client:
        client.post("http://gateway.example/pay?a=1")
    assert server.last.target == "http://gateway.example/pay?a=1"
    assert_signed(server.last)


def test_a_stream_is_refused_with_the_reason(server: Server) -> None:
    auth = paysig.requests.SignatureAuth(signer())
    with pytest.raises(TypeError, match="a stream cannot be signed before it is read"):
        requests.post(server.url, data=iter([b"a"]), auth=auth, timeout=5)


def test_headers_show_no_signature_in_a_log(server: Server) -> None:
    server.answer = signed_answer()
    response = Requests().send(
        "POST", server.url, paysig.requests.SignatureAuth(signer(), access_token="top")
    )
    assert "top" not in repr(response.request.headers)
    assert server.last.header("SIGNATURE") not in repr(response.request.headers)
    answer = Httpx().send("POST", server.url, paysig.httpx.SignatureAuth(signer(), access_token="top"))
    assert "top" not in repr(answer.request.headers)
    assert answer.request.headers["Authorization"] == "Bearer top"
    assert "signature" in answer.request.headers


def test_no_secret_in_the_repr_of_hooks() -> None:
    auth = paysig.requests.SignatureAuth(signer(), access_token="top-token")
    prepared = requests.Request("POST", "http://127.0.0.1/pay", data=b"top-body", auth=auth).prepare()
    assert "Outgoing" in repr(prepared.hooks)
    assert "top-" not in repr(prepared.hooks)


def test_requests_with_a_stream_of_unknown_length(server: Server) -> None:
    server.answer = signed_answer()
    for content in [b"from a pipe", b""]:
        reading, writing = os.pipe()
        os.write(writing, content)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            auth = paysig.requests.SignatureAuth(signer())
            response = requests.post(f"{server.url}/pay", data=pipe, auth=auth, timeout=10)
        assert response.request._body_position is None
        assert server.last.header("Transfer-Encoding") is None
        assert server.last.header("Content-Length") == str(len(content))
        assert server.last.body == content
        assert_signed(server.last)
