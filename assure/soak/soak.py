"""soak.py SECONDS THREADS [leak]: every case of the vectors and of the messages to explain, at random, from many
threads for so long.

Most go through signers and verifiers that all threads share; one in sixteen is run whole, with handles of its own.
Every answer is compared. It says when it is ready, and waits for a line. With `leak`, each thread keeps a little of
every turn, as a library that leaks would: whoever watches the memory must see that.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "python" / "tests"))

from cases import credentials, headers, message, some_bytes  # noqa: E402
from test_explain_cases import explain as explain_whole  # noqa: E402
from test_vectors import RUNNERS  # noqa: E402

from paysig import PaysigError, Signer, Verifier  # noqa: E402

BUDGET = 65536


class Case:
    """A case, with all that its call needs. What cannot be built is only run whole."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.id = case["id"]
        self.whole: Callable[[], None] = lambda: (
            RUNNERS[case["operation"]](case) if "operation" in case else explain_whole(case)
        )
        self.shared: Callable[[bool], None] | None = None
        try:
            if "headers" in case:
                self.verify(
                    case, Verifier(case["scheme"], credentials(case["credentials"]), options=case.get("options"))
                )
            elif "scheme" in case:
                given = {name: some_bytes(value) for name, value in case["credentials"].items()}
                self.sign(case, Signer(case["scheme"], options=case.get("options"), **given))
        except PaysigError:
            return

    def sign(self, case: dict[str, Any], signer: Signer) -> None:
        arguments = message(case)
        expect = case["expect"]

        def shared(_: bool) -> None:
            try:
                signed = signer.sign(**arguments)
            except PaysigError as error:
                assert error.code == expect.get("error"), f"{self.id}: {error.code}"
            else:
                assert list(signed.items()) == [tuple(pair) for pair in expect.get("headers", ())], (
                    f"{self.id}: {signed}"
                )

        self.shared = shared

    def verify(self, case: dict[str, Any], verifier: Verifier) -> None:
        received, arguments = headers(case), message(case, body_needed=True)
        expect = case["expect"]

        def shared(explaining: bool) -> None:
            try:
                verified = verifier.verify(received, **arguments, replay_key=True)
            except PaysigError as error:
                if "operation" in case:
                    assert error.code == expect.get("error"), f"{self.id}: {error.code}"
                if explaining and error.kind == "rejected":
                    assert verifier.explain(received, budget=BUDGET, **arguments).outcome, self.id
            else:
                assert verified.label == expect.get("label") and "operation" in case, f"{self.id}: {verified}"
                assert (verified.replay_key and verified.replay_key.hex()) == expect["replay_key"], self.id

        self.shared = shared


def read(folder: Path, more: bool = False) -> list[Case]:
    index = json.loads((folder / "index.json").read_text())
    files = [entry["file"] for each in ([index, index["more"]] if more else [index]) for entry in each["files"]]
    return [Case(case) for file in files for case in json.loads((folder / file).read_text())["cases"]]


def work(cases: list[Case], chance: random.Random, end: float, leaking: bool, counts: list[int]) -> None:
    kept = []
    while time.monotonic() < end:
        case = chance.choice(cases)
        dice = chance.randrange(64)
        if case.shared is None or dice % 16 == 0:
            case.whole()
            counts[1] += 1
        else:
            case.shared(dice == 1)
            counts[0] += 1
        if leaking:
            kept.append(bytes(2048))


def main() -> None:
    seconds, threads = float(sys.argv[1]), int(sys.argv[2])
    cases = read(TOP / "tests" / "vectors", more=True) + read(TOP / "tests" / "explain")
    failures: list[BaseException] = []
    # What goes wrong in a thread ends all.
    threading.excepthook = lambda given: failures.append(given.exc_value or SystemExit())
    counts = [[0, 0] for _ in range(threads)]
    print("ready", flush=True)
    sys.stdin.readline()
    end = time.monotonic() + seconds
    running = [
        threading.Thread(target=work, args=(cases, random.Random(number), end, "leak" in sys.argv, counts[number]))
        for number in range(threads)
    ]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    if failures:
        raise failures[0]
    shared, whole = (sum(column) for column in zip(*counts, strict=True))
    handles = sum(case.shared is not None for case in cases)
    print(
        f"{shared} calls on {handles} shared handles and {whole} cases with handles of their own, by {threads} threads"
    )


if __name__ == "__main__":
    main()
