"""What a person is asked first, and what the answers write down and do."""

from __future__ import annotations

import os
import pty
import select
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg import review, schema
from kg.entities import correct, decisions
from kg.errors import QueryError
from kg.exporters import jsonl, report
from kg.graph import Graph
from kg.model import IdentityLink, NamedAt, Reason
from tests import sampled

GRAPH = sampled.graph()
NOTHING = decisions.Decisions()


def named(name: str, called: str = "", document: str = "page") -> NamedAt:
    entity = GRAPH.find(called or name)
    return NamedAt(entity.id, name, document, f"d-{document}", 0, entity.mentions[0].span, name)


def link(verdict: str, one: NamedAt, other: NamedAt, *reasons: Reason, rule: str = "name/fuller") -> IdentityLink:
    return IdentityLink(verdict, one, other, rule, reasons)  # type: ignore[arg-type]


def doubtful(*links: IdentityLink, **confidence: float) -> Graph:
    """The sample with links, all its statements sure but those whose relation is named."""
    statements = tuple(replace(s, confidence=confidence.get(s.relation, 1.0)) for s in GRAPH.statements)
    return replace(GRAPH, statements=statements, links=links)


UNSURE = link("unsure", named("远桥集团"), named("远桥数据", document="late"), Reason("fewer-words", 1.0, "集团"))
JOINED = link("same", named("远桥集团"), named("远桥", "远桥集团", "late"), Reason("formal-name", 3.0, "集团"))
DECLARED = link("same", named("沙泉开发区"), named("沙泉经济技术开发区"), rule="alias/declared")


def test_queue_asks_the_most_doubtful_first() -> None:
    asked = review.queue(doubtful(JOINED, UNSURE, DECLARED, registered_at=0.6, acquired=0.97), NOTHING)
    assert [(i.kind, i.one, i.other) for i in asked] == [
        ("identity", "远桥集团", "远桥数据"),
        ("statement", "远桥数据", "云川数据交易所"),
        ("statement", "远桥水文数据集", "云川数据交易所"),
        ("identity", "远桥集团", "远桥"),
        ("identity", "沙泉开发区", "沙泉经济技术开发区"),
    ]


def test_queue_asks_first_what_more_hangs_on() -> None:
    asked = review.queue(doubtful(partners_with=0.7, registered_at=0.7), NOTHING)
    assert [i.influence for i in asked] == sorted((i.influence for i in asked), reverse=True)
    assert len({i.influence for i in asked}) > 1


@pytest.mark.parametrize("answer", ["same", "different", "unsure"])
def test_queue_does_not_ask_again_about_a_pair(answer: review.Answer, tmp_path: Path) -> None:
    graph = doubtful(UNSURE)
    [item] = review.queue(graph, NOTHING)
    decisions.append(tmp_path / "c.toml", *review.entry(item, answer), schema.load())
    assert review.queue(graph, decisions.load(tmp_path / "c.toml", schema.load())) == ()


@pytest.mark.parametrize("answer", ["right", "wrong"])
def test_queue_does_not_ask_again_about_a_statement(answer: review.Answer, tmp_path: Path) -> None:
    graph = doubtful(subsidiary_of=0.5)
    [item] = review.queue(graph, NOTHING)
    decisions.append(tmp_path / "c.toml", *review.entry(item, answer), schema.load())
    assert review.queue(graph, decisions.load(tmp_path / "c.toml", schema.load())) == ()


def answered(tmp_path: Path, *entries: tuple[str, review.Fields]) -> Graph:
    for kind, fields in entries:
        decisions.append(tmp_path / "c.toml", kind, fields, schema.load())
    return correct(GRAPH, decisions.load(tmp_path / "c.toml", schema.load()), schema.load())


def statement_item(relation: str) -> review.Item:
    return next(i for i in review.queue(doubtful(**{relation: 0.5}), NOTHING))


def test_wrong_takes_the_statement_away(tmp_path: Path) -> None:
    item = statement_item("subsidiary_of")
    after = answered(tmp_path, review.entry(item, "wrong"))
    assert {s.relation for s in GRAPH.statements} - {s.relation for s in after.statements} == {"subsidiary_of"}


def test_right_changes_nothing(tmp_path: Path) -> None:
    item = statement_item("subsidiary_of")
    after = answered(tmp_path, review.entry(item, "right"))
    assert (after.statements, after.issues) == (GRAPH.statements, GRAPH.issues)


def test_right_is_stale_once_the_statement_is_gone(tmp_path: Path) -> None:
    item = statement_item("subsidiary_of")
    fields = {**review.entry(item, "right")[1], "quote": "别的句子"}
    assert "no such statement any more" in answered(tmp_path, ("right", fields)).issues[-1].message


def test_another_status_is_given(tmp_path: Path) -> None:
    item = statement_item("subsidiary_of")
    after = answered(tmp_path, review.other_status(item, "planned"))
    assert [s.status for s in after.statements if s.relation == "subsidiary_of"] == ["planned"]


def test_another_relation_stands_on_the_same_sentence(tmp_path: Path) -> None:
    item = statement_item("subsidiary_of")
    after = answered(tmp_path, *review.other_relation(item, "partners_with", "realised"))
    [before] = [s for s in GRAPH.statements if s.relation == "subsidiary_of"]
    [made] = [s for s in after.statements if s.evidence[0].rule == "corrections/add"]
    assert (made.relation, made.evidence[0].text) == ("partners_with", before.evidence[0].text)
    assert not [s for s in after.statements if s.relation == "subsidiary_of"]


def test_pair_is_narrowed_to_documents_where_a_name_is_shared() -> None:
    twin = replace(GRAPH.find("远桥数据"), id="o" + "0" * 16, mentions=())
    graph = replace(doubtful(UNSURE), entities=(*GRAPH.entities, twin))
    [item] = [i for i in review.queue(graph, NOTHING) if i.kind == "identity"]
    assert item.fields == {"names": ["远桥集团", "远桥数据"], "documents": ["d-page", "d-late"]}


def test_why_same_leads_from_name_to_name() -> None:
    verdict, links = review.why_same(doubtful(DECLARED, JOINED, UNSURE), "沙泉开发区", "沙泉经济技术开发区")
    assert (verdict, links) == ("same", (DECLARED,))


@pytest.mark.parametrize(
    ("one", "other", "verdict", "links"),
    [
        ("远桥集团", "远桥数据", "unsure", (UNSURE,)),
        ("远桥集团", "兰州大学", "different", ()),
        ("兰州大学", "兰州 大学", "same", ()),
    ],
)
def test_why_same_tells_what_is_not_merged(one: str, other: str, verdict: str, links: tuple[IdentityLink, ...]) -> None:
    assert review.why_same(doubtful(UNSURE), one, other) == (verdict, links)


def test_why_same_names_near_names() -> None:
    with pytest.raises(QueryError, match="near names: 远桥集团"):
        review.why_same(GRAPH, "远桥集体", "兰州大学")


def written(folder: Path, graph: Graph) -> Path:
    jsonl.write_statements(graph, folder / "statements.jsonl")
    jsonl.write_entities(graph, folder / "entities.jsonl")
    jsonl.write_issues(graph, folder / "issues.jsonl")
    jsonl.write_links(graph, folder / "identity.jsonl")
    report.write_report(graph, folder / "report.json", versions={}, settings={})
    return folder


def in_terminal(folder: Path, keys: str) -> tuple[str, str]:
    """What `kg review` shows in a terminal in which somebody presses these keys, and what it then has written."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execv(sys.executable, [sys.executable, "-m", "kg", "review", "-g", ".", "--lang", "en"])
    shown, waiting, begun = b"", list(keys), time.monotonic()
    while time.monotonic() - begun < 60:
        ready, _, _ = select.select([terminal], [], [], 0.3)
        try:
            if ready:
                shown += os.read(terminal, 65536)
            elif waiting and b"quit" in shown:  # it has asked, and waits
                os.write(terminal, waiting.pop(0).encode())
        except OSError:  # the terminal is closed: the program has ended
            break
    os.waitpid(pid, 0)
    os.close(terminal)
    file = folder / "corrections.toml"
    return shown.decode("utf-8", "replace"), file.read_text(encoding="utf-8") if file.exists() else ""


def test_review_in_a_terminal_writes_each_answer_down(tmp_path: Path) -> None:
    written(tmp_path, doubtful(UNSURE, subsidiary_of=0.5, registered_at=0.9))
    shown, file = in_terminal(tmp_path, "dwq")
    assert "Are 远桥集团 and 远桥数据 one?" in shown
    assert "2 answers in corrections.toml" in shown
    assert [line for line in file.splitlines() if line.startswith("[[")] == ["[[different]]", "[[reject]]"]


def test_review_in_a_terminal_takes_an_answer_back(tmp_path: Path) -> None:
    written(tmp_path, doubtful(UNSURE, subsidiary_of=0.5))
    shown, file = in_terminal(tmp_path, "dzsq")
    assert [line for line in file.splitlines() if line.startswith("[[")] == ["[[same]]"]
    assert shown.count("Are 远桥集团 and 远桥数据 one?") == 2


def test_review_in_a_terminal_changes_a_status(tmp_path: Path) -> None:
    written(tmp_path, doubtful(subsidiary_of=0.5))
    _, file = in_terminal(tmp_path, "e3q")
    assert 'status = "planned"' in file
