"""The wheel as it is released: what it holds, what it needs, how it is typed; the source distribution; and the README, run."""

import email.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

PYTHON = Path(__file__).resolve().parents[2]
TOP = PYTHON.parent
BUILT = Path(os.environ["PAYSIG_BUILT"])
[WHEEL] = (BUILT / "release").glob("*.whl")
UNPACKED = BUILT / "release" / "unpacked"
[DIST_INFO] = UNPACKED.glob("*.dist-info")
[NATIVE] = UNPACKED.glob("paysig/_paysig*.so")
# Libraries for those examples of the README that are about one. paysig itself is not among them.
LIBRARIES = next(Path(path) for path in sys.path if path.endswith("site-packages"))


def run(*command: Any, **options: Any) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_one_wheel_for_every_python() -> None:
    assert re.search(r"-cp310-abi3-.*manylinux2014_", WHEEL.name)


def test_needs_no_newer_glibc_than_2_17() -> None:
    versions = re.findall(r"GLIBC_([0-9.]+)", run("objdump", "-T", NATIVE))
    assert versions
    assert max(tuple(map(int, version.split("."))) for version in versions) <= (2, 17)
    needed = set(re.findall(r"NEEDED\s+(\S+)", run("objdump", "-p", NATIVE)))
    allowed = {
        "libc.so.6",
        "libpthread.so.0",
        "libdl.so.2",
        "libm.so.6",
        "libgcc_s.so.1",
        "ld-linux-x86-64.so.2",
    }
    assert needed <= allowed | {"ld-linux-aarch64.so.1"}


def test_holds_the_package_licences_and_bill_of_materials() -> None:
    names = set(zipfile.ZipFile(WHEEL).namelist())
    sources = {
        f"paysig/{path.name}"
        for path in (PYTHON / "python" / "paysig").iterdir()
        if path.suffix in {".py", ".pyi", ".typed"}
    }
    sources.add("paysig/py.typed")
    inside = DIST_INFO.name
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"]:
        assert (DIST_INFO / "licenses" / licence).read_text() == (TOP / licence).read_text()
        sources.add(f"{inside}/licenses/{licence}")
    [bill] = (DIST_INFO / "sboms").iterdir()
    described = json.loads(bill.read_text())
    assert described["bomFormat"] == "CycloneDX"
    components = {component["name"] for component in described["components"]}
    assert {"paysig", "pyo3", "hmac", "sha2", "rsa"} <= components
    assert all(component.get("licenses") for component in described["components"])
    expected = sources | {f"paysig/{NATIVE.name}", f"{inside}/sboms/{bill.name}"}
    assert names == expected | {f"{inside}/{name}" for name in ["METADATA", "WHEEL", "RECORD"]}


def test_metadata() -> None:
    metadata = email.parser.Parser().parsestr((DIST_INFO / "METADATA").read_text())
    assert metadata["Requires-Python"] == ">=3.10"
    assert metadata["License-Expression"] == "MIT OR Apache-2.0"
    assert not [needed for needed in metadata.get_all("Requires-Dist", []) if "extra ==" not in needed]
    native = run(
        sys.executable, "-c", "import paysig; print(paysig.__version__)", env={"PYTHONPATH": str(UNPACKED)}
    )
    assert metadata["Version"] == native.strip()


def test_stubs_are_those_of_the_built_module() -> None:
    environment = os.environ | {"PYTHONPATH": str(UNPACKED), "MYPYPATH": str(UNPACKED)}
    folder = BUILT / "stubtest"
    folder.mkdir(exist_ok=True)
    assert "Success" in run(sys.executable, "-m", "mypy.stubtest", "paysig", cwd=folder, env=environment)


def test_users_types(tmp_path: Path) -> None:
    """What a user writes is checked as it should be."""
    good = """
from datetime import timedelta
import paysig
from paysig import Verified, solidgate, global_payment
signer = solidgate.signer(public_key="a", secret_key="b")
headers: dict[str, str] = signer.sign("POST", "/", bytearray(b""))
verifier = global_payment.verifier(sign_key="k", tolerance=timedelta(minutes=1), freshness="off")
verified: Verified = verifier.verify([(b"a", b"b")], b"", now=1.5)
key: bytes | None = verifier.verify([(b"a", b"b")], b"", replay_key=True).replay_key
Verified(scheme="a", replay_key=False)
pem: str = paysig.PrivateKey.generate().write(passphrase="p")
paysig.solidgate.verifier(public_key="a", secret_key="b").verify({"a": "b"}, memoryview(b""))
explanation: paysig.Explanation = verifier.explain({"a": "b"}, b"", others={"old": {"sign_key": "k"}}, budget=1, now=1.5)
verifier.explain({"a": "b"}, b"", others={"sign_key": b"k"})
rejection: paysig.RejectedError | None = explanation.rejection
encoders: tuple[str, ...] = explanation.findings[0].encoders
if explanation.outcome == "verifies" or explanation.observations[0].id == paysig.causes()[0].id:
    hashed: int = explanation.bytes
"""
    bad = """
from paysig import PrivateKey, Verified, solidgate, global_payment
signer = solidgate.signer(public_key="a")  # error
solidgate.signer(public_key="a", secret_key="b", tolerance=5)  # error
global_payment.signer(sign_key="k", query="encoded")  # error
solidgate.signer(public_key="a", secret_key="b").sign("POST", "/", "text")  # error
solidgate.verifier(public_key="a", secret_key="b").verify({}, None)  # error
solidgate.verifier(public_key="a", secret_key="b").verify({}, b"", replay_key=None)  # error
Verified(scheme="a", replay_key=True)  # error
PrivateKey.generate().write(passphrase=None)  # error
verifier = global_payment.verifier(sign_key="k")
verifier.explain({}, "text")  # error
verifier.explain({}, b"", budget="1")  # error
verifier.explain({}, b"", others=["k"])  # error
verifier.explain({}, b"").outcome = "verifies"  # error
if verifier.explain({}, b"").outcome == "verified":  # error
    pass
"""
    environment = os.environ | {"MYPYPATH": str(UNPACKED)}
    arguments = ["-m", "mypy", "--strict", "--cache-dir", str(BUILT / "mypy-users")]
    (tmp_path / "good.py").write_text(good)
    run(sys.executable, *arguments, "good.py", cwd=tmp_path, env=environment)
    (tmp_path / "bad.py").write_text(bad)
    done = subprocess.run(
        [sys.executable, *arguments, "bad.py"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    found = {int(line) for line in re.findall(r"^bad\.py:(\d+): error", done.stdout, re.MULTILINE)}
    assert found == {number for number, line in enumerate(bad.splitlines(), 1) if "# error" in line}, (
        done.stdout
    )


@pytest.fixture(scope="module")
def fresh() -> Path:
    """The interpreter of a new virtual environment in which nothing but the wheel is installed."""
    folder = BUILT / "fresh"
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", WHEEL)
    return python


BLOCKS = re.findall(r"^```python\n(.*?)^```", (PYTHON / "README.md").read_text(), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=range(1, len(BLOCKS) + 1))
def test_readme(block: str, fresh: Path, tmp_path: Path) -> None:
    (tmp_path / "block.py").write_text(block)
    environment = {"PATH": os.environ["PATH"]}
    if re.search(
        r"^\s*(from|import) (paysig\.)?(requests|httpx|flask|django|fastapi|starlette)\b", block, re.MULTILINE
    ):
        environment["PYTHONPATH"] = str(LIBRARIES)
    printed = run(fresh, "block.py", cwd=tmp_path, env=environment)
    # `# said` behind a print is what it prints.
    said = re.findall(r"^ *print\(.*\)  # (.*)$", block, re.MULTILINE)
    assert printed.splitlines() == said


def test_the_readme_shows_something() -> None:
    assert len(BLOCKS) >= 6


def test_source_distribution_builds() -> None:
    folder = BUILT / "sdist"
    shutil.rmtree(folder, ignore_errors=True)
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    run("maturin", "sdist", "--out", folder, cwd=PYTHON, env=environment)
    [archive] = folder.glob("*.tar.gz")
    with tarfile.open(archive) as file:
        file.extractall(folder, filter="data")
    [source] = (path for path in folder.iterdir() if path.is_dir())
    held = {path.relative_to(source).as_posix() for path in source.rglob("*")}
    assert {"Cargo.lock", "LICENSE-MIT", "LICENSE-APACHE", "PKG-INFO", "README.md", "pyproject.toml"} <= held
    # The archive gives every file one old date, by which cargo would take a changed file for an unchanged one. In the folder of the
    # package's own builds, cargo would take its crates for the workspace's.
    environment["CARGO_TARGET_DIR"] = str(BUILT / "sdist-target")
    for path in source.rglob("*"):
        path.touch()
    build = [
        "maturin",
        "build",
        "--profile",
        "dev",
        # The lock file names crates of the rest of the workspace too, which are not in the archive; nothing else may change.
        "--offline",
        "--interpreter",
        sys.executable,
        "--out",
        folder / "wheel",
    ]
    run(*build, cwd=source, env=environment)
    [wheel] = (folder / "wheel").glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "unpacked")
    check = "import paysig; assert paysig.solidgate.signer(public_key='a', secret_key='b').sign(body=b'')"
    run(sys.executable, "-c", check, env={"PYTHONPATH": str(folder / "unpacked")})
