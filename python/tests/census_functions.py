"""The census: the arguments of what is called directly."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import census as kinds
import paysig
from census import PRIVATE_KEY, PUBLIC_KEY, SECRET, Argument
from conftest import KEYS
from paysig import (
    Form,
    PaysigError,
    PrivateKey,
    PublicKey,
    Signer,
    Verified,
    Verifier,
    global_payment,
    keys,
    smart_glocal,
)

SCHEME = "global-payment/request"
URL = "https://gateway.example/v1/pay?id=7"
PAIR = {"public_key": "api_pk_1", "secret_key": SECRET}
SIGNER = global_payment.request_signer(sign_key=SECRET)
VERIFIER = global_payment.request_verifier(sign_key=SECRET)
ANSWERS = global_payment.response_verifier(sign_key=SECRET)
RSA = smart_glocal.request_signer(project="merchant", private_key=PRIVATE_KEY)
HEADERS = SIGNER.sign("POST", URL, b"{}")
*OTHER_HEADERS, (SIGNED, _) = HEADERS.items()
KEY = PrivateKey.read(PRIVATE_KEY)
ENCRYPTED = (KEYS / "rsa2048.pkcs8-encrypted.pem").read_bytes()
FORM = Form(**PAIR)


def arguments() -> list[Argument]:
    return [*_building(), *_signing(), *_verifying(), *_keys(), *_the_rest(), *_generated()]


def _building() -> Iterator[Argument]:
    def sign_with(bad: Any) -> Signer:
        return Signer(SCHEME, sign_key=bad)

    def verify_with(bad: Any) -> Verifier:
        return Verifier(SCHEME, {"sign_key": bad})

    def signer(options: Any) -> Signer:
        return Signer(SCHEME, sign_key=SECRET, options=options)

    def verifier(options: Any) -> Verifier:
        return Verifier(SCHEME, {"sign_key": SECRET}, options=options)

    yield Argument("Signer", "scheme", kinds.TEXT, lambda bad: Signer(bad, sign_key=SECRET))
    yield from _options("Signer", signer)
    yield Argument(
        "Signer",
        "a credential's name",
        kinds.NAME,
        lambda bad: Signer(SCHEME, **{bad: SECRET}),
        "credentials",
    )
    yield from _credential("Signer", sign_with)
    yield Argument("Verifier", "scheme", kinds.TEXT, lambda bad: Verifier(bad, {"sign_key": SECRET}))
    yield Argument("Verifier", "credentials", kinds.MAPPING, lambda bad: Verifier(SCHEME, bad))
    yield Argument(
        "Verifier",
        "a label",
        kinds.NAME,
        lambda bad: Verifier(SCHEME, {bad: {"sign_key": SECRET}}),
        "credentials",
    )
    yield Argument(
        "Verifier",
        "a credential's name",
        kinds.NAME,
        lambda bad: Verifier(SCHEME, {bad: SECRET}),
        "credentials",
    )
    yield from _credential("Verifier", verify_with)
    yield from _options("Verifier", verifier)


def _credential(function: str, call: Callable[[Any], Any]) -> Iterator[Argument]:
    yield Argument(function, "a credential (str)", kinds.TEXT_OR_BYTES, call, "credentials")
    yield Argument(function, "a credential (bytes)", kinds.BUFFER, call, "credentials")


def _options(function: str, call: Callable[[Any], Any]) -> Iterator[Argument]:
    yield Argument(function, "options", kinds.MAPPING, call)
    yield Argument(function, "an option's name", kinds.NAME, lambda bad: call({bad: "1"}), "options")
    yield Argument(function, "an option (str)", kinds.OPTION, lambda bad: call({"query": bad}), "options")
    yield Argument(
        function, "an option (bool)", kinds.FLAG, lambda bad: call({"allow_http_loopback": bad}), "options"
    )
    yield Argument(function, "tolerance", kinds.SECONDS, lambda bad: call({"tolerance": bad}), "options")


def _signing() -> Iterator[Argument]:
    for function, sign, sign_rsa in [
        ("Signer.sign", SIGNER.sign, RSA.sign),
        ("Signer.string_to_sign", SIGNER.string_to_sign, RSA.string_to_sign),
    ]:
        yield from _message(function, sign)
        for name in "idempotency_key", "submerchant":
            yield Argument(function, name, kinds.TEXT, _named(sign_rsa, name), "options")


def _message(function: str, sign: Callable[..., Any]) -> Iterator[Argument]:
    yield Argument(function, "method", kinds.TEXT, lambda bad: sign(bad, URL))
    yield Argument(function, "url", kinds.TEXT, lambda bad: sign("POST", bad))
    yield Argument(function, "body", kinds.BODY, lambda bad: sign("POST", URL, bad))
    yield Argument(function, "now", kinds.TIME, lambda bad: sign("POST", URL, now=bad))
    yield Argument(
        function, "timestamp (str)", kinds.TIMESTAMP, lambda bad: sign("POST", URL, timestamp=bad), "options"
    )
    yield Argument(
        function,
        "timestamp (time)",
        kinds.TIME_OR_TEXT,
        lambda bad: sign("POST", URL, timestamp=bad),
        "options",
    )
    yield Argument(
        function, "access_token", kinds.TEXT, lambda bad: sign("POST", URL, access_token=bad), "options"
    )
    yield Argument(
        function, "an option's name", kinds.NAME, lambda bad: sign("POST", URL, **{bad: "1"}), "options"
    )


def _named(call: Callable[..., Any], name: str) -> Callable[[Any], Any]:
    return lambda bad: call("POST", URL, b"{}", **{name: bad})


def _verifying() -> Iterator[Argument]:
    yield from _received("Verifier.verify", VERIFIER.verify, ANSWERS.verify)

    def explain(*arguments: Any, **named: Any) -> Any:
        # Of long bodies, not every mistake there is: it would take minutes.
        explanation = VERIFIER.explain(*arguments, **{"budget": 1 << 16, **named})
        assert SECRET not in explanation.text + explanation.json + explanation.capsule
        assert explanation.text.replace("\n", "").isprintable()

    def explain_answer(*arguments: Any, **named: Any) -> Any:
        return ANSWERS.explain(*arguments, budget=1 << 16, **named)

    yield from _received("Verifier.explain", explain, explain_answer)

    def others(bad: Any) -> Any:
        explain(HEADERS, b"other", others=bad, method="POST", url=URL)

    yield Argument("Verifier.explain", "others", kinds.MAPPING, others)
    yield Argument(
        "Verifier.explain",
        "a label of others",
        kinds.NAME,
        lambda bad: others({bad: {"sign_key": SECRET}}),
        "others",
    )
    yield Argument(
        "Verifier.explain", "a name in others", kinds.NAME, lambda bad: others({bad: SECRET}), "others"
    )
    yield Argument(
        "Verifier.explain",
        "a credential in others (str)",
        kinds.TEXT_OR_BYTES,
        lambda bad: others({"sign_key": bad}),
        "others",
    )
    yield Argument(
        "Verifier.explain",
        "a credential in others (bytes)",
        kinds.BUFFER,
        lambda bad: others({"sign_key": bad}),
        "others",
    )
    yield Argument(
        "Verifier.explain",
        "budget",
        kinds.INTEGER,
        lambda bad: explain(HEADERS, b"{ }", budget=bad, method="POST", url=URL),
    )


def _received(
    function: str, verify: Callable[..., Any], verify_answer: Callable[..., Any]
) -> Iterator[Argument]:
    def request(headers: Any = HEADERS, body: Any = b"{}", **named: Any) -> Any:
        return verify(headers, body, **{"method": "POST", "url": URL, **named})

    def answer(bad: Any) -> Any:
        headers = {"D-SIGNATURE": "A" * 88}
        return verify_answer(headers, b"{}", method="POST", url=URL, request_timestamp=bad)

    for kind, bad_values in [("str", kinds.LINE_TEXT), ("bytes", kinds.LINE)]:
        yield Argument(
            function, f"a header's name ({kind})", bad_values, lambda bad: request([(bad, "1")]), "headers"
        )
        yield Argument(
            function,
            f"a header's value ({kind})",
            bad_values,
            lambda bad: request([*OTHER_HEADERS, (SIGNED, bad)]),
            "headers",
        )
    yield Argument(function, "headers", kinds.HEADERS, request)
    yield Argument(function, "body", kinds.BODY, lambda bad: request(HEADERS, bad))
    yield Argument(function, "method", kinds.TEXT, lambda bad: request(method=bad))
    yield Argument(function, "url", kinds.TEXT, lambda bad: request(url=bad))
    yield Argument(function, "now", kinds.TIME, lambda bad: request(now=bad))
    yield Argument(function, "replay_key", kinds.TRUTH, lambda bad: request(replay_key=bad))
    yield Argument(function, "request_timestamp (str)", kinds.TIMESTAMP, answer, "options")
    yield Argument(function, "request_timestamp (time)", kinds.TIME_OR_TEXT, answer, "options")
    yield Argument(function, "an option's name", kinds.NAME, lambda bad: request(**{bad: "1"}), "options")


def _keys() -> Iterator[Argument]:
    public = KEY.public_key()
    yield Argument("PrivateKey.generate", "bits", kinds.INTEGER, PrivateKey.generate)
    for kind, bad_values, passphrases in [
        ("str", kinds.TEXT_OR_BYTES, kinds.TEXT_OR_BYTES),
        ("bytes", kinds.BUFFER, kinds.PASSPHRASE),
    ]:
        for function, read in [
            ("PrivateKey.read", PrivateKey.read),
            ("PublicKey.read", PublicKey.read),
            ("keys.inspect", keys.inspect),
        ]:
            yield Argument(function, f"material ({kind})", bad_values, read, "material")
        for function, read_encrypted in [
            ("PrivateKey.read", PrivateKey.read),
            ("keys.inspect", keys.inspect),
        ]:
            yield Argument(
                function,
                f"passphrase ({kind})",
                passphrases,
                lambda bad, read_encrypted=read_encrypted: read_encrypted(ENCRYPTED, bad),
                "passphrase",
            )
        yield Argument(
            "PrivateKey.write",
            f"passphrase ({kind})",
            passphrases,
            lambda bad: KEY.write(passphrase=bad),
            "passphrase",
        )
    yield Argument("PrivateKey.write", "encoding", kinds.TEXT, KEY.write)
    yield Argument("PublicKey.write", "encoding", kinds.TEXT, public.write)
    yield Argument("PublicKey.matches", "private_key", kinds.OBJECT, public.matches)


def _the_rest() -> Iterator[Argument]:
    for function in "data", "update", "resign":
        make = getattr(FORM, function)
        yield Argument(f"Form.{function}", "attributes (str)", kinds.JSON_TEXT, make, "attributes")
        yield Argument(f"Form.{function}", "attributes (bytes)", kinds.JSON_BYTES, make, "attributes")
        yield Argument(
            f"Form.{function}",
            "a name in attributes",
            kinds.JSON_NAME,
            lambda bad, make=make: make({bad: 1}),
            "attributes",
        )
        yield Argument(
            f"Form.{function}",
            "a value in attributes",
            kinds.JSON_VALUE,
            lambda bad, make=make: make({"a": bad}),
            "attributes",
        )
        yield Argument(f"Form.{function}", "iv", kinds.BYTES, lambda bad, make=make: make(b"{}", iv=bad))
    yield Argument(
        "Form", "a credential's name", kinds.NAME, lambda bad: Form(**{bad: SECRET}), "credentials"
    )
    yield from _credential("Form", lambda bad: Form(**{**PAIR, "secret_key": bad}))
    yield Argument("Form.decrypt", "intent", kinds.TEXT, FORM.decrypt)

    yield Argument("paysig.gateway", "id", kinds.TEXT, paysig.gateway)
    yield Argument("paysig.scheme", "id", kinds.TEXT, paysig.scheme)
    yield Argument("describe.Scheme.option", "name", kinds.TEXT, SIGNER.scheme.option)
    with_version, with_error = paysig.gateway("smart-glocal"), paysig.gateway("solidgate")
    url = "describe.Gateway.url"
    yield Argument(url, "path", kinds.TEXT, with_version.url)
    yield Argument(url, "environment", kinds.TEXT, lambda bad: with_version.url("status", environment=bad))
    yield Argument(url, "product", kinds.TEXT, lambda bad: with_version.url("status", product=bad))
    yield Argument(url, "version", kinds.TEXT, lambda bad: with_version.url("status", version=bad))
    yield Argument(
        "describe.Gateway.error", "status", kinds.INTEGER, lambda bad: with_error.error(bad, b"{}")
    )
    yield Argument("describe.Gateway.error", "body", kinds.BODY, lambda bad: with_error.error(200, bad))

    def verified(**named: Any) -> Any:
        made = Verified(**{"scheme": SCHEME, "replay_key": None, **named})
        return repr(made), made.timestamp, made.replay_key

    yield Argument("Verified", "scheme", kinds.TEXT, lambda bad: verified(scheme=bad))
    yield Argument("Verified", "label", kinds.TEXT, lambda bad: verified(label=bad))
    yield Argument("Verified", "timestamp_ms", kinds.INTEGER, lambda bad: verified(timestamp_ms=bad))
    yield Argument("Verified", "covers", kinds.NAMES, lambda bad: verified(covers=bad))
    yield Argument("Verified", "a name in covers", kinds.TEXT, lambda bad: verified(covers=[bad]), "covers")
    yield Argument("Verified", "replay_key", kinds.BYTES, lambda bad: verified(replay_key=bad))
    yield Argument(
        "Verified", "unauthenticated_body", kinds.BYTES, lambda bad: verified(unauthenticated_body=bad)
    )
    # All others are made as it is: a test says so.
    yield Argument("PaysigError", "message", kinds.TEXT, lambda bad: str(PaysigError(bad)))


# What the types of the gateways' functions say, and the kinds that each has.
TYPES = {
    "str": [("", kinds.TEXT_OR_BYTES)],
    "str | bytes": [(" (str)", kinds.TEXT_OR_BYTES), (" (bytes)", kinds.BUFFER)],
    "float | timedelta | None": [("", kinds.SECONDS)],
    "bool | None": [("", kinds.FLAG)],
    "str | None": [("", kinds.OPTION)],
}
TYPES["str | bytes | None"] = TYPES["str | bytes"]


def _generated() -> Iterator[Argument]:
    for gateway in paysig.gateways():
        home = gateway.id.replace("-", "_")
        module = importlib.import_module(f"paysig.{home}")
        for name in module.__all__:
            make = getattr(module, name)
            given = {one.name: one for one in inspect.signature(make).parameters.values()}
            usual = {
                one: _usual(home, name, one)
                for one, parameter in given.items()
                if parameter.default is parameter.empty
            }
            # The short names are the same functions.
            for one, parameter in given.items() if make.__name__ == name else ():
                annotation = (
                    "str | None" if parameter.annotation.startswith("Literal[") else parameter.annotation
                )
                for suffix, bad_values in TYPES[annotation]:
                    yield Argument(
                        f"{home}.{name}",
                        one + suffix,
                        bad_values,
                        lambda bad, make=make, usual=usual, one=one: make(**{**usual, one: bad}),
                        one,
                    )


def _usual(home: str, function: str, credential: str) -> str:
    if credential == "private_key":
        return PRIVATE_KEY
    if credential == "public_key":
        return PUBLIC_KEY if home == "smart_glocal" else ("wh_pk_1" if "webhook" in function else "api_pk_1")
    return {"email": "shop@merchant.example", "site_id": "1010", "project": "merchant"}.get(
        credential, SECRET
    )
