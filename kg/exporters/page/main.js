"use strict";
// Puts the parts together.
{
  let filtered = null; // what filters and timeline were drawn for
  let passing = 0; // facts that pass the filters

  const summarize = () => {
    if (kg.state.table) return kg.announce(kg.word("tableSummary", kg.selectedFacts().length));
    return kg.announce(kg.word("summary", kg.drawnScene?.spots.size || 0, kg.drawnScene?.lines.length || 0, passing));
  };

  // Filters and timeline count all facts: they are drawn anew only where something they show has changed.
  const drawCounted = (changed) => {
    const { statuses, without, years, table } = kg.state;
    const wanted = JSON.stringify([[...statuses], [...without.types], [...without.relations], years, table, kg.lang]);
    if (changed.size && wanted === filtered) return;
    filtered = wanted;
    passing = kg.edges.reduce((sum, edge) => sum + kg.passes(edge), 0);
    kg.drawFilters();
    kg.drawTimeline();
  };

  // Says so where the page holds a part only.
  const drawNotice = () => {
    const notice = kg.byId("notice");
    notice.hidden = !kg.facts.total;
    if (kg.facts.total) notice.textContent = kg.word("tooLarge", kg.facts.total, kg.edges.length);
  };

  const drawAll = (changed = new Set()) => {
    drawNotice();
    drawCounted(changed);
    kg.drawTable();
    kg.drawGraph(changed);
    kg.drawPanel();
    summarize();
  };

  kg.drawAll = () => drawAll();

  const switchTheme = () => {
    document.documentElement.dataset.theme = kg.dark() ? "light" : "dark";
    drawAll();
  };

  const switchLanguage = () => {
    kg.lang = kg.lang === "zh" ? "en" : "zh";
    kg.translate();
    kg.change({ lang: kg.lang }, false);
  };

  const onKey = (event) => {
    const typing = event.target.matches("input[type=search]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      kg.byId("query").focus();
    } else if (event.key === "Escape" && !typing && (kg.state.node || kg.state.pair || kg.state.path)) {
      kg.select(null);
    }
  };

  const start = async () => {
    kg.lang = document.documentElement.lang === "en" ? "en" : "zh";
    if (kg.byId("facts").dataset.packed && !globalThis.DecompressionStream) {
      kg.byId("panel").append(kg.make("p", { role: "alert" }, kg.word("broken")));
      return;
    }
    await kg.load();
    kg.translate();
    kg.startSearch();
    kg.startExports();
    kg.startGraph();
    kg.startPrinting();
    kg.byId("table-button").addEventListener("click", () => kg.change({ table: !kg.state.table }));
    kg.byId("home-button").addEventListener("click", () => { kg.pathStart = null; kg.change({ node: null, pair: null, path: null, opened: [], table: false }); });
    kg.byId("theme-button").addEventListener("click", switchTheme);
    kg.byId("lang-button").addEventListener("click", switchLanguage);
    kg.byId("filters-button").addEventListener("click", (event) => {
      const open = kg.byId("filters").classList.toggle("open");
      event.currentTarget.setAttribute("aria-expanded", String(open));
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll());
    document.addEventListener("keydown", onKey);
    kg.onChange(drawAll);
    kg.readUrl();
    document.documentElement.dataset.ready = String(Math.round(performance.now()));
  };

  start();
}
