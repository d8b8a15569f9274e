"use strict";
// The right-hand panel: the corpus, an entity, the facts between two, or a path.
{
  const heading = (text, ...more) => kg.make("h2", { tabindex: "-1" }, text, ...more);
  const closeButton = () => kg.button("✕", () => { kg.select(null); kg.byId("graph").focus({ preventScroll: true }); }, { class: "close", "aria-label": kg.word("close"), title: "Esc" });

  const plainList = (nodes) =>
    kg.make("ul", { class: "plain" }, nodes.map((node) =>
      kg.make("li", {}, kg.badge(node.type), kg.nodeButton(node, { class: "link grow" }), kg.make("span", { class: "count" }, String(node.partners)))));

  const planSwitch = () => {
    const on = kg.state.statuses.has("planned");
    const hidden = kg.edges.filter((edge) => !kg.state.statuses.has(edge.status)).length;
    if (!hidden && !on) return null;
    const wanted = on ? ["realised", "ongoing"] : ["realised", "ongoing", "planned", "hoped"];
    return kg.make("div", { class: "plans" },
      hidden ? kg.make("p", { class: "muted" }, kg.word("plansHidden", hidden)) : null,
      kg.button(kg.word(on ? "hidePlans" : "showPlans"), () => kg.change({ statuses: new Set(wanted) }, false), { "aria-pressed": String(on), id: "plans-button" }));
  };

  const corpus = () => {
    const groups = new Map();
    for (const { id, community } of kg.facts.window.nodes) {
      if (!groups.has(community)) groups.set(community, []);
      groups.get(community).push(kg.nodeById.get(id));
    }
    const shown = [...groups.values()].filter((group) => group.length > 2).slice(0, 8);
    const hubs = kg.ranked.slice(0, 8).filter((node) => node.partners);
    const alone = kg.nodes.length - kg.linked.length;
    return [
      heading(kg.word("about")),
      kg.make("p", { class: "muted" }, kg.word("aboutCounts", kg.facts.documents.length, kg.nodes.length, kg.edges.length)),
      planSwitch(),
      kg.make("h3", {}, kg.word("hubs")), plainList(hubs),
      shown.length > 1 ? kg.make("h3", {}, kg.word("communities")) : null,
      shown.length > 1 ? kg.make("ul", { class: "communities" }, shown.map((group) =>
        kg.make("li", {}, group.slice(0, 3).map((node, i, { length }) => kg.make("span", { class: "joined" }, kg.nodeButton(node), i < length - 1 ? kg.word("and") : "")),
          kg.make("span", { class: "muted joined" }, ` · ${kg.word("members", group.length)}`)))) : null,
      alone ? kg.make("p", { class: "muted" }, kg.word("isolated", alone)) : null,
      kg.make("p", { class: "muted", id: "stated" }, kg.word("stated")),
    ];
  };

  // How the entity's names came together: each printed form, with the rule that read it and how often.
  const names = (node) =>
    kg.make("details", { class: "names" },
      kg.make("summary", {}, kg.word("merged")),
      kg.make("table", {},
        kg.make("thead", {}, kg.make("tr", {}, ["form", "rule", "times"].map((key) => kg.make("th", { scope: "col" }, kg.word(key))))),
        kg.make("tbody", {}, node.forms.map(([text, rule, times, named]) =>
          kg.make("tr", {}, kg.make("td", { lang: "zh-CN" }, text, named ? "" : kg.make("span", { class: "muted" }, ` (${kg.word("bare")})`)), kg.make("td", {}, kg.reason(rule), " ", kg.make("span", { class: "muted" }, rule)), kg.make("td", {}, String(times)))))));

  const entity = (node) => {
    const facts = node.edges.filter(kg.passes);
    const groups = new Map();
    for (const edge of facts) {
      const incoming = edge.subject !== node && !kg.symmetric(edge.relation);
      const key = `${edge.relation} ${incoming}`;
      if (!groups.has(key)) groups.set(key, { relation: edge.relation, incoming, edges: [] });
      groups.get(key).edges.push(edge);
    }
    const strength = (edge) => kg.facts.statuses.indexOf(edge.status);
    const ordered = [...groups.values()].sort((a, b) => b.edges.length - a.edges.length || a.incoming - b.incoming || kg.relationOrder(a.relation) - kg.relationOrder(b.relation));
    for (const group of ordered) group.edges.sort((a, b) => strength(a) - strength(b) || (a.id < b.id ? -1 : 1));
    const around = kg.drawnScene?.spots.has(node) ? kg.notDrawn(node, kg.drawnScene.spots) : 0;
    const opened = kg.state.opened.includes(node.id);
    const start = kg.pathStart === node.id;
    return [
      closeButton(), heading(node.name),
      kg.make("p", { class: "kind" }, kg.badge(node.type), kg.make("span", {}, `${kg.label("types", node.type)} · ${kg.word("factsCount", facts.length)}`),
        node.edges.length > facts.length ? kg.make("span", { class: "muted" }, kg.word("hiddenFacts", node.edges.length - facts.length)) : null),
      node.aliases.length ? kg.make("p", {}, kg.make("span", { class: "muted" }, kg.word("aliases"), " "), node.aliases.join(kg.word("and"))) : null,
      kg.make("div", { class: "actions" },
        kg.button(kg.word(start ? "cancel" : "pathFrom"), () => { kg.pathStart = start ? null : node.id; kg.drawPanel(); }, { "aria-pressed": String(start), id: "path-button" }),
        !kg.whole && (around || opened) ? kg.button(opened ? kg.word("collapse") : `${kg.word("expand")} · ${kg.word("moreNodes", around)}`, () => kg.toggleOpened(node.id), { id: "open-button" }) : null,
        node.edges.length > facts.length && !kg.state.statuses.has("planned") ? planSwitch() : null),
      start ? kg.make("p", { class: "hint", role: "status" }, kg.word("pathTo", node.name)) : null,
      node.forms.length ? names(node) : null,
      facts.length ? null : kg.make("p", { class: "muted" }, kg.word("nothing")),
      ordered.map(({ relation, incoming, edges }) =>
        kg.make("section", { class: "group" },
          kg.make("h3", {}, incoming ? kg.make("span", { "aria-hidden": "true" }, "← ") : null, kg.label("relations", relation), kg.make("span", { class: "count" }, ` ${edges.length}`)),
          kg.longList(edges, (edge) => kg.factItem(edge, node)))),
    ];
  };

  const pair = ([a, b]) => {
    const edges = (kg.neighbours(a, kg.passes).get(b) || []).slice();
    const common = kg.commonNeighbours(a, b);
    return [
      closeButton(), heading(`${a.short} — ${b.short}`),
      kg.make("p", { class: "muted" }, kg.word("between")),
      edges.length ? kg.longList(edges, (edge) => kg.factItem(edge)) : kg.make("p", { class: "muted" }, kg.word("nothing")),
      common.length ? kg.make("h3", {}, kg.word("common")) : null,
      common.length ? plainList(common.slice(0, 30)) : null,
    ];
  };

  const path = ([a, b]) => {
    const way = kg.shortestPath(a, b);
    return [
      closeButton(), heading(`${a.short} ⋯ ${b.short}`),
      kg.make("p", { class: "muted" }, kg.word("path"), " · ", way ? kg.word("pathSteps", way.steps.length) : kg.word("noPath")),
      way ? null : planSwitch(),
      way ? way.steps.map((edges, i) => kg.make("section", { class: "group" },
        kg.make("h3", {}, `${i + 1}. ${way.nodes[i].short} — ${way.nodes[i + 1].short}`),
        kg.longList(edges, (edge) => kg.factItem(edge), 3))) : null,
    ];
  };

  kg.drawPanel = () => {
    const panel = kg.byId("panel");
    const focused = panel.contains(document.activeElement) ? document.activeElement.id : "";
    const byIds = (ids) => ids.map((id) => kg.nodeById.get(id));
    const { state } = kg;
    const content = state.path ? path(byIds(state.path)) : state.pair ? pair(byIds(state.pair)) : state.node ? entity(kg.nodeById.get(state.node)) : corpus();
    panel.replaceChildren(...content.flat(Infinity).filter(Boolean));
    if (focused) kg.byId(focused)?.focus({ preventScroll: true });
  };
}
