"""Reads the cases that every language runs: their format is told in tests/vectors/README.md."""

from __future__ import annotations

import base64
from typing import Any

from conftest import KEYS
from paysig import UNSIGNED


def credentials(given: list[dict[str, Any]]) -> Any:
    """One mapping where the only label is that which such a mapping gets; else by label."""
    labels = [each["label"] for each in given]
    sets = [
        text_where_text({name: some_bytes(value) for name, value in each["values"].items()}) for each in given
    ]
    return sets[0] if labels == ["default"] else Repeatable(zip(labels, sets, strict=True))


def headers(case: dict[str, Any]) -> list[tuple[str, bytes]]:
    return [(name, some_bytes(value)) for name, value in case["headers"]]


def message(case: dict[str, Any], *, body_needed: bool = False) -> dict[str, Any]:
    given = dict(case["message"])
    arguments: dict[str, Any] = {}
    if given.pop("body_mode", None) == "unsigned":
        given.pop("body", None)
        arguments["body"] = UNSIGNED
    elif "body" in given:
        arguments["body"] = some_bytes(given.pop("body"))
    elif body_needed:
        arguments["body"] = None
    if "now_ms" in case:
        arguments["now"] = case["now_ms"] / 1000
    return arguments | given


def some_bytes(value: Any) -> bytes:
    match value:
        case str(text):
            return text.encode()
        case {"base64": text}:
            return base64.b64decode(text)
        case {"repeat": {"unit": unit, "times": times}}:
            return some_bytes(unit) * times
        case {"file": name}:
            return (KEYS / name).read_bytes()
    raise AssertionError(f"no such form of bytes: {value}")


def text_where_text(values: dict[str, bytes]) -> dict[str, str | bytes]:
    """`str` where it is text, as a program would pass it: so both ways are taken."""
    given: dict[str, str | bytes] = {}
    for name, value in values.items():
        try:
            given[name] = value.decode()
        except UnicodeDecodeError:
            given[name] = value
    return given


class Repeatable(dict[str, Any]):
    """A mapping that can hold a label twice, which a dict cannot."""

    def __init__(self, pairs: Any) -> None:
        self.pairs = list(pairs)
        super().__init__(self.pairs)

    def items(self) -> Any:
        return self.pairs
