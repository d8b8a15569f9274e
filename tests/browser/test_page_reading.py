"""What a reader sees and does on the sample's page."""

from __future__ import annotations

import csv
import io

import pytest

from tests.browser import graphs

GRAPH = graphs.newspaper()
ZONE = GRAPH.find("准东开发区").id
TENCENT = GRAPH.find("腾讯").id
ALL = "&status=realised~ongoing~planned~hoped~denied"


def test_page_asks_for_nothing_and_complains_of_nothing(open_page):
    opened = open_page(fragment=f"#node={ZONE}")
    opened.page.wait_for_timeout(300)
    assert (opened.requests, opened.complaints) == ([], [])


def test_page_first_view_leaves_plans_out(open_page):
    page = open_page().page
    assert page.evaluate("kg.drawnScene.lines.every((l) => ['realised', 'ongoing'].includes(l.status))")
    assert page.locator("#plans-button").inner_text() == "显示计划与愿望"


def test_page_switch_shows_plans(open_page):
    page = open_page().page
    page.click("#plans-button")
    assert set(page.evaluate("kg.drawnScene.lines.map((l) => l.status)")) == {"realised", "ongoing", "planned", "hoped"}


def test_page_names_are_legible_and_apart(open_page):
    names = open_page().page.evaluate(
        "kg.layout().names.map(({ x, y, w, h, font }) => ({ x, y, w, h, px: font.px, all: kg.drawnScene.spots.size }))"
    )
    assert min(n["px"] for n in names) >= 11
    assert len(names) == names[0]["all"]  # no name was left out
    overlapping = [
        (a, b)
        for i, a in enumerate(names)
        for b in names[i + 1 :]
        if a["x"] < b["x"] + b["w"]
        and b["x"] < a["x"] + a["w"]
        and a["y"] < b["y"] + b["h"]
        and b["y"] < a["y"] + a["h"]
    ]
    assert overlapping == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("准东开发", "准东经济技术开发区"),
        ("北数所", "北方数据交易所"),
        ("丝路新能源", "丝路新能源博览会"),
        ("zhundongkaifa", "准东经济技术开发区"),
        ("qhdx", "清华大学"),
        ("xiamendax", "厦门大学"),
        ("60yi", "60亿立方米煤制天然气项目"),
    ],
)
def test_page_search_finds_names_and_aliases(open_page, typed, name):
    page = open_page().page
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == name


def test_page_search_moves_with_arrows(open_page):
    page = open_page().page
    page.fill("#query", "准东")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#query", "aria-activedescendant") == "hit-1"
    assert page.get_attribute("#hit-1", "aria-selected") == "true"


def test_page_fact_marks_names_and_trigger(open_page):
    fact = open_page(fragment=f"#node={ZONE}").page.locator(".fact", has_text="丝绸之路中部走廊科技创新试验区").first
    marks = fact.locator("blockquote mark")
    assert [(marks.nth(i).get_attribute("class"), marks.nth(i).inner_text()) for i in range(marks.count())] == [
        ("subject", "准东经济技术开发区"),
        ("trigger", "获批加入"),
        ("object", "丝绸之路中部走廊科技创新试验区"),
    ]
    assert "时间 2025年末" in fact.inner_text()
    assert "准东：煤电重镇的创新答卷" in fact.locator(".source").inner_text()


def test_page_fact_shows_where_an_outside_name_stands(open_page):
    fact = open_page(fragment=f"#node={ZONE}{ALL}").page.locator(".fact.hoped", has_text="西安交通大学")
    assert fact.locator(".outside mark").inner_text() == "准东开发区"
    assert "据 吴志远" in fact.inner_text()


def test_page_entity_tells_how_names_were_merged(open_page):
    page = open_page(fragment=f"#node={ZONE}").page
    page.click(".names summary")
    assert "declared" in page.locator(".names tr", has_text="准东开发区").inner_text()


@pytest.mark.parametrize(
    ("status", "dashes"), [("realised", 0), ("ongoing", 0), ("planned", 2), ("hoped", 2), ("denied", 0)]
)
def test_page_status_has_its_own_line(open_page, status, dashes):
    page = open_page(fragment=f"#{ALL[1:]}").page
    assert page.evaluate(f"kg.dashes.{status}.length") == dashes
    assert page.locator(f"#filters .sample.{status}").count() == (2 if status in ("ongoing", "denied") else 1)


def test_page_signs_stand_on_ongoing_and_denied_lines_only(open_page):
    page = open_page(fragment=f"#{ALL[1:]}").page
    signs = page.evaluate("kg.layout().signs.map(({ line }) => line.id).sort()")
    assert signs == page.evaluate(
        "kg.drawnScene.lines.filter((l) => ['ongoing', 'denied'].includes(l.status)).map((l) => l.id).sort()"
    )
    assert len({sign.rsplit("~")[-1] for sign in signs}) == 2


CENTRE = """(name) => {
    const stage = kg.byId("graph").getBoundingClientRect();
    const { x, y } = kg.layout().places.find((place) => place.node.name === name);
    return [x + stage.x, y + stage.y];
}"""
MIDDLE = """(names) => {
    const stage = kg.byId("graph").getBoundingClientRect();
    const between = ({ line }) => [line.from, line.to].every((n) => names.includes(n.name));
    const { x, y } = kg.layout().lines.find(between).at(0.5);
    return [x + stage.x, y + stage.y];
}"""


def test_page_click_on_a_node_selects_it(open_page):
    page = open_page().page
    page.mouse.click(*page.evaluate(CENTRE, "准东经济技术开发区"))
    page.wait_for_function("kg.state.node !== null")
    assert page.locator("#panel h2").inner_text() == "准东经济技术开发区"


def test_page_click_on_a_line_shows_its_facts(open_page):
    page = open_page().page
    page.mouse.click(*page.evaluate(MIDDLE, ["石河子大学", "沙湾县农丰种业有限公司"]))
    page.wait_for_function("kg.state.pair !== null")
    assert page.locator("#panel .fact").count() == 1
    assert "“丰源七号”棉花" in page.locator("#panel .plain").inner_text()  # linked with both


def test_page_path_is_told_sentence_by_sentence(open_page):
    page = open_page(fragment=f"#path={ZONE}~{TENCENT}").page
    assert page.locator("#panel .group").count() == 3
    assert page.locator("#panel blockquote").count() >= 3


def test_page_back_button_goes_back(open_page):
    page = open_page(fragment=f"#node={ZONE}").page
    page.click("#panel .fact .link >> nth=0")
    page.go_back()
    page.wait_for_function(f"kg.state.node === '{ZONE}'")
    assert page.locator("#panel h2").inner_text() == "准东经济技术开发区"


def test_page_link_shows_the_same_view(open_page):
    opened = open_page(fragment=f"#node={ZONE}")
    opened.page.click("#filter-statuses-2")
    opened.page.click("#table-button")
    fragment = opened.page.evaluate("location.hash")
    opened.go(fragment)
    assert opened.page.evaluate("[kg.state.node, kg.state.table, [...kg.state.statuses]]") == [
        ZONE, True, ["realised", "ongoing", "planned"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "fragment", ["#node=o0000000000000000", "#%%%", "#path=a~b&years=x~y&status=&no-types=__proto__"]
)
def test_page_survives_an_unknown_link(open_page, fragment):
    opened = open_page(fragment=fragment)
    assert opened.complaints == []
    assert opened.page.locator("#panel h2").inner_text() == "这份语料"


def test_page_filters_hide_a_type(open_page):
    page = open_page().page
    page.locator("#filters li", has_text="人物").locator("input").uncheck()
    assert page.evaluate("[...kg.drawnScene.spots.keys()].filter((n) => n.type === 'Person').length") == 0


def test_page_table_sorts(open_page):
    page = open_page(fragment="#table=1").page
    page.click("#sort-status")
    page.click("#sort-status")
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("状态")
    shown = page.locator("#table td.status").all_inner_texts()
    assert shown == ["进行中"] * 8 + ["已实现"] * 52


def test_page_csv_holds_the_selection_and_no_formula(open_page):
    page = open_page(fragment=f"#node={ZONE}{ALL}").page
    rows = list(csv.reader(io.StringIO(page.evaluate("kg.csv(kg.selectedFacts())").removeprefix("\ufeff"))))
    assert len(rows) - 1 == len(GRAPH.about(ZONE))
    assert page.evaluate("""kg.csv([{...kg.edges[0], date: '=HYPERLINK("x")'}])""").count("\"'=HYPERLINK") == 1


def test_page_turtle_is_turtle_and_asserts_no_plan(open_page):
    import rdflib

    text = open_page(fragment=f"#node={ZONE}{ALL}").page.evaluate("kg.turtle(kg.selectedFacts())")
    read = rdflib.Graph().parse(data=text, format="turtle")
    kg, ent = (rdflib.Namespace(f"https://w3id.org/kg-news/{x}") for x in ("ontology#", "id/ent/"))
    zone = ent[ZONE]
    assert (zone, kg.joined, ent[GRAPH.find("丝绸之路中部走廊科技创新试验区").id]) in read
    assert (zone, kg.partnersWith, ent[GRAPH.find("中国矿业大学").id]) not in read
    assert len(set(read.subjects(kg.status))) == len(GRAPH.about(ZONE))


@pytest.mark.parametrize(
    ("kind", "head"), [("csv", b"\xef\xbb\xbf"), ("svg", b"<?xml"), ("png", b"\x89PNG"), ("turtle", b"@prefix")]
)
def test_page_exports_files(open_page, kind, head):
    page = open_page(fragment=f"#node={ZONE}").page
    page.click("#export-menu summary")
    with page.expect_download() as waiting:
        page.click(f"#export-{kind}")
    assert waiting.value.path().read_bytes().startswith(head)


def test_page_svg_shows_the_names(open_page):
    from xml.etree import ElementTree

    text = open_page().page.evaluate("new Promise((done) => kg.picture(done))")
    found = "".join(ElementTree.fromstring(text.encode()).itertext())
    assert "准东开发区" in found


def test_page_speaks_english(open_page):
    page = open_page(fragment=f"#node={ZONE}").page
    page.click("#lang-button")
    assert page.get_attribute("html", "lang") == "en"
    assert "Development zone" in page.locator("#panel .kind").inner_text()


def test_page_keyboard_walks_the_graph(open_page):
    page = open_page().page
    page.focus("#graph")
    page.keyboard.press("ArrowRight")
    first = page.locator("#summary").inner_text()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#summary").inner_text() != first
    page.keyboard.press("Enter")
    assert page.evaluate("kg.state.node") is not None
    page.keyboard.press("Escape")
    assert page.evaluate("kg.state.node") is None


@pytest.mark.parametrize("width", [320, 390, 820, 1080, 1920])
def test_page_is_never_wider_than_the_window(open_page, width):
    page = open_page(fragment=f"#node={ZONE}", width=width, height=844).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
