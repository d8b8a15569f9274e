"""Status cues: each by its own examples, their file, and statements judged in sentences."""

from __future__ import annotations

import re

import pytest

from kg.errors import RuleError
from kg.extractors.modality import Cue, cues, first_cue, judge, read_cues
from kg.model import Span, Status
from tests.marked import document

EXAMPLES = [(cue, example) for cue in cues() for example in cue.examples]
COUNTER = [(cue, example) for cue in cues() for example in cue.counter]
WHOLE = """
[[cue]]
id = "planned"
status = "planned"
patterns = ["将~⟨"]
examples = ["Ⓢ将⟨建⟩Ⓞ"]
counter = ["Ⓢ⟨建⟩Ⓞ"]
"""


def _relation(cue: Cue) -> str:
    known = sorted(cue.relations) or ["partners_with", "co_builds", "joined"]
    return next(relation for relation in known if relation not in cue.excluded)


@pytest.mark.parametrize(("cue", "example"), EXAMPLES, ids=[f"{c.id}: {e}" for c, e in EXAMPLES])
def test_modality_example_is_decided_by_its_cue(cue: Cue, example: str) -> None:
    decided = first_cue(example, _relation(cue))
    assert decided is not None
    assert (decided.id, decided.status) == (cue.id, cue.status)


@pytest.mark.parametrize(("cue", "example"), COUNTER, ids=[f"{c.id}: {e}" for c, e in COUNTER])
def test_modality_counter_example_is_not_decided_by_the_cue(cue: Cue, example: str) -> None:
    decided = first_cue(example, _relation(cue))
    assert decided is None or decided.id != cue.id


def _judge(marked: str, trigger: str, relation: str = "partners_with", default: Status | None = None) -> Status:
    """The status of a relation between the first two mentions of the first sentence."""
    annotated = document(marked)
    sentence = annotated.sentences[0]
    start = sentence.span.start + sentence.text.index(trigger)
    first, second = annotated.mentions[:2]
    return judge(annotated, sentence, Span(start, start + len(trigger)), first.span, second.span, relation, default)


@pytest.mark.parametrize(
    ("marked", "trigger", "relation", "status"),
    [
        ("{Company:甲公司}与{University:乙大学}签署协议。", "签署", "partners_with", "realised"),
        ("{Company:甲公司}将与{University:乙大学}签署协议。", "签署", "partners_with", "planned"),
        ("{Company:甲公司}拟于明年在{Place:乙县}设立分公司。", "设立", "located_in", "planned"),
        ("{Company:甲公司}计划在{Place:乙县}设立分公司。", "设立", "located_in", "planned"),
        ("{Company:甲公司}将加快推进{Project:乙项目}建设。", "推进", "implements", "ongoing"),
        ("{Company:甲公司}正在建设{Project:乙项目}。", "建设", "implements", "ongoing"),
        ("{Company:甲公司}希望与{University:乙大学}开展合作。", "合作", "partners_with", "hoped"),
        ("{Company:甲公司}尚未与{University:乙大学}签约。", "签约", "partners_with", "denied"),
        ("{Company:甲公司}否认将入股{Company:乙公司}。", "入股", "invests_in", "denied"),
        ("网传{Company:甲公司}收购{Company:乙公司}，公司回应称不实。", "收购", "acquired", "denied"),
        ("{Company:甲公司}与{Company:乙公司}终止合作。", "终止合作", "partners_with", "denied"),
        ("{Company:甲公司}加入{Programme:未来城市计划}。", "加入", "joined", "realised"),
        ("{Company:甲公司}将“{Product:乙数据集}”送到丙中心登记。", "登记", "registered_at", "realised"),
        ("{Company:甲公司}拟转让旗下{Company:乙公司}的股权。", "旗下", "owns", "realised"),
        ("{Company:甲公司}与{University:乙大学}日前签约，共建{Platform:丙基地}。", "签约", "partners_with", "realised"),
    ],
)
def test_modality_status_of_a_sentence(marked: str, trigger: str, relation: str, status: Status) -> None:
    assert _judge(marked, trigger, relation) == status


def test_modality_co_builds_is_ongoing_once_the_agreement_is_signed() -> None:
    marked = "{Company:甲公司}、{Platform:丙基地}的业主，与乙大学签约，共建新馆。"
    assert _judge(marked, "共建", "co_builds") == "ongoing"


def test_modality_word_inside_a_name_is_no_cue() -> None:
    assert _judge("{Programme:希望工程计划}由{Company:甲公司}发起。", "发起", "established") == "realised"


def test_modality_default_holds_where_no_cue_speaks() -> None:
    marked = "{Company:甲公司}建设{Project:乙项目}。"
    assert _judge(marked, "建设", "implements", default="ongoing") == "ongoing"


def test_modality_cue_outweighs_the_default() -> None:
    marked = "{Company:甲公司}将建设{Project:乙项目}。"
    assert _judge(marked, "建设", "implements", default="ongoing") == "planned"


def test_modality_without_trigger_reads_up_to_the_later_argument() -> None:
    annotated = document("{Company:甲公司}将入驻{DevelopmentZone:乙园}。")
    first, second = annotated.mentions
    assert judge(annotated, annotated.sentences[0], None, first.span, second.span, "located_in") == "planned"


def test_modality_reads_across_a_line_break() -> None:
    annotated = document("{Company:甲公司}将与{University:乙大学}合作。")
    (sentence,) = annotated.sentences
    assert re.search("将", sentence.text)
    assert _judge("{Company:甲公司}将\u3000与{University:乙大学}合作。", "合作") == "planned"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('status = "planned"', 'status = "plannd"'), r"unknown status 'plannd' \(near: planned\)"),
        (('counter = ["Ⓢ⟨建⟩Ⓞ"]', ""), "no counter"),
        (("patterns =", "pattern ="), r"unknown key 'pattern' \(near: patterns"),
        (("将~⟨", "将(~⟨"), "not well formed"),
        (("将~⟨", "@无名~⟨"), "unknown word list"),
        (("[[cue]]", "[[cue"), "is not TOML"),
    ],
)
def test_modality_broken_file_says_what_and_where(change: tuple[str, str], message: str) -> None:
    with pytest.raises(RuleError, match=message) as raised:
        read_cues(WHOLE.replace(*change), "rules/some.toml")
    assert "rules/some.toml" in str(raised.value)


def test_modality_same_id_twice_does_not_load() -> None:
    with pytest.raises(RuleError, match="the same id twice"):
        read_cues(WHOLE + WHOLE, "rules/some.toml")
