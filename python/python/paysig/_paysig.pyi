# The types of the native half; a test has stubtest compare them with the built module.

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Literal, Protocol, TypeAlias, final, overload

from typing_extensions import Buffer

from .describe import Scheme
from .explain import Explanation

class _HeaderObject(Protocol):
    def items(self) -> Iterable[tuple[Any, Any]]: ...

_Headers: TypeAlias = _HeaderObject | Iterable[tuple[str | bytes, str | bytes]]
_Credentials: TypeAlias = Mapping[str, str | Buffer]
_Options: TypeAlias = Mapping[str, str | bool | float | timedelta]
_Time: TypeAlias = datetime | float

__all__ = [
    "UNSIGNED",
    "FormMaker",
    "PrivateKey",
    "PublicKey",
    "SignedPart",
    "Signer",
    "StringToSign",
    "Unsigned",
    "Verified",
    "Verifier",
    "__version__",
    "causes_json",
    "errors_json",
    "form_scheme",
    "gateway_error_json",
    "gateway_url",
    "gateways_json",
    "inspect_key_json",
]
__version__: Final[str]

@final
class Unsigned: ...

UNSIGNED: Final[Unsigned]

@final
class Signer:
    def __new__(
        cls, scheme: str, /, *, options: _Options | None = None, **credentials: str | bytes
    ) -> Signer: ...
    def sign(
        self,
        method: str | None = None,
        url: str | None = None,
        body: Buffer | Unsigned = b"",
        *,
        now: _Time | None = None,
        **options: str | _Time | None,
    ) -> dict[str, str]: ...
    def string_to_sign(
        self,
        method: str | None = None,
        url: str | None = None,
        body: Buffer | Unsigned = b"",
        *,
        now: _Time | None = None,
        **options: str | _Time | None,
    ) -> StringToSign: ...
    def response_verifier(self) -> Verifier | None: ...
    @property
    def scheme(self) -> Scheme: ...

@final
class Verifier:
    def __new__(
        cls,
        scheme: str,
        credentials: _Credentials | Mapping[str, _Credentials],
        *,
        options: _Options | None = None,
    ) -> Verifier: ...
    def verify(
        self,
        headers: _Headers,
        body: Buffer | Unsigned,
        *,
        method: str | None = None,
        url: str | None = None,
        now: _Time | None = None,
        replay_key: bool = False,
        **options: str | _Time | None,
    ) -> Verified: ...
    def explain(
        self,
        headers: _Headers,
        body: Buffer | Unsigned,
        *,
        others: _Credentials | Mapping[str, _Credentials] | None = None,
        budget: int | None = None,
        method: str | None = None,
        url: str | None = None,
        now: _Time | None = None,
        replay_key: bool = False,
        **options: str | _Time | None,
    ) -> Explanation: ...
    @property
    def scheme(self) -> Scheme: ...

@final
class Verified:
    def __new__(
        cls,
        *,
        scheme: str,
        label: str = "default",
        timestamp_ms: int | None = None,
        covers: Sequence[str] = (),
        replay_key: bytes | Literal[False] | None = False,
        unauthenticated_body: bytes = b"",
    ) -> Verified: ...
    @property
    def scheme(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def timestamp(self) -> datetime | None: ...
    @property
    def timestamp_ms(self) -> int | None: ...
    @property
    def covers(self) -> tuple[str, ...]: ...
    @property
    def replay_key(self) -> bytes | None: ...
    @property
    def body(self) -> bytes | None: ...
    @property
    def unauthenticated_body(self) -> bytes: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, Any]]: ...

@final
class StringToSign:
    @property
    def parts(self) -> list[SignedPart]: ...
    def __bytes__(self) -> bytes: ...

@final
class SignedPart:
    @property
    def name(self) -> str: ...
    @property
    def is_secret(self) -> bool: ...
    def __bytes__(self) -> bytes: ...

@final
class PrivateKey:
    @staticmethod
    def generate(bits: int = 2048) -> PrivateKey: ...
    @staticmethod
    def read(material: str | Buffer, passphrase: str | Buffer | None = None) -> PrivateKey: ...
    @overload
    def write(self, encoding: Literal["pem"] = "pem", *, passphrase: str | Buffer = ...) -> str: ...
    @overload
    def write(self, encoding: Literal["der"], *, passphrase: str | Buffer = ...) -> bytes: ...
    def public_key(self) -> PublicKey: ...
    @property
    def bits(self) -> int: ...

@final
class PublicKey:
    @staticmethod
    def read(material: str | Buffer) -> PublicKey: ...
    @overload
    def write(self, encoding: Literal["pem"] = "pem") -> str: ...
    @overload
    def write(self, encoding: Literal["der"]) -> bytes: ...
    def matches(self, private_key: PrivateKey) -> bool: ...
    @property
    def bits(self) -> int: ...
    @property
    def exponent(self) -> int: ...
    @property
    def fingerprint(self) -> str: ...

@final
class FormMaker:
    def __new__(cls, credentials: _Credentials) -> FormMaker: ...
    def make(self, kind: str, attributes: bytes, iv: bytes | None) -> dict[str, str]: ...
    def decrypt(self, intent: str) -> bytes: ...

def inspect_key_json(material: str | Buffer, passphrase: str | Buffer | None) -> str: ...
def form_scheme() -> str: ...
def gateway_error_json(gateway: str, status: int | None, body: Buffer) -> str: ...
def gateways_json() -> str: ...
def errors_json() -> str: ...
def causes_json() -> str: ...
def gateway_url(
    gateway: str, path: str, environment: str, product: str | None, version: str | None
) -> str: ...
