"""Names, roles and bare nouns in sentences, and the words of sentences, by the trained tagger: one reading for both.

tagger.onnx scores the labels of each character and tells the best label of words, tagger.npz holds the weights from
label to label.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from kg.models.characters import HERE, encode, flatten, pad, session
from kg.models.decoding import Chain, LabelSpan, decode
from kg.models.labels import SPAN_TYPES, WORD_TAGS

MAX_CHUNK = 300  # characters read at once
BATCH = 32  # texts decoded at once
AT_ONCE, FILLED = 4, 1.25  # texts that the encoder reads at once, how much longer than the shortest of them at most
LABELS = 1 + 2 * len(SPAN_TYPES)
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


@dataclass(frozen=True, slots=True, order=True)
class WordSpan:
    """`[start, end)` code points of the text given are one word with a tag of WORD_TAGS."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read in one piece: spans of names, and the label of each character in words."""

    spans: tuple[LabelSpan, ...]
    words: tuple[int, ...]


class Reader:
    """The tagger, and with it the filter of names, of one folder of weights.

    The last answers are kept: words, names and posts of one article are asked for one after the other.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._session = session(folder / "tagger.onnx")
        with np.load(folder / "tagger.npz") as weights:
            self._chain = Chain(weights["transitions"], weights["starts"], weights["ends"])
        self._read = lru_cache(maxsize=4)(self._read_all)

    def tag(self, texts: Sequence[str]) -> list[list[TagSpan]]:
        """The spans of each text, in order and without overlap.

        A text should be one sentence; it may hold line breaks. No span begins or ends with a blank.
        """
        found: list[list[TagSpan]] = [[] for _ in texts]
        for index, offset, text, places, read in self._pieces(texts):
            for span in read.spans:
                start, end = offset + span.start, offset + span.end
                while start < end and text[start].isspace():
                    start += 1
                while end > start and text[end - 1].isspace():
                    end -= 1
                if start < end:
                    probability = round(span.probability, 4)
                    found[index].append(TagSpan(places[start], places[end - 1] + 1, SPAN_TYPES[span.type], probability))
        return found

    def words(self, texts: Sequence[str]) -> list[list[WordSpan]]:
        """The words of each text, in order; they join to the text but for line breaks and the blanks around them."""
        found: list[list[WordSpan]] = [[] for _ in texts]
        for index, offset, _, places, read in self._pieces(texts):
            starts = [place for place, label in enumerate(read.words) if place == 0 or label % 2 == 0]
            for start, end in itertools.pairwise([*starts, len(read.words)]):
                first, last = places[offset + start], places[offset + end - 1] + 1
                found[index].append(WordSpan(first, last, WORD_TAGS[read.words[start] // 2]))
        return found

    def _pieces(self, texts: Sequence[str]) -> Iterator[tuple[int, int, str, Sequence[int], _Read]]:
        """Each piece that is read at once: number of its text, offset in the text on one line, this line, where each
        of its characters stood, and what is read."""
        flat = [flatten(text) for text in texts]
        pieces = [(index, start, end) for index, (text, _) in enumerate(flat) for start, end in chunks(text)]
        read = self._read(tuple(flat[index][0][start:end] for index, start, end in pieces))
        for (index, offset, _), one in zip(pieces, read, strict=True):
            yield index, offset, *flat[index], one

    def _read_all(self, texts: tuple[str, ...]) -> list[_Read]:
        """What is read in each text of at most MAX_CHUNK characters."""
        found = [_Read((), ())] * len(texts)
        for part in parts([len(text) for text in texts], BATCH):
            longest = max(len(texts[index]) for index in part)
            scores = np.zeros((len(part), longest, LABELS), dtype=np.float32)
            words: list[tuple[int, ...]] = []
            # The encoder reads texts of almost the same length at once, for it pays for what is filled up as well.
            for rows in parts([len(texts[index]) for index in part], AT_ONCE, FILLED):
                block, lengths = pad([encode(texts[part[row]]) for row in rows])
                given = {"characters": block, "lengths": lengths}
                read, labels = self._session.run(["scores", "words"], given)
                scores[rows, : block.shape[1]] = read
                words += [tuple(labels[at, :length].tolist()) for at, length in enumerate(lengths.tolist())]
            sizes = np.array([len(texts[index]) for index in part], dtype=np.int32)
            for index, spans, labels in zip(part, decode(scores, sizes, self._chain), words, strict=True):
                found[index] = _Read(tuple(spans), labels)
        return found


@cache
def load_reader() -> Reader:
    """The tagger that ships with kg."""
    return Reader(HERE)


def tag(texts: Sequence[str]) -> list[list[TagSpan]]:
    """The spans of each text by the tagger that ships with kg: see Reader.tag."""
    return load_reader().tag(texts)


def parts(lengths: Sequence[int], most: int, filled: float = math.inf) -> list[list[int]]:
    """The numbers of texts of these lengths, shortest first, in parts of at most `most`.

    In no part is the longest more than `filled` times as long as the shortest.
    """
    found: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lambda index: (lengths[index], index)):
        if not found or len(found[-1]) == most or lengths[index] > filled * lengths[found[-1][0]]:
            found.append([])
        found[-1].append(index)
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
