"""What the helpers for HTTP clients share: a request that is signed as often as it goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ._paysig import UNSIGNED, Signer, Unsigned, Verifier
from .errors import RejectedError, SignatureMismatch

LEFT_OUT: Any = object()
"""The default of what must not be None."""


class SigningPolicy:
    """How a client's requests are signed and their answers verified; the same for all of its requests."""

    def __init__(
        self,
        signer: Signer,
        *,
        verify_responses: bool,
        response_verifier: Verifier | None,
        unsigned_body: bool,
        options: Mapping[str, str | Callable[[], Any] | None],
    ) -> None:
        _check("signer", signer, Signer)
        if response_verifier is not None:
            _check("response_verifier", response_verifier, Verifier)
        # What is only as good as False, such as None, would switch verifying off unseen.
        _check("verify_responses", verify_responses, bool)
        _check("unsigned_body", unsigned_body, bool)
        self.signer = signer
        self.scheme = signer.scheme
        self.unsigned_body = unsigned_body
        # What is None is as if not given, unless it is what the signer refuses.
        given = {name: value for name, value in options.items() if value is not LEFT_OUT}
        self.options = {name: value for name, value in given.items() if value is not None}
        if given.get("idempotency_key", LEFT_OUT) is None and self.scheme.option("idempotency_key"):
            raise TypeError(
                "idempotency_key must be str, not None: leave it out where no request must be sent again"
            )
        self.verifier = (response_verifier or signer.response_verifier()) if verify_responses else None

    def expected_headers(self, *, has_body: bool) -> Iterator[tuple[str, str]]:
        """What the gateway wants to see beside the signature."""
        expects = self.scheme.expects
        if expects.content_type and has_body and not self.unsigned_body:
            yield "Content-Type", expects.content_type
        if expects.accept:
            yield "Accept", expects.accept

    def options_for(self, present: Iterable[str]) -> dict[str, Any]:
        """The options of one request: what callables return, and nothing whose header the caller has set on it."""
        names = {name.lower() for name in present}
        taken = {header.carries for header in self.scheme.headers if header.name.lower() in names}
        mine = {name: value for name, value in self.options.items() if name not in taken}
        return {name: value() if callable(value) else value for name, value in mine.items()}


def _check(name: str, given: object, wanted: type) -> None:
    if not isinstance(given, wanted):
        raise TypeError(f"{name} must be a {wanted.__name__}, not {type(given).__name__}")


# Without a repr: body and options are not for a log.
@dataclass(repr=False)
class Outgoing:
    """One request of a client, which may go out more than once."""

    policy: SigningPolicy
    method: str
    url: str
    body: bytes | Unsigned
    options: dict[str, Any]

    def __post_init__(self) -> None:
        if self.policy.unsigned_body:
            self.body = UNSIGNED
        self.headers = self.policy.signer.sign(self.method, self.url, self.body, **self.options)
        # A repeated request is the same payment: it keeps the key that was made for it.
        for header in self.policy.scheme.headers:
            if header.carries == "idempotency_key" and header.name in self.headers:
                self.options["idempotency_key"] = self.headers[header.name]

    def sign_again(self) -> dict[str, str]:
        """The headers for another attempt: with a timestamp of now, where the scheme has one."""
        if self.policy.scheme.freshness is not None:
            self.headers = self.policy.signer.sign(self.method, self.url, self.body, **self.options)
        return self.headers

    def verify_response(
        self, headers: Any, body: bytes, *, status: int, method: str, url: str, redirected: bool
    ) -> None:
        """Checks a signed answer, also one that redirects; refuses what answers another request than this one."""
        if self.policy.verifier is None:
            return
        if redirected:
            raise SignatureMismatch(
                f"the request was redirected: what answered is not bound to what was signed (an answer with HTTP status {status})"
            )
        # Where an answer has no timestamp of its own, that of the request is signed.
        stamps = [header.name for header in self.policy.scheme.headers if header.carries == "timestamp"]
        sent = next((self.headers[name] for name in stamps), None)
        if not self.policy.verifier.scheme.option("request_timestamp"):
            sent = None
        try:
            self.policy.verifier.verify(headers, body, method=method, url=url, request_timestamp=sent)
        except RejectedError as error:
            # An answer of a proxy on the way is best known by its status.
            raise type(error)(f"{error.message} (an answer with HTTP status {status})") from None
