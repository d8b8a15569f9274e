"""The corpus compiles, and the compiler refuses what is inconsistent."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.training.corpus import MarkedDocument, compile_document, load, sentence_spans

DOCUMENT = """t-1 | 消息 | 钢铁
{e1:凌河钢铁有限公司}总经理{e2:方砚秋}说，{e1*:公司}已迁入{e3:柳城}。
--- entities
e1\tCompany\t凌河钢铁有限公司
e2\tPerson\t方砚秋
e3\tPlace\t柳城
--- statements
e2\tworks_for\te1\trealised\t-\t总经理\t-\t总经理
e1\tlocated_in\te3\trealised\t-\t-\te2\t迁入
"""

LONG = (
    "这一行比一个标题要长得多，栏目排到这里就满了，于是在句子当中断开，下一行接着往下写，直到写完为止，并不是另起一段"
)


@pytest.fixture(scope="module")
def corpus() -> tuple[MarkedDocument, ...]:
    return load()


def test_corpus_compiles_without_an_error(corpus: tuple[MarkedDocument, ...]) -> None:
    assert len(corpus) >= 1766


def test_corpus_evidence_holds_its_trigger(corpus: tuple[MarkedDocument, ...]) -> None:
    missing = [
        (document.id, statement.trigger)
        for document in corpus
        for statement in document.statements
        if statement.trigger not in document.text[statement.sentence.start : statement.sentence.end]
    ]
    assert missing == []


def test_corpus_holds_out_a_test_part(corpus: tuple[MarkedDocument, ...]) -> None:
    assert {document.id[-1] for document in corpus if document.held_out} == {"0"}


def test_corpus_document_has_text_without_markup_and_exact_spans() -> None:
    document, errors = compile_document(DOCUMENT, "made")
    assert errors == []
    assert document is not None
    assert document.text == "凌河钢铁有限公司总经理方砚秋说，公司已迁入柳城。"
    assert [(document.text[m.span.start : m.span.end], m.entity, m.named) for m in document.mentions] == [
        ("凌河钢铁有限公司", "e1", True),
        ("方砚秋", "e2", True),
        ("公司", "e1", False),
        ("柳城", "e3", True),
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Company", "Firm", "unknown type Firm"),
        ("located_in", "lives_in", "'lives_in' is unknown"),
        ("e1\tlocated_in", "e2\tlocated_in", "does not take Person -> Place"),
        ("\t迁入", "\t搬进", "'搬进' is in no sentence"),
        ("\trealised\t-\t-", "\tdone\t-\t-", "'done' is unknown"),
        ("{e3:", "{e4:", "has the id e4, which is no entity"),
        ("Place\t柳城", "Place\t柳城市", "is not one of its marked forms"),
        ("{e3:柳城}", "{e3:柳{城}", "a brace is left over"),
        ("--- statements\n", "", "needs one '--- entities'"),
        ("\t总经理\t-\t总经理", "\t总裁\t-\t总经理", "role '总裁' is not in the text"),
        ("\te2\t迁入", "\t迁入", "needs 8 fields"),
    ],
)
def test_corpus_refuses_what_is_inconsistent(old: str, new: str, problem: str) -> None:
    _, errors = compile_document(DOCUMENT.replace(old, new), "made")
    assert any(problem in error for error in errors)


def test_corpus_load_names_a_folder_without_documents(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.mark file"):
        load(tmp_path)


def test_corpus_load_refuses_an_id_that_stands_twice(tmp_path: Path) -> None:
    (tmp_path / "made.mark").write_text(f"=== {DOCUMENT}\n=== {DOCUMENT}", encoding="utf-8")
    with pytest.raises(InputError, match="stands twice"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("标题一行\n正文第一句。第二句！", ["标题一行", "正文第一句。", "第二句！"]),
        (f"正文第一句。\n{LONG}的\n一句。", ["正文第一句。", f"{LONG}的\n一句。"]),
        ("他说：“好。”随后离开。", ["他说：“好。”", "随后离开。"]),
    ],
)
def test_corpus_sentences_run_over_line_breaks(text: str, sentences: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentence_spans(text)] == sentences
