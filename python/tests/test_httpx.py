"""What HTTPX's own objects show of a signed request."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from conftest import KEYS, Server
from paysig import Signer, errors, global_payment, smart_glocal
from paysig.httpx import SignatureAuth

SIGNED = ["TIMESTAMP", "SIGNATURE", "Authorization"]


def signer() -> Signer:
    return global_payment.signer(sign_key="kWvJw0Yx", allow_http_loopback=True)


def auth(**options: Any) -> SignatureAuth:
    return SignatureAuth(signer(), access_token="top", verify_responses=False, **options)


def sent_by_client(url: str) -> httpx.Request:
    with httpx.Client(auth=auth()) as client:
        return client.post(url, content=b"{}", headers={"X-Mine": "1"}).request


def sent_by_async_client(url: str) -> httpx.Request:
    async def run() -> httpx.Request:
        async with httpx.AsyncClient(auth=auth()) as client:
            return (await client.post(url, content=b"{}", headers={"X-Mine": "1"})).request

    return asyncio.run(run())


@pytest.fixture(params=[sent_by_client, sent_by_async_client], ids=["sync", "async"])
def sent(request: Any, server: Server) -> httpx.Request:
    made: httpx.Request = request.param(f"{server.url}/pay")
    return made


def test_every_view_shows_what_was_sent(sent: httpx.Request, server: Server) -> None:
    headers = sent.headers
    on_the_wire = {name.lower(): value for name, value in server.last.headers}
    assert {name.lower() for name in SIGNED} < set(on_the_wire)
    for view in [
        dict(headers),
        dict(headers.items()),
        dict(headers.multi_items()),
        dict(zip(headers.keys(), headers.values(), strict=True)),
        {name: headers[name] for name in headers},
        {name: headers.get(name) for name in headers},
        {name: headers.get_list(name)[0] for name in headers},
        {name.decode().lower(): value.decode() for name, value in headers.raw},
    ]:
        assert view == on_the_wire
    assert len(headers) == len(on_the_wire)
    assert all(name in headers and name.lower() in headers for name in SIGNED)
    assert "X-Other" not in headers
    assert headers == on_the_wire


def test_what_was_sent_is_not_signed_again(sent: httpx.Request, server: Server) -> None:
    assert [sent.headers.raw for _ in range(3)] == [sent.headers.raw] * 3
    assert sent.headers["TIMESTAMP"] == server.last.header("TIMESTAMP")


def test_what_could_not_be_sent_is_not_signed_again() -> None:
    def hang_up(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no")

    with httpx.Client(auth=auth(), transport=httpx.MockTransport(hang_up)) as client:
        request = client.build_request("POST", "http://127.0.0.1/pay")
        with pytest.raises(httpx.ConnectError):
            client.send(request)
    assert request.headers.raw == request.headers.raw


def test_a_log_shows_names_only(sent: httpx.Request) -> None:
    for name in SIGNED:
        assert sent.headers[name] not in repr(sent.headers)
        assert name.lower() in repr(sent.headers).lower()
    assert "'x-mine': '1'" in repr(sent.headers)


def test_copies_are_without_what_was_signed(sent: httpx.Request) -> None:
    for copied in [httpx.Headers(sent.headers), sent.headers.copy()]:
        assert copied["X-Mine"] == "1"
        assert not {name.lower() for name in SIGNED} & set(copied)


def test_hooks_see_the_signature(server: Server) -> None:
    seen: list[str] = []

    def hook(request: httpx.Request) -> None:
        seen.extend(request.headers)

    with httpx.Client(auth=auth(), event_hooks={"request": [hook]}) as client:
        client.post(f"{server.url}/pay", content=b"{}")
    assert {name.lower() for name in SIGNED} <= set(seen)


def test_the_same_request_is_the_same_payment(server: Server) -> None:
    made = smart_glocal.signer(project="p", private_key=(KEYS / "rsa2048.pkcs8.pem").read_text())
    one, another = (SignatureAuth(made, idempotency_key="auto", verify_responses=False) for _ in range(2))
    with httpx.Client() as client:
        request = client.build_request("POST", f"{server.url}/pay", content=b"{}")
        client.send(request, auth=one)
        client.send(request, auth=one)
        client.send(client.build_request("POST", f"{server.url}/pay", content=b"{}"), auth=one)
        client.send(request, auth=auth())
        assert request.headers.get("X-PARTNER-SIGN") is None
        assert server.last.header("X-PARTNER-SIGN") is None
        client.send(request, auth=another)
    first, again, other, none, last = [seen.header("X-PARTNER-IDEMPOTENCY-KEY") for seen in server.seen]
    assert first == again
    assert none is None
    assert None not in {first, other, last}
    assert len({first, other, last}) == 3


def test_a_token_is_asked_for_with_each_attempt_of_the_caller(server: Server) -> None:
    tokens = iter(["one", "two"])
    given = SignatureAuth(signer(), access_token=lambda: next(tokens), verify_responses=False)
    with httpx.Client(auth=given) as client:
        request = client.build_request("POST", f"{server.url}/pay")
        for _ in range(2):
            client.send(request)
    assert [seen.header("Authorization") for seen in server.seen] == ["Bearer one", "Bearer two"]


def test_nothing_is_sent_that_cannot_be_signed(server: Server) -> None:
    strict = SignatureAuth(global_payment.signer(sign_key="k"), access_token="t")
    with httpx.Client(auth=strict) as client, pytest.raises(errors.InsecureUrl):
        client.post(f"{server.url}/pay")
    assert server.seen == []
