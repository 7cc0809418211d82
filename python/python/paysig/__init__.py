"""Signs requests to payment gateways and verifies their webhooks and responses.

A `Signer` or `Verifier` is made once from a scheme, credentials and options, and then used for any number of messages, by any number
of threads. ``paysig.schemes()`` lists the schemes; each gateway has a module with typed arguments, such as ``paysig.solidgate``.

>>> from paysig import solidgate
>>> signer = solidgate.signer(public_key="api_pk_7b197ff4", secret_key="api_sk_b2a8ea1e")
>>> sorted(signer.sign("POST", "https://pay.solidgate.com/api/v1/charge", b'{"amount":100}'))
['Merchant', 'Signature']

What to know:

- Bodies are bytes, exactly as they go over the wire. Verify before you parse.
- A verified message says what it ``covers``: nothing else of it is authentic.
- A message can be sent twice. Ask ``verify`` for its ``replay_key``, and record that of what was processed.
- `RejectedError` is the only kind of error that a sender can bring about: answer it with 401, all others with 500.

For HTTP libraries: ``paysig.requests``, ``paysig.httpx``; for webhooks: ``paysig.flask``, ``paysig.django``, ``paysig.starlette``,
``paysig.fastapi``. Each needs the library of its name, which is not installed with paysig.
"""

from __future__ import annotations

from . import _modules
from ._paysig import UNSIGNED, SignedPart, Signer, StringToSign, Unsigned, Verified, Verifier, __version__
from .errors import ConfigurationError, InputError, InternalError, PaysigError, RejectedError

# Known to type checkers under this name, without the time that it takes to import `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._modules import *
    from .describe import gateway, gateways, scheme, schemes
    from .explain import Explanation, causes
    from .form import Form
    from .keys import PrivateKey, PublicKey

__all__ = [
    "UNSIGNED",
    "ConfigurationError",
    "Explanation",
    "Form",
    "InputError",
    "InternalError",
    "PaysigError",
    "PrivateKey",
    "PublicKey",
    "RejectedError",
    "SignedPart",
    "Signer",
    "StringToSign",
    "Unsigned",
    "Verified",
    "Verifier",
    "__version__",
    "causes",
    "gateway",
    "gateways",
    "scheme",
    "schemes",
]

# Where the names are that few programs need: importing all of it takes longer than starting Python.
_HOMES = {
    "Explanation": "explain",
    "Form": "form",
    "PrivateKey": "keys",
    "PublicKey": "keys",
    "causes": "explain",
    "gateway": "describe",
    "gateways": "describe",
    "scheme": "describe",
    "schemes": "describe",
}
_MODULES = {*_HOMES.values(), *_modules.NAMES}


# Type checkers know the names from above, and shall miss those that are not there.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Imports what is asked for the first time."""
        from importlib import import_module

        if name in _MODULES:
            return import_module(f".{name}", __name__)
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f".{_HOMES[name]}", __name__), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES, *_MODULES})
