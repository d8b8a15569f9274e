"""Phases of projects as names."""

from __future__ import annotations

import pytest

from kg.mentions.phases import phases, with_phases
from tests.unit.mention_lines import line, marked


def test_phases_belong_to_the_name_before_them() -> None:
    text, names = marked("[DevelopmentZone:河滩储能产业园]一期奠基。")
    (name,) = phases(text, names)
    assert (text.text[name.start : name.end], name.type) == ("河滩储能产业园一期", "Project")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((("疫苗", "n"), ("产业化", "vn"), ("基地", "n"), ("一期", "m"), ("投产", "v")), ["疫苗产业化基地一期"]),
        ((("深蓝", "a"), ("渔场", "n"), ("二期", "m"), ("获批", "v")), ["深蓝渔场二期"]),
        ((("完成", "v"), ("一期", "m"), ("临床", "n")), []),
        ((("项目", "n"), ("一期", "m"), ("开工", "v")), []),
        ((("疫苗", "n"), ("研究", "vn"), ("一期", "m"), ("开始", "v")), []),
    ],
)
def test_phases_of_what_was_not_read_as_a_name(words: tuple[tuple[str, str], ...], expected: list[str]) -> None:
    made = line(words)
    assert [made.text[n.start : n.end] for n in phases(made, [])] == expected


def test_phases_by_themselves_are_names_where_the_article_names_the_works() -> None:
    first, names = marked("[Project:河滩产业园一期]投产。")
    second, none = marked("产业园二期已动工，二期设备到场。")
    found = with_phases([first, second], [names, none])
    assert [second.text[n.start : n.end] for n in found[1]] == ["产业园二期", "二期"]
    assert with_phases([second], [[]]) == [[]]
