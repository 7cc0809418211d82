"""Writes docs/coverage.md from what `llvm-cov export` gives: for core and ffi, what the tests reach, and every line they do not."""
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REASONS = Path(__file__).resolve().parent / "reasons.txt"
HEAD = """# Coverage

Which lines and branches of the core and of the C library the tests of Rust and C reach (`scripts/assure coverage`). Tests inside the files are
not counted as lines to reach, but do reach. Doc tests and the other languages run lines of these files too, and are not counted. Every function
with a line that is not reached has its reason below (`assure/coverage/reasons.txt`): `scripts/assure coverage` fails without it.

| | lines | branches | functions |
|---|---|---|---|
"""
FUNCTION = re.compile(r"( *)(?:pub(?:\([a-z ]+\))? )?(?:const )?(?:unsafe )?(?:extern \"C\" )?fn (\w+)")
IMPL = re.compile(r"( *)impl(?:<[^>]*>)? (.*?) \{")


def function_at(text, number):
    """`Type::name` or `Trait for Type::name` of the function that a line, counted from 1, stands in; `name` outside of an `impl`."""
    name, depth = "", len(text[number - 1]) - len(text[number - 1].lstrip()) + 1
    for line in reversed(text[:number]):
        found = (IMPL if name else FUNCTION).match(line)
        if found and len(found[1]) < depth:
            if name:
                return f"{found[2]}::{name}"
            name, depth = found[2], len(found[1])
            if not depth:
                return name
    return name or "outside of functions"


def reasons():
    """The reason for each `file: function`. As in the list of mutants, a group has its reason above it."""
    found, reason, fresh = {}, "", True
    for line in REASONS.read_text().splitlines()[1:]:
        if line.startswith("#"):
            reason, fresh = ("" if fresh else reason + " ") + line[1:].strip(), False
        elif line:
            found[line], fresh = reason, True
    return found


def lines_of(segments):
    """Line by line, how often it ran: None where there is nothing to run."""
    counts, active = {}, None
    line = 0
    for at, _column, count, has_count, _entry, gap in segments:
        for each in range(line + 1, at):
            if active is not None:
                counts.setdefault(each, active)
        if active is not None and line:
            counts[line] = max(counts.get(line, 0), active)
        line = at
        active = count if has_count and not gap else None
        if active is not None:
            counts[line] = max(counts.get(line, 0), active)
    return counts


def ranges(numbers):
    """7, 9-11"""
    parts, start, last = [], None, None
    for number in [*sorted(numbers), None]:
        if start is not None and number != last + 1:
            parts.append(str(start) if start == last else f"{start}-{last}")
            start = None
        if number is not None:
            start = number if start is None else start
            last = number
    return ", ".join(parts)


def share(covered, count):
    return f"{covered} of {count} ({100 * covered / count:.1f} %)" if count else "none"


def main():
    data = json.loads(Path(sys.argv[1]).read_text())["data"][0]
    totals, missed = {}, {}
    for file in data["files"]:
        path = Path(file["filename"]).resolve().relative_to(ROOT)
        source = path.parts[0]
        text = (ROOT / path).read_text().splitlines()
        tests_from = next((index for index, line in enumerate(text, 1) if line.startswith("#[cfg(test)]")), len(text) + 1)
        if path.name == "published.rs":
            continue
        lines = {line: count for line, count in lines_of(file["segments"]).items() if line < tests_from}
        # A generic function has its branches once for each type that it is used with.
        branches = {}
        for branch in file.get("branches", []):
            if branch[0] < tests_from:
                taken, passed = branches.get(tuple(branch[:4]), (0, 0))
                branches[tuple(branch[:4])] = (taken + branch[4], passed + branch[5])
        into = totals.setdefault(source, [0] * 6)
        into[0] += sum(count > 0 for count in lines.values())
        into[1] += len(lines)
        into[2] += sum((taken > 0) + (passed > 0) for taken, passed in branches.values())
        into[3] += 2 * len(branches)
        into[4] += file["summary"]["functions"]["covered"]
        into[5] += file["summary"]["functions"]["count"]
        for line in sorted(line for line, count in lines.items() if count == 0):
            missed.setdefault((str(path), function_at(text, line)), []).append(line)
    page = HEAD
    for source, counts in sorted(totals.items()):
        row = [share(*counts[at : at + 2]) for at in (0, 2, 4)]
        page += f"| `{source}` | {row[0]} | {row[1]} | {row[2]} |\n"
        print(f"coverage of {source}: lines {row[0]}, branches {row[1]}")
    known = reasons()
    page += "\n## Lines that no test reaches\n| file | function | lines | why |\n|---|---|---|---|\n"
    for (path, function), lines in sorted(missed.items()):
        page += f"| `{path}` | `{function}` | {ranges(lines)} | {known.get(f'{path}: {function}', '')} |\n"
    unexplained = [f"{path}: {function}" for path, function in sorted(missed) if not known.get(f"{path}: {function}")]
    if unexplained:
        sys.exit("no test reaches lines of these, and reasons.txt says of none why:\n" + "\n".join(unexplained))
    # Random tests reach some lines one day and not the next, so this is no failure.
    for each in sorted(known.keys() - {f"{path}: {function}" for path, function in missed}):
        print(f"reached this time, though reasons.txt has a reason why not: {each}")
    (ROOT / "docs" / "coverage.md").write_text(page)


main()
