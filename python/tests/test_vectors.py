"""Every vector, through Python's own API."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import paysig
from cases import credentials, headers, message, some_bytes, text_where_text
from conftest import TOP
from paysig import Form, PaysigError, Signer, Verifier, keys
from paysig.describe import GatewayError

VECTORS = TOP / "tests" / "vectors"
INDEX = json.loads((VECTORS / "index.json").read_text())


def test_every_vector(capsys: Any) -> None:
    run_all(INDEX, "vectors", capsys)


def test_every_vector_about_no_message(capsys: Any) -> None:
    run_all(INDEX["more"], "vectors about keys, error answers and forms", capsys)


def run_all(index: dict[str, Any], what: str, capsys: Any) -> None:
    ran: Counter[str] = Counter()
    failed = []
    for file in index["files"]:
        for case in json.loads((VECTORS / file["file"]).read_text())["cases"]:
            ran[case["operation"]] += 1
            try:
                RUNNERS[case["operation"]](case)
            except Exception as error:
                failed.append(f"{case['id']}: {type(error).__name__}: {error}")
    with capsys.disabled():
        counts = ", ".join(f"{count} {operation}" for operation, count in sorted(ran.items()))
        print(f"\n{what} through Python: {ran.total()} of {index['total']} ({counts}), {len(failed)} failed")
    assert not failed, "\n".join(failed[:20])
    assert ran.total() == index["total"]


def sign(case: dict[str, Any]) -> None:
    def run() -> tuple[dict[str, str], bytes | None]:
        given = {name: some_bytes(value) for name, value in case["credentials"].items()}
        signer = Signer(case["scheme"], options=case.get("options"), **text_where_text(given))
        arguments = message(case)
        string = signer.string_to_sign(**arguments)
        return signer.sign(**arguments), bytes(string) if string.parts else None

    expect = case["expect"]
    if "error" in expect:
        fails_with(expect["error"], run)
        return
    signed, string_to_sign = run()
    assert list(signed.items()) == [tuple(pair) for pair in expect["headers"]]
    if "string_to_sign" in expect:
        wanted = expect["string_to_sign"]
        assert string_to_sign == (None if wanted is None else some_bytes(wanted))


def verify(case: dict[str, Any]) -> None:
    def run() -> paysig.Verified:
        verifier = Verifier(case["scheme"], credentials(case["credentials"]), options=case.get("options"))
        return verifier.verify(headers(case), **message(case, body_needed=True), replay_key=True)

    expect = case["expect"]
    if "error" in expect:
        fails_with(expect["error"], run)
        return
    verified = run()
    assert verified.scheme == case["scheme"]
    assert verified.label == expect["label"]
    assert verified.timestamp_ms == expect["timestamp_ms"]
    assert list(verified.covers) == expect["covers"]
    key = verified.replay_key
    assert (key and key.hex()) == expect["replay_key"]
    sent = some_bytes(case["message"]["body"]) if "body" in case["message"] else b""
    assert verified.body == (sent if "body" in expect["covers"] else None)


def key(case: dict[str, Any]) -> None:
    def run() -> keys.KeyReport:
        return keys.inspect(some_bytes(case["key"]), case.get("passphrase"))

    compare(case, run, asdict)


def gateway_error(case: dict[str, Any]) -> None:
    def run() -> GatewayError | None:
        return paysig.gateway(case["gateway"]).error(case.get("status"), some_bytes(case["body"]))

    compare(case, run, as_json)


def as_json(error: GatewayError | None) -> dict[str, Any] | None:
    if error is None:
        return None
    assert error.advice
    after = {} if error.retry.after is None else {"after_seconds": error.retry.after.total_seconds()}
    return {
        "code": error.code,
        "kind": error.kind,
        "messages": [asdict(message) for message in error.messages],
        "retry": {"when": error.retry.when, **after},
    }


def form(case: dict[str, Any]) -> None:
    def run() -> dict[str, str]:
        made = Form(**{name: some_bytes(value) for name, value in case["credentials"].items()})
        return getattr(made, case["form"])(some_bytes(case["payload"]), iv=some_bytes(case["iv"]))

    compare(case, run, dict)


def compare(case: dict[str, Any], run: Callable[[], Any], shown: Callable[[Any], Any]) -> None:
    expect = case["expect"]
    if expect is not None and "error" in expect:
        fails_with(expect["error"], run)
    else:
        assert shown(run()) == expect


RUNNERS = {"sign": sign, "verify": verify, "key": key, "gateway_error": gateway_error, "form": form}


def fails_with(code: str, run: Any) -> None:
    try:
        result = run()
    except PaysigError as error:
        assert error.code == code, f"{error.code} instead of {code}"
        assert type(error) is paysig.errors.BY_CODE[code]
    else:
        raise AssertionError(f"{result!r} instead of {code}")
