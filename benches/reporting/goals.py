"""The goals of goals.toml, and whether what was measured meets them."""
import itertools
import tomllib
from dataclasses import dataclass, field
from enum import Enum

from .results import KINDS, Unusable, size

ANY = "any"


class Verdict(Enum):
    """How a goal stands for one line; all but the first two are errors."""

    MET = "met"
    EXPLAINED = "missed"
    MISSED = "MISSED, and goals.toml does not say why"
    FELL = "FELL below what it had reached"
    MISSING = "NOT MEASURED"

    def is_error(self):
        return self not in (Verdict.MET, Verdict.EXPLAINED)


@dataclass
class Goal:
    """A table of goals.toml, which says what each means."""

    about: str
    kind: str
    where: dict
    way: str = ""
    against: str = ""
    at_least: float | None = None
    at_most: float | None = None
    margin: float = 0
    missed: list = field(default_factory=list)

    def wanted(self):
        """The goal in words."""
        sign, bound = ("≥", self.at_least) if self.at_most is None else ("≤", self.at_most)
        margin = f", but for {self.margin:.0%}" if self.margin else ""
        return f"{sign} {self.figure(bound)}{margin}"

    def figure(self, value):
        """A figure with its unit."""
        if self.kind in ("calls", "threads"):
            return f"{value:.2f}×"
        if self.kind == "start":
            return f"{value:.1f} ms"
        return f"{value:,.0f}".replace(",", " ") + ("" if self.kind == "instructions" else " B")


@dataclass
class Judged:
    """A goal and one line; no line when it was not measured."""

    name: str
    language: str
    verdict: Verdict
    figure: float | None = None
    why: str = ""
    reached: float | None = None


def load(file):
    """Every goal of the file."""
    with file.open("rb") as opened:
        return [make_goal(file, table) for table in tomllib.load(opened)["goal"]]


def make_goal(file, table):
    def refuse(why):
        raise Unusable(f"{file}: {table.get('about', 'a goal')}: {why}")

    try:
        goal = Goal(**table)
    except TypeError as error:
        refuse(error)
    if goal.kind not in KINDS:
        refuse(f"the kind is {goal.kind!r}, and must be one of {', '.join(KINDS)}")
    if (goal.at_least is None) == (goal.at_most is None):
        refuse("one of at_least and at_most is wanted")
    if (goal.kind == "calls") != bool(goal.way and goal.against):
        refuse("way and against are for calls, and calls need both")
    unknown = set(goal.where) - set(KINDS[goal.kind][0])
    if unknown:
        refuse(f"where has {', '.join(sorted(unknown))}, which lines of this kind have not")
    for miss in goal.missed:
        if not miss.get("why", "").strip() or not isinstance(miss.get("reached"), int | float):
            refuse("a miss needs why and reached")
        if set(miss) - {"where", "why", "reached"} or set(miss.get("where", {})) - set(goal.where):
            refuse("a miss has where, why and reached, and its where names what the goal's names")
    return goal


def judge(goal, lines):
    """How the goal stands for each line that it is about."""
    lines = [line for line in lines if line.kind == goal.kind]
    names = KINDS[goal.kind][0]
    wanted = [as_list(goal.where.get(name, "" if name == "setting" else ANY)) for name in names]
    judged = []
    for combination in itertools.product(*wanted):
        found = [line for line in lines if all(want in (ANY, have) for want, have in zip(combination, line.key))]
        if not found:
            words = [size(value) if isinstance(value, int) else value for value in combination if value not in (ANY, "")]
            judged.append(Judged(" ".join(words), language_of(names, combination), Verdict.MISSING))
        judged += [judge_line(goal, line) for line in found]
    return judged


def as_list(value):
    return value if isinstance(value, list) else [value]


def language_of(names, values):
    return dict(zip(names, values)).get("language", "")


def judge_line(goal, line):
    figure = figure_of(goal, line)
    judged = Judged(line.name(), line["language"], Verdict.MISSING, figure)
    if figure is None:
        judged.name += f", {goal.way} or {goal.against}"
        return judged
    judged.verdict = Verdict.MET if keeps(goal, figure, bound_of(goal)) else Verdict.MISSED
    if judged.verdict is Verdict.MISSED:
        for miss in goal.missed:
            if all(line[name] in as_list(value) for name, value in miss.get("where", {}).items()):
                judged.why, judged.reached = miss["why"], miss["reached"]
                kept = keeps(goal, figure, miss["reached"])
                judged.verdict = Verdict.EXPLAINED if kept else Verdict.FELL
                break
    return judged


def figure_of(goal, line):
    match goal.kind:
        case "calls":
            way, against = line.way(goal.way), line.way(goal.against)
            return way.ratio[1] / against.ratio[1] if way and against else None
        case "threads":
            calls = line["per_second"]
            return calls[max(calls, key=int)] / calls["1"]
        case "start":
            return line["ms"][1]
        case "instructions":
            return line["allocations"]
        case _:
            return line["bytes"]


def bound_of(goal):
    return goal.at_least * (1 - goal.margin) if goal.at_most is None else goal.at_most * (1 + goal.margin)


def keeps(goal, figure, bound):
    return figure >= bound if goal.at_most is None else figure <= bound


def worst(goal, judged):
    """The one that is furthest from the goal."""
    measured = [one for one in judged if one.figure is not None]
    choose = min if goal.at_most is None else max
    return choose(measured, key=lambda one: one.figure, default=None)
