"""Who is who among many synthetic names, measured:  python -m tests.bench.bench_identity [SIZE …]

Prints one row a size: mentions, documents, entities and links found, CPU seconds, the same a million mentions, peak
memory. Names are drawn from a seed with the shapes and the skew of Chinese news: firms of a place, a brand, a trade and
a legal form, with their short names; universities; offices of all cities; zones; projects with phases; persons, some of
one name at many bodies. Frequent ones are frequent (Zipf), most stand once or twice.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator

from kg import lexicon
from kg.entities import identify
from kg.model import AnnotatedDocument, Article, Document, Mention, Sentence, Span, content_id

SIZES = (10_000, 100_000, 1_000_000)
PER_DOCUMENT = 10
BRANDS = "云华中金新海天恒远东瑞泰盛宏鼎信达安康利丰博晟澜石岳桥星河川沃辰嘉和润昊启航创凯旭阳森林源水峰岭江淮"
LEGAL = ("有限公司", "股份有限公司", "有限责任公司", "集团有限公司")
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华玉萍建国文斌波辉志海峰宇浩鹏飞晨曦牧野知秋望舒若溪承泽清扉"
OFFICES = ("科学技术", "工业和信息化", "发展和改革", "农业农村", "交通运输", "卫生健康", "商务", "教育", "财政", "民政")
WORKS = ("产业园", "示范基地", "智慧码头", "光伏电站", "数据中心", "储能项目", "冷链枢纽", "疫苗产业化基地")


def documents(count: int, seed: int = 1) -> Iterator[AnnotatedDocument]:
    """Articles of ten mentions each, `count` mentions in all, always the same for a seed."""
    draw = random.Random(seed)
    names = _names(draw, max(200, count // 3))
    weights = [1 / (1 + i) ** 0.7 for i in range(len(names))]
    chosen = draw.choices(names, weights, k=count)
    for number in range(0, count, PER_DOCUMENT):
        yield _document(f"d{number:08}", chosen[number : number + PER_DOCUMENT], draw)


def _names(draw: random.Random, count: int) -> list[tuple[str, tuple[str, ...]]]:
    """Kinds with the forms that a text may use."""
    table = lexicon.table("parts")
    places = lexicon.table("places")
    cities = [p.removesuffix("市") for p in places["prefectures"] if p.endswith("市")]
    fields = [f for f in table["fields"] if len(f) == 2]
    surnames = lexicon.table("persons")["surnames"]
    found: list[tuple[str, tuple[str, ...]]] = []
    while len(found) < count:
        city, kind = draw.choice(cities), draw.random()
        if kind < 0.45:
            brand = "".join(draw.choices(BRANDS, k=draw.choice((2, 2, 2, 3))))
            trade = draw.choice(fields)
            full = f"{city}{brand}{trade}{draw.choice(('', '科技', '技术'))}{draw.choice(LEGAL)}"
            found.append(("Company", (full, f"{brand}{trade}")))
        elif kind < 0.75:
            name = draw.choice(surnames) + "".join(draw.choices(GIVEN, k=draw.choice((1, 2, 2, 2))))
            found.append(("Person", (name,)))
        elif kind < 0.83:
            office = draw.choice(OFFICES)
            found.append(("GovernmentBody", (f"{city}市{office}局", f"{city}{office}局", f"市{office}局")))
        elif kind < 0.90:
            work, brand = draw.choice(WORKS), "".join(draw.choices(BRANDS, k=2))
            phase = draw.choice("一二三")
            found.append(("Project", (f"{brand}{work}{phase}期", f"{work}{phase}期", f"{brand}{work}")))
        elif kind < 0.95:
            field = draw.choice(fields)
            found.append(("University", (f"{city}{field}大学", f"{city[0]}{field[0]}大")))
        else:
            found.append(("DevelopmentZone", (f"{city}经济技术开发区", f"{city}经开区", f"{city}开发区")))
    return found


def _document(name: str, chosen: list[tuple[str, tuple[str, ...]]], draw: random.Random) -> AnnotatedDocument:
    text, mentions = "", []
    for kind, forms in chosen:
        form = draw.choice(forms)
        mentions.append(Mention(Span(len(text), len(text) + len(form)), form, kind, True, (form,), "bench"))
        text += form + draw.choice(("董事长", "与", "在", "，"))
    text += "。"
    span = Span(0, len(text))
    made = Document(content_id("d", name, text), name, text, f"{name}.txt", (Article(span, text[:10]),))
    return AnnotatedDocument(made, (Sentence(span, text, 0),), ((),), tuple(mentions))


def measure(count: int) -> dict[str, float | int]:
    """What one run costs; the peak memory is the process's so far."""
    made = list(documents(count))
    start = time.process_time()
    identity = identify(made)
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "mentions": count,
        "documents": len(made),
        "entities": len(identity.entities),
        "links": len(identity.links),
        "CPU seconds": round(spent, 1),
        "s per million": round(spent / count * 1e6, 1),
        "peak MB": round(peak),
    }


def main() -> None:
    """Prints one row a size, smallest first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    for number, size in enumerate(sorted(parser.parse_args().sizes)):
        row = measure(size)
        if not number:
            print(*row, sep="\t")
        print(*row.values(), sep="\t", flush=True)


if __name__ == "__main__":
    main()
