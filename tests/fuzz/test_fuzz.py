"""Each fuzz target for a moment; for longer: python -m tests.fuzz TARGET SECONDS."""

from __future__ import annotations

import pytest

from tests.fuzz.__main__ import run
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("seed", [1, 2])
def test_fuzz_target_holds(name: str, seed: int) -> None:
    assert run(name, 60, seed, most=800) == 800
