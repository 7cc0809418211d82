#!/usr/bin/env python3
"""watch.py SECONDS: runs the three programs beside each other for so long, and looks at their memory from outside,
ninety times.

Flat is: after a warm-up of a third of the time, the least that was resident in the last third of the looks is no more
than a limit above the least of their first third: 4 MiB, and as much for each thread where each has an engine with a
heap of its own, as in Node. The least, because an allocator or an engine takes more for a while by chance, and what
leaks stays. malloc is told to give back what is freed, rather than to keep it for later.

First each program leaks on purpose for a while, and must be found out.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

MIB = 1024 * 1024
LOOKS = 90
LEAKING_SECONDS = 45
# A program that ends gives memory back: nobody looks at that.
LONGER = 5
MALLOC = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "65536"}
PAGE = os.sysconf("SC_PAGE_SIZE")


class Program:
    def __init__(self, name: str, command: list[str], limit: int, more: list[str]) -> None:
        self.name, self.limit = name, limit
        self.process = subprocess.Popen(
            [*command, *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | MALLOC
        )
        self.looks: list[int] = []

    def ready(self) -> None:
        if self.process.stdout.readline() != "ready\n":
            sys.exit(f"soak: {self.name} does not get ready")

    def go(self) -> None:
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def look(self) -> None:
        if self.process.poll() is not None:
            sys.exit(f"soak: {self.name} ended too early, with exit status {self.process.returncode}")
        self.looks.append(int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * PAGE)

    def said(self) -> str:
        said, _ = self.process.communicate()
        if self.process.returncode != 0:
            sys.exit(f"soak: {self.name}: exit status {self.process.returncode}")
        return said.strip()

    def first_and_last(self) -> tuple[int, int]:
        counted = self.looks[LOOKS // 3 :]
        third = len(counted) // 3
        return min(counted[:third]), min(counted[-third:])

    def flat(self) -> bool:
        first, last = self.first_and_last()
        return last <= first + self.limit


def run(programs: dict[str, tuple[list[str], int, int]], seconds: float, *more: str) -> list[Program]:
    running = [
        Program(name, command, limit, [str(seconds + LONGER), str(threads), *more])
        for name, (command, threads, limit) in programs.items()
    ]
    for program in running:
        program.ready()
    for program in running:
        program.go()
    for _ in range(LOOKS):
        time.sleep(seconds / LOOKS)
        for program in running:
            program.look()
    return running


def shown(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MiB"


def main() -> None:
    seconds = float(sys.argv[1])
    top, built = Path(os.environ["TOP"]), Path(os.environ["BUILT"])
    here = top / "assure" / "soak"
    programs = {
        "C": ([str(built / "soak" / "soak"), str(top)], 8, 4 * MIB),
        "Python": ([os.environ["PYTHON"], str(here / "soak.py")], 8, 4 * MIB),
        "Node": (["node", "--expose-gc", "--max-semi-space-size=2", str(here / "soak.mjs")], 3, 16 * MIB),
    }
    for program in run(programs, LEAKING_SECONDS, "leak"):
        program.said()
        first, last = program.first_and_last()
        if program.flat():
            sys.exit(
                f"soak: {program.name} leaked on purpose, from {shown(first)} to {shown(last)}, and that was not seen"
            )

    grown = False
    for program in run(programs, seconds):
        said = program.said()
        first, last = program.first_and_last()
        print(
            f"soak: {program.name}: {seconds / 60:.0f} min, {said}; resident {shown(first)}, at the end {shown(last)}"
        )
        if not program.flat():
            grown = True
            print("  every look, in KiB:", *(look // 1024 for look in program.looks))
    if grown:
        sys.exit("soak: memory grew")


main()
