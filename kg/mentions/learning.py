"""How the weights in kg/lexicon/reading.txt were learned: an averaged perceptron over whole sentences.

    python -m kg.mentions.learning corpus.jsonl > kg/lexicon/reading.txt

`corpus.jsonl` holds one marked document a line: {"doc", "text", "entities": [{"id", "type"}], "mentions": [{"start",
"end", "entity", "named"}]}. Documents whose id ends in 0 are left out: they are for measuring.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kg.mentions.features import features
from kg.mentions.lines import Line, read_lines
from kg.mentions.reading import LABELS, Model, Weights, allowed_steps, best_path, format_model
from kg.model import Article, Document, Span
from kg.sentences import split

EPOCHS = 8
SEED = 1
LEAST_SEEN = 3
SCALE = 20  # averaged weights are kept as whole numbers of twentieths
LEAST_WEIGHT = 20

HEADER = """# Weights of the reader of names: feature, then label and weight, in {scale}ths. Learned by kg.mentions.learning from
# the written corpus ({documents} documents, those whose id ends in 0 left out). Do not edit by hand: learn again.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence: the features of its words and its labels."""

    rows: list[list[str]]
    labels: list[int]


def examples(document: dict[str, Any], lines: Iterable[Line]) -> list[Example]:
    """The sentences of a marked document, with the label of each word."""
    types = {entity["id"]: entity["type"] for entity in document["entities"]}
    marks = [(m["start"], m["end"], types[m["entity"]]) for m in document["mentions"] if m["named"]]
    return [Example(features(line.words), _labels(line, marks)) for line in lines if line.words]


def _lines(text: str) -> tuple[Line, ...]:
    whole = Article(Span(0, len(text)), "")
    return read_lines(split(Document("", "", text, "", (whole,))))


def _labels(line: Line, marks: Sequence[tuple[int, int, str]]) -> list[int]:
    numbers = {label: i for i, label in enumerate(LABELS)}
    labels = [0] * len(line.words)
    for start, end, kind in marks:
        inside = [
            i
            for i, word in enumerate(line.words)
            if line.offsets[word.start] < end and line.offsets[word.end - 1] >= start
        ]
        for i in inside:
            labels[i] = numbers[("B-" if i == inside[0] else "I-") + kind]
    return labels


def learn(sentences: Sequence[Example], epochs: int = EPOCHS) -> Model:
    """The averaged weights after `epochs` rounds; the same sentences give the same weights."""
    seen = Counter(feature for example in sentences for row in example.rows for feature in row)
    rows = {feature: i for i, feature in enumerate(sorted(f for f, count in seen.items() if count >= LEAST_SEEN))}
    numbered = [[np.array([rows[f] for f in row if f in rows]) for row in example.rows] for example in sentences]
    votes: Weights = np.zeros((len(rows), len(LABELS)), dtype=np.int64)
    votes_sum, fixed = votes.copy(), allowed_steps()
    steps: Weights = np.zeros_like(fixed)
    steps_sum, clock = steps.copy(), 1
    order, shuffler = list(range(len(sentences))), random.Random(SEED)
    for _ in range(epochs):
        shuffler.shuffle(order)
        for k in order:
            right = sentences[k].labels
            guess = best_path(np.stack([votes[row].sum(axis=0) for row in numbered[k]]), steps + fixed)
            for i, row in enumerate(numbered[k]):
                if guess[i] != right[i]:
                    for label, sign in ((right[i], 1), (guess[i], -1)):
                        votes[row, label] += sign
                        votes_sum[row, label] += sign * clock
                if i and (guess[i] != right[i] or guess[i - 1] != right[i - 1]):
                    for path, sign in ((right, 1), (guess, -1)):
                        steps[path[i - 1], path[i]] += sign
                        steps_sum[path[i - 1], path[i]] += sign * clock
            clock += 1
    return Model(rows, _average(votes, votes_sum, clock, LEAST_WEIGHT), _average(steps, steps_sum, clock, 1) + fixed)


def _average(last: Weights, weighted: Weights, clock: int, least: int) -> Weights:
    mean = np.rint((last - weighted / clock) * SCALE).astype(np.int64)
    mean[np.abs(mean) < least] = 0
    return mean


def main(path: str) -> None:
    """Learns from the marked documents in `path` and prints the weights."""
    documents = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    learned = [document for document in documents if not document["doc"].endswith("0")]
    sentences = [example for document in learned for example in examples(document, _lines(document["text"]))]
    sys.stdout.write(HEADER.format(scale=SCALE, documents=len(learned)) + format_model(learn(sentences)))


if __name__ == "__main__":
    main(sys.argv[1])
