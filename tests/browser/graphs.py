"""Graphs for the page's tests: a newspaper page of invented facts, hostile names, and large generated ones."""

from __future__ import annotations

import random
from collections.abc import Sequence

from kg.graph import Graph
from kg.model import STATUSES, Article, Document, Entity, EntityMention, Evidence, Span, Statement, content_id

# name: type, aliases
NAMES: dict[str, tuple[str, ...]] = {
    "准东经济技术开发区": ("DevelopmentZone", "准东开发区"),
    "丝绸之路中部走廊科技创新试验区": ("PilotZone",),
    "厦门大学": ("University", "厦大"),
    "准东能源化工研究院": ("ResearchInstitute", "准东研究院"),
    "中国矿业大学": ("University",),
    "新疆大学": ("University", "新大"),
    "西安交通大学": ("University",),
    "煤基新材料中试基地": ("Platform",),
    "能源产教融合创新中心": ("Platform",),
    "新疆天泽煤电化集团有限公司": ("Company", "天泽集团"),
    "天泽五彩湾发电有限公司": ("Company", "五彩湾发电公司"),
    "60亿立方米煤制天然气项目": ("Project",),
    "绿电制氢一期工程": ("Project",),
    "五彩湾智慧矿山": ("Project",),
    "科技型企业梯度成长计划": ("Programme",),
    "昌吉回族自治州": ("Place", "昌吉州"),
    "新疆维吾尔自治区": ("Place", "新疆"),
    "奇台县": ("Place",),
    "准东开发区科技经济局": ("GovernmentBody",),
    "吴志远": ("Person",),
    "古丽娜尔": ("Person",),
    "陈嘉树": ("Person",),
    "马文博": ("Person",),
    "林书瑶": ("Person",),
    "赵启明": ("Person",),
    "何晓岚": ("Person",),
    "准东科技项目对接会": ("Event",),
    "新疆云驰物联科技有限公司": ("Company", "云驰物联"),
    "北方数据交易所": ("Company", "北数所"),
    "天山货运运价监测数据集": ("Product",),
    "干线物流车货匹配数据集": ("Product",),
    "新能源重卡补能全景数据集": ("Product",),
    "“驼铃”智慧货运平台": ("Platform",),
    "腾讯": ("Company",),
    "清华大学": ("University",),
    "乌鲁木齐高新技术产业开发区": ("DevelopmentZone", "乌鲁木齐高新区"),
    "乌鲁木齐": ("Place",),
    "天山城市更新产业联盟": ("Alliance",),
    "新疆嘉禾城市更新有限公司": ("Company", "嘉禾城更"),
    "新疆创联产业园运营有限公司": ("Company",),
    "华为": ("Company",),
    "北疆新能源汽车检测中心": ("Platform",),
    "新疆数字经济协会": ("Alliance",),
    "石河子大学": ("University",),
    "丝路智慧农业示范区": ("PilotZone",),
    "沙湾县农丰种业有限公司": ("Company", "农丰种业"),
    "“丰源七号”棉花": ("Product",),
    "天山日报": ("Media",),
    "哈密储能电站": ("Project",),
    "哈密市": ("Place",),
    "国投北疆能源有限公司": ("Company", "国投北疆"),
    "中国科学院新疆理化技术研究所": ("ResearchInstitute", "新疆理化所"),
    "光伏组件回收示范线": ("Project",),
    "丝路新能源博览会": ("Event",),
    "德国克莱恩技术公司": ("Company", "克莱恩公司"),
    "自治区科技厅": ("GovernmentBody",),
    "自治区重点研发计划": ("Programme",),
    "昌吉学院": ("University",),
}

# headline, printed date, then sentences with facts: subject, relation, object, status, trigger, date, role, speaker
ARTICLES = [
    ("准东：煤电重镇的创新答卷", "2026年2月7日", [
        ("2025年末，准东经济技术开发区正式获批加入丝绸之路中部走廊科技创新试验区。", [
            ("准东经济技术开发区", "joined", "丝绸之路中部走廊科技创新试验区", "realised", "获批加入", "2025年末")]),
        ("准东开发区地处昌吉回族自治州，煤炭预测储量居全国前列。", [
            ("准东经济技术开发区", "located_in", "昌吉回族自治州", "realised", "地处")]),
        ("昌吉州位于新疆维吾尔自治区北部。", [
            ("昌吉回族自治州", "located_in", "新疆维吾尔自治区", "realised", "位于")]),
        ("近年来，准东开发区与厦门大学联合建成准东能源化工研究院，院长由厦大教授马文博担任。", [
            ("准东经济技术开发区", "established", "准东能源化工研究院", "realised", "建成"),
            ("厦门大学", "established", "准东能源化工研究院", "realised", "建成"),
            ("准东经济技术开发区", "partners_with", "厦门大学", "realised", "联合"),
            ("马文博", "works_for", "准东能源化工研究院", "realised", "院长", None, "院长"),
            ("马文博", "works_for", "厦门大学", "realised", "教授", None, "教授")]),
        ("该院加快推进煤基新材料中试基地建设，\n并与新疆理化所共享试验装置。", [
            ("准东能源化工研究院", "implements", "煤基新材料中试基地", "ongoing", "推进"),
            ("准东能源化工研究院", "partners_with", "中国科学院新疆理化技术研究所", "realised", "共享")]),
        ("开发区将与中国矿业大学共建能源产教融合创新中心，一起带硕士和博士。", [
            ("准东经济技术开发区", "co_builds", "能源产教融合创新中心", "planned", "共建"),
            ("中国矿业大学", "co_builds", "能源产教融合创新中心", "planned", "共建"),
            ("准东经济技术开发区", "partners_with", "中国矿业大学", "planned", "共建")]),
        ("吴志远表示，希望同西安交通大学在氢能领域深化合作。", [
            ("准东经济技术开发区", "partners_with", "西安交通大学", "hoped", "合作", None, None, "吴志远")]),
        ("准东开发区党工委副书记、管委会主任吴志远介绍，五彩湾智慧矿山已通过国家级验收。", [
            ("吴志远", "works_for", "准东经济技术开发区", "realised", "主任", None, "党工委副书记、管委会主任"),
            ("准东经济技术开发区", "implements", "五彩湾智慧矿山", "realised", "验收")]),
        ("“十五五”期间，准东开发区将深入实施科技型企业梯度成长计划。", [
            ("准东经济技术开发区", "implements", "科技型企业梯度成长计划", "planned", "实施", "“十五五”期间")]),
        ("2026年1月27日，准东开发区科技经济局组织准东科技项目对接会，局长古丽娜尔主持。", [
            ("准东开发区科技经济局", "organises", "准东科技项目对接会", "realised", "组织", "2026年1月27日"),
            ("准东开发区科技经济局", "part_of", "准东经济技术开发区", "realised", None),
            ("古丽娜尔", "works_for", "准东开发区科技经济局", "realised", "局长", None, "局长"),
            ("古丽娜尔", "participates_in", "准东科技项目对接会", "realised", "主持", "2026年1月27日")]),
        ("新疆大学、昌吉学院的专家参加准东科技项目对接会。", [
            ("新疆大学", "participates_in", "准东科技项目对接会", "realised", "参加"),
            ("昌吉学院", "participates_in", "准东科技项目对接会", "realised", "参加")]),
    ]),
    ("天泽集团：从一块煤到一束绿氢", "2026年2月7日", [
        ("新疆天泽煤电化集团有限公司正加快建设60亿立方米煤制天然气项目。", [
            ("新疆天泽煤电化集团有限公司", "implements", "60亿立方米煤制天然气项目", "ongoing", "建设")]),
        ("项目落户准东开发区。", [
            ("60亿立方米煤制天然气项目", "located_in", "准东经济技术开发区", "realised", "落户")]),
        ("天泽集团旗下五彩湾发电公司拟于2027年启动绿电制氢一期工程。", [
            ("新疆天泽煤电化集团有限公司", "owns", "天泽五彩湾发电有限公司", "realised", "旗下"),
            ("天泽五彩湾发电有限公司", "implements", "绿电制氢一期工程", "planned", "启动", "2027年")]),
        ("集团董事长陈嘉树称，双方愿与德国克莱恩技术公司探讨电解槽国产化。", [
            ("陈嘉树", "works_for", "新疆天泽煤电化集团有限公司", "realised", "董事长", None, "董事长"),
            ("新疆天泽煤电化集团有限公司", "partners_with", "德国克莱恩技术公司", "hoped", "探讨", None, None,
             "陈嘉树")]),
        ("天泽集团否认与国投北疆能源有限公司存在股权合作。", [
            ("新疆天泽煤电化集团有限公司", "partners_with", "国投北疆能源有限公司", "denied", "否认")]),
        ("国投北疆投资兴建的哈密储能电站坐落于哈密市，预计年底投产。", [
            ("国投北疆能源有限公司", "invests_in", "哈密储能电站", "realised", "投资兴建"),
            ("国投北疆能源有限公司", "implements", "哈密储能电站", "ongoing", "兴建"),
            ("哈密储能电站", "located_in", "哈密市", "realised", "坐落")]),
        ("新疆理化所与国投北疆共建光伏组件回收示范线，获自治区科技厅自治区重点研发计划支持。", [
            ("中国科学院新疆理化技术研究所", "co_builds", "光伏组件回收示范线", "ongoing", "共建"),
            ("国投北疆能源有限公司", "co_builds", "光伏组件回收示范线", "ongoing", "共建"),
            ("自治区科技厅", "supports", "光伏组件回收示范线", "realised", "支持"),
            ("光伏组件回收示范线", "part_of", "自治区重点研发计划", "realised", "计划")]),
    ]),
    ("数据上了“交易所”", "2026年2月7日", [
        ("新疆云驰物联科技有限公司的天山货运运价监测数据集、干线物流车货匹配数据集日前在北方数据交易所完成登记。", [
            ("天山货运运价监测数据集", "registered_at", "北方数据交易所", "realised", "登记", "日前"),
            ("干线物流车货匹配数据集", "registered_at", "北方数据交易所", "realised", "登记", "日前"),
            ("新疆云驰物联科技有限公司", "registered_at", "北方数据交易所", "realised", "登记", "日前"),
            ("新疆云驰物联科技有限公司", "owns", "天山货运运价监测数据集", "realised", "的"),
            ("新疆云驰物联科技有限公司", "owns", "干线物流车货匹配数据集", "realised", "的")]),
        ("云驰物联还将推出新能源重卡补能全景数据集，并争取在北数所登记。", [
            ("新疆云驰物联科技有限公司", "develops", "新能源重卡补能全景数据集", "planned", "推出"),
            ("新能源重卡补能全景数据集", "registered_at", "北方数据交易所", "hoped", "登记")]),
        ("公司自主研发“驼铃”智慧货运平台，接入货车八万余辆。", [
            ("新疆云驰物联科技有限公司", "develops", "“驼铃”智慧货运平台", "realised", "研发")]),
        ("云驰物联落户昌吉州，总经理林书瑶毕业后一直在当地创业。", [
            ("新疆云驰物联科技有限公司", "located_in", "昌吉回族自治州", "realised", "落户"),
            ("林书瑶", "works_for", "新疆云驰物联科技有限公司", "realised", "总经理", None, "总经理")]),
        ("2024年，云驰物联与腾讯签署战略合作协议；同清华大学的联合课题也在推进。", [
            ("新疆云驰物联科技有限公司", "partners_with", "腾讯", "realised", "签署", "2024年"),
            ("新疆云驰物联科技有限公司", "partners_with", "清华大学", "ongoing", "联合")]),
        ("新疆数字经济协会会员单位包括云驰物联、华为和北数所。", [
            ("新疆云驰物联科技有限公司", "member_of", "新疆数字经济协会", "realised", "会员单位"),
            ("华为", "member_of", "新疆数字经济协会", "realised", "会员单位"),
            ("北方数据交易所", "member_of", "新疆数字经济协会", "realised", "会员单位")]),
    ]),
    ("高新区的老厂房活了", "2026年2月7日", [
        ("乌鲁木齐高新技术产业开发区位于乌鲁木齐北部。", [
            ("乌鲁木齐高新技术产业开发区", "located_in", "乌鲁木齐", "realised", "位于")]),
        ("乌鲁木齐是新疆的首府。", [("乌鲁木齐", "located_in", "新疆维吾尔自治区", "realised", "首府")]),
        ("2023年，新疆嘉禾城市更新有限公司、新疆创联产业园运营有限公司在乌鲁木齐高新区发起成立天山城市更新产业联盟。", [
            ("新疆嘉禾城市更新有限公司", "established", "天山城市更新产业联盟", "realised", "发起成立", "2023年"),
            ("新疆创联产业园运营有限公司", "established", "天山城市更新产业联盟", "realised", "发起成立", "2023年"),
            ("新疆嘉禾城市更新有限公司", "located_in", "乌鲁木齐高新技术产业开发区", "realised", "在")]),
        ("嘉禾城更董事长赵启明任天山城市更新产业联盟理事长。", [
            ("赵启明", "works_for", "新疆嘉禾城市更新有限公司", "realised", "董事长", None, "董事长"),
            ("赵启明", "works_for", "天山城市更新产业联盟", "realised", "理事长", None, "理事长")]),
        ("华为与乌鲁木齐高新区签约，共建北疆新能源汽车检测中心。", [
            ("华为", "partners_with", "乌鲁木齐高新技术产业开发区", "realised", "签约"),
            ("华为", "co_builds", "北疆新能源汽车检测中心", "ongoing", "共建"),
            ("乌鲁木齐高新技术产业开发区", "co_builds", "北疆新能源汽车检测中心", "ongoing", "共建")]),
        ("天泽集团、腾讯、华为参展丝路新能源博览会。", [
            ("新疆天泽煤电化集团有限公司", "participates_in", "丝路新能源博览会", "realised", "参展"),
            ("腾讯", "participates_in", "丝路新能源博览会", "realised", "参展"),
            ("华为", "participates_in", "丝路新能源博览会", "realised", "参展")]),
    ]),
    ("一粒棉种的十年", "2026年2月7日", [
        ("石河子大学与沙湾县农丰种业有限公司联合选育“丰源七号”棉花。", [
            ("石河子大学", "partners_with", "沙湾县农丰种业有限公司", "realised", "联合"),
            ("石河子大学", "develops", "“丰源七号”棉花", "realised", "选育"),
            ("沙湾县农丰种业有限公司", "develops", "“丰源七号”棉花", "realised", "选育")]),
        ("农丰种业2022年入选丝路智慧农业示范区首批企业。", [
            ("沙湾县农丰种业有限公司", "joined", "丝路智慧农业示范区", "realised", "入选", "2022年")]),
        ("天山日报记者何晓岚摄影报道", [("何晓岚", "works_for", "天山日报", "realised", "记者", None, "记者")]),
    ]),
]  # fmt: skip


def entity(name: str, type: str, aliases: tuple[str, ...] = (), mentions: tuple[EntityMention, ...] = ()) -> Entity:
    """An entity whose id follows from its name."""
    letter = {"Person": "p", "Place": "l", "Product": "r"}.get(type, "o")
    return Entity(content_id(letter, name), type, name, aliases, mentions)


def newspaper() -> Graph:
    """A page of five articles: about 58 entities, statements of all five statuses, names outside their sentences."""
    text, articles, read = "", [], []
    for headline, printed, sentences in ARTICLES:
        begin = len(text)
        text += headline + "\n"
        for sentence, facts in sentences:
            read.append((Span(len(text), len(text) + len(sentence)), headline, facts))
            text += sentence + "\n"
        articles.append(Article(Span(begin, len(text)), headline, printed))
        text += "\n"
    page = Document(
        content_id("d", text), "天山日报-2026-02-07-03", text, "news/天山日报-2026-02-07-03.txt", tuple(articles)
    )

    def find(name: str, span: Span) -> Span:
        forms = (name, *NAMES[name][1:])
        for form in forms:
            if (at := text.find(form, span.start, span.end)) >= 0:
                return Span(at, at + len(form))
        at, form = max((text.rfind(form, 0, span.start), form) for form in forms)
        assert at >= 0, name
        return Span(at, at + len(form))

    statements = {}
    for span, headline, facts in read:
        for fact in facts:
            subject, relation, object_, status, trigger, *rest = fact
            date, role, speaker = [*rest, None, None, None][:3]
            s, o = find(subject, span), find(object_, span)
            at = text.find(trigger, span.start, span.end) if trigger else -1
            proof = Evidence(
                content_id("e", str(span.start), *fact[:3]), page.name, page.id, headline, span, page.slice(span),
                s, page.slice(s), o, page.slice(o), Span(at, at + len(trigger)) if at >= 0 else None,
                "rules", f"{relation}/{trigger or '构词'}", 0.9,
            )  # fmt: skip
            ids = [entity(name, NAMES[name][0]).id for name in (subject, object_)]
            key = content_id("s", ids[0], relation, ids[1], status)
            statements[key] = Statement(
                key, ids[0], relation, ids[1], status, date, role,
                entity(speaker, NAMES[speaker][0]).id if speaker else None, 0.9, (proof,),
            )  # fmt: skip
    entities = [
        entity(name, type, tuple(aliases), _mentions(text, page.name, (name, *aliases)))
        for name, (type, *aliases) in NAMES.items()
    ]
    return _graph(entities, statements.values(), (page,))


def _mentions(text: str, document: str, forms: tuple[str, ...]) -> tuple[EntityMention, ...]:
    found = []
    for form in forms:
        at = text.find(form)
        while at >= 0:
            found.append(
                EntityMention(
                    document, Span(at, at + len(form)), form, True, "full" if form == forms[0] else "declared"
                )
            )
            at = text.find(form, at + 1)
    return tuple(sorted(found, key=lambda m: (m.span, m.text)))


def _graph(entities, statements, documents) -> Graph:
    return Graph(
        tuple(sorted(entities, key=lambda e: e.id)), tuple(sorted(statements, key=lambda s: s.id)), tuple(documents)
    )


def hostile(payloads: Sequence[str]) -> Graph:
    """A graph whose every free field is a payload, followed by 〔field〕 so that a page can be asked where it shows it.

    Each payload has an entity whose id is content_id("o", payload), linked by two statements with another one.
    """
    entities, statements, documents = [], [], []
    for payload in payloads:

        def tagged(field: str, payload: str = payload) -> str:
            return f"{payload}〔{field}〕"

        before, sentence = f"{payload[:30]}甲", tagged("sentence")
        text = f"{before}{payload}\n{sentence}"
        begin = len(text) - len(sentence)
        page = Document(
            content_id("d", text), tagged("document"), text, tagged("source"),
            (Article(Span(0, len(text)), tagged("headline"), tagged("printed")),),
        )  # fmt: skip
        mention = EntityMention(page.name, Span(0, 1), tagged("form"), True, tagged("how"))
        first = Entity(content_id("o", payload), tagged("type"), tagged("name"), (tagged("alias"),), (mention,))
        second = Entity(content_id("o", payload, "2"), "Company", tagged("other"), (payload,), (mention,))
        speaker = Entity(content_id("p", payload), "Person", tagged("speaker"), (), ())
        proof = Evidence(
            content_id("e", payload), page.name, page.id, tagged("headline"), Span(begin, len(text)), sentence,
            Span(len(before), len(before) + len(payload)), payload, Span(begin, begin + len(payload)), payload,
            Span(len(text) - 1, len(text)), tagged("extractor"), tagged("rule"), 0.5,
        )  # fmt: skip
        for relation in (tagged("relation"), "owns"):
            key = content_id("s", payload, relation)
            said = ("realised", tagged("date"), tagged("role"), speaker.id, 0.5, (proof,))
            statements.append(Statement(key, first.id, relation, second.id, *said))
        entities += [first, second, speaker]
        documents.append(page)
    return _graph(entities, statements, documents)


def generated(size: int, edges: int, seed: int = 1) -> Graph:
    """A graph with a few large hubs and many small ones, in 200-sentence documents."""
    rng = random.Random(seed)
    syllables = "天山昌吉准东石河奎屯伊犁哈密北疆丝路云海金川红柳绿洲长风启明华泰联创新能"
    kinds = [
        ("Company", "有限公司"),
        ("University", "大学"),
        ("Project", "项目"),
        ("GovernmentBody", "局"),
        ("Person", ""),
        ("Place", "县"),
    ]
    relations = ["partners_with", "owns", "located_in", "works_for", "implements", "co_builds", "invests_in"]
    entities = []
    for i in range(size):
        type, tail = kinds[i % len(kinds)]
        name = "".join(rng.choice(syllables) for _ in range(3 + (type != "Person") * 3)) + tail + str(i)
        entities.append(entity(name, type))
    documents, statements = [], []
    for block in range(0, edges, 200):
        text, proofs = "", []
        for _ in range(min(200, edges - block)):
            a = entities[int(size * rng.random() ** 3)]
            b = entities[int(size * rng.random())]
            if a is b:
                continue
            relation = rng.choice(relations)
            begin = len(text)
            sentence = f"{a.name}日前与{b.name}签约，双方将在产业升级、人才培养等方面开展合作。"
            text += sentence + "\n"
            proofs.append((a, relation, b, Span(begin, begin + len(sentence)), sentence))
        name = f"page{block // 200:05d}"
        page = Document(
            content_id("d", text),
            name,
            text,
            f"{name}.txt",
            (Article(Span(0, len(text)), f"第{block // 200}版", f"{2015 + block % 11}年3月1日"),),
        )
        documents.append(page)
        for a, relation, b, span, sentence in proofs:
            s, at = Span(span.start, span.start + len(a.name)), span.start + sentence.index("签约")
            o = Span(s.end + 3, s.end + 3 + len(b.name))
            id = content_id("s", a.id, relation, b.id, str(span.start), name)
            proof = Evidence(
                "e" + id[1:], name, page.id, page.articles[0].title, span, sentence,
                s, a.name, o, b.name, Span(at, at + 2), "rules", f"{relation}/签约", 0.9,
            )  # fmt: skip
            status = STATUSES[min(4, int(rng.expovariate(1.3)))]
            statements.append(Statement(id, a.id, relation, b.id, status, None, None, None, 0.9, (proof,)))
    return _graph(entities, statements, documents)
