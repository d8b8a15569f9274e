"""Pages of invented news: where articles begin, and where they do not."""

from __future__ import annotations

import time
from importlib.resources import files

import pytest

from kg.documents.articles import split

FIRST = "青禾公司在白杨市开工\n\n□本报记者 李明\n\n3月1日，青禾公司开工。项目投资三亿元。"


def titles(text: str) -> list[str]:
    return [a.title for a in split(text)]


@pytest.mark.parametrize(
    ("second", "title"),
    [
        ("白杨大学新校区启用\n\n本报讯 记者王芳报道：新校区启用。", "白杨大学新校区启用"),
        ("今日要闻\n\n白杨大学新校区启用\n\n据白杨日报报道 新校区启用。", "白杨大学新校区启用"),
        ("新春走基层\n\n风雪巡线路 灯火万家安\n\n□本报记者 王芳 文/图\n\n雪下了一夜。", "风雪巡线路 灯火万家安"),
        ("白杨大学新校区启用\n\n新华社白杨4月3日电（记者王芳）新校区启用。", "白杨大学新校区启用"),
    ],
)
def test_articles_split_at_headlines_with_byline_or_lead(second: str, title: str) -> None:
    assert titles(f"{FIRST}\n\n{second}") == ["青禾公司在白杨市开工", title]


@pytest.mark.parametrize(
    "more",
    [
        "聚人才，谋发展\n\n公司引进了三十名工程师。",
        "图①：开工现场。\n\n图②：工人在安装设备。",
        "【编辑:王芳】",
        "记者了解到，项目将于明年投产。",
        "白杨大学\n新校区的学生来到工地参观，公司负责人介绍了情况。",
    ],
)
def test_articles_split_keeps_one_article_whole(more: str) -> None:
    text = f"{FIRST}\n\n{more}"
    found = split(text)
    assert [(a.span.start, a.span.end) for a in found] == [(0, len(text))]


def test_articles_split_at_section_marks_of_a_page() -> None:
    text = "三农周刊　　第5版\n\n【田野】\n良种下地\n本报讯 青禾公司供种。\n\n【供销】\n小米进城\n白杨供销社签了约。"
    assert titles(text) == ["良种下地", "小米进城"]


def test_articles_split_at_blank_lines_that_set_all_articles_apart() -> None:
    text = "A04 全域旅游\n\n古镇来了专列\n本报讯 古镇迎客。\n客人来自南方。\n\n老窑厂变了样\n白杨美术学院接手了窑厂。"
    assert titles(text) == ["古镇来了专列", "老窑厂变了样"]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("青禾开工\n2019-09-16 来源：白杨电视台\n青禾公司开工。", "2019-09-16"),
        ("青禾开工\n新华社白杨4月3日电（记者王芳）青禾公司开工。", "4月3日"),
        ("青禾开工\n4月3日，青禾公司开工。", None),
    ],
)
def test_articles_split_gives_the_printed_date(text: str, published: str | None) -> None:
    assert [a.published for a in split(text)] == [published]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_articles_split_title_is_the_main_headline(newline: str) -> None:
    text = newline.join(["产业观察", "戈壁滩上建起新厂", "——白杨开发区见闻", "□本报记者 李明", "春天到了。"])
    assert titles(text) == ["戈壁滩上建起新厂"]


def test_articles_split_without_headline_has_no_title() -> None:
    assert titles("近日，青禾公司开工。") == [""]


def test_articles_split_of_nothing_is_nothing() -> None:
    assert split(" \n　") == ()


def test_articles_split_separates_the_sample_page() -> None:
    text = (files("kg") / "sample" / "page.txt").read_text(encoding="utf-8")
    assert titles(text) == [
        "把科技“种”进煤海",
        "2.59万套新房源 今年“上架”",
        "老城换新颜，乌鲁木齐高新区(新市区)有了“合伙人”",
        "回家的路，有人送一程",
        "汇通互联领到五本数据资产证书",
        "十天，三十五个孩子当了回记者",
    ]


@pytest.mark.parametrize(
    "text", ["字" * 1_000_000, "本报讯 甲。\n乙\n" * 20_000, "（" * 500_000, f"甲{' ' * 500_000}乙。"]
)
def test_articles_split_stays_near_linear(text: str) -> None:
    began = time.process_time()
    found = split(text)
    assert (found[0].span.start, found[-1].span.end) == (0, len(text.rstrip()))
    assert time.process_time() - began < 20
