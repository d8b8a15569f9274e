"""Name parts, titles, places and statistics: data that other rooms read through this door."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `<name>.toml` in this folder."""
    return tomllib.loads(text(f"{name}.toml"))


def text(file: str) -> str:
    """The text of one file in this folder."""
    return (files(__package__) / file).read_text(encoding="utf-8")
