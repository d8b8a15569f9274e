"""The competency queries: each asks its question in both engines and gives the expected rows.

They are asked of the sample's published graph (`cqNN-name.csv`) and of the small marked corpus in papers.mark
(`cqNN-name.papers.csv`, with the names of AMONG_THE_PAPERS). Expected rows are renewed with
`python -m tests.docs.test_ontology` and read before they are committed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import pytest
import rdflib

from kg import queries
from kg.errors import QueryError
from kg.exporters import turtle
from kg.queries import cookbook
from kg.rdf import PREFIXES
from tests.docs import papers

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "output" / "graph.ttl"
FOLDER = ROOT / "ontology" / "queries"
QUESTIONS = queries.questions()
CORPORA: Final = {"sample": ".csv", "papers": ".papers.csv"}
AMONG_THE_PAPERS: Final = {  # the name that the papers hold instead of the example's
    "准东开发区": "红柳开发区",
    "新疆": "河川省",
    "腾讯": "河川数据集团",
    "清华大学": "兰州大学",
}
EACH = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q.id}-{q.name}")
BOTH = pytest.mark.parametrize("corpus", CORPORA)


@cache
def turtle_of(corpus: str) -> str:
    return SAMPLE.read_text(encoding="utf-8") if corpus == "sample" else turtle.render(papers.graph())


@cache
def in_rdflib(corpus: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle_of(corpus), format="turtle")


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], queries.Result]:
    """The answer of a corpus to a query, in pyoxigraph."""
    return _asker(tmp_path_factory.mktemp("graphs"))


def _asker(folder: Path) -> Callable[[str, str], queries.Result]:
    stores = {}
    for corpus in CORPORA:
        (folder / f"{corpus}.ttl").write_text(turtle_of(corpus), encoding="utf-8")
        stores[corpus] = queries.load(folder / f"{corpus}.ttl")
    return lambda corpus, text: queries.answer(stores[corpus], text)


def query_of(question: queries.Question, corpus: str) -> str:
    names = [AMONG_THE_PAPERS[name] for name in question.names] if corpus == "papers" else []
    return queries.asked(question, names)


def expected(question: queries.Question, corpus: str) -> Path:
    return FOLDER / f"{question.id}-{question.name}{CORPORA[corpus]}"


def rows_as_csv(result: queries.Result) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([["".join((v or "").split("\n")) for v in row] for row in result.rows])
    return out.getvalue()


@BOTH
@EACH
def test_query_gives_the_expected_rows(
    question: queries.Question, corpus: str, ask: Callable[[str, str], queries.Result]
) -> None:
    found = rows_as_csv(ask(corpus, query_of(question, corpus)))
    assert found == expected(question, corpus).read_text(encoding="utf-8")


@BOTH
@EACH
def test_query_gives_the_same_rows_in_rdflib(
    question: queries.Question, corpus: str, ask: Callable[[str, str], queries.Result]
) -> None:
    text = query_of(question, corpus)
    answer = in_rdflib(corpus).query(queries.prepare(text))
    if answer.type == "ASK":
        theirs: list[tuple[str | None, ...]] = [("true" if answer.askAnswer else "false",)]
    else:
        theirs = [tuple(None if v is None else _short(str(v)) for v in row) for row in answer]  # type: ignore[union-attr]
    assert sorted(map(str, theirs)) == sorted(map(str, ask(corpus, text).rows))


def _short(value: str) -> str:
    prefix = next((p for p, base in PREFIXES.items() if value.startswith(base)), None)
    return value if prefix is None else f"{prefix}:{value.removeprefix(PREFIXES[prefix])}"


@EACH
def test_query_finds_something_in_one_of_the_corpora(question: queries.Question) -> None:
    lines = [expected(question, corpus).read_text(encoding="utf-8").count("\n") for corpus in CORPORA]
    assert max(lines) > 1


@EACH
def test_query_begins_with_its_question_in_both_languages(question: queries.Question) -> None:
    assert "？" in question.zh
    assert question.en.isascii()
    assert "?" in question.en


def test_queries_are_at_least_twenty_five_and_numbered_without_gaps() -> None:
    assert [q.id for q in QUESTIONS] == [f"cq{number:02}" for number in range(1, len(QUESTIONS) + 1)]
    assert len(QUESTIONS) >= 25


def test_queries_have_names_of_their_own() -> None:
    assert len({q.name for q in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize(
    ("stem", "text", "words"),
    [
        ("cq99", "# 谁？\n# Who?\nASK {}", "cq99.rq: needs its question"),
        ("cq99-who", "ASK {}", "needs its question"),
        (
            "cq99-who",
            '# 谁？\n# Who?\n# names: 远桥集团\nASK { ?x rdfs:label "远桥"@zh }',
            "远桥集团 stands in no literal",
        ),
    ],
)
def test_cookbook_refuses_a_question_without_its_head(stem: str, text: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        cookbook.read(stem, text)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ((), '"甲"@zh "乙"@zh'),
        (("乙", "甲"), '"乙"@zh "甲"@zh'),
        (('丙"} #', "丁\n"), '"丙\\"} #"@zh "丁\\n"@zh'),
    ],
)
def test_cookbook_puts_names_in(names: tuple[str, ...], text: str) -> None:
    question = queries.Question("cq99", "both", "？", "?", ("甲", "乙"), '"甲"@zh "乙"@zh')
    assert queries.asked(question, names) == text


@pytest.mark.parametrize(("name", "names", "words"), [("said-by", ["甲"], "takes none"), ("cq25", ["甲"], "takes 2")])
def test_cookbook_counts_the_names(name: str, names: list[str], words: str) -> None:
    with pytest.raises(QueryError, match=words):
        queries.asked(queries.question(name), names)


def renew(folder: Path) -> None:
    """Writes what the queries give today."""
    answer = _asker(folder)
    for question in QUESTIONS:
        for corpus in CORPORA:
            found = rows_as_csv(answer(corpus, query_of(question, corpus)))
            expected(question, corpus).write_text(found, encoding="utf-8")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        renew(Path(made))
