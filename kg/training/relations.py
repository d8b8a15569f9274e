"""Training of the relation model: a second encoder from LAC's, and a classifier of pairs."""

from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from kg.model import STATUSES
from kg.models.characters import UNKNOWN
from kg.models.pairs import CUES, SIZES, TYPES, windows
from kg.training.encoder import SIZE, STATE, lac_encoder, move_average
from kg.training.graphs import judge_graph, pair_graph, reader_graph, save, save_arrays
from kg.training.passages import OUTPUTS, RELATION_NAMES, Lesson, allowed_outputs
from kg.training.reporting import Report, silent

MENTION = 160
CONTEXT = 160
QUERY = 64
HIDDEN = 256
FEATURE = 8
DROPOUT = 0.3
HIDDEN_SHARE = 0.03  # characters shown as unknown
HIDDEN_NAMES = 0.25  # arguments whose characters are shown as unknown: the model reads what stands around them
AVERAGED = 0.995
BATCH = 8
_STATUS_WEIGHTS = (0.5, 1.5, 1.3, 2.5, 2.2)  # of STATUSES: most statements are realised
_POSITIVE = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn, and how often a document is shown with predicted names."""

    epochs: int = 10
    encoder_rate: float = 7e-4
    head_rate: float = 2e-3
    predicted: float = 0.6


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of the pairs of some lessons, one row a pair; `attention` one matrix a lesson."""

    relations: torch.Tensor
    status: torch.Tensor
    triggers: list[torch.Tensor]
    attention: list[torch.Tensor]


class RelationModel(nn.Module):
    """Passages with their pairs to scores; kg.models.relations does the same in numpy."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = lac_encoder()
        self.kinds = nn.Embedding(2 * TYPES, SIZE, padding_idx=0)
        self.bare = nn.Embedding(2, SIZE, padding_idx=0)
        self.mention = nn.Linear(3 * STATE, MENTION)
        self.context = nn.Linear(3 * STATE, CONTEXT)
        self.query = nn.Linear(2 * MENTION, QUERY)
        self.type_query = nn.Embedding(TYPES * TYPES, QUERY)
        self.key = nn.Linear(STATE, QUERY)
        self.features = nn.ModuleList([nn.Embedding(size, FEATURE) for size in SIZES])
        self.trigger = nn.Linear(STATE, len(RELATION_NAMES))
        width = 2 * MENTION + CONTEXT + STATE + FEATURE * len(SIZES) + 2 * len(RELATION_NAMES) + 4 * len(CUES)
        self.hidden = nn.Linear(width, HIDDEN)
        self.relation = nn.Linear(HIDDEN, OUTPUTS)
        self.status_hidden = nn.Linear(width + HIDDEN, 64)
        self.status = nn.Linear(64, len(STATUSES))
        with torch.no_grad():
            for table in (self.kinds, self.bare, self.type_query):
                table.weight.mul_(0.1)
            self.relation.bias.sub_(3)
            self.trigger.bias.sub_(4)

    def forward(self, lessons: Sequence[Lesson], numbers: Sequence[torch.Tensor]) -> Scores:
        """Scores of the lessons' pairs, in order; `numbers` are the characters of each, some perhaps hidden."""
        states = self._read(lessons, numbers)
        parts, triggers, attentions = [], [], []
        for lesson, state in zip(lessons, states, strict=True):
            part, trigger, attention = self._compare(lesson, state)
            parts.append(part)
            triggers.append(trigger)
            attentions.append(attention)
        seen = nn.functional.dropout(torch.cat(parts), 0.2, self.training)
        hidden = nn.functional.dropout(torch.relu(self.hidden(seen)), 0.3, self.training)
        status = self.status(torch.relu(self.status_hidden(torch.cat([seen, hidden], 1))))
        return Scores(self.relation(hidden), status, triggers, attentions)

    def _read(self, lessons: Sequence[Lesson], numbers: Sequence[torch.Tensor]) -> list[torch.Tensor]:
        """The states of each lesson's characters."""
        read = [windows(lesson.passage, lesson.pairs) for lesson in lessons]
        parts = [(at, start, end) for at, runs in enumerate(read) for start, end in runs]
        sizes = [end - start for _, start, end in parts]

        def block(rows: Sequence[torch.Tensor]) -> torch.Tensor:
            return nn.utils.rnn.pad_sequence([rows[at][start:end] for at, start, end in parts], batch_first=True)

        embedded = self.encoder.embedding(block(numbers))
        embedded = embedded + self.kinds(block([lesson.kinds for lesson in lessons]))
        embedded = embedded + self.bare(block([lesson.bare for lesson in lessons]))
        states = self.encoder.read(embedded, sizes, DROPOUT)
        # one gather and one split: a slice for each window would cost a block of zeros each on the way back
        longest = states.shape[1]
        unread = len(parts) * longest
        rows = [[unread] * len(lesson.numbers) for lesson in lessons]
        for row, (at, start, end) in enumerate(parts):
            rows[at][start:end] = range(row * longest, row * longest + end - start)
        known = torch.cat([states.reshape(-1, STATE), states.new_zeros(1, STATE)])
        flat = known[torch.tensor([place for places in rows for place in places])]
        return list(flat.split([len(lesson.numbers) for lesson in lessons]))  # type: ignore[no-untyped-call]

    def _compare(self, lesson: Lesson, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """What is seen of each pair, the scores of triggers, and where each pair looks."""
        rows = lesson.pairs
        first, second = torch.from_numpy(rows.arguments).T
        around, scope = torch.from_numpy(rows.around), torch.from_numpy(rows.scope)
        features = torch.from_numpy(rows.features)
        sums = torch.cat([states.new_zeros(1, STATE), states.cumsum(0)])

        def mean(start: torch.Tensor, end: torch.Tensor) -> torch.Tensor:
            return (sums[end] - sums[start]) / (end - start).clamp(min=1)[:, None]

        starts = torch.tensor([argument.start for argument in lesson.passage.arguments], dtype=torch.long)
        ends = torch.tensor([argument.end for argument in lesson.passage.arguments], dtype=torch.long)
        mentions = torch.relu(self.mention(torch.cat([states[starts], states[ends - 1], mean(starts, ends)], 1)))
        both = torch.cat([mentions[first], mentions[second]], 1)
        context = torch.relu(self.context(torch.cat([mean(around[:, k], around[:, k + 1]) for k in (0, 2, 4)], 1)))
        query = self.query(both) + self.type_query(features[:, 0] * TYPES + features[:, 1])
        places = torch.arange(len(states))
        outside = (places < scope[:, :1]) | (places >= scope[:, 1:])
        attention = (query @ self.key(states).T / 8).masked_fill(outside, -1e9).softmax(1)
        triggers = self.trigger(states)
        chances = triggers.sigmoid()
        counted = torch.cat([chances.new_zeros(1, chances.shape[1]), chances.cumsum(0)])
        between = (counted[around[:, 1]] - counted[around[:, 0]]).clamp(max=3)
        columns = [table(features[:, column]) for column, table in enumerate(self.features)]
        parts = [both, context, attention @ states, *columns, attention @ chances, between, torch.from_numpy(rows.cues)]
        return torch.cat(parts, 1), triggers, attention


def fit(
    marked: Sequence[Lesson],
    predicted: Sequence[Lesson],
    plan: Plan,
    seed: int,
    report: Report = silent,
) -> RelationModel:
    """A relation model that has learnt from documents, each shown now with marked and now with predicted names."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    model = RelationModel()
    average = copy.deepcopy(model)
    encoder = set(model.encoder.parameters())
    others = [weights for weights in model.parameters() if weights not in encoder]
    optimizer = torch.optim.AdamW(
        [
            {"params": list(model.encoder.parameters()), "lr": plan.encoder_rate},
            {"params": others, "lr": plan.head_rate},
        ],
        weight_decay=0.01,
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    allowed = torch.from_numpy(allowed_outputs())
    steps, done, began = plan.epochs * (-(-len(marked) // BATCH)), 0, time.monotonic()
    for _ in range(plan.epochs):
        shown = [b if chance.random() < plan.predicted else a for a, b in zip(marked, predicted, strict=True)]
        chance.shuffle(shown)
        total = 0.0
        for at in range(0, len(shown), BATCH):
            batch = [lesson for lesson in shown[at : at + BATCH] if len(lesson.pairs.arguments)]
            done += 1
            if not batch:
                continue
            loss = _loss(model, batch, allowed, chance)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            total += loss.item()
            move_average(average, model, min(AVERAGED, done / (done + 10)))
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * max(0.02, min(1, done / 40) * (1 - done / steps))
        report(f"step {done} of {steps}, {time.monotonic() - began:.0f} s, loss {total * BATCH / len(shown):.2f}")
    return average.eval()


@torch.no_grad()
def predict(model: RelationModel, lessons: Sequence[Lesson]) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Probabilities (pairs, OUTPUTS) and (pairs, statuses) of each lesson."""
    model.eval()
    allowed = torch.from_numpy(allowed_outputs())
    found = []
    for lesson in lessons:
        if not len(lesson.pairs.arguments):
            found.append((torch.zeros(0, OUTPUTS), torch.zeros(0, len(STATUSES))))
            continue
        scores = model([lesson], [lesson.numbers])
        features = torch.from_numpy(lesson.pairs.features)
        fits = allowed[features[:, 0], features[:, 1]]
        found.append((scores.relations.sigmoid() * fits, scores.status.softmax(1)))
    return found


def calibrate(model: RelationModel, lessons: Sequence[Lesson]) -> None:
    """Stretch and shift the scores of relations so that probabilities on `lessons` come true (Platt)."""
    scores, stated = [], []
    allowed = torch.from_numpy(allowed_outputs())
    with torch.no_grad():
        for lesson in lessons:
            if not len(lesson.pairs.arguments):
                continue
            features = torch.from_numpy(lesson.pairs.features)
            counts = (allowed[features[:, 0], features[:, 1]] > 0) & (lesson.weights[:, None] > 0)
            scores.append(model([lesson], [lesson.numbers]).relations[counts])
            stated.append(lesson.relations[counts])
    given, wanted = torch.cat(scores), torch.cat(stated)
    stretch, shift = torch.ones(1, requires_grad=True), torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([stretch, shift], max_iter=50)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        apart = nn.functional.binary_cross_entropy_with_logits(given * stretch + shift, wanted)
        apart.backward()  # type: ignore[no-untyped-call]
        return apart

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    with torch.no_grad():
        model.relation.weight.mul_(stretch)
        model.relation.bias.mul_(stretch).add_(shift)


def _loss(model: RelationModel, batch: Sequence[Lesson], allowed: torch.Tensor, chance: random.Random) -> torch.Tensor:
    """Loss of relations and status, helped by that of triggers and of where to look."""
    scores = model(batch, [_hide(lesson, chance) for lesson in batch])
    relations = torch.cat([lesson.relations for lesson in batch])
    weights = torch.cat([lesson.weights for lesson in batch])
    status = torch.cat([lesson.status for lesson in batch])
    features = torch.from_numpy(np.concatenate([lesson.pairs.features for lesson in batch]))
    fits = allowed[features[:, 0], features[:, 1]]
    binary = nn.functional.binary_cross_entropy_with_logits
    each = binary(scores.relations, relations, reduction="none") * fits * (1 + (_POSITIVE - 1) * relations)
    stated = max(1.0, float(relations.sum()))
    loss = (each * weights[:, None]).sum() / stated
    known = status >= 0
    if known.any():
        balance = torch.tensor(_STATUS_WEIGHTS)
        loss = loss + 0.5 * nn.functional.cross_entropy(scores.status[known], status[known], weight=balance)
    wanted = torch.cat([lesson.triggers for lesson in batch])
    words = binary(torch.cat(scores.triggers), wanted, reduction="none") * (1 + 4 * wanted)
    loss = loss + 0.05 * words.sum() / stated
    looks = [
        -(attention[row, list(places)].sum() + 1e-4).log()
        for lesson, attention in zip(batch, scores.attention, strict=True)
        for row, places in lesson.told
        if places and lesson.pairs.scope[row, 0] <= places[0] < lesson.pairs.scope[row, 1]
    ]
    if looks:
        loss = loss + 0.3 * torch.stack(looks).mean()
    return loss


def _hide(lesson: Lesson, chance: random.Random) -> torch.Tensor:
    """The characters of a lesson, those of some names and some others unknown."""
    numbers = lesson.numbers.masked_fill(torch.rand(lesson.numbers.shape) < HIDDEN_SHARE, UNKNOWN)
    for argument in lesson.passage.arguments:
        if chance.random() < HIDDEN_NAMES:
            numbers[argument.start : argument.end] = UNKNOWN
    return numbers


def write(model: RelationModel, thresholds: Sequence[float], folder: Path) -> None:
    """Write relations.onnx, pairs.onnx, judge.onnx, relations.npz and relations.json, which kg.models.relations reads,
    into `folder`."""
    tables = {"characters": model.encoder.embedding, "kinds": model.kinds, "bare": model.bare}
    save(reader_graph(tables, model.encoder, model.key, model.trigger), folder / "relations.onnx")
    save(pair_graph(model.mention, model.context, model.query, model.type_query), folder / "pairs.onnx")
    judge = judge_graph(model.hidden, model.relation, model.status_hidden, model.status)
    save(judge, folder / "judge.onnx")
    small = {name: value for name, value in model.state_dict().items() if name.startswith("features.")}
    arrays = {name: value.numpy().astype(np.float16) for name, value in small.items()}
    save_arrays(folder / "relations.npz", {**arrays, "allowed": allowed_outputs().astype(np.int8)})
    told = json.dumps(dict(zip(RELATION_NAMES, thresholds, strict=True)), indent=2)
    (folder / "relations.json").write_text(told + "\n", encoding="utf-8", newline="\n")
