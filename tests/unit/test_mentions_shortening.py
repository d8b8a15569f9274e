"""Short names: what may be a form of what."""

from __future__ import annotations

import pytest

from kg.mentions.shortening import compatible, shortens

SHORT = [
    ("准东开发区", "DevelopmentZone", "准东经济技术开发区", "DevelopmentZone"),
    ("准东", "DevelopmentZone", "准东经济技术开发区", "DevelopmentZone"),
    ("澜石互联", "Company", "新疆澜石互联信息科技有限公司", "Company"),
    ("澜石互联公司", "Company", "新疆澜石互联信息科技有限公司", "Company"),
    ("澜石数科", "Company", "浙江澜石数字科技股份有限公司", "Company"),
    ("朔泰", "Company", "宁夏朔泰化工股份有限公司", "Company"),
    ("扬子科大", "University", "扬子科技大学", "University"),
    ("闽南理工", "University", "闽南理工大学", "University"),
    ("山西煤化所", "ResearchInstitute", "中国科学院山西煤炭化学研究所", "ResearchInstitute"),
    ("榆林市发改委", "GovernmentBody", "榆林市发展和改革委员会", "GovernmentBody"),
    ("驼铃通", "Platform", "“驼铃通”智慧物流平台", "Platform"),
    ("昌吉", "Place", "昌吉市", "Place"),
    ("布岩县", "Place", "四川省凉山州布岩县", "Place"),
    ("艾合买提", "Person", "艾合买提·居马", "Person"),
]
APART = [
    ("新疆大学", "University", "新疆大学软件学院", "University"),
    ("昆仑锂业集团", "Company", "昆仑锂业集团检测公司", "Company"),
    ("新疆", "Place", "新疆大学", "University"),
    ("西岭工大", "University", "西岭工大机械学院", "University"),
    ("朔泰重工", "Company", "朔泰重工河口分厂", "Company"),
    ("西岭", "Place", "西岭经济开发区", "DevelopmentZone"),
    ("哈密", "Company", "哈密澜石能源有限公司", "Company"),
    ("王明", "Person", "王明远", "Person"),
    ("澜石互联", "Company", "澜石互联", "Company"),
    ("扬子科大", "University", "扬子科技博物馆", "Place"),
    ("昌吉", "Place", "昌吉学院", "University"),
    ("新疆大学", "University", "新疆农业大学", "University"),  # 新疆大学和新疆农业大学签约
    ("哈密学院", "University", "哈密职业技术学院", "University"),
]


@pytest.mark.parametrize(("short", "short_type", "full", "full_type"), SHORT)
def test_shortening_finds_short_forms(short: str, short_type: str, full: str, full_type: str) -> None:
    assert shortens(short, short_type, full, full_type)


@pytest.mark.parametrize(("short", "short_type", "full", "full_type"), APART)
def test_shortening_keeps_other_things_apart(short: str, short_type: str, full: str, full_type: str) -> None:
    assert not shortens(short, short_type, full, full_type)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("Company", "Alliance", True), ("Person", "Company", False), ("Place", "DevelopmentZone", True)],
)
def test_shortening_compares_types(one: str, other: str, expected: bool) -> None:
    assert compatible(one, other) is expected
    assert compatible(other, one) is expected
