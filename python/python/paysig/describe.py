"""Gateways and their schemes as data: what is signed, with which credentials, in which headers, and what else a client must know.

>>> gateway("smart-glocal").url("session/create", environment="test", version="1.0")
'https://demo.smart-glocal.com/api/v1/session/create'
>>> [header.name for header in scheme("solidgate/request").headers]
['Merchant', 'Signature']
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from . import _paysig
from .errors import UnknownGateway, UnknownScheme

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = [
    "Acknowledgement",
    "Expects",
    "Field",
    "Freshness",
    "Gateway",
    "GatewayError",
    "GatewayMessage",
    "Header",
    "Host",
    "Option",
    "Retry",
    "Scheme",
    "gateway",
    "gateways",
    "scheme",
    "schemes",
]


@dataclass(frozen=True, slots=True)
class Host:
    """One base address of a gateway."""

    environment: Literal["test", "live", "any"]
    """What traffic it takes; with ``any`` the credentials decide."""
    product: str
    """``api``, or what the gateway has beside it, such as ``cards``."""
    url: str
    """Scheme and authority, without a path."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The answer that tells the gateway that a webhook arrived; anything else makes it send again."""

    status: int
    content_type: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Field:
    """A credential that a scheme needs."""

    name: str
    role: Literal["public", "secret", "signing_key", "verifying_key", "passphrase"]
    """Signing keys are needed only to sign, verifying keys only to verify; a passphrase only for an encrypted key."""
    about: str
    """What it is and where to find it, in one phrase."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header of a scheme."""

    name: str
    also: tuple[str, ...]
    """Other names under which it is read."""
    carries: str
    """``proof``, ``timestamp``, or the name of a credential or per-message option."""
    need: Literal["always", "if_given", "else_from_request"]
    """When it is there: always, when its option is given, or else the answered request's timestamp is signed."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """The form and lifetime of a timestamp."""

    unit: Literal["seconds", "milliseconds"]
    tolerance: timedelta
    """By how much it may differ from the clock, to either side, unless the caller says otherwise."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that a caller may set."""

    name: str
    when: Literal["building", "message"]
    values: str
    """What it may be: ``seconds``, ``flag``, ``one_of``, ``header_name``, ``timestamp``, ``idempotency_key``, ``printable``,
    ``token``."""
    choices: tuple[str, ...]
    """The words, where it is one of some."""
    about: str
    """What it does, in one sentence."""


@dataclass(frozen=True, slots=True)
class Expects:
    """What a gateway expects of a message beside the signature."""

    method: str | None
    """The only method, where there is only one."""
    content_type: str | None
    accept: str | None
    https: Literal["required", "expected"]
    """``required`` where signing refuses anything else."""
    tls: str
    """The lowest version."""


@dataclass(frozen=True, slots=True, repr=False)
class Scheme:
    """The rule for one kind of message of a gateway."""

    id: str
    kind: Literal["request", "response", "webhook"]
    rule: str
    """What is signed, how, and where it is written, in one sentence."""
    fields: tuple[Field, ...]
    """The credentials."""
    sender: str | None
    """The credential that is the sender's id."""
    headers: tuple[Header, ...]
    """In the order in which they are written."""
    freshness: Freshness | None
    options: tuple[Option, ...]
    expects: Expects
    notes: tuple[str, ...]
    """What a user must know: limits of its protection, traps."""

    def option(self, name: str) -> Option | None:
        """The option of this name."""
        return next((option for option in self.options if option.name == name), None)

    def __repr__(self) -> str:
        return f"Scheme({self.id!r})"

    @classmethod
    def _from_json(cls, text: str) -> Scheme:
        return _scheme(json.loads(text))


@dataclass(frozen=True, slots=True, repr=False)
class Gateway:
    """A payment company's API."""

    id: str
    name: str
    """As the company writes it."""
    hosts: tuple[Host, ...]
    """Empty when the company publishes none."""
    acknowledgement: Acknowledgement | None
    """How a webhook is acknowledged."""
    schemes: tuple[Scheme, ...]

    def url(
        self,
        path: str,
        *,
        environment: Literal["test", "live"] = "live",
        product: str | None = None,
        version: str | None = None,
    ) -> str:
        """The URL of an API call.

        Args:
            path: Below the API's base, percent-encoded, with or without a leading slash.
            environment: Test or live traffic.
            product: Such as ``cards``; the gateway's first one without it.
            version: Such as ``1.0``, where the gateway's URLs have one; ``1`` without it.

        Raises:
            UnknownHost: The gateway publishes no such host, or has no such version.
            InvalidUrl: The path could not go over the wire as it stands.
        """
        return _paysig.gateway_url(self.id, path, environment, product, version)

    def error(self, status: int | None, body: Buffer) -> GatewayError | None:
        """What error an answer of this gateway is; None when it is none.

        An answer is an error when its body says so, whatever the status; when the status is not 2xx, whatever the body; and when the
        body is not the JSON that the gateway always answers with.

        Args:
            status: The HTTP status; None where there is none, such as for a body out of a log.
            body: The answer's raw bytes.

        >>> answer = b'{"error":{"code":"2.01","messages":{"amount":["This value should be positive."]}}}'
        >>> error = gateway("solidgate").error(200, answer)
        >>> error.code, error.kind, error.retry.when, error.messages[0].attribute
        ('2.01', 'validation', 'corrected', 'amount')
        """
        found = json.loads(_paysig.gateway_error_json(self.id, status, body))
        return found and _gateway_error(found)

    def __repr__(self) -> str:
        return f"Gateway({self.id!r})"


@dataclass(frozen=True, slots=True)
class Retry:
    """Whether and when to send the same request again."""

    when: Literal["never", "corrected", "later"]
    """``never``: not by itself, as the money could move twice; ``corrected``: once what is wrong was put right; ``later``: the same
    request, with the same idempotency key where there is one."""
    after: timedelta | None
    """How long to wait before the first attempt; longer before each further one."""


@dataclass(frozen=True, slots=True)
class GatewayMessage:
    """One of the messages of a gateway's error answer."""

    attribute: str | None
    """The part of the request that it is about, nested ones with points: ``order.amount``."""
    text: str


@dataclass(frozen=True, slots=True)
class GatewayError:
    """A gateway's error answer: no exception, but what to make of one.

    Code and messages are the gateway's words. They can repeat parts of the request, so log them as carefully as a request.
    """

    code: str | None
    kind: Literal["authentication", "validation", "declined", "fraud", "idempotency", "processing", "unknown"]
    """Whose turn it is."""
    messages: tuple[GatewayMessage, ...]
    retry: Retry
    advice: str
    """What to do, in one or two sentences."""


def gateways() -> tuple[Gateway, ...]:
    """Every gateway, by id."""
    return _known()


def gateway(id: str) -> Gateway:  # noqa: A002 - the word of every language
    """The gateway of this id.

    Raises:
        UnknownGateway: There is none.
    """
    for known in gateways():
        if known.id == id:
            return known
    raise UnknownGateway(f"the gateways are: {', '.join(known.id for known in gateways())}")


def schemes() -> tuple[Scheme, ...]:
    """Every scheme, gateway by gateway."""
    return tuple(scheme for gateway in gateways() for scheme in gateway.schemes)


def scheme(id: str) -> Scheme:  # noqa: A002 - the word of every language
    """The scheme of this id.

    Raises:
        UnknownScheme: There is none.
    """
    for known in schemes():
        if known.id == id:
            return known
    raise UnknownScheme(f"the schemes are: {', '.join(known.id for known in schemes())}")


def _gateway(data: Mapping[str, Any]) -> Gateway:
    given = data["acknowledgement"]
    return Gateway(
        id=data["id"],
        name=data["name"],
        hosts=tuple(Host(**host) for host in data["hosts"]),
        acknowledgement=given
        and Acknowledgement(given["status"], given["content_type"], given["body"].encode()),
        schemes=tuple(map(_scheme, data["schemes"])),
    )


def _gateway_error(data: Mapping[str, Any]) -> GatewayError:
    seconds = data["retry"].get("after_seconds")
    return GatewayError(
        code=data["code"],
        kind=data["kind"],
        messages=tuple(GatewayMessage(**message) for message in data["messages"]),
        retry=Retry(data["retry"]["when"], None if seconds is None else timedelta(seconds=seconds)),
        advice=data["advice"],
    )


def _scheme(data: Mapping[str, Any]) -> Scheme:
    freshness = data["freshness"]
    return Scheme(
        id=data["id"],
        kind=data["kind"],
        rule=data["rule"],
        fields=tuple(Field(field["name"], field["role"], field["about"]) for field in data["fields"]),
        sender=data["sender"],
        headers=tuple(map(_header, data["headers"])),
        freshness=freshness
        and Freshness(freshness["unit"], timedelta(seconds=freshness["tolerance_seconds"])),
        options=tuple(map(_option, data["options"])),
        expects=Expects(**data["expects"]),
        notes=tuple(data["notes"]),
    )


def _header(data: Mapping[str, Any]) -> Header:
    match data["value"]:
        case {"field": name} | {"option": {"name": name}}:
            carries = name
        case word:
            carries = word
    return Header(data["name"], tuple(data["also"]), carries, data["need"])


def _option(data: Mapping[str, Any]) -> Option:
    match data["values"]:
        case {"one_of": words}:
            values, choices = "one_of", tuple(words)
        case {**inner}:
            values, choices = str(next(iter(inner))), ()
        case word:
            values, choices = word, ()
    return Option(data["name"], data["when"], values, choices, data["about"])


def _read() -> tuple[Gateway, ...]:
    return tuple(map(_gateway, json.loads(_paysig.gateways_json())["gateways"]))


# Read when first asked for: whoever only signs need not wait for it.
_known = cache(_read)
