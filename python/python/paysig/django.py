"""Verifies webhooks in `Django <https://www.djangoproject.com>`_.

In a project::

    from django.http import HttpRequest
    from paysig import Verified, solidgate
    from paysig.django import Webhook

    webhook = Webhook(lambda: solidgate.verifier(public_key=settings.WH_PK, secret_key=settings.WH_SK))

    @webhook
    def paid(request: HttpRequest, verified: Verified) -> None:
        ...
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from asgiref.sync import iscoroutinefunction
from django import conf
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException

from ._paysig import Verified, Verifier
from ._webhook import LIMIT, Refused, WebhookJudge, asgi_target, check_view, wsgi_target

__all__ = ["Webhook"]


class Webhook:
    """Decorates a view, sync or async, that takes the request and the `Verified` message first. It needs no CSRF token.

    The raw body is read before anybody parses it. A message that is not to be trusted is answered with 401, one that is too long
    with 413, and any fault of ours with 500; why stands in the log ``paysig``. A view that returns None acknowledges the message as
    the gateway wants it.

    Args:
        verifier: Made once, or what makes it: then with the first webhook.
        limit: How many bytes a body may have; the setting ``DATA_UPLOAD_MAX_MEMORY_SIZE`` still counts.
    """

    def __init__(self, verifier: Verifier | Callable[[], Verifier], *, limit: int = LIMIT) -> None:
        self._judge = WebhookJudge(verifier, limit=limit)

    def __call__(self, view: Callable[..., Any]) -> Callable[..., Any]:
        check_view(view)

        def answered(answer: Any) -> Any:
            return self.acknowledgement() if answer is None else answer

        if iscoroutinefunction(view):

            @wraps(view)
            async def verified_view(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
                try:
                    verified = self._verify(request)
                except Refused as refused:
                    return HttpResponse(status=refused.status)
                return answered(await view(request, verified, *args, **kwargs))

        else:

            @wraps(view)
            def verified_view(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
                try:
                    verified = self._verify(request)
                except Refused as refused:
                    return HttpResponse(status=refused.status)
                return answered(view(request, verified, *args, **kwargs))

        verified_view.csrf_exempt = True  # type: ignore[attr-defined]
        return verified_view

    def acknowledgement(self) -> HttpResponse:
        """What tells the gateway that its webhook arrived."""
        said = self._judge.acknowledgement
        return HttpResponse(said.body, status=said.status, content_type=said.content_type)

    def _verify(self, request: HttpRequest) -> Verified:
        length = self._judge.announced(str(request.META.get("CONTENT_LENGTH") or ""))
        if not hasattr(request, "_body") and not getattr(request, "_read_started", False):
            self._read(request, length or 0)
        try:
            body = request.body
        except RawPostDataException:
            raise self._judge.already_read() from None
        self._judge.check_whole(body, length=length, chunked="Transfer-Encoding" in request.headers)
        return self._judge.verify(request.headers, body, method=request.method or "", url=_target(request))

    def _read(self, request: HttpRequest, length: int) -> None:
        """What `HttpRequest.body` does, which would load a body without a length before anybody can say that it is too long."""
        own_limit = conf.settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        limit = self._judge.limit if own_limit is None else min(own_limit, self._judge.limit)
        if length > limit:
            raise self._judge.too_long(limit)
        body = b""
        while len(body) <= limit and (more := request.read(limit + 1 - len(body))):
            body += more
        if len(body) > limit:
            raise self._judge.too_long(limit)
        request._body = body
        # For whoever reads the request as a file.
        request._stream = BytesIO(body)


def _target(request: HttpRequest) -> str:
    if isinstance(request, ASGIRequest):
        return asgi_target(request.scope)
    # Django has decoded the path in its copy of the environ.
    return wsgi_target(request.META, encoding="utf-8")
