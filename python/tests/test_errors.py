"""Every error code, brought about through Python, and what exceptions do."""

import pickle
import traceback
from collections.abc import Callable
from typing import Any

import pytest

import paysig
from conftest import KEYS
from paysig import (
    Form,
    PaysigError,
    PrivateKey,
    PublicKey,
    Signer,
    Verifier,
    _paysig,
    aeterna,
    errors,
    global_payment,
    smart2pay,
    smart_glocal,
    solidgate,
)

API = {"public_key": "api_pk_1", "secret_key": "api_sk_2"}
HOOK = {"public_key": "wh_pk_1", "secret_key": "wh_sk_2"}
KEY = {"sign_key": "kWvJw0Yx"}
APP = {"public_token": "token", "email": "shop@merchant.example", "secret_token": "secret"}
URL = "https://gateway.example/pay"
PROJECT = smart_glocal.signer(project="p", private_key=(KEYS / "rsa2048.pkcs8.pem").read_bytes())
STABLE = global_payment.signer(**KEY)


def key(name: str) -> bytes:
    return (KEYS / name).read_bytes()


def verify(headers: Any, body: bytes = b"{}", **arguments: Any) -> Any:
    return global_payment.verifier(**KEY).verify(headers, body, **arguments)


def hook(**changes: str) -> dict[str, str]:
    return global_payment.webhook_signer(**KEY).sign(body=b"{}") | changes


CASES: dict[str, Callable[[], Any]] = {
    "unknown_scheme": lambda: Signer("solidgate/refund"),
    "unknown_gateway": lambda: paysig.gateway("solid"),
    "missing_credential": lambda: Signer("solidgate/request", public_key="api_pk_1"),
    "unknown_credential": lambda: Signer("solidgate/request", **API, merchant="x"),
    "empty_credential": lambda: solidgate.signer(public_key="api_pk_1", secret_key=""),
    "malformed_credential": lambda: solidgate.signer(public_key="api_pk_1", secret_key="api_sk_2\n"),
    "wrong_half_of_pair": lambda: solidgate.signer(public_key="api_sk_2", secret_key="api_sk_2"),
    "wrong_pair": lambda: solidgate.signer(**HOOK),
    "secret_too_short": lambda: Form(**API),
    "duplicate_credential": lambda: Verifier("solidgate/webhook", Twice()),
    "invalid_label": lambda: Verifier("solidgate/webhook", {"no spaces": HOOK}),
    "malformed_key": lambda: PrivateKey.read(key("rsa2048.pkcs8.pem")[:500]),
    "wrong_key_kind": lambda: PrivateKey.read(key("rsa2048.spki.pem")),
    "key_too_small": lambda: PublicKey.read(key("rsa1024.spki.pem")),
    "unsupported_key": lambda: PublicKey.read(key("exponent-too-large.spki.pem")),
    "wrong_passphrase": lambda: PrivateKey.read(key("rsa2048.pkcs8-encrypted.pem"), "wrong"),
    "missing_passphrase": lambda: PrivateKey.read(key("rsa2048.pkcs8-encrypted.pem")),
    "unknown_option": lambda: Signer("solidgate/request", options={"tolerance": 5}, **API),
    "invalid_option": lambda: global_payment.signer(**KEY, tolerance=0),
    "invalid_url": lambda: STABLE.sign("GET", "/pay#part"),
    "insecure_url": lambda: aeterna.signer(**APP).sign("POST", "http://gateway.example/"),
    "wrong_method": lambda: aeterna.signer(**APP).sign("GET", URL),
    "missing_request": lambda: STABLE.sign(body=b"{}"),
    "missing_body": lambda: verify(hook(), None),
    "invalid_timestamp": lambda: STABLE.sign("GET", "/", timestamp="1"),
    "invalid_idempotency_key": lambda: PROJECT.sign("POST", URL, b"", idempotency_key="abc"),
    "invalid_value": lambda: PROJECT.sign("POST", URL, b"", submerchant="\n7"),
    "invalid_headers": lambda: verify(42),
    "unknown_host": lambda: paysig.gateway("aeterna").url("pay"),
    "invalid_text": lambda: STABLE.sign("GET", "/\ud800"),
    "invalid_argument": lambda: PrivateKey.generate(1024),
    "missing_header": lambda: verify({}),
    "duplicate_header": lambda: verify([*hook().items(), *hook().items()]),
    "malformed_timestamp": lambda: verify(hook(TIMESTAMP="soon")),
    "wrong_time_unit": lambda: verify(hook(TIMESTAMP="1712345678")),
    "unknown_sender": lambda: solidgate.verifier(**HOOK).verify(
        {"Merchant": "wh_pk_9", "Signature": "x"}, b""
    ),
    "malformed_signature": lambda: verify(hook(SIGNATURE="x")),
    "signature_mismatch": lambda: verify(hook(), b"{ }"),
    "stale": lambda: verify(hook(), now=4102444800),
    "future": lambda: verify(hook(), now=1000000000),
    "malformed_request": lambda: global_payment.request_verifier(**KEY).verify(
        STABLE.sign("GET", "/"), b"", method="GET", url="/#"
    ),
    "internal": lambda: _paysig.panic_on_purpose(),
}
# What Python gives no way to bring about: schemes of one's own are Rust's, buffers the C library's; the others are broken machines.
UNREACHABLE = {"invalid_scheme", "buffer_too_small", "random_unavailable", "fault_detected"}


class Twice(dict[str, Any]):
    """A mapping with one label twice, as a careless mapping type may have."""

    def items(self) -> Any:
        return [("a", HOOK), ("a", HOOK)]


def test_every_code_is_here() -> None:
    assert CASES.keys() | UNREACHABLE == errors.BY_CODE.keys()
    assert not CASES.keys() & UNREACHABLE


@pytest.mark.parametrize("code", CASES)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_raised(code: str) -> None:
    expected = errors.BY_CODE[code]
    with pytest.raises(expected) as raised:
        CASES[code]()
    error = raised.value
    assert type(error) is expected
    assert isinstance(error, PaysigError)
    assert error.code == code
    assert error.message
    assert str(error).startswith(f"{code}: {error.message}")
    assert str(error).endswith(error.advice)


@pytest.mark.parametrize("code", errors.BY_CODE)
def test_pickled(code: str) -> None:
    error = errors.BY_CODE[code]("what was wrong")
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        copy = pickle.loads(pickle.dumps(error, protocol))
        assert type(copy) is type(error)
        assert (copy.code, copy.number, copy.message, str(copy)) == (
            code,
            error.number,
            "what was wrong",
            str(error),
        )


def test_names_that_people_catch() -> None:
    for name, code in [
        ("SignatureMismatch", "signature_mismatch"),
        ("StaleMessage", "stale"),
        ("FutureMessage", "future"),
        ("MissingHeader", "missing_header"),
        ("InternalFailure", "internal"),
    ]:
        assert getattr(errors, name) is errors.BY_CODE[code]
    assert issubclass(errors.MissingBody, TypeError)


class TestNothingLeaks:
    SECRET = "sk_4f1a9eb0_do_not_tell"
    BODY = b'{"card":"4242424242424242"}'

    def text_of(self, call: Callable[[], Any]) -> str:
        try:
            call()
        except Exception as error:
            return "".join(traceback.format_exception(error)) + repr(error) + str(error) + repr(vars(error))
        raise AssertionError("it did not fail")

    def test_exceptions(self) -> None:
        secret = self.SECRET
        signed = global_payment.webhook_signer(sign_key=secret).sign(body=self.BODY)
        expected = signed["SIGNATURE"]
        pem = key("rsa2048.pkcs8.pem").decode()
        for call in [
            lambda: solidgate.signer(public_key="api_pk_1", secret_key=f"{secret}\n"),
            lambda: solidgate.signer(public_key=f"api_sk_{secret}", secret_key=f"api_pk_{secret}"),
            lambda: Signer("solidgate/request", **{secret: "x"}),
            lambda: Signer("solidgate/request", public_key=secret, secret_key=None),
            lambda: smart2pay.signer(site_id=f"1:{secret}", api_key=secret),
            lambda: smart_glocal.signer(project="p", private_key=pem[:900]),
            lambda: PrivateKey.read(key("rsa2048.pkcs8-encrypted.pem"), secret),
            lambda: global_payment.verifier(sign_key=secret).verify(
                signed | {"SIGNATURE": "A" * 86 + "=="}, self.BODY
            ),
            lambda: global_payment.verifier(sign_key=secret).verify({}, self.BODY),
            lambda: global_payment.signer(sign_key=secret).sign("GET", "http://x/#"),
            lambda: global_payment.signer(sign_key=secret).sign("GET", "http://x/", access_token=secret),
            lambda: global_payment.signer(sign_key=secret).sign(
                "GET", "https://x/", access_token=f"{secret} "
            ),
            lambda: global_payment.signer(sign_key=secret).sign("GET", "/", self.BODY.decode()),
        ]:
            text = self.text_of(call)
            # The lines of this file that a traceback quotes name no value.
            assert secret not in text, call
            assert expected not in text
            assert "4242424242424242" not in text
            assert pem.splitlines()[3] not in text

    def test_objects(self) -> None:
        signer = global_payment.signer(sign_key=self.SECRET)
        verifier = global_payment.verifier(sign_key=self.SECRET)
        headers = global_payment.webhook_signer(sign_key=self.SECRET).sign(body=self.BODY)
        verified = verifier.verify(headers, self.BODY)
        string = signer.string_to_sign("GET", "/", self.BODY)
        private = PrivateKey.read(key("rsa2048.pkcs8.pem"))
        for item in [signer, verifier, verified, private, private.public_key(), string, *string.parts]:
            assert self.SECRET not in repr(item)
            assert "4242424242424242" not in repr(item)
        assert self.SECRET not in str(signer)
        for item in [signer, verifier, private]:
            with pytest.raises(TypeError, match="cannot pickle"):
                pickle.dumps(item)
