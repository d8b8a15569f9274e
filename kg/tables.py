"""Rows as tables for people, with column heads in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

HEADS: Final[dict[str, tuple[str, str]]] = {  # column: (zh, en)
    "aliases": ("别名", "Aliases"),
    "article": ("文章", "Article"),
    "confidence": ("置信度", "Confidence"),
    "count": ("数量", "Count"),
    "date": ("时间", "Date"),
    "document": ("文件", "File"),
    "end": ("止", "End"),
    "extractor": ("抽取器", "Extractor"),
    "id": ("编号", "Id"),
    "kind": ("种类", "Kind"),
    "measure": ("指标", "Measure"),
    "name": ("名称", "Name"),
    "object": ("客体", "Object"),
    "other": ("另一方", "Other"),
    "partner": ("合作方", "Partner"),
    "path": ("路径", "Path"),
    "quote": ("原文", "Sentence"),
    "relation": ("关系", "Relation"),
    "role": ("职务", "Role"),
    "rule": ("规则", "Rule"),
    "sentence": ("原文", "Sentence"),
    "speaker": ("说话人", "Speaker"),
    "start": ("起", "Start"),
    "status": ("状态", "Status"),
    "subject": ("主体", "Subject"),
    "text": ("原文", "Text"),
    "trigger": ("触发词", "Trigger"),
    "type": ("类型", "Type"),
    "value": ("值", "Value"),
    "what": ("项目", "What"),
}


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]], lang: str, title: str | None = None) -> Table:
    """A table of the rows; long cells fold. Text from documents is shown as it is, never read as markup."""
    shown = Table(title=escape(title) if title else None, show_lines=True)
    for column in columns:
        zh, en = HEADS.get(column, (column, column))
        shown.add_column(zh if lang == "zh" else en, overflow="fold")
    for row in rows:
        shown.add_row(*(escape(cell(row.get(column))) for column in columns))
    return shown


def cell(value: object) -> str:
    """One value as a table shows it: line breaks joined, lists with 、, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "、".join(cell(v) for v in value)
    if isinstance(value, float):
        return f"{value:.3f}"
    return "".join(str(value).split("\n"))


def console(*, errors: bool = False) -> Console:
    """Where tables (stdout) and messages (stderr) go."""
    return Console(stderr=errors, highlight=False, soft_wrap=errors)
