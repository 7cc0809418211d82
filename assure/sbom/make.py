"""make.py FOLDER: writes the CycloneDX SBOM of every artefact there, checks each against the schema, and says how
many parts it has.

What is compiled in comes from cargo-cyclonedx. It also lists crates that only tests turn on, as it does not know what
is built together: so it is cut to what cargo itself says goes into a build, and a crate of that which it lacks is an
error. Beside them stand, but for the Rust crate itself, Rust's own library and what the package of a language needs
there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
import uuid
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

TOP = Path(__file__).resolve().parents[2]
VERSION: str = tomllib.loads((TOP / "Cargo.toml").read_text())["workspace"]["package"]["version"]
RUST: str = tomllib.loads((TOP / "rust-toolchain.toml").read_text())["toolchain"]["channel"]
MAVEN = "{http://maven.apache.org/POM/4.0.0}"
SPEC = "1.5"

# A package's purl without its version, and its version.
Needed = list[tuple[str, str]]


def output(*command: str, folder: Path = TOP) -> str:
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def nothing() -> Needed:
    return []


def of_python() -> Needed:
    project = tomllib.loads((TOP / "python" / "pyproject.toml").read_text())["project"]
    return [(f"pkg:pypi/{name}", "") for name in project.get("dependencies", [])]


def of_node() -> Needed:
    return [
        (f"pkg:npm/{name}", version)
        for name, version in json.loads((TOP / "node" / "package.json").read_text()).get("dependencies", {}).items()
    ]


def of_go() -> Needed:
    required = json.loads(output("go", "mod", "edit", "-json", folder=TOP / "go")).get("Require") or []
    return [(f"pkg:golang/{each['Path']}", each["Version"]) for each in required]


def of_php() -> Needed:
    required = json.loads((TOP / "php" / "composer.json").read_text())["require"]
    # Without a slash it is PHP itself, or an extension of it.
    return [(f"pkg:composer/{name}", version) for name, version in required.items() if "/" in name]


def of_jvm() -> Needed:
    found = []
    for each in ElementTree.parse(TOP / "jvm" / "pom.xml").getroot().iterfind(f"{MAVEN}dependencies/{MAVEN}dependency"):
        said = {child.tag.removeprefix(MAVEN): child.text or "" for child in each}
        if said.get("scope", "compile") in ("compile", "runtime"):
            found.append((f"pkg:maven/{said['groupId']}/{said['artifactId']}", said["version"]))
    return found


def of_dotnet() -> Needed:
    references = ElementTree.parse(TOP / "dotnet" / "src" / "Paysig.csproj").getroot().iterfind(".//PackageReference")
    return [(f"pkg:nuget/{each.get('Include')}", each.get("Version") or "") for each in references]


# The file's name; the purl without a version; what it is; the crate in it; what else it needs.
ARTEFACTS: list[tuple[str, str, str, str, Callable[[], Needed]]] = [
    ("rust", "pkg:cargo/paysig", "library", "core", nothing),
    ("c", "pkg:generic/libpaysig", "library", "ffi", nothing),
    ("command", "pkg:generic/paysig", "application", "cli", nothing),
    ("python", "pkg:pypi/paysig", "library", "python", of_python),
    ("node", "pkg:npm/paysig", "library", "node", of_node),
    ("go", "pkg:golang/github.com/paysig/paysig/go", "library", "ffi", of_go),
    ("php", "pkg:composer/paysig/paysig", "library", "ffi", of_php),
    ("jvm", "pkg:maven/dev.paysig/paysig", "library", "ffi", of_jvm),
    ("dotnet", "pkg:nuget/Paysig", "library", "ffi", of_dotnet),
]


def built_crates(crate: str) -> set[str]:
    """Name and version of each crate that goes into a build, on whatever platform."""
    tree = output(
        "cargo", "tree", "--locked", "--manifest-path", f"{crate}/Cargo.toml", "--edges", "normal", "--target", "all",
        "--prefix", "none", "--no-dedupe", "--format", "{p}",
    )  # fmt: skip
    return {" ".join(line.split()[:2]).replace(" v", "@") for line in tree.splitlines()}


def listed(folder: Path) -> None:
    """Has cargo-cyclonedx list every crate of the workspace, in a copy, as it writes beside each Cargo.toml."""
    files = output("git", "ls-files", "-z", "*.rs", "*.toml", "Cargo.lock").split("\0")
    for name in filter(None, files):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((TOP / name).read_bytes())
    tool = os.environ["CARGO_CYCLONEDX"]
    options = [
        "--format",
        "json",
        "--spec-version",
        SPEC,
        "--target",
        "all",
        "--no-build-deps",
        "--override-filename",
        "sbom",
    ]
    output(tool, "cyclonedx", "--quiet", *options, folder=folder)


def crates(folder: Path, crate: str) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, list[str]]]:
    """What made the list; the parts; and what each needs. Parts are called by their purl, which names no folder."""
    sbom = json.loads((folder / crate / "sbom.json").read_text())
    wanted = built_crates(crate)
    parts, names = [], {}
    for part in [sbom["metadata"]["component"], *sbom["components"]]:
        known = f"{part['name']}@{part['version']}"
        if known not in wanted:
            continue
        names[part["bom-ref"]] = f"pkg:cargo/{known}"
        part.pop("components", None)
        parts.append(part | {"bom-ref": f"pkg:cargo/{known}", "purl": f"pkg:cargo/{known}"})
    missing = wanted - {f"{part['name']}@{part['version']}" for part in parts}
    if missing:
        sys.exit(f"{crate}: cargo builds what the list lacks: {sorted(missing)}")
    needs = {
        names[each["ref"]]: sorted(names[need] for need in each.get("dependsOn", []) if need in names)
        for each in sbom["dependencies"]
        if each["ref"] in names
    }
    return sbom["metadata"]["tools"], parts, needs


def package(purl: str, version: str, kind: str = "library") -> dict[str, Any]:
    full = f"{purl}@{version}" if version else purl
    return {"type": kind, "bom-ref": full, "name": purl.rpartition("/")[2], "version": version, "purl": full}


def compose(folder: Path, purl: str, kind: str, crate: str, needed: Needed) -> dict[str, Any]:
    tools, parts, needs = crates(folder, crate)
    artefact = package(purl, VERSION, kind) | {"licenses": [{"expression": "MIT OR Apache-2.0"}]}
    root = parts[0]["bom-ref"]
    if artefact["bom-ref"] == root:
        # The crate is published as source: nothing is linked into it yet, and its versions are those it was tested with.
        parts, others = parts[1:], []
    else:
        rust = package("pkg:generic/rust-std", RUST) | {"description": "Rust's own library, linked into what is built"}
        needs[root] = [*needs[root], rust["bom-ref"]]
        others = [package(*each) for each in needed]
        needs[artefact["bom-ref"]] = [root, *(each["bom-ref"] for each in others)]
        others = [rust, *others]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": SPEC,
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_URL, artefact["purl"]).urn,
        "version": 1,
        "metadata": {"tools": tools, "component": artefact},
        "components": [*parts, *others],
        "dependencies": [{"ref": ref, "dependsOn": on} for ref, on in sorted(needs.items())],
    }


def main() -> None:
    to = Path(sys.argv[1])
    to.mkdir(parents=True, exist_ok=True)
    validator = JsonStrictValidator(SchemaVersion.V1_5)
    counts = []
    with tempfile.TemporaryDirectory() as name:
        listed(Path(name))
        for file, purl, kind, crate, needed in ARTEFACTS:
            sbom = compose(Path(name), purl, kind, crate, needed())
            text = json.dumps(sbom, indent=2) + "\n"
            if error := validator.validate_str(text):
                sys.exit(f"{file}: not the schema's: {error}")
            if name in text or str(TOP) in text:
                sys.exit(f"{file}: names a folder of this machine")
            (to / f"paysig-{file}.cdx.json").write_text(text)
            counts.append(f"{file} {len(sbom['components'])}")
        # What the schema does not allow must not pass.
        sbom["components"][0].pop("name")
        if validator.validate_str(json.dumps(sbom)) is None:
            sys.exit("a part without a name passes as valid")
    print(f"sbom: CycloneDX {SPEC}, valid, of {len(counts)} artefacts, with so many parts: {', '.join(counts)}")


main()
