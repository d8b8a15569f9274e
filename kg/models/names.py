"""How sure it is that a span of the tagger is a name, from all that the document shows of it.

names.json holds how often each word stands outside names rather than in them (a log ratio), names.npz a small network.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.model import Token, name_key
from kg.models.characters import HERE
from kg.models.labels import ENTITY_TYPES
from kg.models.tagger import TagSpan

_PROPER = frozenset({"PER", "LOC", "ORG", "nz"})
_LATIN = re.compile(r"[A-Za-z0-9]")
_OPENING, _QUOTES = "“‘《「『", "“”‘’《》"
FEATURES: Final = 18 + len(ENTITY_TYPES)


def sureness(text: str, spans: Sequence[TagSpan], tokens: Sequence[Token], folder: Path = HERE) -> list[float]:
    """How probable it is that each span is a name with exactly these borders, rounded to four digits.

    `spans` are all spans of entity types in one document, `tokens` its words; both count code points of `text`.
    `folder` holds the weights.
    """
    if not spans:
        return []
    weights = _weights(folder)
    rows = features(text, spans, tokens, word_ratios(folder))
    hidden = np.tanh(rows @ weights["hidden.weight"].T + weights["hidden.bias"])
    scores = hidden @ weights["sure.weight"][0] + weights["sure.bias"][0]
    return [round(1 / (1 + math.exp(-float(score))), 4) for score in scores]


def features(
    text: str, spans: Sequence[TagSpan], tokens: Sequence[Token], ratios: Mapping[str, float]
) -> NDArray[np.float32]:
    """One row of FEATURES numbers for each span."""
    keys = [name_key(text[span.start : span.end]) for span in spans]
    best: dict[str, float] = {}
    count: dict[str, int] = {}
    for key, span in zip(keys, spans, strict=True):
        best[key] = max(best.get(key, 0.0), span.probability)
        count[key] = count.get(key, 0) + 1
    starts = {token.span.start: index for index, token in enumerate(tokens)}
    ends = {token.span.end: index for index, token in enumerate(tokens)}
    owner = {place: index for index, token in enumerate(tokens) for place in range(token.span.start, token.span.end)}
    rows = []
    for key, span in zip(keys, spans, strict=True):
        surface = text[span.start : span.end]
        first, last = owner.get(span.start, -1), owner.get(span.end - 1, -2)
        words = [token for token in tokens[first : last + 1] if not token.text.isspace()] if first >= 0 else []
        proper = any(word.tag in _PROPER for word in words)
        told = [ratios.get(word.text, 0.0) for word in words] or [0.0]
        before = text[span.start - 1 : span.start]
        rows.append(
            [
                1.0,
                _log_odds(span.probability),
                _log_odds(best[key]),
                min(count[key], 4) / 2,
                float(proper),
                float(len(words) == 1 and proper and span.start in starts and span.end in ends),
                float(bool(_LATIN.search(surface))),
                float(before != "" and before in _OPENING),
                float(any(mark in surface for mark in _QUOTES)),
                max(told) / 3,
                min(told) / 3,
                math.fsum(told) / len(told) / 3,
                told[-1] / 3,
                float(not proper and max(told) < 0.5),
                float(span.start in starts),
                float(span.end in ends),
                min(len(surface), 15) / 8,
                float(len(surface) <= 2),
                *(float(span.type == type) for type in ENTITY_TYPES),
            ]
        )
    return np.array(rows, dtype=np.float32).reshape(-1, FEATURES)


@cache
def word_ratios(folder: Path = HERE) -> dict[str, float]:
    """For each known word, the log of how much oftener it stands outside names than in them."""
    content: dict[str, float] = json.loads((folder / "names.json").read_text(encoding="utf-8"))
    return content


@cache
def _weights(folder: Path) -> dict[str, NDArray[np.float32]]:
    with np.load(folder / "names.npz") as archive:
        return {name: archive[name].astype(np.float32) for name in archive.files}


def _log_odds(probability: float) -> float:
    return math.log((probability + 0.01) / (1.01 - probability))
