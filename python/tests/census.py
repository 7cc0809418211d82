"""The census of bad input: each argument of each public function, with each kind of bad input that its type has.

What comes of it is that the value is taken, an error with a code, or Python's `TypeError`; and nothing else.
"""

from __future__ import annotations

import importlib
import inspect
import math
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import paysig
from conftest import KEYS
from paysig import PaysigError

SECRET = "ZqY3vN8tKw5RbH2mXj7LcP9dSfG4aUeT"
PRIVATE_KEY = (KEYS / "rsa2048.pkcs8.pem").read_text()
PUBLIC_KEY = (KEYS / "rsa2048.spki.pem").read_text()

# A kind of bad input, and the values of that kind: all of them have to come to the same.
Kinds = list[tuple[str, list[Any]]]

BAD_BYTES = [
    ("empty", b""),
    ("white space around", b" value\n"),
    ("NUL and control characters", b"a\0b\r\n\x1b[31m"),
    ("not UTF-8", b"\xff\xfe half \xe2\x82"),
    ("nonsense", b"no such thing?"),
    ("right-to-left and emoji", "\u202e\U0001f4b3é".encode()),
    ("1 MiB", b"A" * (1 << 20)),
]
_NO_TEXT = [7, 1.5, True, ["value"], {"a": 1}, object()]
_NAIVE = datetime(2026, 1, 2)


def _kinds(others: list[Any], *more: tuple[str, list[Any]]) -> Kinds:
    return [("nothing", [None]), ("another type", others), *more]


def _text(others: list[Any]) -> Kinds:
    return _kinds(others, *((kind, [bad.decode(errors="surrogateescape")]) for kind, bad in BAD_BYTES))


def _bytes(others: list[Any], *types: type) -> Kinds:
    return _kinds(others, *((kind, [of_type(bad) for of_type in types]) for kind, bad in BAD_BYTES))


def _number(others: list[Any]) -> Kinds:
    return _kinds(
        [b"1", ["1"], object(), *others],
        ("0", [0]),
        ("-1", [-1]),
        ("the greatest", [2**64 - 1]),
        ("beyond 64 bits", [2**64, 10**400]),
        ("`True`", [True]),
        ("a fraction", [1.5]),
        ("NaN", [math.nan]),
    )


TEXT = _text([*_NO_TEXT, b"value", bytearray(b"value")])
# A name in a mapping, which has to be hashable.
NAME = _text([7, 1.5, True, b"value"])
# Text that may also be bytes: each has its row.
TEXT_OR_BYTES = _text(_NO_TEXT)
# Text that may also be bytes or a mapping.
JSON_TEXT = _text([7, 1.5, True, ["value"], object()])
# What of a mapping JSON cannot hold.
JSON_NAME = _text([b"value", (1, 2)])
JSON_VALUE = _text([b"value", bytearray(b"value"), {1}, object()])
# Text, or a point in time.
TIMESTAMP = _text([["value"], b"1", True, object()])
# Text, in a mapping that may also hold flags.
OPTION = _text([7, 1.5, ["value"], b"value", object()])
JSON_BYTES = _bytes([7, 1.5, True, ["value"], object(), bytearray(b"{}")], bytes)
BODY = _bytes([*_NO_TEXT, "text"], bytes, bytearray, memoryview)
# Of a request that is about to go out, which may also be text.
REQUEST_BODY = _bytes([7, 1.5, True, object()], bytes, bytearray, memoryview)
REQUEST_TEXT = _text([7, 1.5, True, object()])
# Each takes a tenth of a second.
PASSPHRASE = _bytes(_NO_TEXT, bytes)
BUFFER = _bytes(_NO_TEXT, bytes, bytearray, memoryview)
BYTES = _bytes([*_NO_TEXT, "text", bytearray(b"value")], bytes)
LINE = _bytes([7, 1.5, True, {"a": 1}, object(), bytearray(b"value")], bytes)
LINE_TEXT = _text([7, 1.5, True, {"a": 1}, object(), bytearray(b"value")])
# What comes over the wire is bytes.
WIRE: Kinds = [(kind, [bad]) for kind, bad in BAD_BYTES]
INTEGER = _number(["1"])
SECONDS = _number([_NAIVE])
TIME = [*_number(["1", timedelta(1)]), ("no time zone", [_NAIVE, datetime.min, datetime.max])]
TIME_OR_TEXT = [
    (kind, [b"1", ["1"], object(), timedelta(1)] if kind == "another type" else bad) for kind, bad in TIME
]
FLAG = _kinds([7, 1.5, b"true", ["true"], object()])
# What must not be mistaken for a flag.
TRUTH = _kinds([7, 1.5, "false", b"true", ["true"], object()])
OBJECT = _kinds([7, "text", b"bytes", ["value"], object()])
MAPPING = _kinds([7, "text", b"bytes", [("a", "b")], object()], ("empty", [{}]))
NAMES = _kinds([7, "text", [7], object()], ("empty", [[], ()]))
HEADERS = _kinds(
    [7, "text", b"bytes", ["value"], [1], [("a", "b", "c")], [("a", 1)], object()],
    ("empty", [{}, [], (), iter(())]),
)


class Refused(Exception):
    """What a web framework said to the sender, and no exception says."""


@dataclass
class Argument:
    """A function's argument, and how to call the function with bad ones.

    What is only stored is carried on to where it is checked.
    """

    function: str
    name: str
    kinds: Kinds
    call: Callable[[Any], Any]
    # Which of the function's parameters it is; by itself the one of its name.
    parameter: str | None = None

    def rows(self) -> Iterator[tuple[str, str, str, str]]:
        for kind, values in self.kinds:
            outcomes = {self._outcome(value) for value in values}
            assert len(outcomes) == 1, f"{self.function}, {self.name}, {kind}: it depends: {outcomes}"
            yield self.function, self.name, kind, outcomes.pop()

    def _outcome(self, bad: Any) -> str:
        try:
            self.call(bad)
        except PaysigError as error:
            self._check(str(error))
            assert error.kind != "internal", error
            return f"`{error.code}`"
        except TypeError as error:
            self._check(str(error))
            # Unlike what Python says of a type that nobody thought of.
            assert " must be " in str(error), f"{self.function}, {self.name}: {error}"
            return "`TypeError`"
        except Refused as refused:
            return f"`{refused}`"
        except Exception as error:
            raise AssertionError(f"{self.function}, {self.name}: {type(error).__name__}: {error}") from error
        return "taken"

    def _check(self, said: str) -> None:
        where = f"{self.function}, {self.name}: {said!r}"
        assert 15 < len(said) < 2000, where
        assert said.isprintable(), where
        assert SECRET not in said, where
        assert not any(line in said for line in PRIVATE_KEY.splitlines()), where


def public_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the package, by the name under which users find it."""
    seen = set()
    submodules = [module.name for module in pkgutil.iter_modules(paysig.__path__) if module.name[0] != "_"]
    for module in map(importlib.import_module, ["paysig", *(f"paysig.{name}" for name in submodules)]):
        for public in module.__all__:
            item = getattr(module, public)
            if not callable(item) or id(item) in seen:
                continue
            seen.add(id(item))
            home = "paysig" if module is paysig else item.__module__.rpartition(".")[2]
            is_class = isinstance(item, type)
            name = item.__name__ if is_class and module is paysig else f"{home}.{item.__name__}"
            yield name, item
            for member in vars(item) if is_class else ():
                if callable(getattr(item, member)) and (member == "__call__" or member[0] != "_"):
                    yield f"{name}.{member}", getattr(item, member)


def parameters(function: Callable[..., Any]) -> list[str]:
    """The names of its parameters."""
    try:
        signature = inspect.signature(function)
    except ValueError:
        # A class of which nobody but paysig makes objects.
        return []
    return [name for name in signature.parameters if name != "self"]
