"""Signs requests of the library `HTTPX <https://www.python-httpx.org>`_, and verifies signed answers.

>>> import httpx
>>> from paysig import solidgate
>>> from paysig.httpx import SignatureAuth
>>> auth = SignatureAuth(solidgate.signer(public_key="api_pk_7b197ff4", secret_key="api_sk_b2a8ea1e"))
>>> answer = lambda request: httpx.Response(200, json={"signed by": request.headers["Merchant"]})
>>> with httpx.Client(auth=auth, transport=httpx.MockTransport(answer)) as gateway:
...     gateway.post("https://pay.solidgate.com/api/v1/charge", json={"amount": 100}).json()
{'signed by': 'api_pk_7b197ff4'}
"""

from __future__ import annotations

from collections.abc import (
    AsyncGenerator,
    Awaitable,
    Callable,
    Generator,
    ItemsView,
    KeysView,
    ValuesView,
)
from inspect import isawaitable
from typing import Any

import httpx

from ._outgoing import LEFT_OUT, Outgoing, SigningPolicy
from ._paysig import Signer, Verifier

__all__ = ["SignatureAuth"]


class SignatureAuth(httpx.Auth):
    """Signs exactly the bytes that go out, and verifies the answers of a gateway that signs them; for both kinds of client.

    Each attempt, also those of a retrying transport, goes out with a timestamp of its own and the same idempotency key. A
    redirected request is not signed: whoever answers must not choose what we sign, or where it goes. Where answers are verified,
    that of a redirected request is refused: nothing binds it to what we signed.

    Args:
        signer: Made once, of a gateway's request scheme.
        access_token: The token for ``Authorization: Bearer``, or what returns it; called once for each request, and awaited if it
            can be, with an `httpx.AsyncClient`. Needs https.
        idempotency_key: ``"auto"`` for a new one with each request, or what returns one; a header on the request itself wins.
        verify_responses: Whether signed answers are verified. An answer that does not verify is a `RejectedError`, whatever its
            status. Answers are then asked for uncompressed.
        response_verifier: Verifies them instead of ``signer.response_verifier()``.
        unsigned_body: The gateway leaves the bodies of these requests unsigned, such as multipart uploads.
        **options: The scheme's other per-message options, such as ``submerchant``.
    """

    def __init__(
        self,
        signer: Signer,
        *,
        access_token: str | Callable[[], str | Awaitable[str]] | None = None,
        idempotency_key: str | Callable[[], str | Awaitable[str]] = LEFT_OUT,
        verify_responses: bool = True,
        response_verifier: Verifier | None = None,
        unsigned_body: bool = False,
        **options: str,
    ) -> None:
        self._policy = SigningPolicy(
            signer,
            verify_responses=verify_responses,
            response_verifier=response_verifier,
            unsigned_body=unsigned_body,
            options={"access_token": access_token, "idempotency_key": idempotency_key, **options},
        )

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Called by `httpx.Client`."""
        options = self._options(request)
        for name, value in options.items():
            if isawaitable(value):
                raise TypeError(f"{name} is awaitable, which takes an httpx.AsyncClient")
        outgoing, headers = self._sign(request, request.read(), options)
        try:
            response = yield request
        finally:
            headers.sent = True
        if self._policy.verifier is not None:
            self._verify(outgoing, request, response, response.read())

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Called by `httpx.AsyncClient`."""
        options = {
            name: await value if isawaitable(value) else value
            for name, value in self._options(request).items()
        }
        outgoing, headers = self._sign(request, await request.aread(), options)
        try:
            response = yield request
        finally:
            headers.sent = True
        if self._policy.verifier is not None:
            self._verify(outgoing, request, response, await response.aread())

    def _options(self, request: httpx.Request) -> dict[str, Any]:
        sent = request.headers
        if not isinstance(sent, _SignedHeaders):
            return self._policy.options_for(sent)
        # The very request that went out before.
        request.headers = sent.unsigned()
        return self._policy.options_for(request.headers) | sent.kept_options(self._policy)

    def _sign(
        self, request: httpx.Request, body: bytes, options: dict[str, Any]
    ) -> tuple[Outgoing, _SignedHeaders]:
        for name, value in self._policy.expected_headers(has_body=bool(body)):
            # The client's own default means that anything will do.
            if request.headers.get(name, "*/*") == "*/*":
                request.headers[name] = value
        if self._policy.verifier is not None:
            request.headers["Accept-Encoding"] = "identity"
        outgoing = Outgoing(self._policy, request.method, _url(request.url), body, options)
        request.headers = headers = _SignedHeaders(request.headers, outgoing)
        return outgoing, headers

    def _verify(
        self, outgoing: Outgoing, signed: httpx.Request, response: httpx.Response, body: bytes
    ) -> None:
        outgoing.verify_response(
            response.headers,
            body,
            status=response.status_code,
            method=response.request.method,
            url=_url(response.request.url),
            redirected=response.request is not signed,
        )


class _SignedHeaders(httpx.Headers):
    """Headers that are signed anew whenever a transport takes them raw to put them on the wire; once there is an answer, or none
    will come, they stay what was sent.

    Whoever reads them sees all. The signed ones stand apart from the others, so that a copy, as a redirect makes one, is without
    them.
    """

    def __init__(self, headers: httpx.Headers, outgoing: Outgoing) -> None:
        # The encoding is said, as finding it out would take the headers raw.
        others = [pair for pair in headers.raw if _name(pair) not in _names(outgoing)]
        super().__init__(others, encoding=headers.encoding)
        self._outgoing = outgoing
        self.sent = False

    @property
    def raw(self) -> list[tuple[bytes, bytes]]:
        if not self.sent:
            self._outgoing.sign_again()
        return self._both().raw

    def unsigned(self) -> httpx.Headers:
        return httpx.Headers(super().raw, encoding=self.encoding)

    def kept_options(self, policy: SigningPolicy) -> dict[str, Any]:
        """A repeated request is the same payment: it keeps the key that was made for it."""
        key = self._outgoing.options.get("idempotency_key")
        return {"idempotency_key": key} if key and self._outgoing.policy is policy else {}

    def _both(self) -> httpx.Headers:
        names = _names(self._outgoing)
        others = [pair for pair in super().raw if _name(pair) not in names]
        signed = [(name.encode(), value.encode()) for name, value in self._outgoing.headers.items()]
        return httpx.Headers(others + signed, encoding=self.encoding)

    def keys(self) -> KeysView[str]:
        return self._both().keys()

    def values(self) -> ValuesView[str]:
        return self._both().values()

    def items(self) -> ItemsView[str, str]:
        return self._both().items()

    def multi_items(self) -> list[tuple[str, str]]:
        return self._both().multi_items()

    def get_list(self, key: str, split_commas: bool = False) -> list[str]:
        return self._both().get_list(key, split_commas)

    def __getitem__(self, key: str) -> str:
        return self._both()[key]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._both()

    def __len__(self) -> int:
        return len(self._both())

    def __eq__(self, other: object) -> bool:
        return self._both() == other

    def __repr__(self) -> str:
        # Some schemes' headers are credentials; none is needed in a log.
        shown = self._both()
        shown.update(dict.fromkeys(self._outgoing.headers, "***"))
        return repr(shown)


def _name(pair: tuple[bytes, bytes]) -> bytes:
    return pair[0].lower()


def _names(outgoing: Outgoing) -> set[bytes]:
    return {name.lower().encode() for name in outgoing.headers}


def _url(url: httpx.URL) -> str:
    """As on the wire, without a fragment."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}{url.raw_path.decode('ascii')}"
