"""docs/performance.md: the goals, and every measurement as a table."""
from . import machine
from .goals import Verdict, worst
from .results import size

HEAD = """# Performance: what signing and verifying cost

Written by `make bench` from what the benches of every part measured in one run. Reasons why a goal is missed are people's, and the figures in
them those of the profiles that they read.

- **snippet** is what the gateway documents: from `tests/snippets` where it is there in that language, else the same rule in the same plain style
  with the language's own library. The key is given with each call, parts are joined, an RSA key is parsed each time.
- **by hand** is the best that is written by hand with that library: key kept, nothing copied, compared in constant time.
- **paysig** is the full `sign` that gives all headers, or the full `verify`, as a user calls them. A replay key is one more hash
  over what is signed, which no snippet makes: it is made for those who ask for it, which is a further way.

The ways take turns in one process, at least 31 rounds of some milliseconds each, in an order that changes. Times are nanoseconds for one call,
medians. What counts are ratios: how many times as fast as the snippet of the same round, median (and the middle half). Every machine,
and most of all its instructions for SHA-256, SHA-512 and big numbers, has other ratios.
"""

TITLES = {
    "threads": "Threads: calls a second on one shared signer",
    "start": "Start-up: what loading paysig adds to an empty program",
    "memory": "Memory: by how much the peak of the process grows",
    "size": "Size",
    "instructions": "Instructions beside the hash, and allocations of one call",
}


LANGUAGES = ["Rust", "C", "Python", "Node", "Go", "PHP", "JVM", "JVM, JNA", ".NET"]
# Measured over all bodies, and shown first.
FOREMOST = "solidgate/request"

COUNTED = {
    Verdict.MET: "met",
    Verdict.EXPLAINED: "missed with a reason",
    Verdict.MISSED: "missed",
    Verdict.FELL: "fallen",
    Verdict.MISSING: "not measured",
}


def write(lines, judged):
    """The whole page."""
    languages = {line["language"] for line in lines if line.kind == "calls"}
    lines = sorted(lines, key=lambda line: rank(line["language"]))
    sections = [HEAD, machine_section(), goals_section(judged)]
    sections += [language_section(language, lines) for language in sorted(languages, key=rank)]
    sections += [
        section(kind, lines, heads, row)
        for kind, heads, row in (
            ("threads", ["what", "1 thread", "threads", "calls a second", "times as many"], threads_row),
            ("start", ["what", "milliseconds"], lambda line: [line.name(), three(line["ms"], ".1f")]),
            ("memory", ["what", "bytes"], lambda line: [line.name(), grouped(line["bytes"])]),
            ("size", ["what", "bytes"], lambda line: [line.name(), grouped(line["bytes"])]),
            ("instructions", ["what", "instructions beside the hash", "allocations"], instructions_row),
        )
    ]
    return "\n".join(part for part in sections if part)


def rank(language):
    """Its place on the page: those that are not in the list come last."""
    return LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES), language


def machine_section():
    rows = [[name, value] for name, value in machine.described()]
    return "## The machine\n\n" + table(["", ""], rows)


def goals_section(judged):
    """One row for each goal, language and verdict: the worst of them, with the reason where it is missed."""
    rows, reasons = [], []
    for goal, group in grouped_verdicts(judged):
        first, lowest = group[0], worst(goal, group) or group[0]
        figure = "not measured" if lowest.figure is None else goal.figure(lowest.figure)
        name = lowest.name if len(group) == 1 else f"the worst of {len(group)}: {lowest.name}"
        verdict = first.verdict.value
        if first.verdict is Verdict.EXPLAINED:
            reasons.append(f"{len(reasons) + 1}. {goal.about}, {lowest.name}: {first.why.strip()} Kept: {goal.figure(first.reached)}.")
            verdict += f" ({len(reasons)})"
        rows.append([goal.about, goal.wanted(), figure, name, verdict])
    text = "## Goals\n\n" + table(["goal", "wanted", "measured", "of", ""], rows)
    if reasons:
        text += "\nWhy some are missed, and what is kept all the same:\n\n" + "\n".join(reasons) + "\n"
    return text


def grouped_verdicts(judged):
    groups = {}
    for number, (goal, each) in enumerate(judged):
        for one in each:
            groups.setdefault((number, one.language, one.verdict, one.why), (goal, []))[1].append(one)
    return groups.values()


def summary(judged):
    """For the terminal: each error in full, each reason without a miss, then the sums."""
    lines = []
    for goal, each in judged:
        for one in each:
            if one.verdict.is_error():
                figure = f": {goal.figure(one.figure)}, wanted {goal.wanted()}" if one.figure is not None else ""
                kept = f", to be kept {goal.figure(one.reached)}" if one.reached is not None else ""
                lines.append(f"{goal.about}: {one.name}{figure}{kept}: {one.verdict.value}")
    for goal, each in judged:
        given = {one.why for one in each}
        lines += [f"{goal.about}: no miss now of {miss.get('where', 'what it is about')}, which goals.toml explains" for miss in goal.missed
                  if miss["why"] not in given]
    verdicts = [one.verdict for _, each in judged for one in each]
    sums = (f"{verdicts.count(verdict)} {words}" for verdict, words in COUNTED.items() if verdict in verdicts)
    return [*lines, f"{len(judged)} goals: " + ", ".join(sums)]


def language_section(language, lines):
    calls = [line for line in lines if line.kind == "calls" and line["language"] == language]
    rows = []
    for line in sorted(calls, key=lambda line: (line["setting"], line["scheme"] != FOREMOST, line.key)):
        known = {way.name: way for way in line.ways()}
        shown = [nanoseconds(known.pop(name, None)) for name in ("snippet", "by hand", "paysig")]
        paysig = line.way("paysig")
        further = "; ".join(f"{way.name}: {nanoseconds(way)} ({way.ratio[1]:.2f}×)" for way in known.values())
        scheme = line["scheme"] + (f", {line['setting']}" if line["setting"] else "")
        ratio = three(paysig.ratio, ".2f", "×") if paysig else ""
        rows.append([scheme, line["operation"], size(line["body"]), *shown, ratio, further])
    heads = ["scheme", "", "body", "snippet", "by hand", "paysig", "times the snippet's speed", "other ways (times the snippet's speed)"]
    plot = f"![{language}, SolidGate, over the size of the body](performance/{file_name(language)})"
    return f"## {language}\n\n{plot}\n\n" + table(heads, rows)


def file_name(language):
    return language.lower().replace(".", "").replace(", ", "-").replace(" ", "-") + ".svg"


def section(kind, lines, heads, row):
    rows = [row(line) for line in lines if line.kind == kind]
    return f"## {TITLES[kind]}\n\n" + table(heads, rows) if rows else ""


def threads_row(line):
    calls = line["per_second"]
    most = max(calls, key=int)
    return [line.name(), grouped(calls["1"]), most, grouped(calls[most]), f"{calls[most] / calls['1']:.2f}×"]


def instructions_row(line):
    return [line.name(), grouped(line["beside"]), str(line["allocations"])]


def nanoseconds(way):
    return grouped(way.ns[1]) if way else ""


def three(values, form, unit=""):
    low, median, high = (format(value, form) for value in values)
    return f"{median}{unit} ({low}–{high})"


def grouped(number):
    return f"{number:,.0f}".replace(",", " ")


def table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n" for cells in lines)
