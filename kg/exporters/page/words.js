"use strict";
// The interface's words in Chinese and English. A function where a number or a name goes in.
{
  const some = (n, one, more = `${one}s`) => `${n} ${n === 1 ? one : more}`;
  const words = {
    zh: {
      skip: "跳到详情", search: "搜索实体", searchHint: "搜索名称、简称或拼音（按 / 键）", hits: "搜索结果", tools: "工具",
      filters: "筛选", overview: "总览", table: "表格", export: "导出", theme: "明暗", lang: "EN",
      stage: "关系图", panel: "详情", zoom: "缩放", zoomIn: "放大", zoomOut: "缩小", zoomFit: "适应窗口",
      graphHint: "知识图谱。用方向键在实体间移动，回车选中，加减号缩放，Esc 取消。同样的内容可在“表格”中阅读。",
      types: "类型", relations: "关系", statuses: "状态", all: "全部", none: "清空", only: "仅",
      realised: "已实现", ongoing: "进行中", planned: "计划", hoped: "愿望", denied: "否认或终止",
      summary: (nodes, lines, all) => `图中 ${nodes} 个实体、${lines} 条连线；符合筛选的事实 ${all} 条`,
      tableSummary: (all) => `表中 ${all} 条事实`,
      notice: "说明",
      tooLarge: (all, here) => `全图有 ${all} 条事实，一页容不下。此页只是总览（${here} 条）；全部事实在旁边 graph-data 文件夹的 CSV 表格中。要看某个实体周围，请用 kg build --html-around 名称 --hops 2 另做一页。`,
      stated: "此页只列原文写明的事实；由对称、互逆等推出的关系不画，在 graph.ttl 中。",
      about: "这份语料", aboutCounts: (d, n, e) => `${d} 份文档 · ${n} 个实体 · ${e} 条事实`,
      hubs: "联系最多", communities: "群落", links: (n) => `${n} 条联系`, members: (n) => `${n} 个实体`,
      plansHidden: (n) => `另有 ${n} 条计划、愿望或否认，未画出`, showPlans: "显示计划与愿望", hidePlans: "只看已实现与进行中",
      factsCount: (n) => `${n} 条事实`, hiddenFacts: (n) => `（另有 ${n} 条被筛选隐藏）`, aliases: "又称", merged: "名称如何归并",
      form: "原文写法", rule: "依据", times: "次数", bare: "指代", fullName: "全称", close: "关闭",
      pathFrom: "从这里找路径", pathTo: (name) => `再选一个实体，看它与“${name}”如何相连`, cancel: "取消",
      path: "最短路径", pathSteps: (n) => `经 ${n} 步相连`, noPath: "在当前筛选下两者不相连",
      between: "两者之间的事实", common: "共同联系", expand: "展开邻居", collapse: "收起邻居",
      more: (n) => `还有 ${n} 条`, moreNodes: (n) => `还有 ${n} 个`, source: "来源", speaker: "据", role: "职务", date: "时间",
      article: "文章", printed: "刊发", how: "如何得出", confidence: "置信度", extractor: "方法", sentence: "原句",
      subject: "主体", relation: "关系", object: "客体", status: "状态", subjectBefore: "主体见", objectBefore: "客体见",
      nothing: "没有符合筛选的事实", noHit: "没有找到", rows: (shown, all) => `显示 ${shown} / ${all} 行`,
      csv: "CSV 表格", png: "PNG 图片", svg: "SVG 图片", turtle: "Turtle (RDF)", print: "打印",
      isolated: (n) => `${n} 个实体没有关系，可用搜索找到`, timelineHint: "时间：点一年，或拖过几年", undated: (n) => `无日期 ${n}`, allTime: "全部时间",
      year: (y) => `${y}年`, subjectMark: "主体", objectMark: "客体", triggerMark: "关系词", and: "、", unknown: "未知的实体",
      broken: "此浏览器不能展开页内压缩的数据（需要 DecompressionStream），请用 2023 年以后的浏览器打开。",
    },
    en: {
      skip: "Skip to details", search: "Search entities", searchHint: "Search names, short names, pinyin (press /)",
      hits: "Search results", tools: "Tools", filters: "Filters", overview: "Overview", table: "Table",
      export: "Export", theme: "Theme", lang: "中文", stage: "Graph", panel: "Details", zoom: "Zoom",
      zoomIn: "Zoom in", zoomOut: "Zoom out", zoomFit: "Fit to window",
      graphHint: "Knowledge graph. Arrow keys move between entities, Enter selects, plus and minus zoom, Escape clears. The table shows the same facts.",
      types: "Types", relations: "Relations", statuses: "Status", all: "All", none: "None", only: "only",
      realised: "realised", ongoing: "ongoing", planned: "planned", hoped: "hoped for", denied: "denied or ended",
      summary: (nodes, lines, all) => `${nodes} entities and ${lines} lines drawn; ${all} facts pass the filters`,
      tableSummary: (all) => `${some(all, "fact")} in the table`,
      notice: "Note",
      tooLarge: (all, here) => `The whole graph has ${all} facts, too many for one page. This page is the overview (${here} facts); all facts are in the CSV tables of the folder graph-data beside it. For the surroundings of one entity build a page with kg build --html-around NAME --hops 2.`,
      stated: "Only facts that a sentence states are shown; relations inferred from them (symmetric, inverse, …) are in graph.ttl.",
      about: "This corpus", aboutCounts: (d, n, e) => [some(d, "document"), some(n, "entity", "entities"), some(e, "fact")].join(" · "),
      hubs: "Best connected", communities: "Communities", links: (n) => some(n, "link"), members: (n) => some(n, "entity", "entities"),
      plansHidden: (n) => `${some(n, "plan, hope or denial is", "plans, hopes or denials are")} not drawn`, showPlans: "Show plans and hopes",
      hidePlans: "Realised and ongoing only", factsCount: (n) => some(n, "fact"),
      hiddenFacts: (n) => `(${n} more hidden by filters)`, aliases: "Also called", merged: "How the names were merged",
      form: "As printed", rule: "Because of", times: "Times", bare: "reference", fullName: "Full name", close: "Close",
      pathFrom: "Find a path from here", pathTo: (name) => `Select another entity to see how it is connected with “${name}”`,
      cancel: "Cancel", path: "Shortest path", pathSteps: (n) => `connected in ${some(n, "step")}`,
      noPath: "Not connected under these filters", between: "Facts between the two", common: "Common neighbours",
      expand: "Expand neighbours", collapse: "Collapse neighbours", more: (n) => `${n} more`, moreNodes: (n) => `${n} more`,
      source: "Source", speaker: "according to", role: "Role", date: "Date", article: "Article", printed: "printed",
      how: "How it was found", confidence: "confidence", extractor: "method", sentence: "Sentence", subject: "Subject",
      relation: "Relation", object: "Object", status: "Status", subjectBefore: "Subject from", objectBefore: "Object from",
      nothing: "No fact passes the filters", noHit: "Nothing found", rows: (shown, all) => `${shown} of ${all} rows`,
      csv: "CSV table", png: "PNG picture", svg: "SVG picture", turtle: "Turtle (RDF)", print: "Print",
      isolated: (n) => `${some(n, "entity has", "entities have")} no relation; the search finds ${n === 1 ? "it" : "them"}`, timelineHint: "Time: click a year or drag across several", undated: (n) => `${n} undated`,
      allTime: "all times", year: (y) => String(y), subjectMark: "subject", objectMark: "object", triggerMark: "trigger",
      and: ", ", unknown: "unknown entity",
      broken: "This browser cannot unpack the data in this page (DecompressionStream is missing). Please use one from 2023 or later.",
    },
  };

  // Why a printed form was taken for the entity, by the rule that linked it.
  const reasons = {
    "name/learned": ["读作名称", "read as a name"], "name/repeated": ["文中别处读作名称", "a name elsewhere in the article"],
    "name/recurring": ["文中反复出现", "recurs in the article"], "name/quoted": ["引号中的名称", "a name in quotation marks"],
    "name/quoted-head": ["引号中的名称", "a name in quotation marks"], "name/quantity": ["带数量的项目名", "a project named by its size"],
    "name/lac-person": ["读作人名", "read as a person’s name"], "name/lac-organisation": ["读作机构名", "read as an organisation’s name"],
    "name/known": ["表中已知的名称", "a listed name"], "name/declared": ["文中说明的全称", "the full name, as the text declares"],
    "alias/declared": ["文中说明的简称", "a short name that the text declares"], "alias/derived": ["由全称缩成", "shortens the full name"],
    "alias/same": ["与全称相同", "the same as the full name"], "noun/declared": ["文中说明的代称", "a term that the text declares"],
    "noun/speaker": ["说话人所在的单位", "the speaker’s body"], "noun/nearest": ["指前文最近的同类名称", "the nearest name of its kind before"],
    "noun/pair": ["指前文的两方", "the two named before"], "noun/collective": ["合称前文各方", "those named before, together"],
    "noun/unresolved": ["未能确定", "not resolved"],
  };
  kg.reason = (rule) => (Object.hasOwn(reasons, rule) ? reasons[rule][kg.lang === "zh" ? 0 : 1] : "");

  kg.lang = "zh";
  kg.word = (key, ...values) => {
    const word = words[kg.lang][key];
    return typeof word === "function" ? word(...values) : word;
  };

  // The label of a type or relation in the interface's language; its name where the schema has none.
  kg.label = (kind, name) => {
    const term = Object.hasOwn(kg.facts[kind], name) ? kg.facts[kind][name] : null;
    return (term && term[kg.lang]) || name;
  };

  // Writes the words into the fixed parts of the page.
  kg.translate = () => {
    document.documentElement.lang = kg.lang === "zh" ? "zh-CN" : "en";
    for (const node of document.querySelectorAll("[data-word]")) node.textContent = kg.word(node.dataset.word);
    for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", kg.word(node.dataset.label));
    for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = kg.word(node.dataset.placeholder);
    kg.byId("lang-button").textContent = kg.word("lang");
  };
}
