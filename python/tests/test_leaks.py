"""The short form of what `python/assure` does a million times."""

import leaks


def test_memory_does_not_grow() -> None:
    _, grown = leaks.growth(20_000)
    assert grown < leaks.LIMIT
