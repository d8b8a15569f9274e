"use strict";
// Which facts pass, and the list of switches with counts.
{
  const typesPass = (edge) => !kg.state.without.types.has(edge.subject.type) && !kg.state.without.types.has(edge.object.type);
  const relationPasses = (edge) => !kg.state.without.relations.has(edge.relation);
  const statusPasses = (edge) => kg.state.statuses.has(edge.status);
  const timePasses = (edge) => {
    const { years } = kg.state;
    if (!years) return true;
    const year = kg.yearOf(edge);
    return year !== null && year >= years[0] && year <= years[1];
  };

  kg.passes = (edge) => statusPasses(edge) && relationPasses(edge) && typesPass(edge) && timePasses(edge);
  kg.passesBut = { statuses: (e) => relationPasses(e) && typesPass(e) && timePasses(e), time: (e) => statusPasses(e) && relationPasses(e) && typesPass(e) };

  // How many facts each switch stands for, given the other groups of switches. For types: entities.
  const counts = () => {
    const found = { types: new Map(), relations: new Map(), statuses: new Map() };
    const add = (map, key) => map.set(key, (map.get(key) || 0) + 1);
    for (const node of kg.linked) add(found.types, node.type);
    for (const edge of kg.edges) {
      if (!timePasses(edge) || !typesPass(edge)) continue;
      if (statusPasses(edge)) add(found.relations, edge.relation);
      if (relationPasses(edge)) add(found.statuses, edge.status);
    }
    return found;
  };

  const used = () => ({
    statuses: kg.facts.statuses,
    types: Object.keys(kg.facts.types).concat([...new Set(kg.linked.map((n) => n.type))].filter((t) => !Object.hasOwn(kg.facts.types, t)).sort()),
    relations: Object.keys(kg.facts.relations).concat([...new Set(kg.edges.map((e) => e.relation))].filter((r) => !Object.hasOwn(kg.facts.relations, r)).sort()),
  });

  const isOn = (group, name) => (group === "statuses" ? kg.state.statuses.has(name) : !kg.state.without[group].has(name));

  const setOn = (group, names) => {
    // Turns on exactly `names`.
    if (group === "statuses") return kg.change({ statuses: new Set(kg.facts.statuses.filter((s) => names.includes(s))) }, false);
    const off = used()[group].filter((name) => !names.includes(name));
    return kg.change({ without: { ...kg.state.without, [group]: new Set(off) } }, false);
  };

  const row = (group, name, count, all) => {
    const id = `filter-${group}-${all.indexOf(name)}`;
    const box = kg.make("input", {
      type: "checkbox", id, checked: isOn(group, name),
      onchange: () => setOn(group, all.filter((n) => (n === name ? box.checked : isOn(group, n)))),
    });
    box.checked = isOn(group, name);
    const label = group === "statuses" ? kg.word(name) : kg.label(group, name);
    const sample = group === "types" ? kg.badge(name) : group === "statuses" ? kg.lineSample(name) : null;
    return kg.make("li", {}, box,
      kg.make("label", { for: id, title: label }, sample, kg.make("span", { class: "grow" }, label), kg.make("span", { class: "count" }, String(count))),
      kg.button(kg.word("only"), () => setOn(group, [name]), { class: "only", "aria-label": `${kg.word("only")} ${label}`, id: `${id}-only` }));
  };

  kg.drawFilters = () => {
    const found = counts();
    const focused = document.activeElement?.id;
    const groups = ["statuses", "types", "relations"].map((group) => {
      const all = used()[group];
      // What the graph never says is not offered; what the other switches hide stays, with 0.
      const everUsed = group === "types" ? new Set(found.types.keys()) : new Set(kg.edges.map((e) => (group === "statuses" ? e.status : e.relation)));
      const names = all.filter((name) => everUsed.has(name));
      if (group !== "statuses") names.sort((a, b) => (found[group].get(b) || 0) - (found[group].get(a) || 0) || all.indexOf(a) - all.indexOf(b));
      return kg.make("div", { role: "group", class: "filter", "aria-labelledby": `title-${group}` },
        kg.make("div", { class: "title" }, kg.make("h2", { id: `title-${group}`, class: "grow" }, kg.word(group)),
          kg.button(kg.word("all"), () => setOn(group, all), { class: "link", id: `all-${group}`, "aria-label": `${kg.word(group)}: ${kg.word("all")}` }),
          kg.button(kg.word("none"), () => setOn(group, []), { class: "link", id: `none-${group}`, "aria-label": `${kg.word(group)}: ${kg.word("none")}` })),
        kg.make("ul", {}, names.map((name) => row(group, name, found[group].get(name) || 0, all))));
    });
    kg.byId("filters").replaceChildren(...groups);
    if (focused?.match(/^(filter|all|none)-/)) kg.byId(focused)?.focus({ preventScroll: true });
  };
}
