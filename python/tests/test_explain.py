"""Explaining: what it takes and gives, and that it neither changes a verdict nor shows a secret."""

import base64
import copy
import dataclasses
import inspect
import json
import pickle
import threading
import time
from typing import Any

import pytest

import paysig
from conftest import KEYS
from paysig import (
    Explanation,
    Signer,
    Verifier,
    errors,
    global_payment,
    smart_glocal,
    solidgate,
)
from paysig.explain import Finding

PAIR = {"public_key": "wh_pk_c52ea06e", "secret_key": "wh_sk_1f4a9eb0"}
STAGING = {"public_key": "wh_pk_c52ea06e", "secret_key": "wh_sk_0d7be55a"}
VERIFIER = solidgate.verifier(**PAIR)
BODY = b'{"order":{"amount":100}}'
WRITTEN_AGAIN = b'{"order": {"amount": 100}}'
HEADERS = solidgate.webhook_signer(**PAIR).sign(body=BODY)
# Nothing that is tried makes it match, and trying takes longer than the budget.
LONG = b'{"order":1' * 200_000


def explained(body: Any = WRITTEN_AGAIN, **how: Any) -> Explanation:
    # The capsule tells the time.
    return VERIFIER.explain(HEADERS, body, now=1767315845, **how)


class TestOutcomes:
    def test_what_verifies(self) -> None:
        explanation = VERIFIER.explain(HEADERS, BODY)
        assert (explanation.outcome, explanation.verifies, explanation.label) == ("verifies", True, "default")
        assert explanation.rejection is None
        assert explanation.findings == explanation.observations == explanation.ruled_out == ()
        assert str(explanation) == "this verifies (solidgate/webhook, default)"
        assert repr(explanation) == "Explanation('verifies' for 'solidgate/webhook')"

    def test_what_is_explained(self) -> None:
        explanation = explained()
        assert (explanation.outcome, explanation.verifies) == ("explained", False)
        assert (explanation.scheme, explanation.label) == ("solidgate/webhook", "default")
        [finding] = explanation.findings
        assert type(finding) is Finding
        assert (finding.cause, finding.certainty) == ("json_reencoded", "proven")
        assert "python-compact" in finding.encoders
        assert "they differ from byte 9 on" in finding.detail
        [known] = [cause for cause in paysig.causes() if cause.id == finding.cause]
        assert (finding.summary, finding.fix) == (known.summary, known.fix)
        assert explanation.attempts > 0
        assert explanation.bytes > len(BODY)
        assert not explanation.exhausted
        assert repr(explanation) == "Explanation('explained' for 'solidgate/webhook': json_reencoded)"
        assert finding.cause in str(explanation)
        assert finding.fix in str(explanation)

    def test_what_stays_unexplained(self) -> None:
        other = solidgate.webhook_signer(**STAGING).sign(body=BODY)
        explanation = VERIFIER.explain(other, BODY)
        assert (explanation.outcome, explanation.label) == ("unexplained", None)
        assert explanation.findings == ()
        assert "key_white_space" in explanation.ruled_out
        assert set(explanation.ruled_out) <= {cause.id for cause in paysig.causes()}
        assert explanation.rejection is not None

    def test_the_rejection_is_what_verify_raises(self) -> None:
        stale = global_payment.webhook_signer(sign_key="k").sign(body=b"", now=1767315845)
        for verifier, headers, body, wanted in [
            (VERIFIER, HEADERS, WRITTEN_AGAIN, errors.SignatureMismatch),
            (VERIFIER, {}, BODY, errors.MissingHeader),
            (global_payment.verifier(sign_key="k"), stale, b"", errors.StaleMessage),
        ]:
            rejection = verifier.explain(headers, body).rejection
            assert type(rejection) is wanted
            with pytest.raises(wanted) as raised:
                verifier.verify(headers, body)
            # The age in it may have grown by a second.
            assert raised.value.code == rejection.code
            assert rejection.message.split()[:3] == raised.value.message.split()[:3]
            assert rejection.__traceback__ is None

    def test_observations(self) -> None:
        pem = (KEYS / "rsa2048.pkcs8.pem").read_bytes()
        public = (KEYS / "rsa2048.spki.pem").read_bytes()
        headers = smart_glocal.webhook_signer(private_key=pem).sign(body=b'{"amount":1}')
        explanation = smart_glocal.verifier(public_key=public).explain(headers, b'{"amount":2}')
        [observation] = explanation.observations
        assert observation.id == "rsa_other_content"
        assert observation.text in explanation.text

    def test_a_refused_request(self) -> None:
        url = "https://openapi.stablelink.app/v1/pay"
        headers = global_payment.signer(sign_key="k").sign("POST", url, BODY)
        explanation = global_payment.request_verifier(sign_key="k").explain(
            headers, BODY + b"\n", method="POST", url=url
        )
        assert [finding.cause for finding in explanation.findings] == ["body_final_newline"]

    def test_the_clock(self) -> None:
        headers = global_payment.webhook_signer(sign_key="k").sign(body=BODY, now=1767315845)
        verifier = global_payment.verifier(sign_key="k")
        assert verifier.explain(headers, BODY, now=1767315845).verifies
        late = verifier.explain(headers, BODY, now=1767315845 + 1000)
        assert [finding.cause for finding in late.findings] == ["clock_behind"]
        assert json.loads(late.capsule)["clock_ms"] == (1767315845 + 1000) * 1000
        before = time.time() * 1000
        assert before - 1 <= json.loads(verifier.explain(headers, BODY).capsule)["clock_ms"]


class TestArguments:
    def test_everything_that_verify_takes(self) -> None:
        verify = inspect.signature(Verifier.verify).parameters
        explain = inspect.signature(Verifier.explain).parameters
        assert set(explain) - set(verify) == {"others", "budget"}
        for name, parameter in verify.items():
            assert explain[name].kind == parameter.kind
            assert explain[name].default == parameter.default
        for body in [bytearray(WRITTEN_AGAIN), memoryview(WRITTEN_AGAIN)]:
            assert explained(body) == explained()
        assert explained(replay_key=True) == explained()

    @pytest.mark.parametrize("others", [STAGING, {"staging": STAGING}])
    def test_others(self, others: Any) -> None:
        headers = solidgate.webhook_signer(**STAGING).sign(body=BODY)
        explanation = VERIFIER.explain(headers, BODY, others=others)
        assert [finding.cause for finding in explanation.findings] == ["key_other_label"]
        assert explanation.label == ("staging" if others is not STAGING else "default")
        with pytest.raises(errors.SignatureMismatch):
            VERIFIER.verify(headers, BODY)

    @pytest.mark.parametrize(
        ("others", "said"),
        [
            (5, "others must be a mapping, not int"),
            ("secret", "others must be a mapping, not str"),
            ({"a": STAGING, "b": "x"}, "others must be one mapping .* not a mixture"),
            ({"secret_key": None}, "secret_key must be str or bytes, not NoneType"),
        ],
    )
    def test_others_refused(self, others: Any, said: str) -> None:
        with pytest.raises(TypeError, match=said):
            VERIFIER.explain(HEADERS, WRITTEN_AGAIN, others=others)

    def test_budget(self) -> None:
        assert VERIFIER.explain(HEADERS, LONG).bytes <= 128 << 20
        small = VERIFIER.explain(HEADERS, LONG, budget=10_000_000)
        assert (small.outcome, small.exhausted) == ("unexplained", True)
        assert small.bytes <= 10_000_000
        assert explained(budget=0).exhausted
        assert explained(budget=2**64 - 1) == explained(budget=None) == explained()

    @pytest.mark.parametrize("budget", [-1, 2**64, -(10**40)])
    def test_budget_out_of_range(self, budget: int) -> None:
        with pytest.raises(errors.InvalidArgument, match="budget must be a number of bytes from 0"):
            VERIFIER.explain(HEADERS, BODY, budget=budget)

    @pytest.mark.parametrize("budget", [True, 1.5, "1", b"1"])
    def test_budget_of_another_type(self, budget: Any) -> None:
        with pytest.raises(TypeError, match=r"budget must be a number of bytes from 0 to .*, as int"):
            VERIFIER.explain(HEADERS, BODY, budget=budget)

    @pytest.mark.parametrize("body", ["text", {"a": 1}, [b"x"], 5])
    def test_no_bytes(self, body: Any) -> None:
        with pytest.raises(TypeError, match=r"body must be bytes, not .*raw body"):
            VERIFIER.explain(HEADERS, body)

    def test_no_body(self) -> None:
        for call in [lambda: VERIFIER.explain(HEADERS), lambda: VERIFIER.explain(HEADERS, None)]:
            with pytest.raises(errors.MissingBody):
                call()

    def test_input_errors_are_raised(self) -> None:
        request = global_payment.request_verifier(sign_key="k")
        with pytest.raises(errors.InvalidHeaders):
            VERIFIER.explain(None, BODY)
        with pytest.raises(errors.UnknownOption):
            VERIFIER.explain(HEADERS, BODY, idempotency_key="x")
        with pytest.raises(errors.InputError) as raised:
            request.explain(global_payment.signer(sign_key="k").sign("GET", "/"), b"")
        with pytest.raises(type(raised.value)):
            request.verify(global_payment.signer(sign_key="k").sign("GET", "/"), b"")
        with pytest.raises(TypeError, match="positional"):
            VERIFIER.explain(HEADERS, BODY, STAGING)


class TestExplanation:
    def test_immutable(self) -> None:
        explanation = explained()
        for item, name in [(explanation, "outcome"), (explanation.findings[0], "cause")]:
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(item, name, "verifies")
        # CPython 3.10 and 3.11 say so in another way for names that no slot has.
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
            explanation.more = 1

    def test_a_value(self) -> None:
        explanation = explained()
        assert explanation == explained()
        assert hash(explanation) == hash(explained())
        assert explanation != VERIFIER.explain(HEADERS, BODY)
        for same in [pickle.loads(pickle.dumps(explanation)), copy.deepcopy(explanation)]:
            assert same == explanation
            assert type(same.rejection) is errors.SignatureMismatch
            assert same.rejection.message == explanation.rejection.message

    def test_json(self) -> None:
        explanation = explained()
        told = json.loads(explanation.json)
        assert set(told) == {field.name for field in dataclasses.fields(explanation)} - {"json", "capsule"}
        rejection = told.pop("rejection")
        for name, value in dataclasses.asdict(dataclasses.replace(explanation, rejection=None)).items():
            if name in told:
                assert json.loads(json.dumps(value)) == told[name]
        assert (rejection["code"], rejection["message"]) == (
            explanation.rejection.code,
            explanation.rejection.message,
        )

    def test_capsule(self) -> None:
        capsule = json.loads(explained().capsule)
        assert capsule["capsule"] == 1
        assert capsule["paysig"] == paysig.__version__
        assert capsule["body"]["length"] == len(WRITTEN_AGAIN)
        assert {header["name"] for header in capsule["headers"]} == set(HEADERS)
        assert capsule["explanation"] == json.loads(explained().json)

    def test_nothing_secret(self) -> None:
        body = b'{"card":"4242424242424242"}'
        headers = solidgate.webhook_signer(**PAIR).sign(body=body)
        expected = headers["Signature"]
        shown = headers | {"Signature": base64.b64encode(b"0" * 128).decode()}
        other = solidgate.webhook_signer(**STAGING).sign(body=body)
        others = {"staging": STAGING}
        texts = []
        for explanation in [
            VERIFIER.explain(shown, body, others=others),
            VERIFIER.explain(other, body, others=others),
            VERIFIER.explain(headers, body + b"\n"),
        ]:
            texts += [explanation.text, explanation.json, explanation.capsule, str(explanation)]
            texts += [repr(explanation), repr(dataclasses.asdict(explanation)), str(explanation.rejection)]
        for text in texts:
            for secret in [PAIR["secret_key"], STAGING["secret_key"]]:
                for form in [secret, secret.encode().hex(), base64.b64encode(secret.encode()).decode()]:
                    assert form not in text
            for signature in [expected, other["Signature"]]:
                digits = base64.b64decode(signature).decode()
                mac = base64.b64encode(bytes.fromhex(digits)).decode()
                for form in [signature, digits, digits.upper(), mac]:
                    assert form not in text
            assert "4242424242424242" not in text

    def test_causes(self) -> None:
        causes = paysig.causes()
        assert causes is paysig.causes()
        assert len({cause.id for cause in causes}) == len(causes) > 50
        for cause in causes:
            assert cause.id.isidentifier()
            assert cause.summary.endswith(".")
            assert cause.fix.endswith(".")


def test_others_run_meanwhile() -> None:
    counted = 0
    ended = threading.Event()

    def explain() -> None:
        assert not VERIFIER.explain(HEADERS, LONG).verifies
        ended.set()

    thread = threading.Thread(target=explain)
    thread.start()
    while not ended.is_set():
        counted += 1
        time.sleep(0.001)
    thread.join()
    assert counted > 20


def test_a_verifier_explains_in_threads() -> None:
    given: list[Explanation] = []
    threads = [threading.Thread(target=lambda: given.append(explained())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given == [explained()] * 8


def test_every_scheme_explains() -> None:
    """A header that is not there is evident in every scheme."""
    for scheme in paysig.schemes():
        credentials = {
            field.name: (KEYS / "rsa2048.spki.pem").read_text() if field.role == "verifying_key" else "a-1"
            for field in scheme.fields
            if field.role in {"public", "secret", "verifying_key"}
        }
        verifier = Verifier(scheme.id, credentials)
        explanation = verifier.explain(
            {}, b"{}", method="POST", url="https://gateway.example/pay", now=1767315845
        )
        assert explanation.scheme == scheme.id
        assert explanation.outcome == "explained"
        assert [finding.cause for finding in explanation.findings] == ["header_missing"], scheme.id
        assert explanation.findings[0].certainty == "evident"
        with pytest.raises(errors.MissingHeader):
            verifier.verify({}, b"{}", method="POST", url="https://gateway.example/pay")


def test_signers_explain_nothing() -> None:
    assert not hasattr(Signer, "explain")
