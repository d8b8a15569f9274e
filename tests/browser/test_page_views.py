"""The timeline, the table on a phone, and the page on paper."""

from __future__ import annotations

from tests.browser import graphs

ZONE = graphs.newspaper().find("准东开发区").id


def test_page_time_keeps_a_year(open_page):
    page = open_page().page
    page.click("#year-2024")
    assert page.evaluate("kg.selectedFacts().map((e) => kg.yearOf(e)).every((y) => y === 2024)")
    assert page.evaluate("kg.selectedFacts().length") == 1


def test_page_time_keeps_the_years_that_a_drag_covers(open_page):
    page = open_page().page
    boxes = [page.locator(f"#year-{year}").bounding_box() for year in (2022, 2023, 2024)]
    centres = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
    page.mouse.move(*centres[2])
    page.mouse.down()
    page.mouse.move(*centres[1])
    page.mouse.move(*centres[0])
    assert page.locator(".year.on").count() == 3
    page.mouse.up()
    assert page.evaluate("kg.state.years") == [2022, 2024]
    assert "years=2022~2024" in page.evaluate("location.hash")
    page.click("#year-2023")
    assert page.evaluate("kg.state.years") == [2023, 2023]


def test_page_time_is_dragged_by_a_finger(open_page):
    page = open_page(width=390, height=844, has_touch=True).page
    boxes = [page.locator(f"#year-{year}").bounding_box() for year in (2022, 2024)]
    first, last = ({"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2} for box in boxes)
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [first]})
    session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [last]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function("kg.state.years !== null")
    assert page.evaluate("kg.state.years") == [2022, 2024]


def test_page_prints_dark_on_light_and_comes_back(open_page):
    opened = open_page(fragment=f"#node={ZONE}", color_scheme="dark")
    page = opened.page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#paper svg > rect").get_attribute("fill") == "#fbfbf9"
    assert "准东开发区" in page.locator("#paper svg").text_content()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#paper svg").count() == 0
    assert page.evaluate("kg.dark()")
    assert opened.complaints == []


def test_page_prints_as_pages(open_page):
    page = open_page(fragment=f"#node={ZONE}").page
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_page_table_stands_as_cards_on_a_phone(open_page):
    page = open_page(fragment="#table=1", width=390, height=844).page
    assert page.locator("#table").evaluate("(e) => e.scrollWidth") <= 390
    assert page.get_by_role("row").count() == page.evaluate("kg.selectedFacts().length") + 1


def test_page_picture_bends_lines_that_run_side_by_side(open_page):
    text = open_page().page.evaluate("new Promise((done) => kg.picture(done))")
    beside = open_page().page.evaluate("kg.drawnScene.lines.filter((line) => line.beside).length")
    assert beside > 0
    assert text.count("Q") == beside
