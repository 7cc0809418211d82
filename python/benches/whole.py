"""What only shows in a whole process: threads, start-up and memory."""

from __future__ import annotations

import os
import re
import sys
import threading
import time
from pathlib import Path
from statistics import median

import results
import rsa_scheme
from hmac_schemes import FOREMOST
from rounds import Call, quartiles
from rules import PUBLIC, SECRET

from paysig import Signer, Verifier

ROUNDS = 15
TURN_SECONDS = 0.1
STARTS = 31
MEBIBYTE = 1 << 20
PAIR = {"public_key": PUBLIC, "secret_key": SECRET}


def threads() -> None:
    """One signer, shared."""
    signer = Signer(FOREMOST, **PAIR)
    rsa = Signer(rsa_scheme.SCHEME, project=PUBLIC, private_key=rsa_scheme.PRIVATE_PEM)
    short, long = b"x" * 256, b"x" * MEBIBYTE
    for scheme, body, call in [
        (rsa_scheme.SCHEME, short, lambda: rsa.sign(body=short)),
        (FOREMOST, long, lambda: signer.sign(body=long)),
        (FOREMOST, short, lambda: signer.sign(body=short)),
    ]:
        rates: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(ROUNDS):
            for count, taken in rates.items():
                taken.append(per_second(count, call))
        results.threads(scheme, "sign", len(body), {count: median(taken) for count, taken in rates.items()})


def per_second(count: int, call: Call) -> float:
    """Calls of all threads together."""
    made = [0] * count
    ready = threading.Barrier(count + 1)
    ended = False

    def work(index: int) -> None:
        ready.wait()
        while not ended:
            call()
            made[index] += 1

    workers = [threading.Thread(target=work, args=[index]) for index in range(count)]
    for worker in workers:
        worker.start()
    ready.wait()
    start = time.perf_counter()
    time.sleep(TURN_SECONDS)
    total, seconds = sum(made), time.perf_counter() - start
    ended = True
    for worker in workers:
        worker.join()
    return total / seconds


def start() -> None:
    """By how much longer a program works that imports paysig than one that does nothing."""
    programs = ["pass", "import paysig"]
    # So that all modules are compiled, and in the system's cache.
    for program in programs * 2:
        processor_milliseconds(program)
    times = {program: [processor_milliseconds(program)] for program in programs}
    for _ in range(STARTS - 1):
        for program, taken in times.items():
            taken.append(processor_milliseconds(program))
    nothing, importing = times.values()
    results.start("import paysig", quartiles([b - a for a, b in zip(nothing, importing, strict=True)]))


def processor_milliseconds(program: str) -> float:
    # Else no module would be kept compiled.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = os.posix_spawn(sys.executable, [sys.executable, "-c", program], environment)
    _, status, used = os.wait4(process, 0)
    if status != 0:
        raise SystemExit(f"{program}: exit status {os.waitstatus_to_exitcode(status)}")
    return (used.ru_utime + used.ru_stime) * 1000


def memory() -> None:
    """By how much the peak of memory grows, while a long body is signed and verified that exists already."""
    signer, verifier = Signer(FOREMOST, **PAIR), Verifier(FOREMOST, PAIR)
    body = b"x" * (64 * MEBIBYTE)
    verifier.verify(signer.sign(body=b""), b"")
    headers = signer.sign(body=body)
    results.memory("sign a body of 64 MiB", grown(lambda: signer.sign(body=body)))
    results.memory("verify a body of 64 MiB", grown(lambda: verifier.verify(headers, body)))


def grown(call: Call) -> int:
    # Resets the peak to what is in use now.
    Path("/proc/self/clear_refs").write_text("5")
    before = peak()
    call()
    return peak() - before


def peak() -> int:
    found = re.search(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    if found is None:
        raise SystemExit("/proc/self/status does not say VmHWM")
    return int(found[1]) * 1024
