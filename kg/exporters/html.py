"""The graph as one page that opens anywhere: all facts as data, the hubs drawn, the rest on demand.

The drawn window is a pyvis Network; the page around it is the project's own, because pyvis's links CDNs in every mode,
prints its heading unescaped and litters a lib/ folder. The vis-network that pyvis bundles is written into the page.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Any, Final

import jinja2
import pyvis
from markupsafe import Markup
from pyvis.network import Network

from kg import schema
from kg.errors import InputError
from kg.exporters.files import write_text_atomically
from kg.exporters.html_around import among, around
from kg.exporters.html_data import rows, short_name
from kg.exporters.html_folder import FOLDER, remove_folder, write_folder
from kg.exporters.html_window import CAP, overview
from kg.graph import Graph
from kg.model import STATUSES
from kg.rdf.terms import RESOURCES, prefixes

__all__ = ["MOST", "around", "render", "window", "write"]

MOST = 200_000  # statements above which a browser would take too long to read the page
_VIS = Path("lib", "vis-9.1.2", "vis-network.min.js")
_PACKED_FROM = 4_000_000  # characters of data above which it is compressed
_SCRIPTS: Final = (
    "start.js",
    "words.js",
    "dom.js",
    "data.js",
    "palette.js",
    "state.js",
    "filters.js",
    "pinyin.js",
    "search.js",
    "place.js",
    "labels.js",
    "scene.js",
    "canvas.js",
    "facts.js",
    "panel.js",
    "paths.js",
    "table.js",
    "timeline.js",
    "exports.js",
    "picture.js",
    "main.js",
)  # in the order in which they run; each adds its functions to `kg`
_IN_SCRIPTS = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_OPTIONS: Final = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"keyboard": False, "hover": True, "selectConnectedEdges": False, "tooltipDelay": 10**9},
    "edges": {"smooth": False, "selectionWidth": 0},
}


def write(
    graph: Graph, path: Path, *, title: str = "新闻知识图谱", lang: str = "zh", most: int = MOST, base: str = RESOURCES
) -> None:
    """Writes the page to `path`, whole or not at all, and nothing beside it.

    Of a graph with more than `most` statements the page holds the overview and says so; all facts are written as tables
    into the folder graph-data beside it, which a later build below the limit removes. The same graph gives the same
    bytes. `lang` ("zh" or "en") is the interface's language at first; the reader can switch. Raises InputError for
    another `lang` or where the page cannot be written. `base` is what the IRIs in the page's own exports begin with.
    """
    over = len(graph.statements) > most
    shown = among(graph, {spot.entity for spot in overview(graph)}) if over else graph
    text = render(shown, title=title, lang=lang, total=len(graph.statements) if over else 0, base=base)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if over:
            write_folder(graph, path.parent / FOLDER)
        else:
            remove_folder(path.parent / FOLDER)
        write_text_atomically(path, [text])
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}; check that the folder may be written") from error


def render(
    graph: Graph, *, title: str = "新闻知识图谱", lang: str = "zh", total: int = 0, base: str = RESOURCES
) -> str:
    """The page as text, with \\n line ends. `total`: how many facts the whole graph has, where this is a part."""
    if lang not in ("zh", "en"):
        raise InputError(f"the page has no interface in {lang!r}; use zh or en")
    title = title.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate cannot be written
    style = _resource("style.css")
    scripts = [_runnable(_vis_network()), *(_runnable(_resource(name)) for name in _SCRIPTS)]
    facts = _script_json({**_facts(graph, title, lang, base), "total": total})
    packed = len(facts) > _PACKED_FROM
    page = _environment().get_template("page.html.j2")
    return page.render(
        title=title,
        lang={"zh": "zh-CN", "en": "en"}[lang],
        policy=_policy(scripts, style),
        style=Markup(style),
        packed=packed,
        data=Markup(_packed(facts) if packed else facts),
        scripts=[Markup(script) for script in scripts],
    ).replace("\r\n", "\n")


def window(graph: Graph) -> Network:
    """The first view as a pyvis Network: nodes with name, type, place and community, one edge a statement between them.

    Places are in hundredths of an edge's length. At most CAP nodes, so that pyvis's searching stays quick.
    """
    network = Network(directed=True)
    network.set_options(json.dumps(_OPTIONS))
    spots = overview(graph)
    drawn = {spot.entity for spot in spots}
    for spot in spots:
        entity = graph.entity(spot.entity)
        network.add_node(
            entity.id, label=short_name(entity), type=entity.type, x=spot.x, y=spot.y, community=spot.community
        )
    for statement in graph.statements:
        if statement.subject in drawn and statement.object in drawn and statement.subject != statement.object:
            network.add_edge(
                statement.subject,
                statement.object,
                id=statement.id,
                relation=statement.relation,
                status=statement.status,
            )
    return network


def _facts(graph: Graph, title: str, lang: str, base: str) -> dict[str, Any]:
    drawn = window(graph)
    return {
        "title": title,
        "lang": lang,
        "cap": CAP,
        **_vocabulary(base),
        **rows(graph),
        "window": {
            "nodes": [{key: node[key] for key in ("id", "x", "y", "community")} for node in drawn.nodes],
            "edges": [edge["id"] for edge in drawn.edges],
            "options": drawn.options,
        },
    }


def _vocabulary(base: str) -> dict[str, Any]:
    """The schema's types, relations and statuses, by name, with their labels in both languages."""
    known = schema.load()
    return {
        "types": {
            name: {**_labels(term.labels), "parents": sorted(known.ancestors(name) - {name})}
            for name, term in known.types.items()
        },
        "relations": {
            name: {**_labels(term.labels), "symmetric": term.symmetric} for name, term in known.relations.items()
        },
        "statuses": list(STATUSES),
        "prefixes": {name: prefixes(base)[name] for name in ("ent", "kg", "rdf", "rdfs", "skos", "st")},
    }


def _labels(labels: dict[str, str]) -> dict[str, str]:
    return {language: labels[language] for language in ("zh", "en") if language in labels}


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_resource),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _resource(name: str) -> str:
    text = resources.files("kg.exporters").joinpath("page", name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def _vis_network() -> str:
    """The vis-network inside pyvis, licence note included, without the line that makes tools ask for its source map."""
    text = Path(pyvis.__file__).with_name(_VIS.parts[0]).joinpath(*_VIS.parts[1:]).read_text(encoding="utf-8")
    return text.partition("\n//# sourceMappingURL=")[0]


def _runnable(script: str) -> str:
    """The script as it may stand between script tags: one line end, and nothing that closes or hides the tag."""
    script = script.replace("\r\n", "\n").replace("\r", "\n")
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _script_json(value: object) -> str:
    """JSON that may stand in a script element: no character in it can end the element or a line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char, escaped in _IN_SCRIPTS.items():
        text = text.replace(char, escaped)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")  # lone surrogates become JSON escapes


def _packed(text: str) -> str:
    return base64.b64encode(gzip.compress(text.encode("utf-8"), compresslevel=6, mtime=0)).decode("ascii")


def _policy(scripts: list[str], style: str) -> str:
    """A content security policy that runs these scripts and this style, and lets the page ask for nothing."""

    def hashed(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"

    return (
        f"default-src 'none'; script-src {' '.join(hashed(s) for s in scripts)}; style-src {hashed(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
