"""Random inputs and the printing of cases, for the drivers written in Python."""

import base64
import json
import random
import sys
from urllib.parse import quote

RANGES = [(0, 0x7F), (0x20, 0x7E), (0x80, 0x7FF), (0x800, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x10FFFF)]
LETTERS = [(0x61, 0x7A), (0x30, 0x39), (0xE0, 0xF6), (0x430, 0x44F), (0x4E00, 0x9FA5), (0x1F600, 0x1F64F)]


class Inputs:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def visible(self, low, high, without=""):
        """Visible ASCII."""
        allowed = [chr(c) for c in range(0x21, 0x7F) if chr(c) not in without]
        return "".join(self.random.choices(allowed, k=self.random.randint(low, high)))

    def text(self, high, ranges=RANGES, low=0):
        """Unicode text, without surrogates."""
        count = self.random.randint(low, high)
        return "".join(chr(self.random.randint(*self.random.choice(ranges))) for _ in range(count))

    def email(self):
        local, domain = (self.text(20, LETTERS, low=1) for _ in range(2))
        return f"{local}@{domain}.example" if self.random.random() < 0.5 else f"{self.visible(1, 30)}@merchant.example"

    def value(self, depth):
        kind = self.random.randrange(7 if depth > 0 else 5)
        if kind == 0:
            return None
        if kind == 1:
            return self.random.random() < 0.5
        if kind == 2:
            return self.random.randint(-(2**53), 2**53)
        if kind == 3:
            return self.random.gauss(0, 1000)
        if kind == 4:
            return self.text(20)
        if kind == 5:
            return [self.value(depth - 1) for _ in range(self.random.randint(0, 4))]
        return self.object(depth)

    def object(self, depth=4):
        return {self.text(6): self.value(depth - 1) for _ in range(self.random.randint(0, 6))}

    def body_text(self):
        kind = self.random.randrange(8)
        if kind == 0:
            return ""
        if kind == 1:
            return self.text(300)
        ascii_only, indent = self.random.random() < 0.5, self.random.choice([None, None, None, 2])
        return json.dumps(self.object(), ensure_ascii=ascii_only, indent=indent)

    def body(self):
        """Bytes: any one body in eight is no text at all."""
        if self.random.randrange(8) == 0:
            return self.random.randbytes(self.random.randint(1, 300))
        return self.body_text().encode()

    def secret(self):
        """Text, most of it visible ASCII; longer than a block of SHA-512, too."""
        return self.visible(1, 200) if self.random.random() < 0.75 else self.text(100, LETTERS, low=1)

    def digits(self, count):
        """A timestamp."""
        return str(self.random.randrange(10 ** (count - 1), 10**count))

    def method(self):
        method = self.random.choice(["GET", "POST", "PUT", "PATCH", "DELETE"])
        return method if self.random.random() < 0.75 else method.lower()

    def escaped(self, high, without):
        """What a URL may hold, with escapes of any character, in either case."""
        parts = list(self.visible(0, high, without=without + "%#\"<>\\"))
        for _ in range(self.random.randint(0, 4)):
            escape = quote(self.text(2), safe="")
            parts.append(escape.lower() if self.random.random() < 0.5 else escape)
        self.random.shuffle(parts)
        return "".join(parts)

    def url(self):
        """A URL, absolute or not, and the path and the query that a server sees."""
        path = self.random.choice(["", "/"]) if self.random.random() < 0.1 else "/" + self.escaped(40, "?")
        query = self.random.choice([None, ""]) if self.random.random() < 0.3 else self.escaped(60, "")
        origin = "https://gateway.example" if path == "" else self.random.choice(["", "https://gateway.example", "https://127.0.0.1:8443"])
        return origin + path + ("" if query is None else f"?{query}"), path or "/", query or ""

    def pair(self, prefix, low=1):
        """SolidGate's public and secret key, most with the prefixes that real ones have."""
        prefixed = self.random.random() < 0.75
        public_key = (f"{prefix}_pk_" if prefixed else "m") + self.visible(1, 40, without=",")
        return public_key, (f"{prefix}_sk_" if prefixed else "s") + self.visible(low, 200)


def as_bytes(value):
    value = value.encode() if isinstance(value, str) else value
    return {"base64": base64.b64encode(value).decode()}


def print_case(case):
    sys.stdout.write(json.dumps(case) + "\n")


def print_sign(case_id, source, scheme, credentials, message, headers, options=None):
    print_case({
        "id": case_id,
        "source": source,
        "operation": "sign",
        "scheme": scheme,
        "credentials": {name: as_bytes(value) for name, value in credentials.items()},
        "options": options or {},
        "message": {name: as_bytes(value) if name == "body" else value for name, value in message.items()},
        "expect": {"headers": headers},
    })
