"""Webhooks, right and wrong, and requests to sign, sent from several threads; every answer is judged."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable

from keys import HOOK_PAIR, MERCHANT, hook_key

from paysig import Signer, Verifier

# Sends a path, headers and a body; gives the answer's status and body. It raises ConnectionError when a server that ends hung up.
Send = Callable[[str, dict[str, str], bytes], tuple[int, bytes]]
THREADS = 4


class Load:
    def __init__(self, send: Send) -> None:
        self.send = send
        self.signers = {
            "/hmac": Signer("solidgate/webhook", **HOOK_PAIR),
            "/rsa": Signer("smart-glocal/webhook", private_key=hook_key("pkcs8")),
        }
        self.verifier = Verifier("smart-glocal/request", {"project": MERCHANT, "public_key": hook_key("spki")})
        self.counts: Counter[str] = Counter()
        self.processes: set[int] = set()
        self.parents: set[int] = set()
        self.idempotency_keys: set[str] = set()
        self.failure: BaseException | None = None
        self.ended = threading.Event()
        self.lock = threading.Lock()

    def run(self, seconds: float, meanwhile: list[Callable[[], None]]) -> None:
        """Sends for so long; what is to happen meanwhile happens at even distances."""
        threads = [threading.Thread(target=self.work, args=(random.Random(number),)) for number in range(THREADS)]
        for thread in threads:
            thread.start()
        try:
            for happen in meanwhile:
                self.wait(seconds / (len(meanwhile) + 1))
                happen()
            self.wait(seconds / (len(meanwhile) + 1))
        finally:
            self.ended.set()
            for thread in threads:
                thread.join()
        if self.failure is not None:
            raise self.failure

    def wait(self, seconds: float) -> None:
        self.ended.wait(seconds)
        if self.failure is not None:
            raise self.failure

    def work(self, chance: random.Random) -> None:
        number = 0
        try:
            while not self.ended.is_set():
                number += 1
                body = json.dumps({"number": number, "filler": "x" * chance.randrange(2000)}).encode()
                chance.choice([self.right, self.right, self.wrong, self.sign])(chance, body)
        except BaseException as failure:
            self.failure = failure
            self.ended.set()

    def right(self, chance: random.Random, body: bytes) -> None:
        path = chance.choice(list(self.signers))
        status, answer = self.ask(path, self.signers[path].sign(body=body), body)
        assert (status, answer.get("label")) == (200, "default"), (path, status, answer)
        self.count("right")

    def wrong(self, chance: random.Random, body: bytes) -> None:
        path = chance.choice(list(self.signers))
        headers = self.signers[path].sign(body=body)
        signature = max(headers, key=lambda name: len(headers[name]))
        expected = "signature_mismatch"
        match chance.randrange(3):
            case 0:
                body = body.replace(b"x", b"y", 1) + b" "
            case 1:
                other = self.signers[path].sign(body=body + b" ")
                headers[signature] = other[signature]
            case 2:
                del headers[signature]
                expected = "missing_header"
        status, answer = self.ask(path, headers, body)
        assert (status, answer.get("code")) == (401, expected), (path, expected, status, answer)
        self.count("wrong")

    def sign(self, _: random.Random, body: bytes) -> None:
        status, answer = self.ask("/sign", {}, body)
        assert status == 200, (status, answer)
        assert self.verifier.verify(answer["headers"], body).body == body
        key = answer["headers"]["X-PARTNER-IDEMPOTENCY-KEY"]
        with self.lock:
            assert key not in self.idempotency_keys, f"two processes made the idempotency key {key}"
            self.idempotency_keys.add(key)
        self.count("signed")

    def ask(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict]:
        for _ in range(20):
            try:
                status, said = self.send(path, headers, body)
                break
            except ConnectionError:
                # A process that ends may drop what it has not read; what is answered is answered rightly.
                self.count("hung up")
                time.sleep(0.1)
        else:
            raise AssertionError("the server does not answer any more")
        try:
            answer = json.loads(said)
        except ValueError:
            raise AssertionError(f"{path}: {status} {said!r}") from None
        with self.lock:
            self.processes.add(answer["pid"])
            self.parents.add(answer["parent"])
        return status, answer

    def count(self, what: str) -> None:
        with self.lock:
            self.counts[what] += 1

    def summary(self) -> str:
        counts = self.counts
        return (
            f"{counts['right']} right and {counts['wrong']} wrong webhooks and {counts['signed']} signatures "
            f"by {len(self.processes)} processes"
        )
