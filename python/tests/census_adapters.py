"""The census: the arguments of what works with other libraries, and what comes over the wire to it."""

from __future__ import annotations

import asyncio
import io
import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any

import flask
import httpx
import requests
from django.core.handlers.wsgi import WSGIRequest
from requests.structures import CaseInsensitiveDict
from starlette.exceptions import HTTPException
from starlette.requests import Request

import census as kinds
import paysig.django
import paysig.flask
import paysig.httpx
import paysig.requests
import paysig.starlette
from census import PRIVATE_KEY, SECRET, Argument, Refused
from conftest import configure_django
from paysig import global_payment, smart_glocal

URL = "https://gateway.example/v1/pay?id=7"
SIGNER = global_payment.request_signer(sign_key=SECRET)
RSA = smart_glocal.request_signer(project="merchant", private_key=PRIVATE_KEY)
# A scheme of requests, which signs the target too.
VERIFIER = global_payment.request_verifier(sign_key=SECRET)
BODY = b"{}"
TARGET = "/webhook?id=7"
HEADERS = [(name.encode(), value.encode()) for name, value in SIGNER.sign("POST", TARGET, BODY).items()]
UNAUTHORIZED, TOO_LARGE, OUR_FAULT = 401, 413, 500


def arguments() -> list[Argument]:
    return [*_clients(), *_webhooks()]


def _clients() -> Iterator[Argument]:
    # HTTPX itself has made bytes of what it was given.
    bodies_of = {
        "__call__": [("the body (str)", kinds.REQUEST_TEXT), ("the body (bytes)", kinds.REQUEST_BODY)],
        "sync_auth_flow": [("the body", kinds.WIRE)],
        "async_auth_flow": [("the body", kinds.WIRE)],
    }
    for function, auth, call, send in [
        ("requests.SignatureAuth", paysig.requests.SignatureAuth, "__call__", _by_requests),
        ("httpx.SignatureAuth", paysig.httpx.SignatureAuth, "sync_auth_flow", _by_httpx),
        ("httpx.SignatureAuth", paysig.httpx.SignatureAuth, "async_auth_flow", _by_async_httpx),
    ]:

        def sign(*given: Any, auth: Any = auth, send: Any = send, **named: Any) -> None:
            send(auth(*(given or [SIGNER]), **{"verify_responses": False, **named}), BODY)

        def sign_rsa(auth: Any = auth, send: Any = send, **named: Any) -> None:
            send(auth(RSA, **named), BODY)

        if call != "async_auth_flow":
            yield from _made(function, sign, sign_rsa)
        flow, given = f"{function}.{call}", "r" if call == "__call__" else "request"
        signs, verifies = auth(SIGNER, verify_responses=False), auth(SIGNER)
        for name, bodies in bodies_of[call]:
            yield Argument(flow, name, bodies, lambda bad, signs=signs, send=send: send(signs, bad), given)
        for name, answer in [
            ("the answer's body", lambda bad: ([(b"D-SIGNATURE", b"A" * 86 + b"==")], bad)),
            ("the name of an answer's header", lambda bad: ([(bad, b"A" * 88)], BODY)),
            ("the value of an answer's header", lambda bad: ([(b"D-SIGNATURE", bad)], BODY)),
        ]:
            yield Argument(
                flow,
                name,
                kinds.WIRE,
                lambda bad, answer=answer, verifies=verifies, send=send: send(verifies, BODY, *answer(bad)),
                given,
            )


def _made(function: str, sign: Callable[..., Any], sign_rsa: Callable[..., Any]) -> Iterator[Argument]:
    yield Argument(function, "signer", kinds.OBJECT, sign)
    yield Argument(function, "access_token", kinds.TEXT, lambda bad: sign(access_token=bad))
    yield Argument(function, "idempotency_key", kinds.TEXT, lambda bad: sign_rsa(idempotency_key=bad))
    yield Argument(function, "verify_responses", kinds.TRUTH, lambda bad: sign(verify_responses=bad))
    yield Argument(function, "response_verifier", kinds.OBJECT, lambda bad: sign(response_verifier=bad))
    yield Argument(function, "unsigned_body", kinds.TRUTH, lambda bad: sign(unsigned_body=bad))
    yield Argument(function, "an option's name", kinds.NAME, lambda bad: sign(**{bad: "1"}), "options")
    yield Argument(function, "submerchant", kinds.TEXT, lambda bad: sign_rsa(submerchant=bad), "options")


def _by_requests(
    auth: Any, body: Any, headers: list[tuple[bytes, bytes]] | None = None, answer: bytes = BODY
) -> None:
    request = requests.PreparedRequest()
    request.prepare("POST", URL)
    request.body = body
    request = auth(request)
    if headers is None:
        return
    response = requests.Response()
    response.request, response.status_code, response._content = request, 200, answer
    response.headers = CaseInsensitiveDict(
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in headers
    )
    for hook in request.hooks["response"]:
        hook(response)


def _by_httpx(
    auth: Any, body: Any, headers: list[tuple[bytes, bytes]] | None = None, answer: bytes = BODY
) -> None:
    flow = auth.sync_auth_flow(httpx.Request("POST", URL, content=body))
    request = next(flow)
    if headers is not None:
        next(_sent(flow.send, httpx.Response(200, headers=headers, content=answer, request=request)))


def _sent(send: Callable[[Any], Any], response: httpx.Response) -> Iterator[None]:
    try:
        send(response)
    except StopIteration:
        yield


def _by_async_httpx(
    auth: Any, body: Any, headers: list[tuple[bytes, bytes]] | None = None, answer: bytes = BODY
) -> None:
    async def run() -> None:
        flow = auth.async_auth_flow(httpx.Request("POST", URL, content=body))
        request = await anext(flow)
        if headers is not None:
            response = httpx.Response(200, headers=headers, content=answer, request=request)
            try:
                await flow.asend(response)
            except StopAsyncIteration:
                return
        await flow.aclose()

    asyncio.run(run())


def _webhooks() -> Iterator[Argument]:
    for home, post in [
        ("django", _to_django),
        ("flask", _to_flask),
        ("starlette", _to_starlette),
    ]:
        made = getattr(paysig, home).Webhook
        function, call = f"{home}.Webhook", f"{home}.Webhook.__call__"
        webhook = made(VERIFIER)
        yield Argument(function, "verifier", kinds.OBJECT, made)
        yield Argument(
            function,
            "limit",
            kinds.INTEGER,
            lambda bad, made=made, post=post: post(made(VERIFIER, limit=bad), b""),
        )
        given = "request" if home == "starlette" else "view"
        if given == "view":
            yield Argument(call, "view", kinds.OBJECT, webhook)
        wire: list[tuple[str, Callable[[bytes], dict[str, Any]]]] = [
            ("the body", lambda bad: {"body": bad}),
            ("the target", lambda bad: {"target": bad}),
            ("a header's name", lambda bad: {"headers": [(bad, b"1"), HEADERS[0]]}),
            ("a header's value", lambda bad: {"headers": [HEADERS[0], (HEADERS[1][0], bad)]}),
            # The longest is of digits.
            ("Content-Length", lambda bad: {"length": bad.replace(b"A", b"9")}),
        ]
        for name, message in wire:
            yield Argument(
                call,
                name,
                kinds.WIRE,
                lambda bad, post=post, webhook=webhook, message=message: post(webhook, **message(bad)),
                given,
            )


def _environ(
    body: bytes = BODY,
    headers: list[tuple[bytes, bytes]] = HEADERS,
    target: bytes = TARGET.encode(),
    length: bytes | None = None,
) -> dict[str, Any]:
    path, _, query = target.decode("latin-1").partition("?")
    environ = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "shop.example",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(body)) if length is None else length.decode("latin-1"),
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
    for name, value in headers:
        environ["HTTP_" + name.decode("latin-1").upper().replace("-", "_")] = value.decode("latin-1")
    return environ


def _to_flask(webhook: Any, *body: bytes, **message: Any) -> None:
    app = flask.Flask("shop")
    with app.request_context(_environ(*body, **message)):
        _answered(lambda: app.make_response(webhook(lambda _: None)()).status_code)


def _to_django(webhook: Any, *body: bytes, **message: Any) -> None:
    configure_django()
    request = WSGIRequest(_environ(*body, **message))
    _answered(lambda: webhook(lambda _request, _verified: None)(request).status_code)


def _to_starlette(webhook: Any, *body: bytes, **message: Any) -> None:
    environ = _environ(*body, **message)
    length = environ["CONTENT_LENGTH"].encode("latin-1")
    scope = {
        "type": "http",
        "method": "POST",
        "path": environ["PATH_INFO"],
        "raw_path": environ["PATH_INFO"].encode("latin-1"),
        "query_string": environ["QUERY_STRING"].encode("latin-1"),
        "headers": [(name.lower(), value) for name, value in message.get("headers", HEADERS)]
        + [(b"content-length", length)],
    }
    chunks = iter([{"type": "http.request", "body": environ["wsgi.input"].read()}])

    async def receive() -> Any:
        return next(chunks)

    async def run() -> int:
        try:
            await webhook(Request(scope, receive))
        except HTTPException as refused:
            return refused.status_code
        return 200

    _answered(lambda: asyncio.run(run()))


def _answered(post: Callable[[], int]) -> None:
    """Raises what the log says, and checks that the answer says what belongs to it."""
    logged: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = logged.append  # type: ignore[method-assign]
    logger = logging.getLogger("paysig")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        status = post()
    finally:
        logger.removeHandler(handler)
        logger.propagate = True
    if not logged:
        assert status == 200
        return
    (record,) = logged
    if status == TOO_LARGE:
        raise Refused(status)
    error = record.exc_info[1] if record.exc_info else record.args and record.args[0]
    assert isinstance(error, Exception), record.getMessage()
    assert status == (UNAUTHORIZED if isinstance(error, paysig.RejectedError) else OUR_FAULT)
    raise error
