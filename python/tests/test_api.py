"""What signers and verifiers take and give."""

import array
import base64
import copy
import hashlib
import hmac
import http.client
import io
import mmap
import pickle
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import MappingProxyType
from typing import Any

import flask
import httpx
import pytest
import requests
import starlette.datastructures
import urllib3
import werkzeug.datastructures
from django.http import HttpHeaders

from conftest import KEYS
from paysig import (
    UNSIGNED,
    Signer,
    Verified,
    Verifier,
    errors,
    global_payment,
    smart2pay,
    solidgate,
)

PAIR = {"public_key": "wh_pk_c52ea06e", "secret_key": "wh_sk_1f4a9eb0"}
SIGNER = solidgate.webhook_signer(**PAIR)
VERIFIER = solidgate.verifier(**PAIR)
KEY = {"sign_key": "kWvJw0Yx"}
STABLE = global_payment.signer(**KEY)
MERCHANT = global_payment.request_verifier(**KEY)


def mac(body: bytes) -> str:
    """The same, by Python's own library."""
    message = PAIR["public_key"].encode() + body + PAIR["public_key"].encode()
    digest = hmac.new(PAIR["secret_key"].encode(), message, hashlib.sha512).hexdigest()
    return base64.b64encode(digest.encode()).decode()


class TestBodies:
    @pytest.mark.parametrize("size", [0, 1, 100, 16 * 1024 - 1, 16 * 1024, 3_000_000])
    def test_buffers(self, size: int, tmp_path: Path) -> None:
        data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
        path = tmp_path / "body"
        path.write_bytes(data or b"-")
        buffers: list[Any] = [data, bytearray(data), memoryview(data), memoryview(bytearray(data))]
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            for body in buffers + ([mapped] if data else []):
                headers = SIGNER.sign(body=body)
                assert headers["Signature"] == mac(data)
                verified = VERIFIER.verify(headers, body)
                assert verified.body == data
                assert type(verified.body) is bytes

    def test_buffers_that_are_not_contiguous(self) -> None:
        data = bytes(range(200))
        grid = memoryview(bytes(range(24))).cast("B", (4, 6))
        numbers = array.array("I", range(10))
        for body, wanted in [
            (memoryview(data)[::3], data[::3]),
            (memoryview(data)[::-1], data[::-1]),
            (grid, bytes(range(24))),
            (numbers, numbers.tobytes()),
            (memoryview(numbers)[::2], numbers[::2].tobytes()),
        ]:
            assert SIGNER.sign(body=body)["Signature"] == mac(wanted)
            assert VERIFIER.verify(SIGNER.sign(body=wanted), body).body == wanted

    def test_the_very_bytes_are_given_back(self) -> None:
        body = b"x" * 1000
        assert VERIFIER.verify(SIGNER.sign(body=body), body).body is body

    def test_a_snapshot_is_taken(self) -> None:
        body = bytearray(b"x" * 1000)
        verified = VERIFIER.verify(SIGNER.sign(body=body), body)
        body[0] = 0
        assert verified.body == b"x" * 1000

    @pytest.mark.parametrize("body", ["text", {"a": 1}, [b"x"], 5, 1.5, io.BytesIO(b"x"), object()])
    def test_refused(self, body: Any) -> None:
        for call in [lambda: SIGNER.sign(body=body), lambda: SIGNER.string_to_sign(body=body)]:
            with pytest.raises(
                TypeError, match=r"body must be bytes, not \w+.*sign those bytes and send the same ones"
            ):
                call()
        with pytest.raises(TypeError, match=r"body must be bytes, not .*raw body.*`request\.get_data\(\)`"):
            VERIFIER.verify({}, body)

    def test_why_text_and_objects_are_refused(self) -> None:
        with pytest.raises(TypeError, match="text could have come from several"):
            VERIFIER.verify({}, "x")
        with pytest.raises(TypeError, match="does not tell how it was written"):
            VERIFIER.verify({}, {})
        with pytest.raises(TypeError, match='not None: an empty body is b""'):
            SIGNER.sign(body=None)
        with pytest.raises(TypeError, match="body is None") as raised:
            VERIFIER.verify({}, None)
        assert isinstance(raised.value, errors.MissingBody)

    def test_no_body_signs_an_empty_one(self) -> None:
        assert SIGNER.sign("POST", "/") == SIGNER.sign("POST", "/", b"") == SIGNER.sign(body=b"")

    def test_unsigned(self) -> None:
        headers = STABLE.sign("POST", "/upload", UNSIGNED)
        verified = MERCHANT.verify(headers, UNSIGNED, method="POST", url="/upload", replay_key=True)
        assert "body" not in verified.covers
        assert (verified.body, verified.replay_key, verified.unauthenticated_body) == (None, None, b"")
        with pytest.raises(errors.UnknownOption):
            SIGNER.sign(body=UNSIGNED)
        assert pickle.loads(pickle.dumps(UNSIGNED)) is UNSIGNED
        assert repr(UNSIGNED) == "paysig.UNSIGNED"


class TestHeaders:
    HEADERS = SIGNER.sign(body=b"{}")
    TWICE = [*HEADERS.items(), ("signature", HEADERS["Signature"])]

    def environ(self, **more: Any) -> dict[str, Any]:
        return {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": "application/json",
            "wsgi.version": (1, 0),
            "wsgi.input": io.BytesIO(),
            "HTTP_MERCHANT": self.HEADERS["Merchant"],
            "HTTP_SIGNATURE": self.HEADERS["Signature"],
            **more,
        }

    def containers(self) -> list[Any]:
        pairs = list(self.HEADERS.items())
        raw = [(name.lower().encode(), value.encode()) for name, value in pairs]
        message = http.client.HTTPMessage()
        for name, value in pairs:
            message[name] = value
        return [
            self.HEADERS,
            {name.upper(): value for name, value in pairs},
            MappingProxyType(self.HEADERS),
            {name: [value] for name, value in pairs},
            pairs,
            tuple(pairs),
            iter(pairs),
            [list(pair) for pair in pairs],
            raw,
            dict(raw),
            self.environ(),
            message,
            requests.structures.CaseInsensitiveDict(self.HEADERS),
            httpx.Headers(self.HEADERS),
            httpx.Headers(self.HEADERS).raw,
            urllib3.HTTPHeaderDict(self.HEADERS),
            HttpHeaders(self.environ()),
            werkzeug.datastructures.Headers(pairs),
            werkzeug.datastructures.EnvironHeaders(self.environ()),
            starlette.datastructures.Headers(self.HEADERS),
            starlette.datastructures.Headers(raw=raw),
            starlette.datastructures.MutableHeaders(raw=raw),
        ]

    def test_containers(self) -> None:
        for headers in self.containers():
            assert VERIFIER.verify(headers, b"{}").label == "default", type(headers)

    def test_a_flask_request(self) -> None:
        app = flask.Flask("shop")
        with app.test_request_context(method="POST", headers=self.HEADERS, data=b"{}"):
            assert VERIFIER.verify(flask.request.headers, flask.request.get_data()).body == b"{}"
            assert VERIFIER.verify(flask.request.environ, b"{}").body == b"{}"

    def test_repeats_are_seen(self) -> None:
        message = http.client.HTTPMessage()
        for name, value in self.TWICE:
            message[name] = value
        folded = dict(self.HEADERS) | {
            "Signature": f"{self.HEADERS['Signature']}, {self.HEADERS['Signature']}"
        }
        raw = [(name.lower().encode(), value.encode()) for name, value in self.TWICE]
        for headers in [
            self.TWICE,
            dict(self.TWICE),
            {"Merchant": PAIR["public_key"], "Signature": [self.HEADERS["Signature"]] * 2},
            raw,
            message,
            folded,
            requests.structures.CaseInsensitiveDict(folded),
            self.environ(HTTP_SIGNATURE=folded["Signature"]),
            httpx.Headers(self.TWICE),
            urllib3.HTTPHeaderDict(self.TWICE),
            HttpHeaders(self.environ(HTTP_SIGNATURE=folded["Signature"])),
            werkzeug.datastructures.Headers(self.TWICE),
            starlette.datastructures.Headers(raw=raw),
        ]:
            with pytest.raises(errors.DuplicateHeader):
                VERIFIER.verify(headers, b"{}")

    def test_values_are_latin_1(self) -> None:
        for value in ["é", "€", "\udcff"]:
            with pytest.raises(errors.MalformedSignature):
                VERIFIER.verify(dict(self.HEADERS) | {"Signature": value, "X-Other": value}, b"{}")

    @pytest.mark.parametrize(
        "headers",
        [
            None,
            5,
            "Merchant: x",
            b"Merchant: x",
            [1],
            [("a",)],
            [("a", "b", "c")],
            ["ab"],
            {"a": 1},
            {1: "a"},
            {"a": None},
        ],
    )
    def test_refused(self, headers: Any) -> None:
        with pytest.raises(errors.InvalidHeaders):
            VERIFIER.verify(headers, b"{}")

    def test_a_dict_that_changes_meanwhile(self) -> None:
        class Values(list[str]):
            def __iter__(self) -> Any:
                changing["X-More"] = environ["HTTP_X_MORE"] = "x"
                return super().__iter__()

        changing: dict[str, Any] = {"X-First": Values(["x"]), **self.HEADERS}
        environ = self.environ()
        assert VERIFIER.verify(changing, b"{}").label == "default"
        assert "X-More" in changing

    def test_an_error_of_the_container_comes_through(self) -> None:
        def broken() -> Any:
            raise ZeroDivisionError
            yield

        with pytest.raises(ZeroDivisionError):
            VERIFIER.verify(broken(), b"{}")


class TestTimes:
    AWARE = datetime(2026, 1, 2, 3, 4, 5, 678900, tzinfo=timezone(timedelta(hours=2)))
    STAMP = "1767315845678"

    @pytest.mark.parametrize(
        "given", [AWARE, AWARE.astimezone(timezone.utc), AWARE.timestamp(), 1767315845.678, STAMP]
    )
    def test_given_timestamps(self, given: Any) -> None:
        assert STABLE.sign("GET", "/", timestamp=given)["TIMESTAMP"] == self.STAMP
        if given != self.STAMP:
            assert STABLE.sign("GET", "/", now=given)["TIMESTAMP"] == self.STAMP

    def test_the_scheme_decides_the_unit(self) -> None:
        signer = Signer("sumsub/request", app_token="a", secret_key="b")
        assert signer.sign("GET", "/", timestamp=self.AWARE)["X-App-Access-Ts"] == "1767315845"
        assert signer.sign("GET", "/", timestamp=1767315845)["X-App-Access-Ts"] == "1767315845"

    def test_every_millisecond_comes_back(self) -> None:
        for milliseconds in range(1767315845000, 1767315846000):
            signed = STABLE.sign("GET", "/", timestamp=milliseconds / 1000)
            assert signed["TIMESTAMP"] == str(milliseconds)

    def test_a_verified_timestamp(self) -> None:
        verified = MERCHANT.verify(
            STABLE.sign("GET", "/", timestamp=self.STAMP), b"", method="GET", url="/", now=self.AWARE
        )
        assert verified.timestamp == self.AWARE.replace(microsecond=678000)
        assert verified.timestamp is not None
        assert verified.timestamp.utcoffset() == timedelta(0)
        assert verified.timestamp_ms == int(self.STAMP)
        assert VERIFIER.verify(SIGNER.sign(body=b""), b"").timestamp is None

    @pytest.mark.parametrize(
        "now", [AWARE + timedelta(seconds=120), 1767315845 + 120, AWARE - timedelta(seconds=120)]
    )
    def test_now(self, now: Any) -> None:
        headers = STABLE.sign("GET", "/", timestamp=self.STAMP)
        assert MERCHANT.verify(headers, b"", method="GET", url="/", now=now)

    def test_the_clock_is_the_default(self) -> None:
        assert MERCHANT.verify(STABLE.sign("GET", "/"), b"", method="GET", url="/")
        with pytest.raises(errors.StaleMessage, match="120 s allowed"):
            MERCHANT.verify(STABLE.sign("GET", "/", timestamp=self.STAMP), b"", method="GET", url="/")

    @pytest.mark.parametrize("tolerance", [300, 300.0, timedelta(minutes=5), "300"])
    def test_tolerance(self, tolerance: Any) -> None:
        verifier = Verifier("global-payment/request", KEY, options={"tolerance": tolerance})
        headers = STABLE.sign("GET", "/", timestamp=self.STAMP)
        arguments: dict[str, Any] = {"method": "GET", "url": "/"}
        assert verifier.verify(headers, b"", now=int(self.STAMP) / 1000 + 300, **arguments)
        with pytest.raises(errors.StaleMessage):
            verifier.verify(headers, b"", now=int(self.STAMP) / 1000 + 300.001, **arguments)

    @pytest.mark.parametrize(
        "tolerance", [0, -1, timedelta(0), timedelta(seconds=-1), float("nan"), True, 1e300]
    )
    def test_no_tolerance(self, tolerance: Any) -> None:
        with pytest.raises(errors.InvalidOption):
            Verifier("global-payment/request", KEY, options={"tolerance": tolerance})

    @pytest.mark.parametrize("now", [datetime(2026, 1, 2), float("nan"), float("inf"), 1e300, 10**400])
    def test_no_time(self, now: Any) -> None:
        for name in ["now", "timestamp"]:
            with pytest.raises(errors.InvalidArgument):
                STABLE.sign("GET", "/", **{name: now})

    @pytest.mark.parametrize("now", [True, b"1", [1], object()])
    def test_no_time_at_all(self, now: Any) -> None:
        with pytest.raises(TypeError, match="must be an aware datetime, or seconds since 1970"):
            STABLE.sign("GET", "/", now=now)

    @pytest.mark.parametrize("before", [-1, datetime(1960, 1, 1, tzinfo=timezone.utc)])
    def test_before_the_first_timestamp(self, before: Any) -> None:
        for name in ["now", "timestamp"]:
            with pytest.raises(errors.InputError):
                STABLE.sign("GET", "/", **{name: before})


class TestCredentials:
    def test_labels(self) -> None:
        old, new = PAIR, {"public_key": "wh_pk_c52ea06e", "secret_key": "wh_sk_new"}
        verifier = Verifier("solidgate/webhook", {"2025": old, "2026": MappingProxyType(new)})
        assert verifier.verify(SIGNER.sign(body=b""), b"").label == "2025"
        assert verifier.verify(solidgate.webhook_signer(**new).sign(body=b""), b"").label == "2026"

    def test_keys_of_any_form(self) -> None:
        pem, der = (KEYS / "rsa2048.pkcs8.pem").read_bytes(), (KEYS / "rsa2048.pkcs8.der").read_bytes()
        signatures = {
            Signer("smart-glocal/request", project="p", private_key=material).sign("POST", "/", b"{}")[
                "X-PARTNER-SIGN"
            ]
            for material in [
                pem,
                pem.decode(),
                bytearray(pem),
                der,
                memoryview(der),
                pem.decode().replace("\n", "\\n"),
            ]
        }
        assert len(signatures) == 1

    @pytest.mark.parametrize("value", [None, 5, ["x"], Path("key.pem")])
    def test_refused(self, value: Any) -> None:
        with pytest.raises(TypeError, match="secret_key must be str or bytes, not"):
            Signer("solidgate/request", public_key="api_pk_1", secret_key=value)

    @pytest.mark.parametrize("credentials", [None, "secret", [("a", "b")], 5])
    def test_no_mapping(self, credentials: Any) -> None:
        with pytest.raises(TypeError, match="credentials must be a mapping"):
            Verifier("solidgate/webhook", credentials)

    def test_a_mixture(self) -> None:
        with pytest.raises(TypeError, match="not a mixture"):
            Verifier("solidgate/webhook", {"a": PAIR, "secret_key": "x"})

    def test_options_by_name(self) -> None:
        with pytest.raises(TypeError, match="option query must be str or bool, not int"):
            Signer("global-payment/request", options={"query": 5}, **KEY)
        with pytest.raises(TypeError, match="options must be a mapping, not list"):
            Signer("global-payment/request", options=["query"], **KEY)
        signer = global_payment.signer(**KEY, header_timestamp="D-TIMESTAMP", header_signature="D-SIGNATURE")
        assert list(signer.sign("GET", "/")) == ["D-TIMESTAMP", "D-SIGNATURE"]
        assert [header.name for header in signer.scheme.headers][:2] == ["D-TIMESTAMP", "D-SIGNATURE"]

    def test_absent_options(self) -> None:
        assert list(STABLE.sign("GET", "/", access_token=None, timestamp=None)) == ["TIMESTAMP", "SIGNATURE"]

    def test_no_idempotency_key(self) -> None:
        private = (KEYS / "rsa2048.pkcs8.pem").read_text()
        signer = Signer("smart-glocal/request", project="p", private_key=private)
        for call in [signer.sign, signer.string_to_sign]:
            with pytest.raises(TypeError, match="idempotency_key must be str, not None: leave it out"):
                call("POST", "/", b"{}", idempotency_key=None)
        assert "X-PARTNER-IDEMPOTENCY-KEY" not in signer.sign("POST", "/", b"{}")
        assert STABLE.sign("GET", "/", idempotency_key=None), "it has none"


class TestImmutable:
    def test_nothing_can_be_set(self) -> None:
        verified = VERIFIER.verify(SIGNER.sign(body=b""), b"")
        for item in [SIGNER, VERIFIER, verified, UNSIGNED]:
            with pytest.raises(AttributeError):
                item.scheme = "x"
            with pytest.raises(AttributeError):
                item.other = "x"

    def test_final(self) -> None:
        for kind in [Signer, Verifier, Verified]:
            with pytest.raises(TypeError):
                type("Mine", (kind,), {})

    def test_signed_headers_are_the_callers(self) -> None:
        headers = SIGNER.sign(body=b"")
        headers.clear()
        assert SIGNER.sign(body=b"")


class TestVerified:
    def test_pickled(self) -> None:
        unsigned = STABLE.sign("POST", "/", UNSIGNED)
        for verified in [
            VERIFIER.verify(SIGNER.sign(body=b"{}"), b"{}", replay_key=True),
            MERCHANT.verify(unsigned, UNSIGNED, method="POST", url="/", replay_key=True),
        ]:
            again = pickle.loads(pickle.dumps(verified))
            for name in [
                "scheme",
                "label",
                "timestamp",
                "timestamp_ms",
                "covers",
                "replay_key",
                "body",
                "unauthenticated_body",
            ]:
                assert getattr(again, name) == getattr(verified, name)

    def test_made_by_hand_for_tests(self) -> None:
        verified = Verified(scheme="solidgate/webhook", covers=["body"], unauthenticated_body=b"{}")
        assert (verified.body, verified.label, verified.covers) == (b"{}", "default", ("body",))
        assert Verified(scheme="s", replay_key=b"k").replay_key == b"k"
        assert Verified(scheme="s", replay_key=None).replay_key is None
        with pytest.raises(errors.InvalidArgument, match="whose body is covered has a replay key"):
            Verified(scheme="s", covers=["body"], replay_key=None)
        with pytest.raises(TypeError, match="replay_key must be bytes, not bool"):
            Verified(scheme="s", replay_key=True)

    def test_a_timestamp_that_no_datetime_has(self) -> None:
        latest = datetime(9999, 12, 31, 23, 59, 59, 999_000, tzinfo=timezone.utc)
        assert Verified(scheme="s", timestamp_ms=253_402_300_799_999).timestamp == latest
        assert Verified(scheme="s", timestamp_ms=0).timestamp == datetime(1970, 1, 1, tzinfo=timezone.utc)
        for milliseconds in [-1, 253_402_300_800_000, 2**62, 2**63, 10**400]:
            with pytest.raises(
                errors.InvalidArgument, match=r"timestamp_ms must be .* from 0 to 253402300799999"
            ):
                Verified(scheme="s", timestamp_ms=milliseconds)

    def test_replay_key(self) -> None:
        for body in [b"{}", b"x" * 100_000]:
            key = VERIFIER.verify(SIGNER.sign(body=body), body, replay_key=True).replay_key
            signed = PAIR["public_key"].encode() + body + PAIR["public_key"].encode()
            assert key == hashlib.sha256(b"solidgate/webhook\0" + signed).digest()

    def test_a_replay_key_of_method_and_url(self) -> None:
        now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
        headers = STABLE.sign("POST", "/pay?id=7", b"{}", now=now)
        verified = MERCHANT.verify(headers, b"{}", method="POST", url="/pay?id=7", now=now, replay_key=True)
        signed = b"POST" + str(verified.timestamp_ms).encode() + b"/payid=7{}"
        assert verified.replay_key == hashlib.sha256(b"global-payment/request\0" + signed).digest()

    def test_a_replay_key_that_cannot_be(self) -> None:
        basic = {"site_id": "30201", "api_key": "hJ5R"}
        headers = smart2pay.notification_signer(**basic).sign(url="https://shop.example/", body=b"{}")
        assert smart2pay.verifier(**basic).verify(headers, b"{}", replay_key=True).replay_key is None

    def test_a_replay_key_that_nobody_asked_for(self) -> None:
        signed, unsigned = SIGNER.sign(body=b"{}"), STABLE.sign("POST", "/", UNSIGNED)
        for verified in [
            VERIFIER.verify(signed, b"{}"),
            VERIFIER.verify(signed, b"{}", replay_key=False),
            MERCHANT.verify(unsigned, UNSIGNED, method="POST", url="/"),
            Verified(scheme="s", replay_key=False),
            Verified(scheme="s", covers=["body"], unauthenticated_body=b"{}"),
        ]:
            for each in [verified, pickle.loads(pickle.dumps(verified)), copy.copy(verified)]:
                with pytest.raises(
                    errors.InvalidArgument, match="without a replay key: pass replay_key=True to verify"
                ):
                    _ = each.replay_key
                assert repr(each) == repr(verified)
                assert each.unauthenticated_body == verified.unauthenticated_body

    @pytest.mark.parametrize("asked", [None, 1, "true", b"key"])
    def test_asked_for_by_what_is_no_bool(self, asked: Any) -> None:
        with pytest.raises(TypeError, match=r"replay_key must be bool, not \w+"):
            VERIFIER.verify(SIGNER.sign(body=b"{}"), b"{}", replay_key=asked)

    @pytest.mark.parametrize("replay_key", [False, True])
    @pytest.mark.parametrize("size", [2, 100_000])
    def test_holds_nothing_of_the_verifier_and_no_header(self, replay_key: bool, size: int) -> None:
        verifier = global_payment.request_verifier(**KEY)
        body, target = b"x" * size, f"https://gateway.example/pay?id={size}"
        headers = {
            name: f"{value}" for name, value in STABLE.sign("POST", target, body, access_token="t").items()
        }
        held = [verifier, headers, *headers.values(), target]
        before = [sys.getrefcount(each) for each in held]
        kept = [
            verifier.verify(headers, body, method="POST", url=target, replay_key=replay_key)
            for _ in range(10)
        ]
        assert [sys.getrefcount(each) for each in held] == before
        assert all(each.body is body for each in kept)


class TestStringToSign:
    def test_parts(self) -> None:
        string = STABLE.string_to_sign("post", "/pay?a=%20", b"\x00body", timestamp="1767315845678")
        assert [part.name for part in string.parts] == ["method", "timestamp", "path", "query", "body"]
        assert [bytes(part) for part in string.parts] == [
            b"POST",
            b"1767315845678",
            b"/pay",
            b"a= ",
            b"\x00body",
        ]
        assert bytes(string) == b"POST1767315845678/paya= \x00body"
        assert "\\0body" in str(string) or "\\u{0}body" in str(string)
        assert not any(part.is_secret for part in string.parts)

    def test_of_a_scheme_that_signs_nothing(self) -> None:
        signer = Signer("smart2pay/request", site_id="1", api_key="x")
        assert signer.string_to_sign("GET", "https://gateway.example/").parts == []
