"""Files that appear whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.folders import write_atomically

__all__ = ["write_atomically", "write_text_atomically"]


def write_text_atomically(path: Path, chunks: Iterable[str]) -> None:
    """Writes the chunks as UTF-8 with \\n into a file beside `path`, then puts it in its place.

    An error leaves what was at `path` as it was, and no other file.
    """
    with write_atomically(path) as file:
        for chunk in chunks:
            file.write(chunk.encode("utf-8"))
