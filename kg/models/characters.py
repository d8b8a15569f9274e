"""Text to what the models read: numbers of characters, on one line.

`characters.txt` holds one number a line, from 0 on: the characters that share it (a simplified character with its
traditional and full-width forms). Line 0 stands for every character that is not in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

HERE: Final = Path(__file__).parent
UNKNOWN: Final = 0
_BREAK = re.compile(r"[^\S\n]*\n\s*")


@cache
def numbers() -> dict[str, int]:
    """The number of each known character."""
    lines = (HERE / "characters.txt").read_text(encoding="utf-8").split("\n")
    return {character: number for number, line in enumerate(lines) for character in line if number != UNKNOWN}


def encode(text: str) -> NDArray[np.int64]:
    """The numbers of the characters of `text`, one each."""
    known = numbers()
    return np.array([known.get(character, UNKNOWN) for character in text], dtype=np.int64)


def flatten(text: str) -> tuple[str, list[int]]:
    """`text` without its line breaks and the blanks around them, and where each character left stood in `text`.

    Columns and scans cut names by line breaks; the models never see one.
    """
    places: list[int] = []
    at = 0
    for match in _BREAK.finditer(text):
        places += range(at, match.start())
        at = match.end()
    places += range(at, len(text))
    return "".join(text[place] for place in places), places


def pad(rows: Sequence[NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The rows under one another, filled up with UNKNOWN to the longest, and the length of each."""
    lengths = np.array([len(row) for row in rows], dtype=np.int32)
    block = np.full((len(rows), int(lengths.max(initial=0))), UNKNOWN, dtype=np.int64)
    for place, row in enumerate(rows):
        block[place, : len(row)] = row
    return block, lengths


@cache
def session(path: Path) -> onnxruntime.InferenceSession:
    """The model in a file, loaded once a process; one thread, so that no result depends on the machine."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
