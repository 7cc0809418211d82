"""Every case of tests/explain: a message that a real mistake broke, and what explaining must say of it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from cases import credentials, headers, message
from conftest import TOP
from paysig import RejectedError, Verifier

CASES = TOP / "tests" / "explain"


def test_every_case(capsys: Any) -> None:
    index = json.loads((CASES / "index.json").read_text())
    ran = 0
    failed = []
    for file in index["files"]:
        cases = json.loads((CASES / file["file"]).read_text())["cases"]
        assert len(cases) == file["cases"], file
        for case in cases:
            ran += 1
            try:
                explain(case)
            except Exception as error:
                failed.append(f"{case['id']}: {type(error).__name__}: {error}")
    with capsys.disabled():
        print(f"\nmistakes explained through Python: {ran} of {index['total']}, {len(failed)} failed")
    assert not failed, "\n".join(failed[:20])
    assert ran == index["total"]


def explain(case: dict[str, Any]) -> None:
    verifier = Verifier(case["scheme"], credentials(case["credentials"]), options=case.get("options"))
    given = message(case, body_needed=True)
    others = credentials(case["others"]) if "others" in case else None

    refused = refusal(verifier, case)
    explanation = verifier.explain(headers(case), others=others, **given)
    assert refusal(verifier, case) is type(explanation.rejection) is refused

    expect = case["expect"]
    assert explanation.outcome == "explained"
    assert explanation.scheme == case["scheme"]
    assert sorted(finding.cause for finding in explanation.findings) == sorted(expect["causes"])
    assert {finding.certainty for finding in explanation.findings} == {expect["certainty"]}
    if "label" in expect:
        assert explanation.label == expect["label"]
    if "encoder" in expect:
        # That of another scheme stands in the sentence.
        named = {name for finding in explanation.findings for name in finding.encoders}
        words = {word for finding in explanation.findings for word in re.split("[ :]", finding.detail)}
        assert expect["encoder"] in named | words


def refusal(verifier: Verifier, case: dict[str, Any]) -> type[RejectedError]:
    with pytest.raises(RejectedError) as raised:
        verifier.verify(headers(case), **message(case, body_needed=True))
    return raised.type
