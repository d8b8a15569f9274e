"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def write_text_atomically(path: Path, chunks: Iterable[str]) -> None:
    """Writes the chunks as UTF-8 with \\n into a file beside `path`, then puts it in its place.

    An error leaves what was at `path` as it was, and no other file.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
