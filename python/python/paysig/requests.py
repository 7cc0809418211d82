"""Signs requests of the library `requests <https://requests.readthedocs.io>`_, and verifies signed answers.

>>> import requests
>>> from paysig import solidgate
>>> from paysig.requests import SignatureAuth
>>> gateway = requests.Session()
>>> gateway.auth = SignatureAuth(solidgate.signer(public_key="api_pk_7b197ff4", secret_key="api_sk_b2a8ea1e"))
>>> prepared = gateway.prepare_request(
...     requests.Request("POST", "https://pay.solidgate.com/api/v1/charge", json={"amount": 100})
... )
>>> prepared.headers["Merchant"]
'api_pk_7b197ff4'
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.structures import CaseInsensitiveDict

from ._outgoing import LEFT_OUT, Outgoing, SigningPolicy
from ._paysig import Signer, Verifier
from .errors import InvalidText

__all__ = ["SignatureAuth"]


class SignatureAuth(AuthBase):
    """Signs exactly the bytes that go out, and verifies the answers of a gateway that signs them.

    Each attempt, also those that urllib3's ``Retry`` makes, goes out with a timestamp of its own and the same idempotency key. A
    redirected request is not signed: whoever answers must not choose what we sign, or where it goes. Where answers are verified,
    that of a redirected request is refused: nothing binds it to what we signed.

    Args:
        signer: Made once, of a gateway's request scheme.
        access_token: The token for ``Authorization: Bearer``, or what returns it; called once for each request. Needs https.
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
        access_token: str | Callable[[], str] | None = None,
        idempotency_key: str | Callable[[], str] = LEFT_OUT,
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

    def __call__(self, r: PreparedRequest) -> PreparedRequest:
        """Called by requests when everything else about the request is settled."""
        policy = self._policy
        stream: Any = r.body
        if hasattr(stream, "read"):
            # What requests prepared for a stream is not true of the bytes that were in it.
            r.body = stream.read() or None
            r.headers.pop("Transfer-Encoding", None)
            r._body_position = None
        r.body = body = _bytes(r.body)
        for name, value in policy.expected_headers(has_body=bool(body)):
            # The session's own default means that anything will do.
            if r.headers.get(name, "*/*") == "*/*":
                r.headers[name] = value
        if policy.verifier is not None:
            r.headers["Accept-Encoding"] = "identity"

        outgoing = Outgoing(policy, r.method or "", _url(r), body or b"", policy.options_for(r.headers))
        r.headers = _SignedHeaders(r.headers, outgoing)
        # A redirect copies the request.
        r.copy = partial(_unsigned_copy, r)  # type: ignore[method-assign]
        r.register_hook("response", partial(self._verify, outgoing, r))
        return r

    def _verify(self, outgoing: Outgoing, signed: PreparedRequest, response: Response, **_: Any) -> None:
        request = response.request
        outgoing.verify_response(
            response.headers,
            response.content,
            status=response.status_code,
            method=request.method or "",
            url=_url(request),
            redirected=request is not signed,
        )


class _SignedHeaders(CaseInsensitiveDict[str | bytes]):
    """Headers that are signed anew whenever urllib3 takes their items to put them on the wire."""

    def __init__(self, headers: CaseInsensitiveDict[str | bytes], outgoing: Outgoing) -> None:
        super().__init__(CaseInsensitiveDict.copy(headers))
        self._outgoing = outgoing
        self.update(outgoing.headers)

    def items(self) -> ItemsView[str, str | bytes]:
        self.update(self._outgoing.sign_again())
        return super().items()

    def copy(self) -> CaseInsensitiveDict[str | bytes]:
        # urllib3 works on a copy, and retries with it.
        return _SignedHeaders(self, self._outgoing)

    def unsigned(self) -> CaseInsensitiveDict[str | bytes]:
        """Those that say nothing of ours to another host."""
        headers = CaseInsensitiveDict.copy(self)
        for name in self._outgoing.headers:
            headers.pop(name, None)
        return headers

    def __repr__(self) -> str:
        # Some schemes' headers are credentials; none is needed in a log.
        signed = CaseInsensitiveDict[str | bytes](self._outgoing.headers)
        return str({name: "***" if name in signed else self[name] for name in self})


def _unsigned_copy(signed: PreparedRequest) -> PreparedRequest:
    request = PreparedRequest.copy(signed)
    if isinstance(signed.headers, _SignedHeaders):
        request.headers = signed.headers.unsigned()
    return request


# Versions of requests differ in what they make of a path with two leading slashes: the one that is installed is asked.
_adapter = HTTPAdapter()


def _url(request: PreparedRequest) -> str:
    """As on the wire, without a fragment."""
    parts = urlsplit(request.url or "")
    return f"{parts.scheme}://{parts.netloc}{_adapter.request_url(request, {})}"


def _bytes(body: Any) -> bytes | None:
    """The body as it goes out."""
    if isinstance(body, str):
        try:
            # As urllib3 would encode it.
            return body.encode()
        except UnicodeEncodeError:
            # What Python raises holds the body.
            raise InvalidText("the body is not text that UTF-8 can hold") from None
    if body is None or isinstance(body, bytes):
        return body
    if isinstance(body, (bytearray, memoryview)):
        return bytes(body)
    raise TypeError(
        f"a body to sign must be bytes, str or a file, not {type(body).__name__}: a stream cannot be signed before it is read"
    )
