#!/usr/bin/env python3
"""Make the vectors anew, or compare them with what is committed.

Knows nothing of paysig: Python's standard library and the openssl command only.
"""
import argparse
import difflib
import json
import sys
from collections import Counter

from makelib import (aeterna, coverage, gateway_errors, global_payment, key_material, keys, payment_form, smart2pay,
                     smart_glocal, solidgate, sumsub)
from makelib.data import FOLDER, document

GATEWAYS = {
    "smart-glocal": smart_glocal, "aeterna": aeterna, "smart2pay": smart2pay, "solidgate": solidgate,
    "global-payment": global_payment, "sumsub": sumsub,
}
MORE = {"keys": key_material, "gateway-errors": gateway_errors, "forms": payment_form}


def build():
    """Every file's text by its name, all cases about messages, and all others."""
    texts, files, everything = {}, [], []
    for gateway, module in GATEWAYS.items():
        cases = [case for suite in module.suites() for case in suite.cases]
        name = f"{gateway}.json"
        texts[name] = document({"format": 1, "gateway": gateway}, cases)
        files.append({"file": name, "cases": len(cases), "schemes": dict(Counter(case["scheme"] for case in cases))})
        everything += cases
    more = {f"{name}.json": module.cases() for name, module in MORE.items()}
    for name, cases in more.items():
        texts[name] = document({"format": 1}, cases)
    more_files = [{"file": name, "cases": len(cases)} for name, cases in more.items()]
    texts["index.json"] = (f'{{"format": 1,\n"total": {len(everything)},\n"files": {listed(files)},\n'
                           f'"more": {{"total": {sum(map(len, more.values()))}, "files": {listed(more_files)}}}}}\n')
    for text in texts.values():
        json.loads(text)
    return texts, everything, [case for cases in more.values() for case in cases]


def listed(files):
    """One file a line."""
    return "[\n" + ",\n".join(json.dumps(file) for file in files) + "\n]"


def cases_by_id(text):
    parsed = json.loads(text) if text else {}
    return {case["id"]: case for case in parsed.get("cases", [])}


def differences(texts):
    """What is committed and what would be made, case by case."""
    for name, text in texts.items():
        path = FOLDER / name
        committed = path.read_text() if path.exists() else ""
        if committed == text:
            continue
        old, new = cases_by_id(committed), cases_by_id(text)
        yield f"{name}: differs"
        for words, ids in (("only committed", old.keys() - new.keys()), ("only made", new.keys() - old.keys()),
                           ("changed", {id for id in old.keys() & new.keys() if old[id] != new[id]})):
            for id in sorted(ids)[:20]:
                yield f"  {words}: {id}"
            if len(ids) > 20:
                yield f"  {words}: {len(ids) - 20} more"
        if old == new:
            yield from list(difflib.unified_diff(committed.splitlines(), text.splitlines(), "committed", "made", n=0,
                                                 lineterm=""))[:10]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="compare with what is committed, and write nothing")
    arguments.add_argument("--coverage", action="store_true", help="print which scheme has cases for which error")
    chosen = arguments.parse_args()

    if not chosen.check:
        keys.make_missing()
    texts, cases, others = build()
    coverage.check(cases)
    coverage.check_others(others)
    if chosen.coverage:
        print(coverage.table(cases))
    for line in coverage.counts(cases, others):
        print(line)
    if chosen.check:
        found = list(differences(texts))
        print("\n".join(found) if found else "the committed vectors are what make.py makes")
        return 1 if found else 0
    for name, text in texts.items():
        (FOLDER / name).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
