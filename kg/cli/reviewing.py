"""Verbs for those who check a graph: review, why-same."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import click
import typer
from rich.text import Text

from kg import tables
from kg.cli.app import AsJson, Folder, Heads, Lang, app, show_json, show_rows
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.review import Item

KEYS: Final = {  # key: answer, in zh, in en
    "identity": {
        "s": ("same", "s 同一个", "s same"),
        "d": ("different", "d 不同", "d different"),
        "u": ("unsure", "u 说不准", "u unsure"),
    },
    "statement": {
        "r": ("right", "r 对", "r right"),
        "w": ("wrong", "w 错", "w wrong"),
        "e": ("edit", "e 改", "e edit"),
    },
}
COMMON: Final = {
    "n": ("n 跳过", "n next"),
    "z": ("z 撤回上一条", "z take the last one back"),
    "q": ("q 结束", "q quit"),
}


@app.command()
def review(
    graph: Folder = Path("output"),
    corrections: Annotated[Path, typer.Option("--corrections", help="Where answers are written down, at once.")] = Path(
        "corrections.toml"
    ),
    limit: Annotated[int, typer.Option("--limit", min=1, help="Ask at most so many.")] = 50,
    as_json: AsJson = False,
    lang: Heads = Lang.zh,
) -> None:
    """Check what is most doubtful, one key each.

    Every answer goes into corrections.toml at once; the next kg build --corrections replays it.
    """
    from kg import review as reviewing
    from kg import schema
    from kg.entities import decisions
    from kg.exporters.jsonl import read_graph

    known = schema.load()
    decided = decisions.load(corrections if corrections.exists() else None, known)
    items = reviewing.queue(read_graph(graph), decided)[:limit]
    if as_json:
        show_json([item.to_json() for item in items])
        return
    if not sys.stdin.isatty():
        raise InputError("kg review asks in a terminal; kg review --json lists the questions")
    written = _ask(items, corrections, lang)
    typer.echo(
        f"{written} answers in {corrections}; kg build … --corrections {corrections} replays them"
        if lang is Lang.en
        else f"{corrections} 中新记 {written} 条；kg build … --corrections {corrections} 时重放",
        err=True,
    )


@app.command("why-same")
def why_same(
    one: Annotated[str, typer.Argument(help="A name in the graph.")],
    other: Annotated[str, typer.Argument(help="Another name.")],
    graph: Folder = Path("output"),
    as_json: AsJson = False,
    lang: Heads = Lang.zh,
) -> None:
    """Why two names are one entity, or are not.

    The links from one name to the other: the rule, where both stand, and what speaks for and against.
    """
    from kg import review as reviewing
    from kg.exporters.jsonl import read_graph

    verdict, links = reviewing.why_same(read_graph(graph), one, other)
    rows = [
        {
            "verdict": link.verdict,
            "rule": link.rule,
            "one": f"{link.one.name} ({link.one.document} {link.one.span.start}:{link.one.span.end})",
            "other": f"{link.other.name} ({link.other.document} {link.other.span.start}:{link.other.span.end})",
            "weight": link.weight if link.reasons else None,
            "reasons": reviewing.reasons(link),
        }
        for link in links
    ]
    if as_json:
        show_json({"verdict": verdict, "links": rows})
        return
    said = tables.VERDICTS[verdict, bool(rows)]
    typer.echo(said[0] if lang is Lang.zh else said[1], err=True)
    if rows:
        show_rows(rows, False, lang)


def _ask(items: tuple[Item, ...], path: Path, lang: Lang) -> int:
    """Asks one after the other until the last, q, or the end of input; how many entries were written."""
    undo: list[Callable[[], int]] = []
    at = 0
    while at < len(items):
        item = items[at]
        _show(item, f"{at + 1}/{len(items)}", lang)
        keys = KEYS[item.kind]
        key = _key([*keys, *COMMON])
        if key == "q":
            break
        if key == "z":
            if undo:
                at = undo.pop()()
            continue
        if key in keys:
            entries = _entries(item, keys[key][0], lang)
            if entries:
                undo.append(_write(path, entries, at))
            elif keys[key][0] == "edit":
                continue
        at += 1
    return len(undo)


def _entries(item: Item, answer: str, lang: Lang) -> list[tuple[str, dict[str, str | list[str]]]]:
    """What an answer writes down; nothing where an edit is given up."""
    from kg import review as reviewing
    from kg import schema
    from kg.model import STATUSES

    if answer != "edit":
        return [reviewing.entry(item, answer)]  # type: ignore[arg-type]
    known = schema.load()
    shown = [f"{n} {known.statuses[s].labels[lang.value]}" for n, s in enumerate(STATUSES, 1)]
    typer.echo("   ".join([*shown, "f 换关系" if lang is Lang.zh else "f another relation", "q"]))
    key = _key(["1", "2", "3", "4", "5", "f", "q"])
    if key.isdigit():
        return [reviewing.other_status(item, STATUSES[int(key) - 1])]
    if key == "q":
        return []
    typer.echo("  ".join(f"{name} {term.labels[lang.value]}" for name, term in known.relations.items()))
    relation = typer.prompt("relation", default="", show_default=False).strip()
    if relation not in known.relations:
        typer.echo(f"{relation!r}: " + ("没有这个关系" if lang is Lang.zh else "no such relation"))
        return []
    return list(reviewing.other_relation(item, relation, str(item.said.split()[-1])))


def _write(path: Path, entries: list[tuple[str, dict[str, str | list[str]]]], at: int) -> Callable[[], int]:
    """Writes entries; what is given back takes them away again and says which question to ask anew."""
    from kg import schema
    from kg.entities import decisions

    before = path.read_bytes() if path.exists() else None
    for kind, fields in entries:
        decisions.append(path, kind, fields, schema.load())

    def back() -> int:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
        return at

    return back


def _key(allowed: list[str]) -> str:
    """The next key that means something; the end of input, Ctrl-C and Ctrl-D mean q."""
    while True:
        try:
            key = click.getchar().lower()
        except (EOFError, KeyboardInterrupt):
            return "q"
        if key in allowed:
            return key
        if key in ("", "\x03", "\x04"):
            return "q"


def _show(item: Item, number: str, lang: Lang) -> None:
    """A question, what can be read about it, and the keys."""
    english = lang is Lang.en
    console = tables.console()
    console.rule(f"{number}")
    console.print(Text(tables.question(item.kind, item.one, item.other, item.said, lang.value), style="bold"))
    for sentence in item.sentences:
        text = Text(f"  {sentence}")
        text.highlight_words([item.one, item.other], style="reverse")
        console.print(text)
    console.print(Text("  " + "; ".join(item.why), style="dim"))
    keys = [k[2 if english else 1] for k in KEYS[item.kind].values()] + [k[english] for k in COMMON.values()]
    console.print(Text("   ".join(keys)))
