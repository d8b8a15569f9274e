"""Declared and derived forms within one article."""

from __future__ import annotations

import pytest

from kg.mentions.aliases import Link, declarations, link
from tests.unit.mention_lines import marked


def _links(*sentences: str) -> dict[str, Link]:
    lines, names = zip(*(marked(sentence) for sentence in sentences), strict=True)
    return link(lines, names)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("[Company:新疆澜石互联科技有限公司]（以下简称澜石互联）入园。", ["澜石互联"]),
        ("[DevelopmentZone:准东经济技术开发区]（下称“准东经开区”）揭牌。", ["准东经开区"]),
        (
            "[Organisation:西岭大学附属医院]([Organisation:西岭市第三人民医院]，下称“二附院”)",
            ["二附院", "西岭市第三人民医院"],
        ),
        ("[Company:北辰生物](Beichen Bio)宣布", ["Beichen Bio"]),
        ("[Organisation:西岭市外贸局]更名为[Organisation:西岭市商务局]。", ["西岭市商务局"]),
        ("[Company:云汇智算股份有限公司]（今年6月由[Company:澜石云汇有限公司]更名而来）扩产。", ["澜石云汇有限公司"]),
        ("[Company:云汇集团]（原[Company:澜石云汇有限公司]）扩产。", ["澜石云汇有限公司"]),
        ("[Company:云汇集团]的前身是[Company:澜石云汇有限公司]。", ["澜石云汇有限公司"]),
        ("[Company:云汇集团]由[Company:澜石云汇有限公司]控股。", []),
        ("[Company:澜石重工]（2024年成立）扩产。", []),
        ("[Company:澜石重工](上海)扩产。", []),
    ],
)
def test_aliases_reads_declarations(sentence: str, expected: list[str]) -> None:
    line, names = marked(sentence)
    assert [line.text[d.start : d.end] for d in declarations(line, names)] == expected


def test_aliases_declared_form_refers_to_the_full_name() -> None:
    links = _links("[Company:新疆澜石互联科技有限公司]（以下简称[Company:蓝海]）入园。", "[Company:蓝海]开工。")
    assert links["蓝海"] == Link("新疆澜石互联科技有限公司", "Company", "alias/declared")


def test_aliases_derived_form_refers_to_the_full_name() -> None:
    links = _links("[DevelopmentZone:准东经济技术开发区]扩区。", "[DevelopmentZone:准东开发区]招商。")
    assert links["准东开发区"].full == "准东经济技术开发区"
    assert links["准东开发区"].rule == "alias/derived"


def test_aliases_chain_ends_at_the_fullest_form() -> None:
    links = _links("[Company:恒岳重能集团有限公司]和[Company:恒岳重能集团]", "[Company:恒岳重能]")
    assert {found.full for found in links.values()} == {"恒岳重能集团有限公司"}


@pytest.mark.parametrize(
    ("short", "full", "type"),
    [
        ("西电", "西安电子科技大学", "University"),
        ("河大附一院", "河湟大学附属第一医院", "Organisation"),
        ("县医院", "沙河县人民医院", "Organisation"),
        ("福建澜石", "澜石智能装备（福建）有限公司", "Company"),
        ("周老师", "周望云", "Person"),
        ("阿爽", "周阿爽", "Person"),
        ("澄湾区", "汕头澄湾区", "Place"),
    ],
)
def test_aliases_derived_forms(short: str, full: str, type: str) -> None:
    assert _links(f"[{type}:{full}]开门。", f"[{type}:{short}]来了。")[short].full == full


@pytest.mark.parametrize(
    ("short", "full", "type"),
    [
        ("澜山大学医院", "澜山大学第一医学院", "University"),
        ("澜石集团", "澜石集团新疆公司", "Company"),
        ("周老师", "吴望云", "Person"),
        ("宁波", "舟山宁波", "Place"),
    ],
)
def test_aliases_other_things_are_not_linked(short: str, full: str, type: str) -> None:
    assert _links(f"[{type}:{full}]开门。", f"[{type}:{short}]来了。")[short].full == short


def test_aliases_one_short_form_of_two_names_stays_open() -> None:
    links = _links("[Company:澜石化工有限公司]与[Company:澜石物流有限公司]签约，[Company:澜石]出席。")
    assert links["澜石"].full == "澜石"


def test_aliases_group_has_the_type_of_its_ending() -> None:
    links = _links("[Organisation:澜石新能源有限公司]开工。", "[Organisation:澜石新能源]投产。")
    assert {found.type for found in links.values()} == {"Company"}


def test_aliases_quotes_do_not_make_another_name() -> None:
    links = _links("[Platform:“驼铃通”智慧平台]上线", "[Platform:驼铃通智慧平台]升级")
    assert len({found.full for found in links.values()}) == 1
