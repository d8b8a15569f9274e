"use strict";
// The same facts as rows: those of what is selected, else all that pass the filters.
{
  const STEP = 200;
  const sort = { column: null, down: false };

  // The facts of the present selection that pass the filters.
  kg.selectedFacts = () => {
    const { node, pair, path } = kg.state;
    if (path) return kg.shortestPath(...path.map((id) => kg.nodeById.get(id)))?.edges || [];
    if (pair) return kg.neighbours(kg.nodeById.get(pair[0]), kg.passes).get(kg.nodeById.get(pair[1])) || [];
    return (node ? kg.nodeById.get(node).edges : kg.edges).filter(kg.passes);
  };

  const first = (edge) => (edge.evidence.length ? kg.reading(edge.evidence[0]) : null);
  const columns = [
    ["subject", (e) => e.subject.name, (e) => kg.nodeButton(e.subject)],
    ["relation", (e) => kg.label("relations", e.relation), null],
    ["object", (e) => e.object.name, (e) => kg.nodeButton(e.object)],
    ["status", (e) => kg.facts.statuses.indexOf(e.status), (e) => kg.statusTag(e.status)],
    ["date", (e) => e.date, null],
    ["role", (e) => e.role, null],
    ["sentence", (e) => first(e)?.text || "", (e) => (first(e) ? kg.make("span", { lang: "zh-CN" }, kg.markedText(first(e))) : "")],
    ["source", (e) => first(e)?.document || "", (e) => { const r = first(e); return r ? `${r.headline ? `${r.headline} · ` : ""}${r.document}` : ""; }],
  ];

  const sorted = (edges) => {
    if (!sort.column) return edges;
    const value = columns.find(([key]) => key === sort.column)[1];
    const compare = new Intl.Collator("zh").compare;
    const rows = edges.map((edge) => [value(edge), edge]);
    rows.sort(([a], [b]) => (typeof a === "number" ? a - b : compare(a, b)) * (sort.down ? -1 : 1));
    return rows.map(([, edge]) => edge);
  };

  const row = (edge) => kg.make("tr", { class: edge.status, role: "row" }, columns.map(([key, value, cell]) =>
    kg.make("td", { class: key, role: "cell" }, cell ? cell(edge) : String(value(edge)))));

  const head = () => kg.make("tr", { role: "row" }, columns.map(([key]) => {
    const order = sort.column === key ? (sort.down ? "descending" : "ascending") : "none";
    const sign = { none: "", ascending: " ▲", descending: " ▼" }[order];
    return kg.make("th", { scope: "col", role: "columnheader", "aria-sort": order }, kg.button(kg.word(key) + sign, () => {
      [sort.down, sort.column] = [sort.column === key && !sort.down, key];
      kg.drawTable();
      kg.byId(`sort-${key}`).focus();
    }, { class: "link", id: `sort-${key}` }));
  }));

  kg.drawTable = () => {
    const holder = kg.byId("table");
    const shown = kg.state.table;
    const chosen = Boolean(kg.state.path || kg.state.pair || kg.state.node);
    document.querySelector("main").classList.toggle("wide", shown && !chosen); // the table needs the room
    holder.hidden = !shown;
    kg.byId("graph").hidden = shown;
    kg.byId("zoom").hidden = shown;
    kg.byId("table-button").setAttribute("aria-pressed", String(shown));
    if (!shown) return holder.replaceChildren();
    const edges = sorted(kg.selectedFacts());
    const body = kg.make("tbody", { role: "rowgroup" }); // roles: as cards on a phone these are no table boxes
    const foot = kg.make("p", { class: "foot" });
    const add = (start) => {
      body.append(...edges.slice(start, start + STEP).map(row));
      const end = Math.min(start + STEP, edges.length);
      foot.replaceChildren(kg.word("rows", end, edges.length), " ", ...(end < edges.length ? [kg.button(kg.word("more", edges.length - end), () => add(end))] : []));
    };
    add(0);
    holder.replaceChildren(kg.make("table", { role: "table" }, kg.make("thead", { role: "rowgroup" }, head()), body), foot);
    return holder;
  };
}
