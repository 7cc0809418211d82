"""The payment form of the one gateway that has such: the attributes of an order, encrypted for the gateway and signed.

>>> form = Form(public_key="api_pk_7b197ff4", secret_key="api_sk_b2a8ea1e_5f0c_4f2e_9a37_d5e0")
>>> fields = form.data({"order_id": "1", "amount": 100, "currency": "USD"})
>>> list(fields)
['paymentIntent', 'merchant', 'signature']
>>> form.decrypt(fields["paymentIntent"])
b'{"order_id":"1","amount":100,"currency":"USD"}'
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from ._paysig import FormMaker
from .errors import InvalidArgument, InvalidText

__all__ = ["Form"]


class Form:
    """Makes the fields of payment forms with one pair of API keys.

    Immutable, and shared by threads. The secret stays on the server: only the fields go into a page. Attributes are JSON as bytes or
    str, which are taken as they are, or a mapping of text to what JSON can hold. An ``iv`` of 16 bytes is for tests only.

    Args:
        **credentials: Those of the gateway's requests; the secret has 32 bytes or more.

    Raises:
        ConfigurationError: A credential is missing, unknown, empty or malformed, or the secret is too short.
    """

    __slots__ = ("_maker",)

    def __init__(self, **credentials: str | bytes) -> None:
        self._maker = FormMaker(credentials)

    def data(self, attributes: bytes | str | Mapping[str, Any], *, iv: bytes | None = None) -> dict[str, str]:
        """For a new form: ``paymentIntent``, ``merchant`` and ``signature``."""
        return self._maker.make("data", _json(attributes), iv)

    def update(
        self, attributes: bytes | str | Mapping[str, Any], *, iv: bytes | None = None
    ) -> dict[str, str]:
        """For a form that is already shown: ``partialIntent`` and ``signature``."""
        return self._maker.make("update", _json(attributes), iv)

    def resign(
        self, attributes: bytes | str | Mapping[str, Any], *, iv: bytes | None = None
    ) -> dict[str, str]:
        """For a payment with a card that the gateway knows: ``resignIntent``, ``merchant`` and ``signature``."""
        return self._maker.make("resign", _json(attributes), iv)

    def decrypt(self, intent: str) -> bytes:
        """What an intent was made of: for tests, and to play the gateway in them. Nothing is verified.

        Raises:
            InvalidArgument: It is no intent made with this secret.
        """
        return self._maker.decrypt(intent)


def _json(attributes: bytes | str | Mapping[str, Any]) -> bytes:
    if isinstance(attributes, bytes):
        return attributes
    if isinstance(attributes, Mapping):
        attributes = _written(attributes)
    if not isinstance(attributes, str):
        raise TypeError(
            f"attributes must be JSON as bytes or str, or a mapping, not {type(attributes).__name__}"
        )
    try:
        return attributes.encode()
    except UnicodeEncodeError:
        # What Python raises holds the text.
        raise InvalidText("attributes are not text that UTF-8 can hold") from None


def _written(attributes: Mapping[str, Any]) -> str:
    try:
        plain = dict(attributes)
        _check(plain)
        return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except TypeError as error:
        raise TypeError(f"what is in attributes must be what JSON can hold: {error}") from None
    except RecursionError:
        raise InvalidArgument("attributes hold themselves, or are nested too deep for Python") from None


def _check(value: object) -> None:
    """Refuses what Python's encoder would write as something else than what was given, or as no JSON."""
    if isinstance(value, dict):
        for name, member in value.items():
            if not isinstance(name, str):
                raise TypeError(f"a name must be str, not {type(name).__name__}")
            _check(member)
        # Of a class derived from str, unequal ones may be the same text.
        if len(set(map(str.__str__, value))) < len(value):
            raise InvalidArgument("attributes hold the same name twice")
    elif isinstance(value, list | tuple):
        for member in value:
            _check(member)
    elif isinstance(value, float) and not math.isfinite(value):
        raise InvalidArgument("attributes hold NaN or an infinity, which JSON cannot")
    elif isinstance(value, int):
        try:
            int.__repr__(value)
        except ValueError:
            raise InvalidArgument(
                "attributes hold an int of more digits than Python writes: pass them as JSON"
            ) from None
