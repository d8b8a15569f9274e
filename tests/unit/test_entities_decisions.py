"""corrections.toml: read, appended to, replayed, and stale entries named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import schema
from kg.entities import correct, identify
from kg.entities.decisions import append, load, parse
from kg.errors import DecisionError
from kg.graph import Graph
from tests.marked import document
from tests.sampled import graph

TRIPLE = 'subject = "远桥集团"\nrelation = "partners_with"\nobject = "兰州大学"\n'


def corrected(text: str) -> Graph:
    return correct(graph(), parse(text, "corrections.toml", schema.load()), schema.load())


def stale(found: Graph) -> list[str]:
    return [i.message for i in found.issues if i.kind == "stale-correction"]


def test_parse_lists_all_problems_at_once() -> None:
    text = '[[sme]]\nnames = ["甲", "乙"]\n[[retype]]\nname = "甲"\ntype = "Compony"\n[[status]]\n' + TRIPLE
    with pytest.raises(DecisionError) as error:
        parse(text + 'status = "dreamt"\nqoute = "某"\n', "corrections.toml", schema.load())
    for part in ("unknown kind 'sme', near: same", "near: Company", "unknown status 'dreamt'", "near: quote"):
        assert part in str(error.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[[same]]\nnames = ["甲"]', "names must be a list of two"),
        ('[[same]]\nnames = ["甲", "甲"]', "documents"),
        ('[[same]]\nnames = ["甲", "乙"]\n[[different]]\nnames = ["乙", "甲"]', "both same and different"),
        ('[[rename]]\nname = "甲"', "to is missing"),
        ('[same]\nnames = ["甲", "乙"]', "under [[same]]"),
        ("[[same", "not a TOML file"),
    ],
)
def test_parse_refuses_with_a_reason(text: str, expected: str) -> None:
    with pytest.raises(DecisionError) as error:
        parse(text, "corrections.toml", schema.load())
    assert expected in str(error.value)


def test_load_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match="nowhere"):
        load(tmp_path / "nowhere.toml", schema.load())


def test_append_keeps_what_stands_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text('# 二〇二六年核对\n[[suppress]]\nperson = "周原"  # 本人要求\n', encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    append(path, "same", {"names": ["“甲”", "乙\\丙"], "note": "同一家"}, schema.load())
    assert path.read_text(encoding="utf-8").startswith(before)
    assert [d.kind for d in load(path, schema.load()).entries] == ["same", "suppress"]
    assert load(path, schema.load()).entries[0]["other"] == "乙\\丙"


def test_append_writes_nothing_that_would_not_load(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    with pytest.raises(DecisionError):
        append(path, "status", {"status": "realised"}, schema.load())
    assert not path.exists()


def test_correct_renames_and_retypes() -> None:
    found = corrected(
        '[[rename]]\nname = "远桥集团"\nto = "远桥控股"\n[[retype]]\nname = "云川数据交易所"\ntype = "Platform"'
    )
    assert found.find("远桥控股").aliases == ("远桥集团",)
    assert found.find("云川数据交易所").type == "Platform"


def test_correct_rejects_a_statement() -> None:
    before = graph()
    found = corrected("[[reject]]\n" + TRIPLE)
    assert {s.id for s in before.statements} - {s.id for s in found.statements} == {
        s.id for s in before.find_statements("远桥集团", "partners_with", "兰州大学")
        or before.find_statements("兰州大学", "partners_with", "远桥集团")
    }  # fmt: skip
    assert stale(found) == []


def test_correct_sets_a_status() -> None:
    found = corrected("[[status]]\n" + TRIPLE + 'status = "realised"')
    (partner,) = (s for s in found.partners("兰州大学"))
    assert partner.status == "realised"


def test_correct_adds_a_statement_with_its_quote() -> None:
    base = graph()
    quote = "远桥集团的子公司远桥数据"
    entry = f'subject = "远桥集团"\nrelation = "owns"\nobject = "远桥数据"\ndocument = "{base.documents[0].id}"\n'
    found = corrected(f'[[add]]\n{entry}quote = "{quote}"')
    (added,) = found.find_statements("远桥集团", "owns", "远桥数据")
    e = added.evidence[0]
    text = base.documents[0]
    assert (text.slice(e.span), text.slice(e.subject_span), text.slice(e.object_span)) == (
        quote,
        "远桥集团",
        "远桥数据",
    )


def test_correct_suppresses_a_person() -> None:
    found = corrected('[[suppress]]\nperson = "周原"')
    assert not [e for e in found.entities if e.name == "周原"]
    assert all(s.speaker is None for s in found.statements)
    quotes = [e.text for s in found.statements for e in s.evidence]
    assert any(q.startswith("▇▇说，远桥集团") for q in quotes)
    assert not any("周原" in q for q in quotes)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[[same]]\nnames = ["远桥集团", "远桥团"]', "nothing is called 远桥团 any more; near: 远桥集团"),
        ('[[same]]\nnames = ["远桥集团", "周原"]', "kinds that cannot be one"),
        ("[[reject]]\n" + TRIPLE.replace("partners_with", "owns"), "no such statement any more"),
        ("[[add]]\n" + TRIPLE + 'document = "d0"\nquote = "某"', "no document d0"),
        ('[[suppress]]\nperson = "郑远"', "nothing is called 郑远 any more"),
    ],
)
def test_correct_names_stale_entries(text: str, reason: str) -> None:
    (message,) = stale(corrected(text))
    assert reason in message


def test_decisions_tell_persons_of_one_name_by_document() -> None:
    made = [document("{Company:远桥集团}董事长{Person:周原}说。", f"d{i}") for i in range(2)]
    ids = [d.document.id for d in made]
    entry = f'[[different]]\nnames = ["周原", "周原"]\ndocuments = ["{ids[0]}", "{ids[1]}"]'
    pairs = parse(entry, "corrections.toml", schema.load()).pairs("different")
    assert [len([e for e in identify(made, different=p).entities if e.type == "Person"]) for p in ((), pairs)] == [1, 2]
