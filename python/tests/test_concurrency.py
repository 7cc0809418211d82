"""Threads, fork and multiprocessing; and when other threads run."""

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from conftest import KEYS
from paysig import PrivateKey, errors, smart_glocal, solidgate

PAIR = {"public_key": "wh_pk_c52ea06e", "secret_key": "wh_sk_1f4a9eb0"}
SIGNER = solidgate.webhook_signer(**PAIR)
VERIFIER = solidgate.verifier(**PAIR)
RSA = smart_glocal.signer(project="p", private_key=(KEYS / "rsa2048.pkcs8.pem").read_bytes())
CHECK = smart_glocal.request_verifier(project="p", public_key=(KEYS / "rsa2048.spki.pem").read_bytes())


def use(number: int) -> str:
    body = b'{"order":%d}' % number
    headers = SIGNER.sign(body=body)
    assert VERIFIER.verify(headers, body).body == body
    rsa = RSA.sign("POST", "/", body)
    assert CHECK.verify(rsa, body).body == body
    return headers["Signature"] + rsa["X-PARTNER-SIGN"]


def test_shared_by_threads() -> None:
    expected = [use(number) for number in range(50)]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(4):
            assert list(pool.map(use, range(50))) == expected


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_after_fork() -> None:
    expected = use(1)
    child = os.fork()
    if child == 0:
        os._exit(0 if use(1) == expected and PrivateKey.generate().bits == 2048 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_multiprocessing(method: str) -> None:
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(use, range(6)) == [use(number) for number in range(6)]
        verified = pool.apply(verify_there)
        assert (verified.label, verified.body) == ("default", b"{}")
        with pytest.raises(errors.SignatureMismatch) as raised:
            pool.apply(reject_there)
        assert raised.value.code == "signature_mismatch"


def verify_there() -> Any:
    return VERIFIER.verify(SIGNER.sign(body=b"{}"), b"{}")


def reject_there() -> Any:
    return VERIFIER.verify(SIGNER.sign(body=b"{}"), b"{ }")


class TestOtherThreads:
    """A thread that only counts, beside one that only signs: it counts on where the interpreter is let go, and only there."""

    @contextmanager
    def counting(self) -> Iterator[list[int]]:
        counted, stop = [0], threading.Event()

        def count() -> None:
            while not stop.is_set():
                counted[0] += 1

        old = sys.getswitchinterval()
        # A thread that wants the interpreter waits so long before it takes it from another.
        sys.setswitchinterval(0.2)
        thread = threading.Thread(target=count)
        try:
            thread.start()
            yield counted
        finally:
            stop.set()
            thread.join()
            sys.setswitchinterval(old)

    def counted_during(self, call: Callable[[], Any]) -> int:
        with self.counting() as counted:
            # Once this wait has ended the interpreter has just become ours.
            time.sleep(0.001)
            before = counted[0]
            call()
            return counted[0] - before

    def test_run_during_private_operations(self) -> None:
        assert self.counted_during(lambda: [RSA.sign("POST", "/", b"{}") for _ in range(50)]) > 0

    def test_run_during_long_bodies(self) -> None:
        body = b"x" * 20_000_000
        headers = SIGNER.sign(body=body)
        assert self.counted_during(lambda: SIGNER.sign(body=body)) > 0
        assert self.counted_during(lambda: VERIFIER.verify(headers, body)) > 0

    def test_wait_for_short_ones(self) -> None:
        body = b"x" * 2000
        headers = SIGNER.sign(body=body)
        for call in [lambda: SIGNER.sign(body=body), lambda: VERIFIER.verify(headers, body)]:
            # On a busy machine the whole process may have to wait for so long that Python lets the other thread in.
            counts = (self.counted_during(lambda call=call: [call() for _ in range(100)]) for _ in range(10))
            assert 0 in counts
