"""Writes docs/coverage.md from what `llvm-cov export` gives: for core and ffi, what the tests reach, and every line they do not."""
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REASONS = Path(__file__).resolve().parent / "reasons.txt"
HEAD = """# Coverage

Which lines and branches of the core and of the C library the tests of Rust and C reach (`scripts/assure coverage`). Tests inside the files are
not counted as lines to reach, but do reach. Doc tests and the other languages run lines of these files too, and are not counted. What is not
reached has its reason below, and in `assure/coverage/reasons.txt` how many lines it is given for: with more, `scripts/assure coverage` fails.

| | lines | branches |
|---|---|---|
"""
ITEM = re.compile(r" *(?:pub(?:\([a-z ]+\))? )?(?:(?:const|unsafe|extern \"C\") )*(fn|impl|trait)\b(.*)")
# What begins nothing that lines below it stand in: ends, and the rest of a signature.
CONTINUED = re.compile(r" *(?:[^\w ]|where\b|$)")


def function_at(text, number):
    """`Type::name` or `Trait for Type::name` of the function that a line, counted from 1, stands in; `name` outside of an `impl`. By the
    indentation, which rustfmt sees to."""
    name, depth = "", len(text[number - 1]) - len(text[number - 1].lstrip()) + 1
    for line in reversed(text[:number]):
        indent, found = len(line) - len(line.lstrip()), ITEM.match(line)
        if indent >= depth or (not found and CONTINUED.match(line)):
            continue
        if found and found[1] == "fn":
            name = re.match(r"\w+", found[2].strip())[0] + (f"::{name}" if name else "")
        elif found and name:
            return f"{without_generics(found[2].removesuffix('{'))}::{name}"
        depth = indent
    return name or "outside of functions"


def without_generics(of):
    """`<T: Into<U>> From<T> for Name<'_>` becomes `From<T> for Name<'_>`."""
    of, depth = of.strip(), 0
    for at, character in enumerate(of):
        depth += (character == "<") - (character == ">" and of[at - 1] != "-")
        if depth == 0:
            return (of[at + 1 :] if of[0] == "<" else of).strip()
    return of


def reasons():
    """How many lines of each `file: function` have a reason, and which. As in the list of mutants, a group has its reason above it."""
    found, reason, fresh = {}, "", True
    for line in REASONS.read_text().splitlines()[1:]:
        if line.startswith("#"):
            reason, fresh = ("" if fresh else reason + " ") + line[1:].strip(), False
        elif line:
            count, function = line.split(maxsplit=1)
            found[function], fresh = (int(count), reason), True
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
        if path.name in ("published.rs", "tests.rs"):
            continue
        lines = {line: count for line, count in lines_of(file["segments"]).items() if line < tests_from}
        # A generic function has its branches once for each type that it is used with.
        branches = {}
        for branch in file.get("branches", []):
            if branch[0] < tests_from:
                taken, passed = branches.get(tuple(branch[:4]), (0, 0))
                branches[tuple(branch[:4])] = (taken + branch[4], passed + branch[5])
        into = totals.setdefault(source, [0] * 4)
        into[0] += sum(count > 0 for count in lines.values())
        into[1] += len(lines)
        into[2] += sum((taken > 0) + (passed > 0) for taken, passed in branches.values())
        into[3] += 2 * len(branches)
        for line in sorted(line for line, count in lines.items() if count == 0):
            missed.setdefault((str(path), function_at(text, line)), []).append(line)
    page = HEAD
    for source, counts in sorted(totals.items()):
        row = [share(*counts[at : at + 2]) for at in (0, 2)]
        page += f"| `{source}` | {row[0]} | {row[1]} |\n"
        print(f"coverage of {source}: lines {row[0]}, branches {row[1]}")
    known, unexplained = reasons(), []
    page += "\n## Lines that no test reaches\n| file | function | lines | why |\n|---|---|---|---|\n"
    for (path, function), lines in sorted(missed.items()):
        count, reason = known.pop(f"{path}: {function}", (0, ""))
        page += f"| `{path}` | `{function}` | {ranges(lines)} | {reason} |\n"
        # More than there were when the reason was given.
        if len(lines) > count:
            unexplained.append(f"{len(lines)} {path}: {function} ({ranges(lines)})")
    if unexplained:
        sys.exit("no test reaches these lines, and reasons.txt says of fewer, or of none, why:\n" + "\n".join(unexplained))
    # Random tests reach some lines one day and not the next, so this is no failure.
    for each in known:
        print(f"reached this time, though reasons.txt has a reason why not: {each}")
    (ROOT / "docs" / "coverage.md").write_text(page)


main()
