"""What there is beside signing and verifying: keys, forms, and gateways described."""

import base64
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import paysig
from conftest import KEYS
from paysig import Form, PrivateKey, PublicKey, Signer, errors, global_payment, keys, solidgate

STABLE = global_payment.signer(sign_key="kWvJw0Yx")


class TestKeys:
    def test_round_trip(self) -> None:
        made = PrivateKey.generate()
        assert made.bits == 2048
        for encoding in ["pem", "der"]:
            for protection in [{}, {"passphrase": "secret"}, {"passphrase": b"secret"}]:
                written = made.write(encoding, **protection)
                assert type(written) is (str if encoding == "pem" else bytes)
                assert PrivateKey.read(written, **protection).public_key().matches(made)
                assert (keys.inspect(written, **protection).form == "encrypted_pkcs8") is bool(protection)
            public = PublicKey.read(made.public_key().write(encoding))
            assert public.matches(made)
            assert (public.bits, public.exponent) == (2048, 65537)

    def test_openssl_agrees(self, tmp_path: Path) -> None:
        made = PrivateKey.generate(2048)
        (tmp_path / "key.pem").write_text(made.write(passphrase="correct horse"))
        (tmp_path / "body").write_bytes(b'{"amount":1}')
        sign = [
            "openssl",
            "dgst",
            "-sha256",
            "-sign",
            tmp_path / "key.pem",
            "-passin",
            "pass:correct horse",
            tmp_path / "body",
        ]
        theirs = subprocess.run(sign, check=True, capture_output=True).stdout
        signer = Signer("smart-glocal/request", project="p", private_key=made.write())
        assert (
            signer.sign("POST", "/", b'{"amount":1}')["X-PARTNER-SIGN"] == base64.b64encode(theirs).decode()
        )
        der = made.public_key().write("der")
        assert hashlib.sha256(der).hexdigest() == made.public_key().fingerprint

    def test_inspect(self) -> None:
        report = keys.inspect((KEYS / "rsa2048.certificate.pem").read_text())
        assert (report.kind, report.form, report.encoding, report.bits) == (
            "public",
            "certificate",
            "pem",
            2048,
        )
        assert (
            report.fingerprint
            == PrivateKey.read((KEYS / "rsa2048.pkcs8.pem").read_text()).public_key().fingerprint
        )

    def test_arguments(self) -> None:
        with pytest.raises(errors.InvalidArgument, match="`pem` or `der`"):
            PrivateKey.read((KEYS / "rsa2048.pkcs8.pem").read_text()).write("pkcs12")
        with pytest.raises(TypeError, match="material must be str or bytes, not NoneType"):
            PrivateKey.read(None)
        with pytest.raises(TypeError, match=r"passphrase must be .* not None: is the .* set\? Leave it out"):
            PrivateKey.read((KEYS / "rsa2048.pkcs8.pem").read_text()).write(passphrase=None)
        for kind in [PrivateKey, PublicKey]:
            with pytest.raises(TypeError):
                kind()


class Name(str):
    """Equal to itself only."""

    __slots__ = ()
    __eq__ = object.__eq__
    __hash__ = object.__hash__


class TestForm:
    KEYS = {"public_key": "api_pk_1", "secret_key": "api_sk_b2a8ea1e_5f0c_4f2e_9a37_d5e0"}

    @pytest.mark.parametrize(
        ("kind", "names"),
        [
            ("data", ["paymentIntent", "merchant", "signature"]),
            ("update", ["partialIntent", "signature"]),
            ("resign", ["resignIntent", "merchant", "signature"]),
        ],
    )
    def test_fields(self, kind: str, names: list[str]) -> None:
        form = solidgate.form(**self.KEYS)
        attributes = {"order_id": "1", "name": "Žluť", "amount": 1}
        fields = getattr(form, kind)(attributes)
        assert list(fields) == names
        intent = fields[names[0]]
        assert json.loads(form.decrypt(intent)) == attributes
        signer = solidgate.signer(**self.KEYS)
        assert fields["signature"] == signer.sign(body=intent.encode())["Signature"]
        assert getattr(form, kind)(attributes) != fields, "the vector is random"

    def test_attributes_are_taken_as_they_are(self) -> None:
        form = Form(**self.KEYS)
        for given in [b'{ "a":1 }', '{ "a":1 }']:
            assert form.decrypt(form.data(given)["paymentIntent"]) == b'{ "a":1 }'
        assert form.data(b"{}", iv=b"0" * 16) == form.data(b"{}", iv=b"0" * 16)
        with pytest.raises(errors.InvalidArgument, match="16 bytes"):
            form.data(b"{}", iv=b"0")
        with pytest.raises(
            TypeError, match="attributes must be JSON as bytes or str, or a mapping, not list"
        ):
            form.data([1])
        with pytest.raises(errors.InvalidArgument, match="no intent made with this secret"):
            form.decrypt("AAAA")

    def test_attributes_that_are_no_json(self) -> None:
        form = Form(**self.KEYS)
        itself: dict[str, Any] = {}
        itself["a"] = [itself]
        deep: list[Any] = []
        for _ in range(100_000):
            deep = [deep]
        for given, why in [
            ({"a": 10**5000}, "an int of more digits"),
            ({"a": [1, {"b": -(10**5000)}]}, "an int of more digits"),
            ({"a": float("nan")}, "NaN or an infinity"),
            ({"a": ({"b": float("-inf")},)}, "NaN or an infinity"),
            (itself, "themselves, or are nested too deep"),
            ({"a": deep}, "themselves, or are nested too deep"),
            ({Name("a"): 1, Name("a"): 2}, "the same name twice"),
            ({"a": [{Name("b"): 1, "b": 2}]}, "the same name twice"),
        ]:
            with pytest.raises(errors.InvalidArgument, match=why):
                form.data(given)
        for name in [1, 1.5, True, None, b"a"]:
            for given in [{name: 1}, {"a": [{name: 1}]}]:
                with pytest.raises(TypeError, match=f"a name must be str, not {type(name).__name__}"):
                    form.data(given)

    def test_attributes_that_are(self) -> None:
        given = {"a": [1, 1.5, -0.0, True, None, "é", {}, (10**100,)], "": {"a": {"a": []}}}
        form = Form(**self.KEYS)
        for attributes in [given, MappingProxyType(given)]:
            assert json.loads(form.decrypt(form.data(attributes)["paymentIntent"])) == json.loads(
                json.dumps(given)
            )


class TestGateways:
    def test_described(self) -> None:
        for gateway in paysig.gateways():
            assert paysig.gateway(gateway.id) is gateway
            for scheme in gateway.schemes:
                assert paysig.scheme(scheme.id) is scheme
                assert scheme.rule
                assert scheme.headers
                assert scheme.fields
        assert STABLE.scheme == paysig.scheme("global-payment/request")
        assert STABLE.scheme is STABLE.scheme
        with pytest.raises(errors.UnknownScheme):
            paysig.scheme("global-payment")

    def test_urls(self) -> None:
        glocal = paysig.gateway("smart-glocal")
        assert (
            glocal.url("session/create", environment="test")
            == "https://demo.smart-glocal.com/api/v1/session/create"
        )
        assert (
            paysig.gateway("smart2pay").url("/v1/payments/", product="cards")
            == "https://secure.smart2pay.com/v1/payments/"
        )

    def test_errors(self) -> None:
        gateway = paysig.gateway("solidgate")
        assert gateway.error(200, b'{"order":{}}') is None
        error = gateway.error(401, b'{"error":{"code":"1.01","messages":["Authentication failed"]}}')
        assert error is not None
        assert (error.code, error.kind) == ("1.01", "authentication")
        assert [message.text for message in error.messages] == ["Authentication failed"]
        later = gateway.error(503, b"<html>")
        assert later is not None
        assert later.retry.when in {"later", "never"}
        with pytest.raises(TypeError, match="body must be bytes, not str"):
            gateway.error(200, "{}")


class TestImport:
    def test_every_name_is_there(self) -> None:
        for name in [*paysig.__all__, "aeterna", "describe", "explain", "form", "keys"]:
            assert getattr(paysig, name) is not None
            assert name in dir(paysig)
        with pytest.raises(AttributeError, match="no attribute 'sing'"):
            getattr(paysig, "sing")  # noqa: B009 - mypy knows that it is not there

    def test_nothing_is_imported_that_takes_long(self) -> None:
        program = "import sys, paysig; sys.exit(bool({'dataclasses', 'datetime', 'json', 'typing'} & {*sys.modules}))"
        assert subprocess.run([sys.executable, "-S", "-c", program]).returncode == 0
