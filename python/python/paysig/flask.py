"""Verifies webhooks in `Flask <https://flask.palletsprojects.com>`_.

>>> import flask
>>> from paysig import Verified, solidgate
>>> from paysig.flask import Webhook
>>> app = flask.Flask("shop")
>>> webhook = Webhook(solidgate.verifier(public_key="wh_pk_c52ea06e", secret_key="wh_sk_1f4a9eb0"))
>>> @app.post("/webhooks/solidgate")
... @webhook
... def paid(verified: Verified) -> None:
...     print(verified.body)
>>> app.test_client().post("/webhooks/solidgate", data=b"{}").status
'401 UNAUTHORIZED'
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from ._paysig import Verified, Verifier
from ._webhook import LIMIT, Refused, WebhookJudge, check_view, wsgi_target

__all__ = ["Webhook"]

_P = ParamSpec("_P")
_Answer: TypeAlias = ResponseReturnValue | None


class Webhook:
    """Decorates a view, sync or async, that takes the `Verified` message first; it stands below the route.

    The raw body is read before anybody parses it. A message that is not to be trusted is answered with 401, one that is too long
    with 413, and any fault of ours with 500; why stands in the log ``paysig``. A view that returns None acknowledges the message as
    the gateway wants it.

    Args:
        verifier: Made once, or what makes it: then with the first webhook.
        limit: How many bytes a body may have.
    """

    def __init__(self, verifier: Verifier | Callable[[], Verifier], *, limit: int = LIMIT) -> None:
        self._judge = WebhookJudge(verifier, limit=limit)

    def __call__(
        self, view: Callable[Concatenate[Verified, _P], _Answer | Awaitable[_Answer]]
    ) -> Callable[_P, ResponseReturnValue]:
        check_view(view)

        @wraps(view)
        def verified_view(*args: _P.args, **kwargs: _P.kwargs) -> ResponseReturnValue:
            try:
                verified = self._verify()
            except Refused as refused:
                return Response(status=refused.status)
            answer: Any = current_app.ensure_sync(view)(verified, *args, **kwargs)
            return self.acknowledgement() if answer is None else answer

        return verified_view

    def acknowledgement(self) -> Response:
        """What tells the gateway that its webhook arrived."""
        said = self._judge.acknowledgement
        return Response(said.body, said.status, content_type=said.content_type)

    def _verify(self) -> Verified:
        own_limit = request.max_content_length
        limit = self._judge.limit if own_limit is None else min(own_limit, self._judge.limit)
        # One more than is allowed: of a body without a length Werkzeug reads so many bytes and says nothing of the rest.
        request.max_content_length = limit + 1
        try:
            body = request.get_data()
        except RequestEntityTooLarge:
            raise self._judge.too_long(limit) from None
        if len(body) > limit:
            raise self._judge.too_long(limit)
        if not body and request.content_length:
            raise self._judge.already_read()
        chunked = "Transfer-Encoding" in request.headers
        self._judge.check_whole(body, length=request.content_length, chunked=chunked)
        return self._judge.verify(
            request.headers, body, method=request.method, url=wsgi_target(request.environ)
        )
