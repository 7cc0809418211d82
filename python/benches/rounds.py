"""Measuring ways to do the same thing against each other."""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat
from statistics import quantiles
from time import thread_time_ns
from typing import Any, NamedTuple

ROUNDS = 31
TURN_NS = 2_000_000

Call = Callable[[], Any]


class Taken(NamedTuple):
    """What a way took: lower quartile, median and upper quartile."""

    name: str
    ns: list[float]
    """Nanoseconds per call."""
    ratio: list[float]
    """How many times as fast as the first way it was in the same round."""


def measure(ways: dict[str, Call]) -> list[Taken]:
    """All ways take turns, so that what slows the machine slows all of them; the order is another in each round."""
    turns = [(call, calls_in_a_turn(call)) for call in ways.values()]
    times: list[list[float]] = [[] for _ in turns]
    for round_ in range(ROUNDS):
        order = [(round_ // 2 + step) % len(turns) for step in range(len(turns))]
        for index in order if round_ % 2 == 0 else reversed(order):
            times[index].append(time(*turns[index]))
    first = times[0]
    return [
        Taken(name, quartiles(taken), quartiles([a / b for a, b in zip(first, taken, strict=True)]))
        for name, taken in zip(ways, times, strict=True)
    ]


def calls_in_a_turn(call: Call) -> int:
    """After it has run for some turns, so that caches and the interpreter know it."""
    calls = 1
    while time(call, calls) * calls < TURN_NS:
        calls *= 2
    return max(1, round(TURN_NS / time(call, calls)))


def time(call: Call, calls: int) -> float:
    """Nanoseconds per call for which the processor has worked for this thread: what else runs on the machine is not counted."""
    start = thread_time_ns()
    for _ in repeat(None, calls):
        call()
    return (thread_time_ns() - start) / calls


def quartiles(values: list[float]) -> list[float]:
    return quantiles(values, n=4, method="inclusive")
