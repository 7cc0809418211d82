"""Python's json."""

import base64
import json
import sys

COMPACT = {"separators": (",", ":")}
UTF8 = {"ensure_ascii": False}
SORTED = {"sort_keys": True}

FORMS = {
    "python": {},
    "python-compact": COMPACT,
    "python-utf8": UTF8,
    "python-compact-utf8": COMPACT | UTF8,
    "python-sorted": SORTED,
    "python-sorted-compact": SORTED | COMPACT,
    "python-sorted-utf8": SORTED | UTF8,
    "python-sorted-compact-utf8": SORTED | COMPACT | UTF8,
    "python-indent-2": {"indent": 2},
    "python-indent-4": {"indent": 4},
    "python-indent-2-utf8": {"indent": 2} | UTF8,
    "python-indent-4-utf8": {"indent": 4} | UTF8,
    "python-sorted-indent-2": {"indent": 2} | SORTED,
    "python-sorted-indent-4": {"indent": 4} | SORTED,
}

for number, line in enumerate(sys.stdin):
    body = json.loads(base64.b64decode(line))
    for form, options in FORMS.items():
        written = json.dumps(body, **options).encode()
        print(number, form, base64.b64encode(written).decode(), sep="\t")
