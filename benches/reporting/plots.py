"""A plot for each language: what a call takes over the size of the body."""
import re

import matplotlib

from .page import FOREMOST, file_name
from .results import size

matplotlib.use("svg")
# The same text for the same figures, and text as text: small files that differ only where the figures do.
matplotlib.rcParams.update({"svg.hashsalt": "paysig", "svg.fonttype": "none", "font.sans-serif": ["DejaVu Sans", "sans-serif"], "font.size": 9})

from matplotlib import pyplot  # noqa: E402

# An empty body has no place on a logarithmic axis; it is shown where 16 bytes would be.
EMPTY = 16
WAYS = {"snippet": "C0", "by hand": "C1", "paysig": "C2", "bare hash": "C7"}


def write(lines, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    calls = [line for line in lines if line.kind == "calls" and line["scheme"] == FOREMOST and not line["setting"]]
    for language in dict.fromkeys(line["language"] for line in calls):
        plot(language, [line for line in calls if line["language"] == language], folder / file_name(language))


def plot(language, calls, file):
    figure, axes = pyplot.subplots(2, 2, figsize=(8, 5), sharex=True, sharey="row")
    for column, operation in enumerate(("sign", "verify")):
        chosen = sorted((line for line in calls if line["operation"] == operation), key=lambda line: line["body"])
        times, ratios = axes[:, column]
        for name, color in WAYS.items():
            found = [(line["body"] or EMPTY, line.way(name)) for line in chosen if line.way(name)]
            if not found:
                continue
            bodies = [body for body, _ in found]
            times.plot(bodies, [way.ns[1] for _, way in found], color, marker=".", linewidth=1, label=name)
            low, median, high = zip(*(way.ratio for _, way in found))
            ratios.plot(bodies, median, color, marker=".", linewidth=1)
            ratios.fill_between(bodies, low, high, color=color, alpha=0.2, linewidth=0)
        times.set(xscale="log", yscale="log", title=f"{language}, {FOREMOST}: {operation}")
        ratios.set_xlabel("body")
        ticks = [line["body"] for line in chosen]
        ratios.set_xticks([body or EMPTY for body in ticks], [size(body) for body in ticks], rotation=45)
        for axis in (times, ratios):
            axis.minorticks_off()
            axis.grid(alpha=0.3)
    axes[1][0].set_ylim(bottom=0)
    axes[0][0].legend(fontsize=7)
    axes[0][0].set_ylabel("ns a call")
    axes[1][0].set_ylabel("times the snippet's speed")
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None, "Creator": None})
    pyplot.close(figure)
    # A hundredth of a point is finer than any eye.
    file.write_text(re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}", file.read_text()))
