"""Why a signature does not match: what ``Verifier.explain`` gives, and the table of causes.

>>> from paysig import solidgate
>>> pair = {"public_key": "wh_pk_c52ea06e", "secret_key": "wh_sk_1f4a9eb0"}
>>> headers = solidgate.webhook_signer(**pair).sign(body=b'{"order":{"amount":100}}')
>>> explanation = solidgate.verifier(**pair).explain(headers, b'{"order": {"amount": 100}}')
>>> explanation
Explanation('explained' for 'solidgate/webhook': json_reencoded)
>>> print(explanation)  # doctest: +ELLIPSIS
refused: signature_mismatch: ...
<BLANKLINE>
json_reencoded: The signature is that of the same JSON, written by another encoder.
  proven: the signature matches with ...
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, cast

from ._paysig import causes_json
from .errors import BY_CODE, RejectedError

__all__ = ["Cause", "Explanation", "Finding", "Observation", "causes"]


@dataclass(frozen=True, slots=True)
class Cause:
    """One of the mistakes that explaining knows. The ids are the same in every language."""

    id: str
    """The stable id, such as ``json_reencoded``."""
    summary: str
    """What happened, in one sentence."""
    fix: str
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A cause that was found."""

    cause: str
    """The stable id; ``paysig.causes()`` lists them all."""
    certainty: Literal["proven", "evident", "likely"]
    """``proven``: the signature was recomputed with it, and matches; ``evident``: it is visible in the message; ``likely``: it fits
    what is visible, and something else might too."""
    summary: str
    """What happened, in one sentence."""
    detail: str
    """With what exactly the signature was recomputed, or what is visible: for people, and free to change."""
    encoders: tuple[str, ...]
    """Where JSON was written again, the encoders that write the bytes that were signed, the likeliest first, such as
    ``python-compact``; else empty."""
    fix: str
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Something certain about a message that is no cause, and narrows the search."""

    id: str
    """``rsa_other_content``: one of the keys signed, and something else; ``rsa_not_these_keys``: none of them signed."""
    text: str
    """The sentence."""


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """Why a message is refused, as far as it can be proven.

    It holds no secret, MAC, expected signature or body. ``str()`` is its text for people, in several lines.
    """

    outcome: Literal["verifies", "explained", "unexplained"]
    """``verifies``: the message is accepted; ``explained``: one cause was found, or several that hold together; ``unexplained``:
    nothing that was tried matches."""
    scheme: str
    """The id of the scheme by whose rule the message was judged."""
    label: str | None
    """The label of the credentials with which the signature matches; None where none does."""
    # Exceptions are equal only to themselves; what this one says is in the JSON too.
    rejection: RejectedError | None = field(compare=False)
    """What ``verify`` raises for the message, with its ``code``; None when it is accepted."""
    findings: tuple[Finding, ...]
    """The causes: none, one, or several that hold together."""
    observations: tuple[Observation, ...]
    """What is certain and no cause."""
    ruled_out: tuple[str, ...]
    """The ids of the causes that were tried alone, in every way that is known, where nothing matches."""
    attempts: int
    """How many strings to sign were tried."""
    bytes: int
    """How many bytes were hashed or written for them."""
    exhausted: bool
    """Whether the budget ended the search."""
    text: str
    """All of it for people, in several lines."""
    json: str
    """All of it as JSON: docs/json.md says what its members are."""
    capsule: str
    """One redacted JSON to attach to a ticket with the gateway: header names and sizes, values and body as length and SHA-256 only,
    the shape of what is signed, key fingerprints, clock, version, and the explanation. A digest confirms a guess: of a short
    value, such as an amount, it is as good as the value."""

    @property
    def verifies(self) -> bool:
        """Whether there is nothing to explain: the message is accepted."""
        return self.outcome == "verifies"

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        causes = ", ".join(finding.cause for finding in self.findings)
        return f"Explanation({self.outcome!r} for {self.scheme!r}{causes and ': '}{causes})"

    @classmethod
    def _from_json(cls, text: str, capsule: str) -> Explanation:
        given = json.loads(text)
        return cls(
            outcome=given["outcome"],
            scheme=given["scheme"],
            label=given["label"],
            rejection=_rejection(given["rejection"]),
            findings=tuple(map(_finding, given["findings"])),
            observations=tuple(Observation(found["id"], found["text"]) for found in given["observations"]),
            ruled_out=tuple(given["ruled_out"]),
            attempts=given["attempts"],
            bytes=given["bytes"],
            exhausted=given["exhausted"],
            text=given["text"],
            json=text,
            capsule=capsule,
        )


def causes() -> tuple[Cause, ...]:
    """Every cause that explaining knows, in the table's order: headers, text form, body, string to sign, time, keys, algorithm.

    >>> [cause.fix for cause in causes() if cause.id == "rsa_pss"]
    ['Sign with PKCS#1 v1.5 padding.']
    """
    return _known()


def _finding(found: Mapping[str, Any]) -> Finding:
    return Finding(
        cause=found["cause"],
        certainty=found["certainty"],
        summary=found["summary"],
        detail=found["detail"],
        encoders=tuple(found["encoders"]),
        fix=found["fix"],
    )


def _rejection(found: Mapping[str, Any] | None) -> RejectedError | None:
    if found is None:
        return None
    # Explaining raises what is no rejection.
    return cast("type[RejectedError]", BY_CODE[found["code"]])(found["message"])


def _read() -> tuple[Cause, ...]:
    return tuple(
        Cause(cause["id"], cause["summary"], cause["fix"]) for cause in json.loads(causes_json())["causes"]
    )


# Read when first asked for, as few programs do.
_known = cache(_read)
