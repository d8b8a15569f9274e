"""Corpora as tables: which column is what, what a row is called, rows that are none, pieces of large files."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from kg.documents import Loaded, Options, documents, find, load, names, read_all, tables

ROWS = [
    {
        "id": f"A-{n}",
        "title": f"青禾公司第{n}期开工",
        "content": f"　　6月{n}日，青禾公司第{n}期开工。",
        "date": f"2025-06-{n:02}",
    }
    for n in range(1, 6)
]


def saved(folder: Path, name: str, rows: list[dict[str, Any]], encoding: str = "utf-8") -> Path:
    path = folder / name
    if name.endswith(("csv", "tsv")):
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, list(rows[0]), delimiter="\t" if name.endswith("tsv") else ",")
        writer.writeheader()
        writer.writerows(rows)
        path.write_bytes(out.getvalue().encode(encoding))
    elif name.endswith("json"):
        path.write_bytes(json.dumps(rows, ensure_ascii=False).encode(encoding))
    else:
        path.write_bytes("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows).encode(encoding))
    return path


def loaded(path: Path, options: Options | None = None) -> Loaded:
    (source,), _ = find([path])
    return load(source, options)


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.json", "rows.csv", "rows.tsv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_tables_give_a_document_a_row(tmp_path: Path, name: str, encoding: str) -> None:
    texts = loaded(saved(tmp_path, name, ROWS, encoding)).texts
    assert [(t.text, t.title, t.published) for t in texts] == [(r["content"], r["title"], r["date"]) for r in ROWS]


@pytest.mark.parametrize(("name", "keys"), [("rows.jsonl", "12345"), ("rows.csv", "23456")])
def test_tables_call_a_row_by_its_line(tmp_path: Path, name: str, keys: str) -> None:
    assert [t.key for t in loaded(saved(tmp_path, name, ROWS)).texts] == list(keys)


def test_tables_call_a_row_by_its_id_where_one_is_chosen(tmp_path: Path) -> None:
    path = saved(tmp_path, "rows.jsonl", [*ROWS, ROWS[0]])
    reading = read_all([path], options=Options(id_column="id"))
    assert [d.name for d in reading.documents][-2:] == ["rows#A-5", "rows#A-1~6"]
    assert reading.documents[0].source == "rows.jsonl#A-1"


def test_tables_take_the_columns_that_are_named(tmp_path: Path) -> None:
    rows = [{"a": "青禾公司开工。", "b": "题", "c": "20250603"}]
    options = Options(text_column="a", title_column="b", date_column="c")
    (text,) = loaded(saved(tmp_path, "rows.csv", rows), options).texts
    assert (text.text, text.title, text.published) == ("青禾公司开工。", "题", "20250603")


@pytest.mark.parametrize("column", ["正文", "内容", "TEXT", "Content", "body"])
def test_tables_know_the_usual_names(tmp_path: Path, column: str) -> None:
    rows = [{"x": "1", column: "青禾公司开工。"}]
    assert [t.text for t in loaded(saved(tmp_path, "rows.jsonl", rows)).texts] == ["青禾公司开工。"]


@pytest.mark.parametrize(
    ("content", "options", "code", "words"),
    [
        ('{"a": "甲"}\n', Options(), "no-text-column", "--text-column"),
        ('{"text": "甲"}\n', Options(text_column="txt"), "no-such-column", "near: text"),
        ('{"text": ""}\n{"text": " "}\n', Options(), "no-rows", "row 1"),
        ("nonsense\n", Options(), "no-rows", "no JSON"),
        ("[1, 2]\n3\n", Options(), "no-rows", "no JSON object"),
        ("\n\n", Options(), "no-rows", "no rows"),
        ("[" * 100_000, Options(), "no-rows", "no JSON"),
    ],
)
def test_tables_refuse(tmp_path: Path, content: str, options: Options, code: str, words: str) -> None:
    (tmp_path / "rows.jsonl").write_text(content, encoding="utf-8")
    reject = loaded(tmp_path / "rows.jsonl", options).reject
    assert reject is not None
    assert (reject.code, words in reject.reason) == (code, True)


def test_tables_skip_and_report_bad_rows(tmp_path: Path) -> None:
    lines = [
        '{"text": "甲。"}',
        "{bad",
        "7",
        '{"text": 5}',
        '{"text": null}',
        '{"text": ["乙。", "丙。"]}',
        '{"text": "\\ud800丁"}',
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = loaded(tmp_path / "rows.jsonl")
    assert [t.text for t in found.texts] == ["甲。", "5", "乙。\n丙。", "\ufffd丁"]
    assert [(i.kind, i.message[:5]) for i in found.issues if i.kind == "row-skipped"] == [
        ("row-skipped", "row 2"), ("row-skipped", "row 3"), ("row-skipped", "row 5"),
    ]  # fmt: skip
    assert [i.document for i in found.issues if i.kind == "repaired-encoding"] == ["7"]


def test_tables_report_a_csv_that_breaks_off_within_quotes(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text('text,title\n甲。,一\n"乙。\n丙。,二\n', encoding="utf-8")
    found = loaded(tmp_path / "rows.csv")
    assert [t.text for t in found.texts] == ["甲。"]
    assert [i.message[:6] for i in found.issues] == ["row 3:"]


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.csv"])
def test_tables_large_files_come_in_pieces_that_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    rows = [{"text": f'第{n}行，“青禾公司”\n开工{"。" * (n % 90)}"引"', "id": n} for n in range(3_000)]
    path = saved(tmp_path, name, rows)
    whole = read_all([path])
    monkeypatch.setattr(tables, "PIECE", 50_000)
    monkeypatch.setattr(tables.pieces, "__defaults__", (50_000,))
    sources, _ = find([path])
    assert len(sources) > 3
    assert [s.start for s in sources[1:]] == [s.end for s in sources[:-1]]
    found = [d for s, n in zip(sources, names(sources), strict=True) for d in documents(s, load(s), n)[0]]
    assert found == list(whole.documents)


def test_tables_large_files_take_the_memory_of_a_piece(tmp_path: Path) -> None:
    line = json.dumps({"text": "青禾公司开工。" * 200}, ensure_ascii=False).encode() + b"\n"
    (tmp_path / "rows.jsonl").write_bytes(line * 10_000)
    sources, _ = find([tmp_path])
    assert sum(s.size for s in sources) == 10_000 * len(line)
    tracemalloc.start()
    count = [len(load(s).texts) for s in sources]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(count) == 10_000
    assert peak < 8 * max(s.size for s in sources)


def test_tables_refuse_a_row_larger_than_a_document_may_be(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_bytes(b'{"text": "' + b"a" * (9 << 20) + b'"}\n{"text": "b"}\n')
    _, rejects = find([tmp_path], options=Options(max_bytes=4 << 20))
    assert [r.code for r in rejects] == ["over-limit"]
