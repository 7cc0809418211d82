"""The code that makes the mistakes: it is run, and the same text stands in the case as `made_by`."""
import base64
import gzip
import hashlib
import hmac
import html
import io
import json
import subprocess
import tempfile
import urllib.parse
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from . import TOP

MODULES = {"base64": base64, "gzip": gzip, "hashlib": hashlib, "hmac": hmac, "html": html, "io": io, "json": json, "zlib": zlib,
           "urllib": urllib}


@lru_cache(None)
def run(command, stdin, files, environment):
    """What a program writes, started in a folder of its own with these files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files:
            Path(folder, name).write_bytes(content)
        done = subprocess.run(command, input=stdin, capture_output=True, cwd=folder,
                              env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", **dict(environment)})
    if done.returncode or done.stderr:
        raise RuntimeError(f"{command}: {done.stderr.decode()}")
    return done.stdout


def as_bytes(value):
    return value.encode() if isinstance(value, str) else bytes(value)


@dataclass(frozen=True)
class Maker:
    """A mistake. It is given one value on its standard input, or under the name `value`, and others by their names."""
    language: str
    code: str

    def __call__(self, value, **more):
        value, more = as_bytes(value), {name: as_bytes(other) for name, other in more.items()}
        if self.language == "Python":
            return as_bytes(eval(self.code, {**MODULES, "value": value, **more}))  # noqa: S307, our own tables' code
        environment = tuple((name.upper(), other.decode()) for name, other in more.items())
        command = {
            "sh": ("bash", "-c", self.code),
            "PHP": ("php", "-r", f"$value = file_get_contents('php://stdin'); echo {self.code};"),
            "Node": ("node", "-e", f"const value = require('fs').readFileSync(0); process.stdout.write({self.code});"),
        }[self.language]
        if self.language == "sh" and b"\0" not in value:
            try:
                environment += (("VALUE", value.decode()),)
            except UnicodeDecodeError:
                pass
        return run(command, value, (), environment)

    def __str__(self):
        return f"{self.language}: {self.code}"


def py(code):
    return Maker("Python", code)


def sh(code):
    """The value is both the standard input and $VALUE."""
    return Maker("sh", code)


def php(code):
    return Maker("PHP", code)


def node(code):
    return Maker("Node", code)


LANGUAGES = ("python", "node", "php", "go", "java", "dotnet")


@lru_cache(None)
def _encoders(body):
    """What the real encoders of every language make of a document, by the form's id."""
    written = {}
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder, "documents")
        documents.write_bytes(base64.b64encode(body) + b"\n")
        running = [subprocess.Popen([TOP / "tests/encoders/run", language, documents], stdout=subprocess.PIPE)
                   for language in LANGUAGES]
        for language, process in zip(LANGUAGES, running):
            output, _ = process.communicate()
            if process.returncode:
                raise RuntimeError(f"tests/encoders/run {language} failed; tests/encoders/setup installs what it needs")
            for line in output.decode().splitlines():
                _, form, text = line.split("\t")
                if text != "-":
                    written[form] = (language, base64.b64decode(text))
    return written


def encoders(body):
    return _encoders(as_bytes(body))
