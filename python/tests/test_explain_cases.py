"""Every case of tests/explain: a message that a real mistake broke, and what explaining must say of it."""

from __future__ import annotations

import json
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
    others = credentials(case["others"]) if case.get("others") else None
    explanation = verifier.explain(headers(case), others=others, **given)

    expect = case["expect"]
    assert explanation.outcome == "explained"
    assert explanation.scheme == case["scheme"]
    assert [finding.cause for finding in explanation.findings] == expect["causes"]
    assert {finding.certainty for finding in explanation.findings} == {expect["certainty"]}
    if "label" in expect:
        assert explanation.label == expect["label"]
    if "encoder" in expect:
        written = [encoder for finding in explanation.findings for encoder in finding.encoders]
        assert expect["encoder"] in written

    with pytest.raises(RejectedError) as raised:
        verifier.verify(headers(case), **given)
    assert type(explanation.rejection) is raised.type
