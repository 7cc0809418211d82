"""Webhooks, posted to real servers of each framework."""

import asyncio
import contextlib
import http.client
import io
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any
from wsgiref.simple_server import ServerHandler, WSGIRequestHandler, make_server

import fastapi
import flask
import httpx
import pytest
import uvicorn
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from werkzeug.serving import make_server as werkzeug_server
from werkzeug.test import Client

import paysig.django
import paysig.fastapi
import paysig.flask
import paysig.starlette
from conftest import KEYS, configure_django
from paysig import Verified, Verifier, global_payment, smart2pay, smart_glocal, solidgate

PAIR = {"public_key": "wh_pk_c52ea06e", "secret_key": "wh_sk_1f4a9eb0"}
BODY = b'{"order":{"status":"settle_ok"}}'
VERIFIER = solidgate.verifier(**PAIR)
SIGNER = solidgate.webhook_signer(**PAIR)


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class App:
    """An application that listens, and the messages that its view was given."""

    port: int
    got: list[Verified]

    def post(
        self,
        body: Any = BODY,
        headers: dict[str, str] | list[tuple[str, str]] | None = None,
        target: str = "/webhook",
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = SIGNER.sign(body=BODY) if headers is None else headers
        pairs = list(headers.items()) if isinstance(headers, dict) else headers
        connection.putrequest("POST", target)
        chunked = not isinstance(body, bytes)
        pairs.append(("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(len(body))))
        for name, value in pairs:
            connection.putheader(name, value)
        # It may answer before it has read all.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.endheaders(body, encode_chunked=chunked)
        response = connection.getresponse()
        reply = Reply(response.status, dict(response.getheaders()), response.read())
        connection.close()
        return reply


# What each framework's view is: `view` is called with the verified message, or None for a plain acknowledgement.
View = Callable[[Verified], Any] | None


class FlaskKind:
    name = "flask"
    logger = "shop"

    def application(
        self, webhook_arguments: dict[str, Any], got: list[Verified], view: View, *, spoil: bool
    ) -> Any:
        app = flask.Flask("shop")
        webhook = paysig.flask.Webhook(**webhook_arguments)
        if spoil:
            app.before_request(lambda: flask.request.stream.read() and None)

        @app.post("/webhook")
        @app.post("/größe")
        @webhook
        def handle(verified: Verified) -> Any:
            got.append(verified)
            return view(verified) if view else None

        return app

    serve = staticmethod(lambda application: serve_wsgi(application))


class DjangoKind:
    name = "django"

    def application(
        self, webhook_arguments: dict[str, Any], got: list[Verified], view: View, *, spoil: bool
    ) -> Any:
        webhook = paysig.django.Webhook(**webhook_arguments)

        @webhook
        def handle(request: HttpRequest, verified: Verified) -> Any:
            assert request.method == "POST"
            got.append(verified)
            return HttpResponse(view(verified)) if view else None

        def spoiled(request: HttpRequest) -> Any:
            request.read(1)
            return handle(request)

        spoiled.csrf_exempt = True
        django_urls(spoiled if spoil else handle)
        return WSGIHandler()

    serve = staticmethod(lambda application: serve_wsgi(application))


class AsyncDjangoKind:
    name = "django-async"

    def application(
        self, webhook_arguments: dict[str, Any], got: list[Verified], view: View, *, spoil: bool
    ) -> Any:
        webhook = paysig.django.Webhook(**webhook_arguments)

        @webhook
        async def handle(request: HttpRequest, verified: Verified) -> Any:
            assert request.method == "POST"
            got.append(verified)
            return HttpResponse(view(verified)) if view else None

        async def spoiled(request: HttpRequest) -> Any:
            request.read(1)
            return await handle(request)

        spoiled.csrf_exempt = True
        django_urls(spoiled if spoil else handle)
        return ASGIHandler()

    serve = staticmethod(lambda application: serve_asgi(application))


class StarletteKind:
    name = "starlette"

    def application(
        self, webhook_arguments: dict[str, Any], got: list[Verified], view: View, *, spoil: bool
    ) -> Any:
        webhook = paysig.starlette.Webhook(**webhook_arguments)

        async def handle(request: Request) -> Response:
            if spoil:
                async for _ in request.stream():
                    pass
            verified = await webhook(request)
            got.append(verified)
            return Response(view(verified)) if view else webhook.acknowledgement()

        paths = ["/webhook", "/größe"]
        return Starlette(routes=[Route(path, handle, methods=["POST"]) for path in paths])

    serve = staticmethod(lambda application: serve_asgi(application))


class FastApiKind:
    name = "fastapi"

    def application(
        self, webhook_arguments: dict[str, Any], got: list[Verified], view: View, *, spoil: bool
    ) -> Any:
        webhook = paysig.fastapi.Webhook(**webhook_arguments)

        async def consume(request: Request) -> None:
            if spoil:
                async for _ in request.stream():
                    pass

        app = fastapi.FastAPI()

        @app.post("/webhook")
        @app.post("/größe")
        def handle(
            _: Annotated[None, fastapi.Depends(consume)],
            verified: Annotated[Verified, fastapi.Depends(webhook)],
        ) -> fastapi.Response:
            got.append(verified)
            return fastapi.Response(view(verified)) if view else webhook.acknowledgement()

        return app

    serve = staticmethod(lambda application: serve_asgi(application))


KINDS = [FlaskKind(), DjangoKind(), AsyncDjangoKind(), StarletteKind(), FastApiKind()]


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


def serve_wsgi(application: Any) -> tuple[int, Callable[[], None]]:
    ServerHandler.http_version = "1.1"
    server = make_server("127.0.0.1", 0, application, handler_class=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    def stop() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return server.server_port, stop


def serve_asgi(application: Any) -> tuple[int, Callable[[], None]]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application, log_level="critical", lifespan="off", loop="asyncio"))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])))
    thread.start()

    def stop() -> None:
        server.should_exit = True
        thread.join()
        listening.close()

    return listening.getsockname()[1], stop


def django_urls(view: Any) -> None:
    global urlpatterns
    configure_django()
    from django.urls import clear_url_caches

    clear_url_caches()
    urlpatterns = [path("webhook", view), path("größe", view)]


urlpatterns: list[Any] = []


@pytest.fixture(params=KINDS, ids=[kind.name for kind in KINDS])
def start(request: Any) -> Iterator[Callable[..., App]]:
    kind, stops = request.param, []

    def start(
        verifier: Verifier | Callable[[], Verifier] = VERIFIER,
        *,
        view: View = None,
        spoil: bool = False,
        **arguments: Any,
    ) -> App:
        got: list[Verified] = []
        application = kind.application({"verifier": verifier, **arguments}, got, view, spoil=spoil)
        port, stop = kind.serve(application)
        stops.append(stop)
        return App(port, got)

    yield start
    for stop in stops:
        stop()


def test_accepted(start: Any) -> None:
    app = start()
    assert app.post().status == 200
    [verified] = app.got
    assert verified.body == BODY
    assert verified.label == "default"
    assert "body" in verified.covers
    assert verified.replay_key == VERIFIER.verify(SIGNER.sign(body=BODY), BODY, replay_key=True).replay_key
    assert app.post().status == 200
    first, copy = app.got
    assert first.replay_key == copy.replay_key


def test_own_answer(start: Any) -> None:
    app = start(view=lambda verified: verified.body)
    assert app.post().body == BODY


def test_acknowledged_as_the_gateway_wants(start: Any) -> None:
    private = (KEYS / "rsa2048.pkcs8.pem").read_text()
    public = (KEYS / "rsa2048.spki.pem").read_text()
    basic = {"site_id": "30201", "api_key": "hJ5R"}
    stable = {"sign_key": "kWvJw0Yx"}
    for signer, verifier, transport in [
        (solidgate.webhook_signer(**PAIR), VERIFIER, {}),
        (smart_glocal.webhook_signer(private_key=private), smart_glocal.verifier(public_key=public), {}),
        (
            smart2pay.notification_signer(**basic),
            smart2pay.verifier(**basic),
            {"url": "https://shop.example/webhook"},
        ),
        (global_payment.webhook_signer(**stable), global_payment.verifier(**stable), {}),
    ]:
        said = next(
            gateway.acknowledgement for gateway in paysig.gateways() if verifier.scheme in gateway.schemes
        )
        assert said is not None
        app = start(verifier)
        reply = app.post(headers=signer.sign("POST", body=BODY, **transport))
        assert (reply.status, reply.body) == (said.status, said.body), verifier
        [verified] = app.got
        assert (verified.replay_key is None) is (verified.body is None), (
            "a webhook that is not signed has none"
        )
        if said.content_type:
            assert {name.lower(): value for name, value in reply.headers.items()}[
                "content-type"
            ] == said.content_type


def test_rejected_without_the_reason(start: Any, caplog: Any) -> None:
    app = start()
    signed = SIGNER.sign(body=BODY)
    short = {**signed, "Signature": signed["Signature"][:-4]}
    doubled = [*signed.items(), ("signature", signed["Signature"])]
    for body, headers, code in [
        (BODY + b" ", signed, "signature_mismatch"),
        (BODY, {}, "missing_header"),
        (BODY, short, "malformed_signature"),
        (BODY, doubled, "duplicate_header"),
        (BODY, {**signed, "Merchant": "wh_pk_other"}, "unknown_sender"),
    ]:
        caplog.clear()
        reply = app.post(body, headers)
        assert reply.status == 401, code
        assert not any(
            word in reply.body.lower() for word in [b"signature", b"paysig", b"merchant", b"header"]
        )
        assert any(code in record.getMessage() for record in caplog.records if record.name == "paysig"), code
    assert app.got == []


def test_too_long(start: Any, caplog: Any) -> None:
    app = start()
    limit = 1024 * 1024
    just = b"x" * limit
    assert app.post(just, SIGNER.sign(body=just)).status == 200
    caplog.clear()
    over = just + b"x"
    assert app.post(over, SIGNER.sign(body=over)).status == 413
    assert len(app.got) == 1
    assert "longer than 1048576 bytes" in caplog.text


def test_own_limit(start: Any) -> None:
    app = start(limit=len(BODY))
    assert app.post().status == 200
    assert app.post(BODY + b" ", SIGNER.sign(body=BODY + b" ")).status == 413


def test_our_fault_is_500_without_the_reason(start: Any, caplog: Any) -> None:
    secret = "wh_sk_do_not_tell"
    app = start(lambda: solidgate.verifier(public_key=secret, secret_key=secret))
    for _ in range(2):
        reply = app.post()
        assert reply.status == 500
        assert b"half" not in reply.body
        assert b"wh_" not in reply.body
    assert app.got == []
    assert "wrong_half_of_pair" in caplog.text
    assert secret not in caplog.text


def test_verifier_made_with_the_first_webhook(start: Any) -> None:
    calls = []

    def make() -> Verifier:
        calls.append(1)
        return VERIFIER

    app = start(make)
    assert calls == []
    assert [app.post().status for _ in range(3)] == [200] * 3
    assert len(calls) == 1


def test_body_read_by_somebody_else(start: Any, caplog: Any) -> None:
    app = start(spoil=True)
    assert app.post().status == 500
    assert app.got == []
    assert "its body was read, and not kept, before paysig saw it" in caplog.text


@pytest.mark.parametrize("path", ["/webhook", "/gr%C3%B6%C3%9Fe"])
def test_a_scheme_that_signs_the_url(start: Any, path: str) -> None:
    key = {"sign_key": "kWvJw0Yx"}
    target = f"{path}?a=%2f&b=%20x"
    for query in ["decoded", "as-sent"]:
        app = start(global_payment.request_verifier(**key, query=query))
        headers = global_payment.request_signer(**key, query=query).sign("POST", target, BODY)
        assert app.post(headers=headers, target=target).status == 200, query


@pytest.mark.parametrize(
    "kind", [FlaskKind(), AsyncDjangoKind(), StarletteKind(), FastApiKind()], ids=lambda kind: kind.name
)
def test_chunked_body(kind: Any) -> None:
    """Without a length; Django on WSGI and wsgiref take no such body."""
    if isinstance(kind, FlaskKind):
        logging.getLogger("werkzeug").setLevel(logging.CRITICAL)

        def serve(application: Any) -> tuple[int, Callable[[], None]]:
            server = werkzeug_server("127.0.0.1", 0, application)
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()

            def stop() -> None:
                server.shutdown()
                thread.join()
                server.server_close()

            return server.port, stop
    else:
        serve = kind.serve
    got: list[Verified] = []
    port, stop = serve(kind.application({"verifier": VERIFIER}, got, None, spoil=False))
    try:
        app = App(port, got)
        assert app.post(iter([BODY[:5], BODY[5:]])).status == 200
        chunk = b"x" * (1 << 16)
        assert app.post(chunk for _ in range(17)).status == 413
        assert [verified.body for verified in got] == [BODY]
    finally:
        stop()


@pytest.mark.parametrize("kind", [FlaskKind(), DjangoKind()], ids=lambda kind: kind.name)
def test_body_that_the_server_does_not_pass_on(kind: Any, caplog: Any) -> None:
    """The signature of a scheme that does not cover the body would not tell."""
    basic = {"site_id": "30201", "api_key": "hJ5R"}
    signer = smart2pay.notification_signer(**basic)
    headers = signer.sign("POST", "https://shop.example/webhook", BODY)
    got: list[Verified] = []
    arguments = {"verifier": smart2pay.verifier(**basic)}
    client = Client(kind.application(arguments, got, None, spoil=False))

    def status(length: str, **more: str) -> int:
        environ = {"CONTENT_LENGTH": length, **more}
        body = io.BytesIO(BODY)
        return client.post(
            "/webhook", input_stream=body, headers=headers, environ_overrides=environ
        ).status_code

    assert status(str(len(BODY))) == 204
    assert len(got) == 1
    assert status("", HTTP_TRANSFER_ENCODING="chunked") == 500
    assert "did not reach paysig whole" in caplog.text
    # Werkzeug itself refuses what ends too early.
    assert status(str(len(BODY) + 1)) == (400 if kind.name == "flask" else 500)
    assert len(got) == 1


def test_flask_body_of_which_somebody_else_read_a_part(caplog: Any) -> None:
    basic = {"site_id": "30201", "api_key": "hJ5R"}
    signed = smart2pay.notification_signer(**basic).sign("POST", "https://shop.example/webhook", BODY)
    app = flask.Flask("shop")
    app.before_request(lambda: flask.request.stream.read(5) and None)

    @app.post("/webhook")
    @paysig.flask.Webhook(smart2pay.verifier(**basic))
    def handle(verified: Verified) -> str:
        raise AssertionError(verified)

    assert app.test_client().post("/webhook", data=BODY, headers=signed).status_code == 500
    assert "did not reach paysig whole" in caplog.text


def test_flask_limit_of_the_application_still_counts() -> None:
    app = flask.Flask("shop")
    app.config["MAX_CONTENT_LENGTH"] = 10

    @app.post("/webhook")
    @paysig.flask.Webhook(VERIFIER)
    def handle(verified: Verified) -> str:
        raise AssertionError(verified)

    assert app.test_client().post("/webhook", data=BODY, headers=SIGNER.sign(body=BODY)).status_code == 413


def test_flask_passes_the_arguments_of_the_route() -> None:
    app = flask.Flask("shop")

    @app.post("/webhook/<shop>")
    @paysig.flask.Webhook(VERIFIER)
    async def handle(verified: Verified, shop: str) -> dict[str, Any]:
        return {"shop": shop, "label": verified.label}

    reply = app.test_client().post("/webhook/north", data=BODY, headers=SIGNER.sign(body=BODY))
    assert reply.json == {"shop": "north", "label": "default"}


def test_fastapi_needs_no_body_in_its_description() -> None:
    app = FastApiKind().application({"verifier": VERIFIER}, [], None, spoil=False)
    assert "requestBody" not in app.openapi()["paths"]["/webhook"]["post"]


def test_fastapi_reads_a_declared_body_first() -> None:
    """As the documentation warns: the message is still verified, but its body was parsed before."""
    app = fastapi.FastAPI()
    webhook = paysig.fastapi.Webhook(VERIFIER)

    @app.post("/webhook")
    async def take(
        order: dict[str, Any], verified: Annotated[Verified, fastapi.Depends(webhook)]
    ) -> list[Any]:
        return [order, verified.label]

    async def post(body: bytes) -> int:
        headers = SIGNER.sign(body=BODY) | {"Content-Type": "application/json"}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
            return (await client.post("/webhook", content=body, headers=headers)).status_code

    assert asyncio.run(post(BODY)) == 200
    assert asyncio.run(post(BODY + b" ")) == 401
    assert asyncio.run(post(b"{")) == 422, "it was parsed without being verified"
