"""A researcher's way through the page, from the first look to the exported table."""

from __future__ import annotations

import csv

from tests.browser import graphs

GRAPH = graphs.newspaper()


def test_page_way_from_search_to_export(open_page):
    opened = open_page()
    page = opened.page
    # Find 准东 by pinyin and show what is only planned.
    page.fill("#query", "zhundong")
    page.keyboard.press("Enter")
    page.click("#plans-button")
    # Read the evidence of the planned partnership.
    planned = page.locator(".fact.planned", has_text="中国矿业大学").first
    assert "开发区将与中国矿业大学共建" in planned.locator("blockquote").inner_text()
    # Back to what is realised.
    page.locator("#filters li", has_text="已实现").hover()
    page.click("#filter-statuses-0-only")
    assert page.locator("#panel .fact:not(.realised)").count() == 0
    # How is it connected with 腾讯?
    page.click("#path-button")
    page.fill("#query", "腾讯")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "准东开发区 ⋯ 腾讯"
    # Take the sentences along, and come back by the link.
    page.click("#export-menu summary")
    with page.expect_download() as waiting:
        page.click("#export-csv")
    rows = list(csv.DictReader(waiting.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0]["subject"] == "准东经济技术开发区"
    assert {row["status"] for row in rows} == {"realised"}
    opened.go(page.evaluate("location.hash"))
    assert page.locator("#panel h2").inner_text() == "准东开发区 ⋯ 腾讯"
    assert (opened.requests, opened.complaints) == ([], [])
