"""Training of the filter that tells names from what only looks like one."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from kg.model import Span, Token
from kg.models.labels import ENTITY_TYPES
from kg.models.names import FEATURES, features
from kg.models.tagger import Reader, TagSpan
from kg.training.corpus import MarkedDocument
from kg.training.graphs import save_arrays

HIDDEN = 16
STEPS = 250
LEAST_SEEN = 3  # documents that a word must stand in
Predictions = Mapping[str, Sequence[TagSpan]]
Words = Mapping[str, Sequence[Token]]


class NameFilter(nn.Module):
    """A row of features to the log odds that the span is a name."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Linear(FEATURES, HIDDEN)
        self.sure = nn.Linear(HIDDEN, 1)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        scores: torch.Tensor = self.sure(torch.tanh(self.hidden(rows)))[:, 0]
        return scores


def read_words(document: MarkedDocument, reader: Reader) -> list[Token]:
    """The words of a document, by a tagger."""
    texts = [document.text[sentence.start : sentence.end] for sentence in document.sentences]
    return [
        Token(Span(sentence.start + word.start, sentence.start + word.end), text[word.start : word.end], word.tag)
        for sentence, text, found in zip(document.sentences, texts, reader.words(texts), strict=True)
        for word in found
    ]


def fit(documents: Sequence[MarkedDocument], predicted: Predictions, words: Words, seed: int) -> NameFilter:
    """A filter that has learnt from spans predicted by taggers that had not seen their documents."""
    rows, right, _ = table(documents, predicted, words)
    return _fit(rows, right, seed)


def cross_check(
    documents: Sequence[MarkedDocument], predicted: Predictions, words: Words, seed: int, parts: int = 5
) -> tuple[np.ndarray[tuple[int], np.dtype[np.float32]], np.ndarray[tuple[int], np.dtype[np.float32]]]:
    """For each span of `table`, how sure a filter is that has not seen its document, and whether it is right."""
    rows, right, owners = table(documents, predicted, words)
    sure = torch.zeros(len(right))
    for part in range(parts):
        here = owners % parts == part
        sure[here] = _fit(rows[~here], right[~here], seed)(rows[here]).sigmoid().detach()
    return sure.numpy(), right.numpy()


def table(
    documents: Sequence[MarkedDocument], predicted: Predictions, words: Words
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Features of all predicted spans of entity types, whether each is a marked name, and its document's number.

    What a document's own words say of it is left out of the ratios used for it.
    """
    outside, inside = count_words(documents, words)
    rows, right, owners = [], [], []
    for number, document in enumerate(documents):
        spans = [span for span in predicted[document.id] if span.type in ENTITY_TYPES]
        own_outside, own_inside = _document_words(document, words[document.id])
        ratios = {
            word.text: _ratio(
                outside[word.text] - (word.text in own_outside), inside[word.text] - (word.text in own_inside)
            )
            for word in words[document.id]
        }
        marked = {mention.span for mention in document.mentions if mention.named}
        rows.append(features(document.text, spans, words[document.id], ratios))
        right += [float(Span(span.start, span.end) in marked) for span in spans]
        owners += [number] * len(spans)
    return torch.from_numpy(np.concatenate(rows)), torch.tensor(right), torch.tensor(owners)


def count_words(documents: Sequence[MarkedDocument], words: Words) -> tuple[Counter[str], Counter[str]]:
    """In how many documents each word stands outside names, and in how many inside them."""
    outside: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for document in documents:
        own_outside, own_inside = _document_words(document, words[document.id])
        outside.update(own_outside)
        inside.update(own_inside)
    return outside, inside


def write(model: NameFilter, documents: Sequence[MarkedDocument], words: Words, folder: Path) -> None:
    """Write names.npz and names.json, which kg.models.names reads, into `folder`."""
    save_arrays(folder / "names.npz", {name: value.numpy() for name, value in model.state_dict().items()})
    outside, inside = count_words(documents, words)
    known = sorted(word for word in {*outside, *inside} if outside[word] + inside[word] >= LEAST_SEEN)
    ratios = {word: round(_ratio(outside[word], inside[word]), 2) for word in known}
    content = json.dumps(ratios, ensure_ascii=False, separators=(",", ":"))
    (folder / "names.json").write_text(content + "\n", encoding="utf-8", newline="\n")


def _fit(rows: torch.Tensor, right: torch.Tensor, seed: int) -> NameFilter:
    torch.manual_seed(seed)
    model = NameFilter()
    optimizer = torch.optim.Adam(model.parameters(), 0.01, weight_decay=1e-4)
    for _ in range(STEPS):
        loss = nn.functional.binary_cross_entropy_with_logits(model(rows), right)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return model.eval()


def _document_words(document: MarkedDocument, words: Sequence[Token]) -> tuple[set[str], set[str]]:
    """The words of a document that stand outside names, and those inside."""
    named = {place for m in document.mentions if m.named for place in range(m.span.start, m.span.end)}
    outside, inside = set(), set()
    for word in words:
        if word.span.start in named or word.span.end - 1 in named:
            inside.add(word.text)
        elif word.tag not in ("PER", "LOC", "ORG", "w"):
            outside.add(word.text)
    return outside, inside


def _ratio(outside: int, inside: int) -> float:
    return math.log((outside + 0.5) / (inside + 0.5))
