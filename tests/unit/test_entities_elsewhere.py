"""Names of one document found where another one prints them."""

from __future__ import annotations

import pytest

from kg.entities import known_names, with_known
from kg.model import AnnotatedDocument
from tests.marked import document


def found(*marked: str) -> list[list[str]]:
    made: list[AnnotatedDocument] = [document(text, f"d{i}") for i, text in enumerate(marked)]
    known = known_names(made)
    return [[m.text for m in d.mentions if m.rule == "name/elsewhere"] for d in with_known(made, known)]


@pytest.mark.parametrize(
    ("named", "text", "expected"),
    [
        pytest.param("{Company:澜石互联}开工。", "记者在澜石互联看到新线。", ["澜石互联"], id="firm"),
        pytest.param("{Person:邬承泽}说。", "董事长邬承泽到场。", ["邬承泽"], id="person"),
        pytest.param("{Person:黎威}说。", "处长黎威表示赞成。", ["黎威"], id="short-name-between-borders"),
        pytest.param("{Person:黎威}说。", "黎威海一带。", [], id="no-border"),
        pytest.param("{University:江苏大学}开学。", "与江大合作。", ["江大"], id="customary-form"),
        pytest.param("{Company:澜石（沙泉）能源有限公司}开工。", "沙泉澜石投产。", ["沙泉澜石"], id="place-first"),
        pytest.param("{University:澜山大学}开学。", "澜山大学附属医院开诊。", [], id="goes-on"),
        pytest.param("{GovernmentBody:市科技局}说。", "市科技局说。", [], id="generic"),
        pytest.param("{Place:沙泉}下雪。", "沙泉下雨。", [], id="place"),
        pytest.param("{Product:HY-6}下线。", "样机HY-6参展，HY-68未到。", ["HY-6"], id="model-number"),
    ],
)
def test_elsewhere_marks_known_names(named: str, text: str, expected: list[str]) -> None:
    assert found(named, text) == [[], expected]


def test_elsewhere_keeps_mentions_without_overlap() -> None:
    made = [document("{Company:澜石互联}开工。", "a"), document("{Company:新澜石互联}投产。", "b")]
    assert [len(d.mentions) for d in with_known(made, known_names(made))] == [1, 1]
