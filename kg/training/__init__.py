"""From the written corpus to the weights in kg/models. Needs the extra `train`; nothing else of kg needs this room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.errors import InputError
from kg.training.corpus import CORPUS
from kg.training.reporting import silent

__all__ = ["CORPUS", "train"]


def train(
    corpus: Path, out: Path, seed: int = 1, report: Callable[[str], None] = silent, work: Path | None = None
) -> None:
    """Learn from the `.mark` files in `corpus` and write the weights, with figures.json, into `out`.

    `report` is told how far it is. Stages are kept in the folder `work` where one is given: a run that was broken off
    goes on with the taggers that stand there. Raises InputError when the corpus does not compile.
    """
    # torch belongs to the extra `train`: whoever reads the corpus, or asks for help, does not load it
    try:
        from kg.training.recipe import learn_all
    except ModuleNotFoundError as error:
        raise InputError(f"{error.name} is not installed; install the extra: pip install 'kg-news[train]'") from None

    learn_all(corpus, out, seed, report, work)
