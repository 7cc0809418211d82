"""Verifies webhooks in `Starlette <https://www.starlette.io>`_ and `FastAPI <https://fastapi.tiangolo.com>`_.

>>> from starlette.applications import Starlette
>>> from starlette.requests import Request
>>> from starlette.responses import Response
>>> from starlette.routing import Route
>>> from paysig import solidgate
>>> from paysig.starlette import Webhook
>>> webhook = Webhook(solidgate.verifier(public_key="wh_pk_c52ea06e", secret_key="wh_sk_1f4a9eb0"))
>>> async def paid(request: Request) -> Response:
...     verified = await webhook(request)
...     print(verified.body)
...     return webhook.acknowledgement()
>>> app = Starlette(routes=[Route("/webhooks/solidgate", paid, methods=["POST"])])

With FastAPI, ``verified: Annotated[Verified, Depends(webhook)]``.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ._paysig import Verified, Verifier
from ._webhook import LIMIT, Refused, WebhookJudge, asgi_target

__all__ = ["Webhook"]


class Webhook:
    """A dependency: called with the request, it returns the `Verified` message.

    The raw body is read before anybody parses it, and is afterwards to be had from the message only. A message that is not to be
    trusted is answered with 401, one that is too long with 413, and any fault of ours with 500; why stands in the log ``paysig``.

    Args:
        verifier: Made once, or what makes it: then with the first webhook.
        limit: How many bytes a body may have.
    """

    def __init__(self, verifier: Verifier | Callable[[], Verifier], *, limit: int = LIMIT) -> None:
        self._judge = WebhookJudge(verifier, limit=limit)

    async def __call__(self, request: Request) -> Verified:
        """The verified message.

        Raises:
            HTTPException: With the status to answer with.
        """
        try:
            body = await self._read(request)
            return self._judge.verify(
                request.headers, body, method=request.method, url=asgi_target(request.scope)
            )
        except Refused as refused:
            raise HTTPException(refused.status) from None

    def acknowledgement(self) -> Response:
        """What tells the gateway that its webhook arrived: return it."""
        said = self._judge.acknowledgement
        headers = {"Content-Type": said.content_type} if said.content_type else None
        return Response(said.body, said.status, headers)

    async def _read(self, request: Request) -> bytes:
        self._judge.announced(request.headers.get("Content-Length", ""))
        body = bytearray()
        try:
            async for chunk in request.stream():
                body += chunk
                self._judge.check_length(len(body))
        except RuntimeError:
            # What Starlette raises when the stream was consumed, and nobody kept the body.
            raise self._judge.already_read() from None
        return bytes(body)
