# The types of the native half; a test has stubtest compare them with the built module.

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Protocol, TypeAlias, final

from typing_extensions import Buffer

from .describe import Scheme

class _HeaderObject(Protocol):
    def items(self) -> Iterable[tuple[Any, Any]]: ...

_Headers: TypeAlias = _HeaderObject | Iterable[tuple[str | bytes, str | bytes]]
_Credentials: TypeAlias = Mapping[str, str | bytes]
_Options: TypeAlias = Mapping[str, str | bool | float | timedelta]
_Time: TypeAlias = datetime | float

__all__ = [
    "UNSIGNED",
    "SignedPart",
    "Signer",
    "StringToSign",
    "Unsigned",
    "Verified",
    "Verifier",
    "__version__",
    "errors_json",
    "gateway_url",
    "gateways_json",
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
        **options: str | _Time | None,
    ) -> Verified: ...
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
        replay_key: bytes | None = None,
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

def gateways_json() -> str: ...
def errors_json() -> str: ...
def gateway_url(
    gateway: str, path: str, environment: str, product: str | None, version: str | None
) -> str: ...
