"use strict";
// Search by name, alias and pinyin, as a combobox.
{
  const MOST = 12;
  const PLAIN = /^[0-9a-z\u4e00-\u9fa5]*$/;
  const keyOf = (name) => PLAIN.test(name) ? name : name.normalize("NFKC").replace(/[\s“”"'‘’《》〈〉「」『』·•]/g, "").toLowerCase();
  let index = null; // [node, its names' keys, one a line, their first letters] best linked first

  const rank = (text, wanted) => {
    let best = 9;
    for (const name of text.split("\n")) {
      if (name === wanted) return 0;
      if (name.startsWith(wanted)) best = Math.min(best, 1);
      else if (best > 2 && name.includes(wanted)) best = 2;
    }
    return best;
  };

  // The first `most` of the index by rank (0, 1, 2; 9 is no hit), in its order within a rank.
  const best = (most, rankOf) => {
    const hits = [[], [], []];
    for (const [node, text, letters] of index) {
      const at = rankOf(text, letters);
      if (at < 9 && hits[at].length < most) hits[at].push(node);
      if (hits[0].length === most) break;
    }
    return hits.flat().slice(0, most);
  };

  const makeIndex = () => {
    index ??= kg.ranked.map((node) => {
      const text = [node.name, ...node.aliases].map(keyOf).join("\n");
      return [node, text, kg.pinyinInitials(text)];
    });
  };

  // The entities whose name or alias holds the text: exact ones first, then beginnings, then the best linked.
  // Letters that no name holds are taken as pinyin.
  kg.find = (text, most = MOST) => {
    const wanted = keyOf(text);
    if (!wanted) return [];
    makeIndex();
    const found = best(most, (text) => (text.includes(wanted) ? rank(text, wanted) : 9));
    if (found.length || !/^[0-9a-z]*[a-z][0-9a-z]*$/.test(wanted)) return found;
    return best(most, (text, letters) => (kg.pinyinMay(letters, wanted) ? kg.pinyinRank(text, wanted) : 9));
  };

  kg.startSearch = () => {
    setTimeout(makeIndex, 300); // once the page stands, so that the first letter typed is as quick as the others
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
