"""Traditional characters: one for one, only where a text is traditional, and shown as printed."""

from __future__ import annotations

import pytest

import kg
from kg import traditional
from kg.documents import from_text
from kg.model import name_key
from kg.pipeline import build_documents

SIMPLIFIED = """沙泉经开区牵手西北大学
本报讯 记者周原报道：6月3日，沙泉经济技术开发区（以下简称“沙泉经开区”）与西北大学签署战略合作协议。
沙泉经开区还将与兰州大学共建戈壁储能实验室。
近日，云川远桥数据科技有限公司（以下简称“远桥数据”）申报的“云川水文数据集”在云川数据交易所完成数据资产登记。
远桥数据董事长陆一鸣说，公司希望与西北大学合作。
"""
TRADITIONAL = """沙泉經開區牽手西北大學
本報訊 記者周原報道：6月3日，沙泉經濟技術開發區（以下簡稱「沙泉經開區」）與西北大學簽署戰略合作協議。
沙泉經開區還將與蘭州大學共建戈壁儲能實驗室。
近日，雲川遠橋數據科技有限公司（以下簡稱「遠橋數據」）申報的「雲川水文數據集」在雲川數據交易所完成數據資產登記。
遠橋數據董事長陸一鳴說，公司希望與西北大學合作。
"""


@pytest.mark.parametrize("text", [TRADITIONAL, "𠮷林😀\n\0麽", "", "abc"])
def test_traditional_simplified_keeps_the_length(text: str) -> None:
    assert len(traditional.simplified(text)) == len(text)


def test_traditional_analysed_reads_as_the_simplified_text() -> None:
    assert traditional.analysed(TRADITIONAL) == SIMPLIFIED


@pytest.mark.parametrize(
    "text", [SIMPLIFIED, "张昇在乾县说，青禾公司将于明年投产。", "abc", "", f"{SIMPLIFIED}店名是「開門」。"]
)
def test_traditional_analysed_leaves_simplified_texts_alone(text: str) -> None:
    assert traditional.analysed(text) is None


@pytest.mark.parametrize(("one", "other"), [("白楊大學", "白杨大学"), ("「遠橋數據」", "“远桥数据”"), ("乾县", "乾县")])
def test_name_key_is_the_same_in_both_scripts(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("张昇", "张升"), ("乾县", "干县")])
def test_name_key_keeps_apart_what_simplified_names_keep_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def facts(graph: kg.Graph) -> set[tuple[str, str, str, str]]:
    return {(s.subject, s.relation, s.object, s.status) for s in graph.statements}


@pytest.mark.model
def test_build_reads_the_same_of_a_traditional_text_and_shows_it_as_printed() -> None:
    graph = kg.build_text(TRADITIONAL, "page")
    assert facts(graph) == facts(kg.build_text(SIMPLIFIED, "page"))
    assert len(graph.statements) >= 8
    assert graph.find("遠橋數據").name == graph.find("远桥数据").name == "雲川遠橋數據科技有限公司"
    assert all(e.text in TRADITIONAL and e.subject_text in TRADITIONAL for s in graph.statements for e in s.evidence)


@pytest.mark.model
def test_build_joins_entities_over_both_scripts() -> None:
    graph = build_documents([from_text(SIMPLIFIED, "a"), from_text(TRADITIONAL, "b")])
    assert len(graph.entities) == len(kg.build_text(SIMPLIFIED, "a").entities)
