#!/usr/bin/env python3
"""Make the broken messages anew, or compare them with what is committed.

Knows nothing of paysig: each message is made by the real mistake, run here.
"""
import argparse
import json
import sys

from explainlib import FOLDER, algorithms, bodies, credentials, headers, pairs, rules, strings, texts, times
from explainlib.fixtures import fixtures
from explainlib.phrases import phrases
from makelib.data import document


def build():
    """Every file's text by its name, and the schemes with their cases."""
    schemes = fixtures()
    for module in (headers, texts, bodies, strings, times, credentials, algorithms, pairs):
        module.add(schemes)
    rules.check(schemes)
    cases = [case for scheme in schemes for case in scheme.cases]
    ids = [case["id"] for case in cases]
    doubled = {id for id in ids if ids.count(id) > 1}
    assert not doubled, f"two cases have one id: {', '.join(sorted(doubled))}"

    texts_by_name, files = {}, []
    for cause in (*rules.RULES, "pairs"):
        own = [case for case in cases if file_of(case) == cause]
        texts_by_name[f"{cause}.json"] = document({"format": 1, "cause": cause}, own)
        files.append({"file": f"{cause}.json", "cases": len(own)})
    listed = ",\n".join(json.dumps(file) for file in files)
    texts_by_name["index.json"] = f'{{"format": 1,\n"total": {len(cases)},\n"files": [\n{listed}\n]}}\n'
    rows = ",\n".join(json.dumps(row) for row in phrases(cases))
    texts_by_name["phrases.json"] = f'{{"phrases": [\n{rows}\n]}}\n'
    return texts_by_name, schemes


def file_of(case):
    causes = case["expect"]["causes"]
    return causes[0] if len(causes) == 1 else "pairs"


def stale(texts_by_name):
    """Files of causes that are no more."""
    return [path for path in FOLDER.glob("*.json") if path.name not in texts_by_name and path.read_text().startswith('{"format": 1,')]


def differences(texts_by_name):
    for path in stale(texts_by_name):
        yield f"{path.name}: only committed"
    for name, text in texts_by_name.items():
        path = FOLDER / name
        committed = path.read_text() if path.exists() else ""
        if committed != text:
            old, new = set(committed.splitlines()), set(text.splitlines())
            yield f"{name}: differs"
            yield from (f"  committed: {line[:160]}" for line in sorted(old - new)[:5])
            yield from (f"  made: {line[:160]}" for line in sorted(new - old)[:5])


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="compare with what is committed, and write nothing")
    arguments.add_argument("--coverage", action="store_true", help="print where each cause can occur, and why not elsewhere")
    chosen = arguments.parse_args()
    made, schemes = build()
    if chosen.coverage:
        print(rules.table(schemes))
    print(f"{sum(len(scheme.cases) for scheme in schemes)} cases of {len(rules.RULES)} causes")
    if chosen.check:
        found = list(differences(made))
        print("\n".join(found) if found else "the committed cases are what make.py makes")
        return 1 if found else 0
    for path in stale(made):
        path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
