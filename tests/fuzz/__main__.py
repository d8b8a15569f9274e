"""python -m tests.fuzz TARGET [SECONDS [SEED]]: runs a target on endless inputs, and says how often it ran.

With atheris installed (Python 3.12 and 3.13) `python -m tests.fuzz --atheris TARGET [LIBFUZZER OPTIONS]` looks for
inputs that reach new code. An input that fails is printed.
"""

from __future__ import annotations

import sys
import time

from tests.fuzz.mutation import inputs
from tests.fuzz.targets import TARGETS


def run(name: str, seconds: float, seed: int = 0, most: int = sys.maxsize) -> int:
    """How often the target ran in the time given; raises what it raises, after printing the input."""
    target = TARGETS[name]
    began = time.monotonic()
    slowest = 0.0
    for count, data in enumerate(inputs(seed)):
        if count >= most or (count % 256 == 0 and time.monotonic() - began > seconds):
            print(
                f"{name}: {count} executions in {time.monotonic() - began:.0f} s, the slowest {slowest * 1000:.0f} ms"
            )
            return count
        before = time.perf_counter()
        try:
            target(data)
        except Exception:
            print(f"{name}, seed {seed}, input {count}: {data!r}")
            raise
        slowest = max(slowest, time.perf_counter() - before)
    raise AssertionError("the inputs came to an end")


def guided(name: str, options: list[str]) -> None:
    """Hands the target to atheris, which does not come back."""
    import atheris  # type: ignore[import-not-found,unused-ignore]

    with atheris.instrument_imports(include=["kg"]):
        import importlib

        for module in ("kg.documents.encodings", "kg.documents.articles", "kg.sentences"):
            importlib.reload(importlib.import_module(module))
        targets = importlib.reload(importlib.import_module("tests.fuzz.targets"))
    atheris.Setup([sys.argv[0], *options], targets.TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and arguments[0] == "--atheris":
        guided(arguments[1], arguments[2:])
    elif arguments and arguments[0] in TARGETS:
        run(
            arguments[0],
            float(arguments[1]) if len(arguments) > 1 else 60,
            int(arguments[2]) if len(arguments) > 2 else 0,
        )
    else:
        sys.exit(f"usage: python -m tests.fuzz {{{','.join(TARGETS)}}} [SECONDS [SEED]]")
