"""RSA keys: made, read from what people have, written, and described.

>>> key = PrivateKey.generate(2048)
>>> stored = key.write(passphrase="correct horse battery staple")
>>> stored.startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
True
>>> registered = key.public_key().write()
>>> PublicKey.read(registered).matches(PrivateKey.read(stored, "correct horse battery staple"))
True
>>> inspect(registered).form
'spki'
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ._paysig import PrivateKey, PublicKey, inspect_key_json

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["KeyReport", "PrivateKey", "PublicKey", "inspect"]


@dataclass(frozen=True, slots=True)
class KeyReport:
    """What a piece of key material is; all of it may be shown to anybody."""

    kind: Literal["private", "public"]
    form: Literal["pkcs1", "pkcs8", "encrypted_pkcs8", "spki", "certificate"]
    encoding: Literal["pem", "der"]
    bits: int
    """The size of the modulus."""
    exponent: int
    """The public exponent."""
    fingerprint: str
    """Of the public key, as 64 lower-case hex digits: two keys with the same one belong together."""


def inspect(material: str | Buffer, passphrase: str | Buffer | None = None) -> KeyReport:
    """Says what a piece of key material is: the first key or certificate in it.

    Raises:
        ConfigurationError: As ``PrivateKey.read`` and ``PublicKey.read``: only keys that could be used are described.
    """
    return KeyReport(**json.loads(inspect_key_json(material, passphrase)))
