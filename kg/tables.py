"""Rows as tables for people, with column heads and labels in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kg import schema

HEADS: Final[dict[str, tuple[str, str]]] = {  # column: (zh, en)
    "change": ("变化", "Change"),
    "after": ("之后", "After"),
    "before": ("之前", "Before"),
    "sure": ("平均置信度", "Mean confidence"),
    "count": ("数量", "Count"),
    "cause": ("原因", "Cause"),
    "P": ("精确率", "Precision"),
    "R": ("召回率", "Recall"),
    "accuracy": ("准确率", "Accuracy"),
    "alias": ("别名", "Alias"),
    "alliance": ("联盟", "Alliance"),
    "answer": ("回答", "Answer"),
    "article": ("文章", "Article"),
    "between": ("经由", "Through"),
    "built": ("共建之物", "Built"),
    "confidence": ("置信度", "Confidence"),
    "date": ("时间", "Date"),
    "day": ("日期", "Day"),
    "document": ("文件", "File"),
    "earlier": ("先前", "Earlier"),
    "end": ("止", "End"),
    "ended": ("已结束", "Over"),
    "event": ("活动", "Event"),
    "evidence": ("依据", "Evidence"),
    "extractor": ("抽取器", "Extractor"),
    "files": ("文件数", "Files"),
    "first": ("关系一", "First relation"),
    "gold": ("标准", "Gold"),
    "id": ("编号", "Id"),
    "investor": ("投资方", "Investor"),
    "joined": ("加入", "Joined"),
    "kind": ("种类", "Kind"),
    "later": ("后来", "Later"),
    "latest": ("最新", "Latest"),
    "measure": ("指标", "Measure"),
    "name": ("名称", "Name"),
    "names": ("名称", "Names"),
    "number": ("编号", "Number"),
    "object": ("客体", "Object"),
    "one": ("一方", "One"),
    "organisation": ("单位", "Organisation"),
    "other": ("另一方", "Other"),
    "owned": ("被拥有者", "Owned"),
    "owner": ("拥有者", "Owner"),
    "parties": ("方数", "Parties"),
    "partner": ("合作方", "Partner"),
    "party": ("参与方", "Party"),
    "path": ("路径", "Path"),
    "person": ("人物", "Person"),
    "predicate": ("谓词", "Predicate"),
    "predicted": ("预测", "Predicted"),
    "question": ("问题", "Question"),
    "registered": ("登记者", "Registered"),
    "registry": ("登记处", "Registry"),
    "reasons": ("依据", "Reasons"),
    "relation": ("关系", "Relation"),
    "right": ("正确", "Right"),
    "role": ("职务", "Role"),
    "rule": ("规则", "Rule"),
    "said": ("原文直言", "Said"),
    "second": ("关系二", "Second relation"),
    "sentence": ("原文", "Sentence"),
    "sentences": ("句数", "Sentences"),
    "shared": ("共同对象", "Shared"),
    "since": ("自", "Since"),
    "speaker": ("说话人", "Speaker"),
    "start": ("起", "Start"),
    "statement": ("陈述", "Statement"),
    "statements": ("陈述数", "Statements"),
    "status": ("状态", "Status"),
    "subject": ("主体", "Subject"),
    "text": ("原文", "Text"),
    "trigger": ("触发词", "Trigger"),
    "type": ("类型", "Type"),
    "value": ("值", "Value"),
    "verdict": ("判断", "Verdict"),
    "weight": ("权重", "Weight"),
    "what": ("项目", "What"),
    "when": ("何时", "When"),
}
VERDICTS: Final[dict[tuple[str, bool], tuple[str, str]]] = {  # verdict, whether links say so: (zh, en)
    ("same", True): ("是同一个实体，因为：", "one entity, because:"),
    ("same", False): ("是同一个实体：名称写法相同", "one entity: the names are spelt alike"),
    ("unsure", True): ("说不准，未合并：", "unsure, and kept apart:"),
    ("different", False): ("是两个实体：没有任何依据把它们连在一起", "two entities: nothing links them"),
}
WIDTH_OF_PIPES: Final = 120  # where stdout is no terminal
FOLDING: Final = 50  # a cell wider than this may fold, so that rows need lines between them
LONGEST: Final = 160  # characters of a cell; --json gives all
NARROW: Final = frozenset({"confidence", "date", "day", "since", "end", "id", "number", "path", "start", "status"})
LABELLED: Final = frozenset({"earlier", "first", "later", "relation", "second", "status", "type", "value"})


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]], lang: str) -> Table:
    """A table of the rows; long cells fold and end in …. Text from documents is never read as markup."""
    cells = [[_cell(column, row.get(column), lang) for column in columns] for row in rows]
    shown = Table(show_lines=any(cell_len(text) > FOLDING for row in cells for text in row))
    for number, column in enumerate(columns):
        widest = max((cell_len(row[number]) for row in cells), default=0)
        fixed = column in NARROW and widest <= 18
        zh, en = HEADS.get(column, (column, column))
        shown.add_column(zh if lang == "zh" else en, overflow="fold", no_wrap=fixed)
    for row in cells:
        shown.add_row(*(escape(text) for text in row))
    return shown


def statements(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, object]]:
    """Rows about statements with subject, relation and object in one cell, and the beginning of the id."""
    kept = ("path", "status", "date", "speaker", "sentence")
    return [
        {
            "statement": (row["subject"], row["relation"], row["object"], row["role"]),
            **{k: row[k] for k in kept if k in row},
            "id": row["id"][:9],
        }
        for row in rows
    ]


def steps(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, object]]:
    """Rows of a timeline: the day, a star for how things stand, the statement in one cell, its date as printed."""
    return [
        {
            "day": row["day"] or "—",
            "latest": "★" if row["latest"] else "",
            "statement": (row["subject"], row["relation"], row["object"], row["role"]),
            "status": row["status"],
            "ended": "✓" if row["ended"] else "",
            "date": row["date"],
            "speaker": row["speaker"],
            "sentence": row["sentence"],
            "id": row["id"][:9],
        }
        for row in rows
    ]


def question(kind: str, one: str, other: str, said: str, lang: str) -> str:
    """What `kg review` asks: whether two names are one, or whether a statement is right."""
    if kind == "identity":
        merged = said == "same"
        if lang == "zh":
            return f"{one} 与 {other} 是同一个吗？（{'已合并' if merged else '未合并'}）"
        return f"Are {one} and {other} one? ({'merged' if merged else 'kept apart'})"
    relation, status = said.split()
    known = schema.load()
    label, state = known.relations[relation].labels[lang], known.statuses[status].labels[lang]
    return f"{one} —{label}→ {other}（{state}）" + ("，对吗？" if lang == "zh" else " Is it right?")


def without_empty(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """The columns that hold something in at least one row, in order."""
    return [c for c in rows[0] if any(row.get(c) not in (None, "", ()) for row in rows)]


def _cell(column: str, value: object, lang: str) -> str:
    known = schema.load()
    if column == "what" and isinstance(value, str):
        *which, name = value.rsplit(": ", 1)
        zh, en = HEADS.get(name, (name, name))
        return " ".join([*which, zh if lang == "zh" else en])
    if column == "statement" and isinstance(value, tuple):
        subject, relation, object_, role = value
        label = known.relations[relation].labels[lang]
        return f"{_text(subject)} —{label}→ {_text(object_)}" + (f"（{_text(role)}）" if role else "")
    if column in LABELLED and value in (labels := _labels()):
        return labels[str(value)][lang]
    text = _text(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


@cache
def _labels() -> dict[str, dict[str, str]]:
    """Labels of statuses, types and relations, these by both their names: partners_with and, in RDF, partnersWith."""
    known = schema.load()
    in_rdf = {term.iri.rpartition("#")[2]: term for term in known.relations.values()}
    tables = (known.statuses, known.types, known.relations, in_rdf)
    return {name: term.labels for terms in tables for name, term in terms.items()}


def _text(value: object) -> str:
    """One value on one line: breaks joined, lists with 、, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "、".join(_text(v) for v in value)
    if isinstance(value, float):
        return f"{value:.3f}"
    return "".join(str(value).split("\n"))


def console(*, errors: bool = False) -> Console:
    """Where tables (stdout) and messages (stderr) go."""
    made = Console(stderr=errors, highlight=False)
    return made if made.is_terminal else Console(stderr=errors, highlight=False, width=WIDTH_OF_PIPES)
