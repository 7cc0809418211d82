"""On what it was measured."""
import os
import platform
import re
import subprocess
import time
from pathlib import Path

# What decides the speed of hashing and of RSA, by its name in /proc/cpuinfo.
FEATURES = {
    "sha_ni": "SHA-256", "sha512_ni": "SHA-512", "avx2": "AVX2", "adx": "ADX", "avx512f": "AVX-512", "avx512ifma": "AVX-512 IFMA",
    "sha2": "SHA-256", "sha512": "SHA-512",
}

# How each says its version, and what of the answer is the version.
VERSIONS = [
    ("Rust", ["rustc", "--version"], r"rustc (\S+)"),
    ("C", ["cc", "--version"], r"(.*)"),
    ("OpenSSL", ["openssl", "version"], r"OpenSSL (\S+)"),
    ("Python", ["python3", "--version"], r"Python (\S+)"),
    ("Node", ["node", "--version"], r"v(\S+)"),
    ("Go", ["go", "version"], r"go(\d\S*)"),
    ("PHP", ["php", "--version"], r"PHP (\S+)"),
    ("JVM", ["java", "-version"], r'version "(\S+)"'),
    ("Mono", ["mono", "--version"], r"version (\S+)"),
]


def described():
    cpu = Path("/proc/cpuinfo").read_text()
    yield "processor", first(r"model name\s*:\s*(.+)", cpu) or platform.processor() or platform.machine()
    flags = (first(r"(?:flags|Features)\s*:\s*(.+)", cpu) or "").split()
    yield "its instructions", ", ".join(dict.fromkeys(name for flag, name in FEATURES.items() if flag in flags)) or "none of interest"
    yield "processors", str(os.cpu_count())
    yield "kernel", f"{platform.system()} {platform.release()}"
    yield "versions", ", ".join(f"{name} {version}" for name, version in versions())
    yield "day", time.strftime("%Y-%m-%d", time.gmtime())


def versions():
    for name, command, pattern in VERSIONS:
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        yield name, first(pattern, done.stdout + done.stderr)


def first(pattern, text):
    found = re.search(pattern, text)
    return found and found[1].strip()
