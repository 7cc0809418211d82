"""The census of bad input is whole, and what comes of each is what tests/census/python.tsv says."""

import os

import census
import census_adapters
import census_functions
from conftest import TOP
from paysig import PaysigError

TABLE = TOP / "tests" / "census" / "python.tsv"
ARGUMENTS = census_functions.arguments() + census_adapters.arguments()

# What paysig says, as objects that nobody else has to make.
TAKES_ONLY_ITS_OWN = {
    "Explanation",
    "describe.Acknowledgement",
    "describe.Expects",
    "describe.Field",
    "describe.Freshness",
    "describe.Gateway",
    "describe.GatewayError",
    "describe.GatewayMessage",
    "describe.Header",
    "describe.Host",
    "describe.Option",
    "describe.Retry",
    "describe.Scheme",
    "explain.Cause",
    "explain.Finding",
    "explain.Observation",
    "keys.KeyReport",
}


def test_nothing_is_missing() -> None:
    found = {
        (name, parameter)
        for name, function in census.public_functions()
        if name not in TAKES_ONLY_ITS_OWN
        # All exceptions are made as the first of them.
        and (name == "PaysigError" or getattr(function, "__init__", None) is not PaysigError.__init__)
        for parameter in census.parameters(function)
    }
    assert found == {(each.function, each.parameter or each.name) for each in ARGUMENTS}
    assert {name for name, _ in census.public_functions()} >= TAKES_ONLY_ITS_OWN


def test_what_comes_of_it() -> None:
    rows = [row for argument in ARGUMENTS for row in argument.rows()]
    rows += [(name, "\u2013", "\u2013", "takes only what paysig made") for name in sorted(TAKES_ONLY_ITS_OWN)]
    table = "".join("\t".join(row) + "\n" for row in rows)
    if os.environ.get("PAYSIG_BLESS") == "1":
        TABLE.write_text(table, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8").splitlines() == table.splitlines(), (
        "PAYSIG_BLESS=1 python/test writes it anew, if it is meant to change"
    )
