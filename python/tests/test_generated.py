"""What is generated, documented and typed is what is built."""

import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import paysig
from paysig import Signer, StringToSign, Verified, Verifier, errors

PYTHON = Path(__file__).resolve().parents[1]
# Its example needs a configured project, and stands in its tests.
MODULES = ["paysig", *(module.name for module in pkgutil.walk_packages(paysig.__path__, "paysig."))]


def test_generated_files_are_current() -> None:
    subprocess.run([sys.executable, PYTHON / "generate.py", "--check"], check=True)


def test_each_code_has_its_class() -> None:
    for code, known in errors.BY_CODE.items():
        assert known.code == code
        assert issubclass(known, errors.PaysigError)
        kind = {
            1: errors.ConfigurationError,
            2: errors.InputError,
            3: errors.RejectedError,
            9: errors.InternalError,
        }
        assert issubclass(known, kind[known.number // 100])
        assert known.summary
        assert known.advice
        assert known.__name__ in errors.__all__
    assert len({known.number for known in errors.BY_CODE.values()}) == len(errors.BY_CODE)


def test_each_scheme_has_its_signer_and_verifier() -> None:
    for gateway in paysig.gateways():
        module = importlib.import_module(f"paysig.{gateway.id.replace('-', '_')}")
        made = {name for name in module.__all__ if name.count("_")}
        assert len(made) == 2 * len(gateway.schemes)
        assert getattr(paysig, module.__name__.split(".")[1]) is module


@pytest.mark.parametrize("name", MODULES)
def test_doctests(name: str) -> None:
    module = importlib.import_module(name)
    # What comes from the native half has its examples looked up by hand: doctest takes it to be of another module.
    found = doctest.DocTestFinder(exclude_empty=False).find(module, globs={**vars(module)})
    if name == "paysig":
        native: list[type | ModuleType] = [Signer, Verifier, Verified, StringToSign]
        for item in native:
            found += doctest.DocTestFinder().find(
                item, item.__name__, module=False, globs=vars(paysig).copy()
            )
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for test in found:
        runner.run(test)
    assert runner.failures == 0
    if name in {
        "paysig",
        "paysig.requests",
        "paysig.httpx",
        "paysig.flask",
        "paysig.describe",
        "paysig.explain",
        "paysig.keys",
    }:
        assert runner.tries > 2


def test_everything_public_is_documented() -> None:
    for name in MODULES:
        module = importlib.import_module(name)
        assert module.__doc__, name
        for public in getattr(module, "__all__", []):
            item = getattr(module, public)
            if not callable(item):
                continue
            assert item.__doc__, f"{name}.{public}"
            for member, value in vars(item).items() if isinstance(item, type) else []:
                if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                    assert value.__doc__, f"{name}.{public}.{member}"
