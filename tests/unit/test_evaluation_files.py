"""Reading gold and predictions, and what comes out for people and machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluation import evaluate, read, table_rows

LINE = '{"doc": "一", "entities": [{"name": "江州大学", "type": "University"}], "triples": []}'
OTHER = '{"doc": 2, "entities": [], "triples": [{"s": "甲", "p": "joined", "o": "东岭联盟", "status": "planned"}]}'


def written(folder: Path, text: str) -> Path:
    path = folder / "gold.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("text", [f"{LINE}\n{OTHER}\n", f"\n{LINE}\r\n\n{OTHER}", f"\ufeff{LINE}\n{OTHER}\n"])
def test_evaluation_reads_documents_in_order(tmp_path: Path, text: str) -> None:
    assert [line["doc"] for line in read(written(tmp_path, text), gold=True)] == ["一", 2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        (f"{LINE}\n{{broken\n", "line 2: no JSON object"),
        (f"{LINE}\n[1]\n", "line 2: a JSON object is wanted, not a list"),
        (f"{LINE}\n{LINE}\n", "line 2: document '一' stands already on line 1"),
        ('{"entities": [], "triples": []}', "line 1: the line has no 'doc'"),
        ('{"doc": "一", "entities": [], "tripels": []}', "line 1: the line has no 'triples'; is 'tripels' meant?"),
        ('{"doc": true, "entities": [], "triples": []}', "line 1: doc is a truth value"),
        ('{"doc": "一", "entities": {}, "triples": {"s": 1}}', "line 1: triples is an object; a list is wanted"),
        ('{"doc": "一", "entities": ["江州大学"], "triples": []}', "line 1: entities: item 1 is a text"),
        ('{"doc": "一", "entities": [{"type": "Company"}], "triples": []}', "line 1: entity 1 has no 'name'"),
        ('{"doc": "一", "entities": [{"name": 7}], "triples": []}', "line 1: entity 1: name is a number"),
        (
            '{"doc": "一", "entities": [{"name": "甲", "type": "Company", "aliases": "乙"}], "triples": []}',
            "line 1: entity 1: aliases is not a list of texts",
        ),
        ('{"doc": "一", "entities": [{"name": "江州大学"}], "triples": []}', "line 1: entity 1 has no 'type'"),
        ('{"doc": "一", "entities": [], "triples": [{"s": "甲", "p": "owns"}]}', "line 1: triple 1 has no 'o'"),
        (
            '{"doc": "一", "entities": [], "triples": [{"s": "甲", "p": "owns", "o": "乙"}]}',
            "line 1: triple 1 has no 'status'",
        ),
    ],
)
def test_evaluation_names_file_line_and_fault(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(InputError) as error:
        read(path, gold=True)
    assert str(error.value).startswith(f"{path}: ")
    assert said in str(error.value)


def test_evaluation_predictions_need_neither_type_nor_status(tmp_path: Path) -> None:
    line = '{"doc": "一", "entities": [{"name": "甲"}], "triples": [{"s": "甲", "p": "owns", "o": "乙"}]}'
    assert len(read(written(tmp_path, line))) == 1


def test_evaluation_lists_all_faults_of_a_file_and_counts_the_rest(tmp_path: Path) -> None:
    path = written(tmp_path, "{\n" * 20)
    with pytest.raises(InputError) as error:
        read(path)
    lines = str(error.value).splitlines()
    assert len(lines) == 13
    assert lines[-1] == f"{path}: and 8 more"


def test_evaluation_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "none.jsonl")


def test_evaluation_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path)


def test_evaluation_other_encoding_says_where(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes('{"doc": "江"}'.encode("gb18030"))
    with pytest.raises(InputError, match="not UTF-8 at byte 9"):
        read(path)


def test_evaluation_of_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="gold: empty"):
        evaluate([], [json.loads(LINE)])


def test_evaluation_names_the_document_of_a_bad_entry() -> None:
    with pytest.raises(InputError, match="gold: document '一': stands there twice"):
        evaluate([json.loads(LINE)] * 2, [])


def test_evaluation_json_has_each_score_and_the_status_accuracy() -> None:
    documents = [json.loads(LINE), json.loads(OTHER)]
    got = evaluate(documents, documents).to_json()
    assert got["triple_strict"] == got["rel_joined"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "tp": 1, "pred": 1, "gold": 1}
    assert got["status_accuracy"] == 1.0
    assert list(got) == [
        *("entity_strict", "entity_lenient", "entity_typed", "entity_typed_lenient"),
        *("class_Organisation", "class_Person", "class_Place", "class_Initiative", "class_Product"),
        *("triple_strict", "triple_lenient", "pair_strict", "pair_lenient", "rel_joined", "status_planned", "speaker"),
        *("status_accuracy", "status_macro", "unreal", "calibration_error"),
    ]


def test_evaluation_json_has_null_where_no_status_was_compared() -> None:
    assert evaluate([json.loads(LINE)], []).to_json()["status_accuracy"] is None


def test_evaluation_rows_hold_every_score_of_the_json() -> None:
    documents = [json.loads(LINE), json.loads(OTHER)]
    report = evaluate(documents, documents)
    shown = [(row["P"], row["right"], row["gold"]) for row in table_rows(report) if row["P"] is not None]
    held = [value for value in report.to_json().values() if isinstance(value, dict)]
    assert shown == [(value["p"], value["tp"], value["gold"]) for value in held]


def test_evaluation_rows_tell_shares_of_matched_triples() -> None:
    documents = [json.loads(OTHER)]
    rows = {row["measure"]: (row["accuracy"], row["right"], row["gold"]) for row in table_rows(evaluate(documents, []))}
    shares = ["fine type", "status", "status, where not realised", "role", "date", "attribution"]
    assert [name for name in rows if name in shares] == shares
    assert rows["status"] == (None, 0, 0)


def test_evaluation_notes_missing_and_unknown_documents() -> None:
    report = evaluate([json.loads(LINE)], [{"doc": str(n), "entities": [], "triples": []} for n in range(9)])
    missing, unknown, *_ = report.notes
    assert missing == "1 document (一) of the gold without a prediction, counted as empty"
    assert unknown == "9 documents (0, 1, 2, 3, 4, 5, 6, 7, …) predicted but not in the gold, left out"
