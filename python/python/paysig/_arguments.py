"""What the generated conveniences share: what was not given is left out."""

from __future__ import annotations

from datetime import timedelta


def given_credentials(**credentials: str | bytes | None) -> dict[str, str | bytes]:
    return {name: value for name, value in credentials.items() if value is not None}


def given_options(
    **options: str | bool | float | timedelta | None,
) -> dict[str, str | bool | float | timedelta]:
    return {name: value for name, value in options.items() if value is not None}
