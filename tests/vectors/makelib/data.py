"""The *bytes* of the vector format: text, any bytes, a recipe for long ones, a file below keys/."""
import base64
import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent
KEYS = FOLDER / "keys"


@dataclass(frozen=True)
class Repeat:
    """Bytes that are said by a recipe, so that 1 MiB takes one line."""
    unit: str
    times: int


@dataclass(frozen=True)
class File:
    """A file below keys/."""
    name: str


def raw(value):
    """The bytes that a value of a case stands for."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, Repeat):
        return value.unit.encode() * value.times
    return (KEYS / value.name).read_bytes()


def as_json(value):
    """The same value as it stands in a case."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return {"base64": b64(value)}
    if isinstance(value, Repeat):
        return {"repeat": {"unit": value.unit, "times": value.times}}
    return {"file": value.name}


def b64(data):
    return base64.b64encode(data).decode()


def document(members, cases):
    """A file of cases: one case a line, in the order in which they were made, plain ASCII."""
    head = "".join(f"{json.dumps(name)}: {json.dumps(value)},\n" for name, value in members.items())
    lines = ",\n".join(json.dumps(case) for case in cases)
    return "{" + head + '"cases": [\n' + lines + "\n]}\n"
