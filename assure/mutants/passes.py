"""Lets cargo-mutants run, the quickest tests first, and judges what survives them all."""
import collections
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# What survives the first runs against the second.
PASSES = [
    ("paysig-tests", ["--test=vectors", "--test=verdicts", "--test=own_scheme", "--test=confusions"]),
    ("paysig", ["--lib", "--test=properties", "--test=keys", "--test=rfc7617", "--test=explain"]),
]
CONFIG = HERE / "mutants.toml"
ENDS = {"caught": "caught", "unviable": "do not compile"}


def mutants(*arguments, config=CONFIG):
    command = ["cargo", "mutants", "--package=paysig", f"--config={config}", *arguments]
    return subprocess.run(command, cwd=TREE, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)


def named(kind):
    """What ended like this in any pass."""
    return {line for file in OUT.glob(f"*/mutants.out/{kind}.txt") for line in file.read_text().splitlines()}


def without_place(name):
    """`core/src/url.rs: replace …`: lines move."""
    return re.sub(r"^([^:]*):\d+:\d+: ", r"\1: ", name)


def run(package, tests, names):
    """One pass over these mutants; what it finds is left in its folder."""
    baseline = ["cargo", "test", "--quiet", "--locked", f"--package={package}", *tests]
    subprocess.run(baseline, cwd=TREE, check=True, stdout=subprocess.DEVNULL)
    globs = re.search(r"^examine_globs = \[.*?^\]\n", CONFIG.read_text(), re.M | re.S)[0]
    config = WORK / "pass.toml"
    exactly = "".join(f"    '''^{re.escape(name)}$''',\n" for name in names)
    config.write_text(f"{globs}examine_re = [\n{exactly}]\n")
    folder = OUT / str(len(list(OUT.iterdir())))
    folder.mkdir()
    done = mutants(
        "--in-place", "--baseline=skip", "--timeout=60", "--build-timeout=300", "--colors=never", f"--output={folder}",
        f"--test-package={package}", *(f"--cargo-arg={test}" for test in ["--locked", *tests]), config=config,
    )
    # 2: some were missed; 3: some ran out of time.
    if done.returncode not in (0, 2, 3):
        sys.exit(f"cargo-mutants failed:\n{done.stdout}")


def equivalent():
    """How often each change is listed as one that changes no verdict. Each needs a reason: the comment above it."""
    listed, reason = collections.Counter(), False
    for line in (HERE / "equivalent.txt").read_text().splitlines():
        if line.startswith("#"):
            reason = True
        elif not line:
            reason = False
        elif reason:
            listed[line] += 1
        else:
            sys.exit(f"equivalent.txt gives no reason for {line}")
    return listed


def main():
    part, parts = map(int, SHARD.split("/"))
    every = mutants("--list").stdout.splitlines()[part::parts]
    if not every:
        sys.exit("cargo-mutants lists nothing")
    OUT.mkdir(exist_ok=True)
    for package, tests in PASSES:
        ended = set().union(*map(named, ENDS))
        rest = [name for name in every if name not in ended]
        if rest:
            run(package, tests, rest)
    ended = {kind: named(kind) & set(every) for kind in ENDS}
    # What hung in one pass and was missed in another may only have been slow.
    hung = (named("timeout") - named("missed")).intersection(every).difference(*ended.values())
    survivors = [name for name in every if name not in hung and not any(name in names for names in ended.values())]

    listed = equivalent()
    found = collections.Counter(map(without_place, survivors))
    new = [name for name in survivors if found[without_place(name)] > listed[without_place(name)]]
    for name in new:
        print(f"survives: {name}")
    gone = list((listed - found).elements()) if parts == 1 else []
    for name in gone:
        print(f"listed in equivalent.txt, and does not survive: {name}")
    counts = [f"{len(names)} {ENDS[kind]}" for kind, names in ended.items()]
    counts += [f"{len(hung)} hang", f"{len(survivors) - len(new)} change no verdict", f"{len(new)} survive"]
    of = "" if parts == 1 else f" (part {part + 1} of {parts})"
    of += " (with what was caught before)" if RESUMED else ""
    print(f"mutants: {len(every)}{of} of the core's verify path, {', '.join(counts)}")
    sys.exit(bool(new or gone))


WORK, SHARD, RESUMED = Path(sys.argv[1]), sys.argv[2], len(sys.argv) > 3
TREE, OUT = WORK / "tree", WORK / "out"
main()
