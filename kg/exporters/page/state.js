"use strict";
// What is selected and filtered; kept in the URL's fragment, so that a link or a reload shows the same view.
{
  const START = ["realised", "ongoing"];
  const listeners = [];

  const fresh = () => ({
    node: null, // id of the selected entity
    pair: null, // [id, id]: the line that was clicked
    path: null, // [id, id]: the ends of the path that is shown
    table: false,
    statuses: new Set(START),
    without: { types: new Set(), relations: new Set() },
    opened: [], // ids of entities whose neighbours were added to the view
    years: null, // [first, last]
  });
  kg.state = fresh();
  kg.pathStart = null; // id of the entity from which a path is being looked for

  kg.onChange = (listener) => listeners.push(listener);

  // Changes parts of the state and tells all parts of the page. `step` makes it a step for the back button.
  kg.change = (parts, step = true) => {
    const changed = new Set(Object.keys(parts));
    kg.state = { ...kg.state, ...parts };
    const fragment = written(kg.state);
    if (fragment !== location.hash.slice(1)) history[step ? "pushState" : "replaceState"](null, "", "#" + fragment);
    for (const listener of listeners) listener(changed);
  };

  // Selects an entity (null: none); ends the looking for a path where one is looked for.
  kg.select = (id, focus = false) => {
    const start = kg.pathStart;
    kg.pathStart = null;
    if (id && start && start !== id) kg.change({ node: null, pair: null, path: [start, id], opened: [] });
    else kg.change({ node: id, pair: null, path: null, opened: [] });
    if (focus) kg.byId("panel").querySelector("h2")?.focus();
  };

  kg.isStart = (statuses) => statuses.size === START.length && START.every((s) => statuses.has(s));

  const joined = (values) => [...values].map((value) => encodeURIComponent(value.toWellFormed())).join("~");

  const written = (state) => {
    const parts = [];
    if (state.node) parts.push(`node=${encodeURIComponent(state.node)}`);
    for (const key of ["pair", "path"]) if (state[key]) parts.push(`${key}=${joined(state[key])}`);
    if (state.opened.length) parts.push(`opened=${joined(state.opened)}`);
    if (!kg.isStart(state.statuses)) parts.push(`status=${joined(state.statuses)}`);
    for (const key of ["types", "relations"]) if (state.without[key].size) parts.push(`no-${key}=${joined(state.without[key])}`);
    if (state.years) parts.push(`years=${state.years.join("~")}`);
    if (state.table) parts.push("table=1");
    return parts.join("&");
  };

  // The state that a fragment describes; what it does not know in this graph is left out.
  const read = (fragment) => {
    const values = {};
    for (const part of fragment.split("&")) {
      const at = part.indexOf("=");
      if (at < 0) continue;
      try {
        values[part.slice(0, at)] = part.slice(at + 1).split("~").map(decodeURIComponent);
      } catch {
        continue; // a broken escape: not written by this page
      }
    }
    const state = fresh();
    const known = (ids) => (ids || []).filter((id) => kg.nodeById.has(id));
    state.node = known(values.node)[0] || null;
    for (const key of ["pair", "path"]) state[key] = known(values[key]).length === 2 ? known(values[key]) : null;
    state.opened = known(values.opened);
    if (values.status) state.statuses = new Set(values.status.filter((s) => kg.facts.statuses.includes(s)));
    for (const key of ["types", "relations"])
      state.without[key] = new Set((values[`no-${key}`] || []).filter((name) => Object.hasOwn(kg.facts[key], name)));
    const years = (values.years || []).map(Number);
    if (years.length === 2 && years.every(Number.isInteger)) state.years = years;
    state.table = values.table?.[0] === "1";
    return state;
  };

  kg.readUrl = () => kg.change(read(location.hash.slice(1)), false);
  addEventListener("popstate", () => kg.facts && kg.readUrl());
}
