"""A page of the web -> its headline and text, without what surrounds them: menus, related links, comments, footers.

The main content is resiliparse's choice, after blocks that say by name or by first words what they are have gone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree
from resiliparse.parse.html.node import ElementNode

from kg.documents import encodings
from kg.documents.units import Decoded, Loaded, Options, Refused, repairs

_CHARSET = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{2,30})""")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})\b")
_NESTED: Final = frozenset(
    ("div", "span", "section", "article", "table", "tbody", "tr", "td", "ul", "ol", "li", "p", "blockquote", "center",
     "font", "dl", "dd", "b", "i", "a")
)  # fmt: skip
_DEEPEST: Final = 2_000  # the time that finding the main content takes grows with the square of the depth
# a line break between two Chinese characters is the writer's, not a blank between words
_WIDE: Final = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—"
_BREAK = re.compile(
    rf"(?<=[{_WIDE}])[ \t]{{0,99}}\r?\n[ \t]{{0,99}}(?=[{_WIDE}\d])|(?<=\d)[ \t]{{0,99}}\r?\n[ \t]{{0,99}}(?=[{_WIDE}])"
)
_AROUND: Final = (  # words within class or id of blocks that are not the article
    "crumb", "position", "location", "share", "related", "relat", "recommend", "comment", "sidebar", "rank", "hotnews",
    "footer", "copyright", "toolbar", "breadcrumb", "advert", "pagination", "prevnext", "navbar", "nav-", "menu",
)  # fmt: skip
_PLAIN: Final = frozenset(("nav", "footer", "aside", "form", "iframe"))  # surroundings whatever they are called
_KEPT: Final = frozenset(("html", "body", "p", "h1"))  # never, whatever they are called
_AROUND_LINE = re.compile(
    r"(?:当前位置|您(?:现在|当前)?的?位置|所在位置|首页\s{0,3}[>＞»/|]|分享到|分享至|分享：|扫一扫|字号[：:]|字体[：:]|打印本页|关闭窗口"
    r"|上一篇|下一篇|相关(?:阅读|新闻|链接|文章|报道)|推荐阅读|延伸阅读|热门(?:排行|新闻|文章)|点击排行|网友评论|发表评论"
    r"|返回(?:首页|顶部|列表)|版权(?:所有|声明)|Copyright|ICP备|[^\s]{0,4}ICP备|公网安备|关于我们\s{0,3}[|｜]|联系我们"
    r"|第\d{1,2}版[：:]|免责声明|手机版|客户端下载|微信公众号[：:]?$)"
)
_SHORT_TAIL = re.compile(r"\s{0,9}(?:字号|字体)[：:].{0,20}$")
_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
_DATE_META: Final = (
    "article:published_time", "og:published_time", "pubdate", "publishdate", "publish-date", "publish_date",
    "publishtime", "publish_time", "og:release_date", "article.published", "datepublished", "dc.date",
    "dcterms.created", "dcterms.issued", "weibo: article:create_at", "date", "apub:time",
)  # fmt: skip
_JSON_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"(\d{4}-\d{1,2}-\d{1,2})')
_SITE = re.compile(r"\s{0,9}[-_|—–·]{1,2}\s{0,9}[^-_|—–·]{2,20}$")


def read(data: bytes, options: Options, charset: str = "") -> Loaded:
    """The page's headline and main text, a line a paragraph; `charset` is what its sender said. Raises Refused."""
    declared = _CHARSET.search(data[:4096])
    hint = declared[1].decode("ascii") if declared else charset
    decoded = encodings.decode(data, options.encoding, hint)
    if decoded is None:
        raise Refused("unknown-encoding", "the page's encoding was not recognised; name it with --encoding")
    text, title, published = extract(decoded.text)
    # where it was mended is known in the page; in the text taken out of it the marks are looked for
    lost = [encodings.Damage(m.start(), -1, "bytes that are no text stood here") for m in re.finditer("\ufffd", text)]
    damage = lost or [encodings.Damage(0, d.byte, f"{d.what}, outside of the text") for d in decoded.damage]
    return Loaded((Decoded(text, decoded.encoding, "", title, published),), repairs(text, damage))


def extract(page: str) -> tuple[str, str, str | None]:
    """Text (the headline first), headline, and publication date as printed. Raises Refused where there is no text."""
    if _depth(page) > _DEEPEST:
        raise Refused("over-limit", f"the page nests elements more than {_DEEPEST} deep")
    source = _BREAK.sub("", page.replace("\0", ""))
    tree = HTMLTree.parse(source)
    elements = [*_elements(tree.head), *_elements(tree.body)]
    published = _published(elements)
    title = _title(tree, elements)
    stops = (tree.body.text or "").count("。") if tree.body else 0
    _clear(tree.body, elements)
    text = _main(tree, True)
    for main in (True, False):  # its blocks are called by names of surroundings
        if len(text) < 2 or text.count("。") * 4 < stops:
            text = _main(HTMLTree.parse(source), main) or text
    if not text.strip():
        raise Refused("no-text", "the page holds no text; it may load it by a script")
    if title and title not in text.split("\n", 8)[:8]:
        text = f"{title}\n{text}"
    return text, title, published


def _main(tree: HTMLTree, main: bool) -> str:
    return _lines(extract_plain_text(tree, main_content=main, alt_texts=False, comments=False))


def _depth(page: str) -> int:
    """How deep elements are nested at most, counting those that are closed only later or never."""
    depth = deepest = 0
    for match in _TAG.finditer(page):
        if match[2].lower() in _NESTED:
            depth = max(0, depth - 1) if match[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _elements(root: ElementNode | None) -> list[ElementNode]:
    """The elements below `root` in their order, by one walk: lists that the library gives are walked anew each time."""
    return [node for node in root if isinstance(node, ElementNode)] if root is not None else []


def _attribute(element: ElementNode, name: str) -> str:
    return (element.getattr(name, "") or "").strip()


def _title(tree: HTMLTree, elements: Sequence[ElementNode]) -> str:
    """The only h1, or what the page calls its title, without the site's name."""
    headings = [" ".join((e.text or "").split()) for e in elements if e.tag == "h1"]
    headings = [h for h in headings if h]
    if len(headings) == 1:
        return headings[0]
    for element in elements:
        if element.tag == "meta" and "og:title" in (_attribute(element, "property"), _attribute(element, "name")):
            return " ".join(_attribute(element, "content").split())
    return _SITE.sub("", " ".join((tree.title or "").split())[:200])


def _published(elements: Sequence[ElementNode]) -> str | None:
    """The date that the page's head, its structured data or its time element names, as printed there."""
    found: dict[str, str] = {}
    for element in elements:
        if element.tag == "meta" and (match := _DATE.search(_attribute(element, "content"))):
            name = _attribute(element, "property") or _attribute(element, "name") or _attribute(element, "itemprop")
            found.setdefault(name.lower(), match[0])
    for name in _DATE_META:
        if name in found:
            return found[name]
    for element in elements:
        if element.tag == "script" and "ld+json" in _attribute(element, "type"):
            stamp = _JSON_DATE.search(element.text or "")
            if stamp:
                return stamp[1]
    for element in elements:
        if element.tag == "time" or _attribute(element, "itemprop") == "datePublished":
            written = _attribute(element, "datetime") or _attribute(element, "content") or (element.text or "")
            if match := _DATE.search(written):
                return match[0]
    return None


def _clear(body: ElementNode | None, elements: Sequence[ElementNode]) -> None:
    """Takes blocks out that are named as surroundings, unless a third of the page's text is in them."""
    if body is None:
        return
    text = body.text or ""
    whole, most = _weight(text), 20 * len(text) + 1000
    for element in elements:
        if element.tag not in _PLAIN and not (_named_around(element) and element.tag not in _KEPT):
            continue
        inside = element.text or ""
        most -= len(inside)
        if most < 0:  # blocks within blocks within blocks: no page of news
            return
        if _weight(inside) * 3 <= whole:
            element.remove()


def _named_around(element: ElementNode) -> bool:
    named = f"{_attribute(element, 'class')} {_attribute(element, 'id')}"[:500]
    return named != " " and any(word in named for word in _AROUND)


def _weight(text: str) -> int:
    return text.count("。") * 20 + text.count("，") * 5 + len(text) // 20


def _lines(text: str) -> str:
    """Lines without blanks around them and without those that belong to the page, not to the article."""
    kept = []
    for raw in text.split("\n"):
        line = raw.strip()
        if len(line) <= 60 and _AROUND_LINE.match(line):
            continue
        line = _SHORT_TAIL.sub("", re.sub("\t{2,}", "\t", line))
        if line:
            kept.append(line)
    return "\n".join(kept)
