"""Training of the tagger: LAC's encoder, fine-tuned with a CRF over names, roles and bare nouns."""

from __future__ import annotations

import copy
import hashlib
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from kg.models.characters import UNKNOWN, encode, pad
from kg.models.labels import SPAN_TYPES
from kg.models.tagger import Reader, TagSpan
from kg.training import words
from kg.training.corpus import MarkedDocument
from kg.training.crf import ChainLoss
from kg.training.encoder import STATE, character_table, lac_encoder, move_average
from kg.training.examples import Example, Renamer, batches, examples
from kg.training.graphs import save, save_arrays, tagger_graph
from kg.training.reporting import Report, silent

LABELS = 1 + 2 * len(SPAN_TYPES)
TYPE_NUMBERS = {type: number for number, type in enumerate(SPAN_TYPES)}
BATCH = 24
HALF_EPOCHS = 6  # of a tagger that learns from half of the documents
DROPOUT = 0.3
HIDDEN_SHARE = 0.03  # characters shown as unknown
AVERAGED = 0.998  # share of the running average of the weights that stays at each step


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn."""

    epochs: int = 8
    encoder_rate: float = 1e-3
    head_rate: float = 5e-3


class Tagger(nn.Module):
    """Numbers of characters to scores of labels of names; `words` is learnt afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = lac_encoder()
        self.head = nn.Linear(STATE, LABELS)
        self.chain = ChainLoss(LABELS)
        self.words = words.lac_head()

    def forward(self, numbers: torch.Tensor, lengths: Sequence[int], dropout: float = 0.0) -> torch.Tensor:
        scores: torch.Tensor = self.head(self.encoder(numbers, lengths, dropout))
        return scores


def fit(sentences: Sequence[Example], plan: Plan, seed: int, report: Report = silent) -> Tagger:
    """A tagger that has learnt from `sentences`; the same for the same seed on the same machine."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    model = Tagger()
    average = copy.deepcopy(model)
    renamer = Renamer(sentences, chance)
    optimizer = torch.optim.Adam(
        [
            {"params": model.encoder.parameters(), "lr": plan.encoder_rate},
            {"params": [*model.head.parameters(), *model.chain.parameters()], "lr": plan.head_rate},
        ]
    )
    schedule_of = [group["lr"] for group in optimizer.param_groups]
    steps = plan.epochs * len(batches(sentences, BATCH, random.Random(seed)))
    done, began = 0, time.monotonic()
    while done < steps:
        for batch in batches([renamer.rename(sentence) for sentence in sentences], BATCH, chance):
            loss = _loss(model, batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            done += 1
            move_average(average, model, min(AVERAGED, done / (done + 10)))
            for group, rate in zip(optimizer.param_groups, schedule_of, strict=True):
                group["lr"] = rate * max(0.02, 1 - done / steps)
            if done >= steps:
                break
        report(f"step {done} of {steps}, {time.monotonic() - began:.0f} s, loss {loss.item():.2f}")
    return average.eval()


def learn(documents: Iterable[MarkedDocument], plan: Plan, seed: int, report: Report = silent) -> Tagger:
    """A tagger that has learnt names, and then words, from `documents`."""
    sentences = [example for document in documents for example in examples(document)]
    model = fit(sentences, plan, seed, report)
    words.fit(model.words, model.encoder, sentences, seed, report)
    return model


def predict_document(reader: Reader, document: MarkedDocument) -> list[TagSpan]:
    """The spans of a document, in order."""
    texts = [document.text[sentence.start : sentence.end] for sentence in document.sentences]
    return [
        TagSpan(sentence.start + span.start, sentence.start + span.end, span.type, span.probability)
        for sentence, spans in zip(document.sentences, reader.tag(texts), strict=True)
        for span in spans
    ]


def half(document: MarkedDocument) -> int:
    """To which half of the corpus a document belongs; by its id, so that it stays there when others are added."""
    return hashlib.sha256(document.id.encode()).digest()[0] % 2


def label(example: Example) -> list[int]:
    """The label of each character of a sentence."""
    labels = [0] * len(example.text)
    for start, end, type in example.spans:
        begin = 1 + 2 * TYPE_NUMBERS[type]
        labels[start:end] = [begin] + [begin + 1] * (end - start - 1)
    return labels


def _loss(model: Tagger, batch: Sequence[Example]) -> torch.Tensor:
    """The loss on one batch, some characters hidden."""
    block, sizes = pad([encode(example.text) for example in batch])
    labels, _ = pad([np.array(label(example), dtype=np.int64) for example in batch])
    numbers, lengths = torch.from_numpy(block), torch.from_numpy(sizes).long()
    numbers = numbers.masked_fill(torch.rand(numbers.shape) < HIDDEN_SHARE, UNKNOWN)
    loss: torch.Tensor = model.chain(model(numbers, sizes.tolist(), DROPOUT), torch.from_numpy(labels), lengths)
    return loss


def write(model: Tagger, folder: Path) -> None:
    """Write tagger.onnx, tagger.npz and characters.txt, which kg.models.tagger reads, into `folder`."""
    lines, _ = character_table()
    (folder / "characters.txt").write_text("\n".join(lines), encoding="utf-8", newline="\n")
    save(tagger_graph(model.encoder, model.head, model.words), folder / "tagger.onnx")
    chain = model.chain.chain()
    save_arrays(folder / "tagger.npz", {"transitions": chain.transitions, "starts": chain.starts, "ends": chain.ends})
