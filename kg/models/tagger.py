"""Names, roles and bare nouns in sentences, by the trained tagger.

tagger.onnx scores the labels of each character, tagger.npz holds the weights from label to label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from kg.models.characters import HERE, encode, flatten, pad, session
from kg.models.decoding import Chain, LabelSpan, decode
from kg.models.labels import SPAN_TYPES

MAX_CHUNK = 300  # characters read at once
BATCH = 32
_CUTS = re.compile(r"[。！？；;，,、：:\s]")


@dataclass(frozen=True, slots=True, order=True)
class TagSpan:
    """`[start, end)` code points of the text given are of `type`, one of SPAN_TYPES.

    `probability` is that of exactly these borders and this type, given the text; rounded to four digits.
    """

    start: int
    end: int
    type: str
    probability: float


def tag(texts: Sequence[str]) -> list[list[TagSpan]]:
    """The spans of each text, in order and without overlap.

    A text should be one sentence; it may hold line breaks. No span begins or ends with a blank.
    """
    flat = [flatten(text) for text in texts]
    pieces = [(index, start, end) for index, (text, _) in enumerate(flat) for start, end in chunks(text)]
    found: list[list[TagSpan]] = [[] for _ in texts]
    spans = _read(tuple(flat[index][0][start:end] for index, start, end in pieces))
    for (index, offset, _), labels in zip(pieces, spans, strict=True):
        text, places = flat[index]
        for span in labels:
            start, end = offset + span.start, offset + span.end
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if start < end:
                probability = round(span.probability, 4)
                found[index].append(TagSpan(places[start], places[end - 1] + 1, SPAN_TYPES[span.type], probability))
    return found


def chunks(text: str) -> list[tuple[int, int]]:
    """`text` in pieces of at most MAX_CHUNK characters, cut after punctuation where there is some."""
    pieces, start = [], 0
    while len(text) - start > MAX_CHUNK:
        cuts = [match.end() for match in _CUTS.finditer(text, start, start + MAX_CHUNK)]
        end = cuts[-1] if cuts else start + MAX_CHUNK
        pieces.append((start, end))
        start = end
    if start < len(text):
        pieces.append((start, len(text)))
    return pieces


@cache
def chain() -> Chain:
    """The weights from label to label."""
    with np.load(HERE / "tagger.npz") as weights:
        return Chain(weights["transitions"], weights["starts"], weights["ends"])


@lru_cache(maxsize=4)
def _read(texts: tuple[str, ...]) -> list[list[LabelSpan]]:
    """The spans of each text of at most MAX_CHUNK characters; texts of like length are read together.

    The last answers are kept: names, and then posts, of one document are asked for one after the other.
    """
    found: list[list[LabelSpan]] = [[] for _ in texts]
    order = sorted(range(len(texts)), key=lambda index: (len(texts[index]), index))
    for at in range(0, len(order), BATCH):
        part = order[at : at + BATCH]
        block, lengths = pad([encode(texts[index]) for index in part])
        (scores,) = session("tagger.onnx").run(["scores"], {"characters": block, "lengths": lengths})
        for index, spans in zip(part, decode(scores, lengths, chain()), strict=True):
            found[index] = spans
    return found
