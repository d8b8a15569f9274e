"use strict";
// Facts by year, as bars; a click keeps one year, a drag from year to year (or a second click with Shift) a span.
{
  const years = new Map(); // by printed date: few dates, many facts
  const yearIn = (text) => {
    if (!years.has(text)) {
      const found = text.match(/(?<!\d)(19|20)\d\d(?!\d)/);
      years.set(text, found ? Number(found[0]) : null);
    }
    return years.get(text);
  };

  // The first year that a fact's printed date names, else that of its article; null where neither names one.
  kg.yearOf = (edge) => {
    if (edge.year !== undefined) return edge.year;
    edge.year = yearIn(edge.date);
    for (const [sentence] of edge.evidence) edge.year ??= yearIn(kg.facts.articles[kg.facts.sentences[sentence][0]][2] || "");
    return edge.year;
  };

  const ordered = (a, b) => [Math.min(a, b), Math.max(a, b)];

  // A drag from year to year: the span is shown as it grows, and kept where the pointer is let go. A finger keeps its first
  // element, so the year under it is looked up.
  const dragged = { from: null, to: null };
  const yearAt = (event) => {
    const button = document.elementFromPoint(event.clientX, event.clientY)?.closest(".year");
    return button ? Number(button.dataset.year) : null;
  };
  const onDown = (event) => Object.assign(dragged, { from: yearAt(event), to: null });
  const onMove = (event) => {
    if (dragged.from === null || !event.buttons) return;
    const year = yearAt(event);
    if (year === null || year === (dragged.to ?? dragged.from)) return;
    dragged.to = year;
    event.currentTarget.setPointerCapture(event.pointerId);
    const [first, last] = ordered(dragged.from, year);
    for (const button of event.currentTarget.children)
      button.classList.toggle("on", Number(button.dataset.year) >= first && Number(button.dataset.year) <= last);
  };
  const onUp = () => {
    const { from, to } = dragged;
    Object.assign(dragged, { from: null, to: null });
    if (to !== null) kg.change({ years: ordered(from, to) }, false);
  };
  const onCancel = () => {
    Object.assign(dragged, { from: null, to: null });
    kg.drawTimeline();
  };

  const choose = (a, b) => {
    const years = ordered(a, b);
    const same = kg.state.years && kg.state.years[0] === years[0] && kg.state.years[1] === years[1];
    kg.change({ years: same ? null : years }, false);
  };

  kg.drawTimeline = () => {
    const holder = kg.byId("timeline");
    const counts = new Map();
    let undated = 0;
    for (const edge of kg.edges) {
      if (!kg.passesBut.time(edge)) continue;
      const year = kg.yearOf(edge);
      if (year === null) undated += 1;
      else counts.set(year, (counts.get(year) || 0) + 1);
    }
    const known = [...counts.keys()].sort((a, b) => a - b);
    holder.hidden = kg.state.table || (known.length < 2 && !kg.state.years);
    if (holder.hidden) return holder.replaceChildren();
    const last = known.length ? known[known.length - 1] : kg.state.years[1];
    const begin = Math.max(known.length ? known[0] : kg.state.years[0], last - 30);
    const most = Math.max(1, ...counts.values());
    const bars = [];
    for (let year = begin; year <= last; year += 1) {
      const count = counts.get(year) || 0;
      const on = !kg.state.years || (year >= kg.state.years[0] && year <= kg.state.years[1]);
      const bar = kg.make("span", { class: "bar" });
      bar.style.height = `${Math.round((count / most) * 26)}px`;
      bars.push(kg.make("button", {
        type: "button", id: `year-${year}`, "data-year": year, class: `year${on ? " on" : ""}${year % 5 ? "" : " round"}`, "aria-pressed": String(Boolean(kg.state.years) && on),
        "aria-label": `${kg.word("year", year)} · ${kg.word("factsCount", count)}`, title: `${kg.word("year", year)} · ${count}`,
        onclick: (event) => choose(event.shiftKey && kg.state.years ? kg.state.years[0] : year, year),
      }, bar, kg.make("span", { class: "name" }, String(year))));
    }
    const focused = document.activeElement?.id;
    holder.replaceChildren(kg.make("div", {
      role: "group", "aria-label": kg.word("timelineHint"), class: bars.length > 12 ? "bars many" : "bars",
      onpointerdown: onDown, onpointermove: onMove, onpointerup: onUp, onpointercancel: onCancel,
    }, bars),
      undated ? kg.make("span", { class: "muted" }, kg.word("undated", undated)) : "",
      kg.state.years ? kg.button(kg.word("allTime"), () => kg.change({ years: null }, false), { class: "link" }) : "");
    if (focused?.startsWith("year-")) kg.byId(focused)?.focus();
    return holder;
  };
}
