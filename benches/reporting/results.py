"""What was measured: one JSON object a line, as the benches of every part write it."""
import json
from dataclasses import dataclass

# By what the lines of each kind are told apart, and what they must hold.
KINDS = {
    "calls": (("language", "setting", "scheme", "operation", "body"), "ways"),
    "threads": (("language", "scheme", "operation", "body"), "per_second"),
    "instructions": (("language", "scheme", "operation", "body"), "allocations"),
    "start": (("language", "what"), "ms"),
    "memory": (("language", "what"), "bytes"),
    "size": (("what",), "bytes"),
}


class Unusable(Exception):
    """What was read cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Way:
    """One of the ways of a line of calls: lower quartile, median and upper quartile of both."""

    name: str
    ns: tuple
    ratio: tuple


@dataclass(frozen=True)
class Line:
    """One measurement."""

    kind: str
    key: tuple
    values: dict

    def __getitem__(self, name):
        return self.values.get(name, "")

    def ways(self):
        return [Way(way["name"], tuple(way["ns"]), tuple(way["ratio"])) for way in self.values["ways"]]

    def way(self, name):
        return next((way for way in self.ways() if way.name == name), None)

    def name(self):
        """What it is about, in a row of a table."""
        words = [self[name] for name in KINDS[self.kind][0] if name not in ("setting", "body") and self[name]]
        if self["body"] != "":
            words.append(size(self["body"]))
        if self["setting"]:
            words.append(f"({self['setting']})")
        return " ".join(words)


def size(body):
    """A number of bytes, for people."""
    for unit, name in ((1 << 20, "MiB"), (1 << 10, "KiB")):
        if body >= unit and body % unit == 0:
            return f"{body // unit} {name}"
    return f"{body} B"


def read(files):
    """Every line of the files. Of two that say the same thing the later one counts: a part can be measured again."""
    found = {}
    for file in files:
        for number, text in enumerate(file.read_text().splitlines(), 1):
            if text.strip():
                try:
                    line = parse(text)
                except (ValueError, KeyError, TypeError) as error:
                    raise Unusable(f"{file}, line {number}: {error}") from None
                found[line.kind, line.key] = line
    return list(found.values())


def parse(text):
    values = json.loads(text)
    if values.get("kind") not in KINDS:
        raise ValueError(f"the kind is {values.get('kind')!r}, and must be one of {', '.join(KINDS)}")
    names, figure = KINDS[values["kind"]]
    missing = [name for name in (*names, figure) if name not in values and name != "setting"]
    if missing:
        raise ValueError(f"there is no {missing[0]}")
    line = Line(values["kind"], tuple(values.get(name, "") for name in names), values)
    if line.kind == "calls":
        check_ways(line.ways())
    if line.kind == "threads" and "1" not in values["per_second"]:
        raise ValueError("the calls of one thread are not there")
    return line


def check_ways(ways):
    if not ways or ways[0].name != "snippet":
        raise ValueError("the first way must be the snippet")
    for way in ways:
        for three in (way.ns, way.ratio):
            if len(three) != 3 or list(three) != sorted(three) or three[0] <= 0:
                raise ValueError(f"{way.name}: lower quartile, median and upper quartile are wanted, not {list(three)}")
