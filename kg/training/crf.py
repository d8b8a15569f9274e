"""A linear-chain CRF over BIO labels in torch: its loss; kg.models.decoding decodes."""

from __future__ import annotations

import torch
from torch import nn

from kg.models.decoding import FORBIDDEN, Chain, forbidden


class ChainLoss(nn.Module):
    """Negative log likelihood of label sequences; the transitions that BIO forbids stay forbidden."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(labels, labels))
        self.starts = nn.Parameter(torch.zeros(labels))
        self.ends = nn.Parameter(torch.zeros(labels))
        self.banned: torch.Tensor
        self.register_buffer("banned", torch.tensor(forbidden(labels)))

    def forward(self, scores: torch.Tensor, labels: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """The mean over the texts; `scores` is (texts, longest, labels), `labels` (texts, longest)."""
        moves = self.transitions.masked_fill(self.banned, FORBIDDEN)
        real = torch.arange(scores.shape[1]) < lengths[:, None]
        gold = scores.gather(2, labels[:, :, None])[:, :, 0]
        gold = torch.cat(
            [gold[:, :1] + self.starts[labels[:, :1]], gold[:, 1:] + moves[labels[:, :-1], labels[:, 1:]]], 1
        )
        last = labels.gather(1, lengths[:, None] - 1)[:, 0]
        weights = moves.exp()
        columns = scores.unbind(1)  # slices would cost a block of zeros each on the way back
        sums = self.starts + columns[0]
        for place, column in enumerate(columns[1:], start=1):
            top = sums.detach().amax(1, keepdim=True)
            onward = ((sums - top).exp() @ weights).clamp(min=1e-30).log() + top + column
            sums = torch.where(real[:, place, None], onward, sums)
        total = torch.logsumexp(sums + self.ends, 1)
        return (total - (gold * real).sum(1) - self.ends[last]).mean()

    def chain(self) -> Chain:
        """The weights for decoding."""
        moves = self.transitions.masked_fill(self.banned, FORBIDDEN)
        return Chain(*(weights.detach().numpy() for weights in (moves, self.starts, self.ends)))
