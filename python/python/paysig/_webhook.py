"""What the helpers for web frameworks share: judging a webhook, and answering it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import quote

from ._paysig import Verified, Verifier
from .describe import Acknowledgement, gateways
from .errors import InvalidArgument, RejectedError

LIMIT = 1024 * 1024
"""How many bytes a webhook's body may have, unless the caller says otherwise."""

UNAUTHORIZED, TOO_LARGE, OUR_FAULT = 401, 413, 500

logger = logging.getLogger("paysig")


class Refused(Exception):
    """A webhook that is answered with this status and nothing else. Why stands in the log, not in the answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class WebhookJudge:
    """Holds what a framework's helper is made from."""

    def __init__(self, verifier: Verifier | Callable[[], Verifier], *, limit: int = LIMIT) -> None:
        if not isinstance(verifier, Verifier) and not callable(verifier):
            raise TypeError(
                f"verifier must be a Verifier, or a function that makes it, not {type(verifier).__name__}"
            )
        if not isinstance(limit, int) or isinstance(limit, bool):
            raise TypeError(f"limit must be a number of bytes as int, not {type(limit).__name__}")
        if limit < 1:
            raise InvalidArgument("limit must be a number of bytes, 1 or more: 0 would refuse every body")
        self._given = verifier
        self.limit = limit

    @cached_property
    def verifier(self) -> Verifier:
        """Made with the first webhook where the caller gave a function that makes it."""
        made = self._given if isinstance(self._given, Verifier) else self._given()
        if not isinstance(made, Verifier):
            raise TypeError(f"what makes the verifier must return a Verifier, not {type(made).__name__}")
        return made

    def verify(self, headers: Any, body: bytes, *, method: str, url: str) -> Verified:
        """The verified message, with its replay key: gateways repeat webhooks.

        Raises:
            Refused: The message is not to be trusted, or we cannot tell.
        """
        self.check_length(len(body))
        try:
            return self.verifier.verify(headers, body, method=method, url=url, replay_key=True)
        except RejectedError as error:
            logger.warning("webhook rejected: %s", error)
            raise Refused(UNAUTHORIZED) from None
        except Exception:
            logger.exception("webhook not verified, and answered with 500")
            raise Refused(OUR_FAULT) from None

    def check_length(self, length: int) -> None:
        """Refuses a body that is, or says that it is, longer than the limit."""
        if length > self.limit:
            raise self.too_long()

    def announced(self, said: str) -> int | None:
        """The length that the header Content-Length says, if it says one; refuses one that is longer than the limit."""
        if not said.isdecimal():
            return None
        # Of digits by the thousand Python makes no number.
        if len(said) > 20:
            raise self.too_long()
        self.check_length(int(said))
        return int(said)

    def too_long(self, limit: int | None = None) -> Refused:
        """What to say of a body that is longer than the limit, ours or the application's."""
        logger.warning(
            "webhook rejected: its body is longer than %d bytes", self.limit if limit is None else limit
        )
        return Refused(TOO_LARGE)

    def already_read(self) -> Refused:
        """What is left to say when somebody else has consumed the body."""
        logger.error(
            "webhook not verified, and answered with 500: its body was read, and not kept, before paysig saw it"
        )
        return Refused(OUR_FAULT)

    def check_whole(self, body: bytes, *, length: int | None, chunked: bool) -> None:
        """Refuses a body of which the server gave us less than the sender sent, as many a WSGI server does with chunks.

        Not every scheme's signature covers the body, and would tell.
        """
        if (chunked and not body) or (length is not None and length != len(body)):
            logger.error(
                "webhook not verified, and answered with 500: its body did not reach paysig whole; "
                "does the server pass on bodies without a length?"
            )
            raise Refused(OUR_FAULT)

    @property
    def acknowledgement(self) -> Acknowledgement:
        """What tells the gateway that its webhook arrived."""
        scheme = self.verifier.scheme.id
        for gateway in gateways():
            if gateway.acknowledgement and any(known.id == scheme for known in gateway.schemes):
                return gateway.acknowledgement
        return Acknowledgement(200, None, b"")


def check_view(view: Any) -> None:
    """Finds when a view is decorated what would else be found when the first webhook was verified."""
    if not callable(view):
        raise TypeError(f"a view must be callable, not {type(view).__name__}")


def wsgi_target(environ: Mapping[str, Any], *, encoding: str = "latin-1") -> str:
    """Path and query as on the wire where the server keeps them, or else as they can be put together again.

    Args:
        environ: As in PEP 3333.
        encoding: What makes bytes again of the path.
    """
    for name in ("RAW_URI", "REQUEST_URI"):
        if environ.get(name):
            return str(environ[name])
    path = quote(
        f"{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}".encode(encoding),
        safe="/:@!$&'()*+,;=~",
    )
    query = environ.get("QUERY_STRING", "")
    return f"{path or '/'}?{query}" if query else path or "/"


def asgi_target(scope: Mapping[str, Any]) -> str:
    """Path and query as on the wire, but for servers that do not keep the path so."""
    path = scope.get("raw_path") or scope["path"].encode()
    query = scope["query_string"]
    target: bytes = path + (b"?" + query if query else b"")
    return target.decode("latin-1")
