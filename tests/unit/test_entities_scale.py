"""The work of identity grows with the number of names, not of pairs: a bounded form of the bench."""

from __future__ import annotations

import sys
from types import FrameType

from kg.entities import identify
from tests.bench.bench_identity import documents


def calls(count: int) -> int:
    """How many Python functions `identify` calls for so many mentions: steadier than a clock."""
    made = list(documents(count))
    called = 0

    def count_call(frame: FrameType, event: str, argument: object) -> None:
        nonlocal called
        called += event == "call"

    sys.setprofile(count_call)
    try:
        identify(made)
    finally:
        sys.setprofile(None)
    return called


def test_identity_grows_in_step_with_the_number_of_names() -> None:
    calls(500)  # tables are read and kept
    assert calls(4_000) < 2.6 * calls(2_000)
