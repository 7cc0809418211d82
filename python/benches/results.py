"""The results: a table for people, and one JSON object a line for ``benches/report``."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from rounds import Taken

LANGUAGE = "Python"


def calls(scheme: str, operation: str, body: int, ways: list[Taken]) -> None:
    for name, (low, median, high), (_, ratio, _) in ways:
        place = f"{scheme:24} {operation:6} {body:>8}"
        print(f"{place}  {name:34} {median:>11.0f} ns ({low:.0f} to {high:.0f}) {ratio:>8.2f}x")
    _write("calls", scheme=scheme, operation=operation, body=body, ways=[way._asdict() for way in ways])


def threads(scheme: str, operation: str, body: int, per_second: dict[int, float]) -> None:
    for count, rate in per_second.items():
        print(f"{scheme:24} {operation:6} {body:>8}  {count} threads: {rate:.0f} calls a second")
    _write("threads", scheme=scheme, operation=operation, body=body, per_second=per_second)


def start(what: str, milliseconds: list[float]) -> None:
    low, median, high = milliseconds
    print(f"start: {what}: {median:.1f} ms ({low:.1f} to {high:.1f})")
    _write("start", what=what, ms=milliseconds)


def memory(what: str, grown: int) -> None:
    print(f"memory: {what}: {grown} bytes more")
    _write("memory", what=what, bytes=grown)


def _write(kind: str, **values: Any) -> None:
    sys.stdout.flush()
    if file := os.environ.get("PAYSIG_BENCH_RESULTS"):
        with Path(file).open("a") as lines:
            lines.write(json.dumps({"kind": kind, "language": LANGUAGE, **values}) + "\n")
