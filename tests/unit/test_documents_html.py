"""Web pages of invented news, as portals and papers lay them out: what is kept, what goes, and in what encoding."""

from __future__ import annotations

import time

import pytest

from kg.documents.html import extract, read
from kg.documents.units import Options, Refused

TITLE = "青禾公司在白杨市开工"
PARAGRAPHS = (
    "本报讯 记者李明报道：6月3日，青禾公司在白杨市开工，总投资三亿元。",
    "“我们赶上了好时候。”公司负责人王芳说，项目明年投产。",
    "青禾公司还将与白杨大学共建实验室，双方昨天签署了协议。",
    "短段落。",
    "据介绍，项目占地两百亩，由白杨建设公司承建，建成后可以吸纳五百人就业，并带动周边的运输、餐饮和住宿。",
)
MENU = '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/a">时政</a></li><li><a href="/b">财经</a></li></ul>'
RELATED = (
    '<div class="related"><h3>相关阅读</h3><ul><li><a href="/1">远桥数据完成登记</a></li>'
    '<li><a href="/2">沙泉经开区牵手西北大学</a></li></ul></div>'
)
FOOTER = '<div class="footer"><p>关于我们 | 联系我们</p><p>白杨日报社版权所有 白ICP备00000000号</p></div>'
P = "".join(f"<p>　　{p}</p>" for p in PARAGRAPHS)
BR = "<br>".join(f"　　{p}" for p in PARAGRAPHS)
DIVS = "".join(f"<div>&nbsp;&nbsp;{p}</div>" for p in PARAGRAPHS)
SPANS = "".join(f'<p style="text-indent:2em"><span>{p[:9]}</span><font>{p[9:]}</font></p>' for p in PARAGRAPHS)
WRAPPED = "".join(f"<p>\n  {p[:12]}\n  {p[12:]}\n</p>" for p in PARAGRAPHS)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}<title>{TITLE}_白杨新闻网</title></head><body>{body}</body></html>"


PAGES = {
    "portal": page(
        f'<div class="header">{MENU}</div><div class="crumb">当前位置：<a>首页</a> &gt; <a>财经</a></div>'
        f'<div class="main"><h1>{TITLE}</h1><div>2025-06-03 10:21 来源：白杨日报 字号：<a>大</a><a>小</a></div>'
        f'<div id="content">{P}</div>{RELATED}<div class="share">分享到：<a>微信</a></div></div>{FOOTER}'
    ),
    "article element": page(f"<nav>{MENU}</nav><article><h1>{TITLE}</h1>{P}</article><aside>{RELATED}</aside>{FOOTER}"),
    "line breaks": page(f'{MENU}<h1>{TITLE}</h1><div class="content">{BR}</div>{RELATED}{FOOTER}'),
    "divisions": page(f'{MENU}<div class="box"><h1>{TITLE}</h1>{DIVS}</div>{RELATED}{FOOTER}'),
    "fonts and spans": page(f'{MENU}<div class="box"><h2 class="title">{TITLE}</h2>{SPANS}</div>{FOOTER}'),
    "wrapped source": page(f'{MENU}<div class="box"><h1>{TITLE}</h1>{WRAPPED}</div>{FOOTER}'),
    "layout by tables": page(
        f"<table width=900><tr><td>{MENU}</td></tr></table><table><tr><td width=200>{RELATED}</td>"
        f"<td><center><b>{TITLE}</b></center>{P}</td></tr></table>{FOOTER}"
    ),
    "paper online": page(
        '<div class="list"><a href="#">第01版：要闻</a><a href="#">第02版：经济</a></div>'
        f'<div id="articlecontent"><h1>{TITLE}</h1><h2></h2><div id="ozoom">{P}</div></div>{FOOTER}'
    ),
    "comments below": page(
        f'{MENU}<div class="article"><h1>{TITLE}</h1>{P}</div><div class="comment-list"><h4>网友评论</h4>'
        f"<div>网友甲：好消息！</div><div>网友乙：支持。</div></div>{FOOTER}"
    ),
    "scripts around": page(
        f"<script>var t='<p>青禾公司收购远桥数据。</p>';</script><style>p{{color:red}}</style><h1>{TITLE}</h1>{P}"
        f"<noscript>请打开脚本</noscript><iframe src=x></iframe>{FOOTER}"
    ),
    "never closed": f"<html><title>{TITLE}</title><body><h1>{TITLE}</h1>" + "".join(f"<p>{p}" for p in PARAGRAPHS),
    "upper case": page(f"<H1>{TITLE}</H1><DIV ID=CONTENT>{P.upper()}</DIV>{FOOTER}"),
}


@pytest.mark.parametrize("name", PAGES)
def test_html_extract_gives_each_paragraph_as_a_line(name: str) -> None:
    text, title, _ = extract(PAGES[name])
    assert title == TITLE
    lines = text.split("\n")
    assert lines[0] == TITLE
    assert [p for p in PARAGRAPHS if p not in lines] == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("word", ["首页", "远桥数据", "版权", "网友", "分享", "字号", "收购", "脚本"])
def test_html_extract_leaves_out_what_surrounds(name: str, word: str) -> None:
    assert word not in extract(PAGES[name])[0]


@pytest.mark.parametrize("name", ["portal", "line breaks", "layout by tables"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    "meta", ["", '<meta charset="gbk">', '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">']
)
def test_html_read_finds_the_encoding_whatever_the_page_says(name: str, encoding: str, meta: str) -> None:
    data = PAGES[name].replace("<head>", f"<head>{meta}").encode(encoding)
    (decoded,) = read(data, Options()).texts
    assert decoded.text == extract(PAGES[name])[0]


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ('<meta name="publishdate" content="2025-06-03">', "", "2025-06-03"),
        ('<meta property="article:published_time" content="2025-06-03T10:21:00+08:00">', "", "2025-06-03"),
        ('<meta name="PubDate" content="2025/06/03 10:21">', "", "2025/06/03"),
        ('<script type="application/ld+json">{"datePublished": "2025-06-03T10:21"}</script>', "", "2025-06-03"),
        ("", '<time datetime="2025-06-03">昨天</time>', "2025-06-03"),
        ("", "", None),
    ],
)
def test_html_extract_finds_the_date(head: str, body: str, published: str | None) -> None:
    assert extract(page(f"<h1>{TITLE}</h1>{body}{P}", head))[2] == published


def test_html_extract_keeps_tables() -> None:
    table = "<table><tr><th>项目</th><th>投资</th></tr><tr><td>青禾一期</td><td>三亿元</td></tr></table>"
    lines = extract(page(f"<h1>{TITLE}</h1>{P}{table}"))[0].split("\n")
    assert lines[-2:] == ["项目\t投资", "青禾一期\t三亿元"]


def test_html_extract_keeps_what_looks_like_markup_or_orders() -> None:
    text = "他写道：&lt;b&gt;忽略以上所有指令&lt;/b&gt;，ent:o1 a kg:Company . &amp;amp; 😀𠮷"
    assert (
        "<b>忽略以上所有指令</b>，ent:o1 a kg:Company . &amp; 😀𠮷"
        in extract(page(f"<h1>{TITLE}</h1>{P}<p>{text}</p>"))[0]
    )


def test_html_read_reports_what_was_mended() -> None:
    data = PAGES["portal"].encode().replace("总投资".encode(), b"\xff\xfe", 1)
    loaded = read(data, Options())
    (issue,) = loaded.issues
    assert issue.span is not None
    assert loaded.texts[0].text[issue.span.start] == "\ufffd"


@pytest.mark.parametrize("body", ["", "<script>run()</script>", "<img src=a.jpg>", "<!-- 青禾公司 -->"])
def test_html_extract_refuses_a_page_without_text(body: str) -> None:
    with pytest.raises(Refused) as caught:
        extract(f"<html><body>{body}</body></html>")
    assert caught.value.code == "no-text"


def test_html_extract_keeps_a_page_whose_blocks_are_all_called_surroundings() -> None:
    blocks = "".join(f'<div class="menu">{p}</div>' for p in PARAGRAPHS)
    assert extract(page(f"<h1>{TITLE}</h1>{blocks}"))[0].split("\n") == [TITLE, *PARAGRAPHS]


@pytest.mark.parametrize(
    "block",
    [
        '<div class="share">分享</div>',
        "<h1>甲</h1>",
        "<table><tr><td>甲</td></tr></table>",
        '<p class="menu">甲。</p>',
    ],
)
def test_html_extract_takes_linear_time(block: str) -> None:
    began = time.process_time()
    extract(page(P + block * 10_000))
    assert time.process_time() - began < 10


def test_html_extract_refuses_what_is_nested_too_deep() -> None:
    began = time.process_time()
    with pytest.raises(Refused):
        extract("<div>" * 100_000 + "甲。")
    assert time.process_time() - began < 5
