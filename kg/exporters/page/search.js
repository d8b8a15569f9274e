"use strict";
// Search by name, alias and pinyin, as a combobox.
{
  const MOST = 12;
  const keyOf = (name) => name.normalize("NFKC").replace(/[\s“”"'‘’《》〈〉「」『』·•]/g, "").toLowerCase();
  let keys = null; // one list of keys a node, made at the first search

  const rank = (names, wanted) => {
    let best = 9;
    for (const name of names) {
      if (name === wanted) return 0;
      if (name.startsWith(wanted)) best = Math.min(best, 1);
      else if (best > 2 && name.includes(wanted)) best = 2;
    }
    return best;
  };

  // The entities whose name or alias holds the text: exact ones first, then beginnings, then the best linked.
  // Letters that no name holds are taken as pinyin.
  kg.find = (text, most = MOST) => {
    const wanted = keyOf(text);
    if (!wanted) return [];
    keys ??= kg.nodes.map((node) => [node.name, ...node.aliases].map(keyOf));
    const hits = [];
    kg.nodes.forEach((node, i) => {
      const found = rank(keys[i], wanted);
      if (found < 9) hits.push([found, node]);
    });
    if (!hits.length && /^[a-z]{2,}$/.test(wanted))
      kg.nodes.forEach((node, i) => {
        const found = Math.min(...keys[i].map((key) => kg.pinyinRank(key, wanted)));
        if (found < 9) hits.push([found, node]);
      });
    hits.sort((a, b) => a[0] - b[0] || b[1].partners - a[1].partners || (a[1].id < b[1].id ? -1 : 1));
    return hits.slice(0, most).map(([, node]) => node);
  };

  kg.startSearch = () => {
    const input = kg.byId("query");
    const list = kg.byId("hits");
    let at = -1;

    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (node) => {
      close();
      kg.select(node.id);
    };
    const option = (node, i) => {
      const wanted = keyOf(input.value);
      const alias = keyOf(node.name).includes(wanted) ? null : node.aliases.find((a) => keyOf(a).includes(wanted));
      return kg.make("li", {
        role: "option", id: `hit-${i}`, "aria-selected": "false",
        onpointerdown: (event) => { event.preventDefault(); choose(node); },
      }, kg.badge(node.type), kg.make("span", { class: "grow" }, node.name, alias ? kg.make("span", { class: "muted" }, ` ${alias}`) : null),
      kg.make("span", { class: "count" }, String(node.partners)));
    };
    const mark = (i) => {
      at = i;
      [...list.children].forEach((item, k) => item.setAttribute("aria-selected", String(k === i)));
      input.setAttribute("aria-activedescendant", `hit-${i}`);
      list.children[i].scrollIntoView({ block: "nearest" });
    };
    let hits = [];
    const search = () => {
      hits = kg.find(input.value);
      at = -1;
      input.removeAttribute("aria-activedescendant");
      const empty = input.value.trim() && !hits.length;
      list.replaceChildren(...hits.map(option), ...(empty ? [kg.make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "muted" }, kg.word("noHit"))] : []));
      list.hidden = !list.children.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    };
    input.addEventListener("input", search);
    input.addEventListener("focus", () => input.value && search());
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length) {
        event.preventDefault();
        if (list.hidden) search();
        const step = event.key === "ArrowDown" ? 1 : -1;
        mark(at < 0 && step < 0 ? hits.length - 1 : (at + step + hits.length) % hits.length);
      } else if (event.key === "Enter" && hits.length) {
        choose(hits[Math.max(at, 0)]);
      } else if (event.key === "Escape") {
        close();
        event.stopPropagation();
      }
    });
  };
}
