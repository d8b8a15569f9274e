"use strict";
// One fact as a card: the relation, the other entity, status, date, and the sentences with the names marked.
{
  // The text in pieces, each with the marks that cover it. Offsets count code points.
  const pieces = (text, marks) => {
    const chars = [...text];
    const cuts = new Set([0, chars.length]);
    for (const { span: [start, end] } of marks) cuts.add(start).add(end);
    const at = [...cuts].filter((c) => c >= 0 && c <= chars.length).sort((a, b) => a - b);
    return at.slice(1).map((end, i) => ({
      text: chars.slice(at[i], end).join(""),
      kinds: marks.filter(({ span }) => span[0] <= at[i] && end <= span[1]).map(({ kind }) => kind),
    }));
  };

  // The sentence with subject, object and trigger marked; line breaks of the page become blanks where words need one.
  kg.markedText = (reading) => {
    const marks = ["subject", "object", "trigger"].filter((kind) => reading[kind]).map((kind) => ({ kind, span: reading[kind] }));
    return pieces(reading.text, marks).map(({ text, kinds }) => {
      const shown = text.replace(/\s*\n\s*/g, "");
      return kinds.length ? kg.make("mark", { class: kinds.join(" "), title: kinds.map((k) => kg.word(`${k}Mark`)).join(" · ") }, shown) : shown;
    });
  };

  const outside = (word, kind, context) =>
    context && kg.make("p", { class: "outside" }, `${kg.word(word)}：`, context[0], kg.make("mark", { class: kind }, context[1]), context[2]);

  const evidence = (row) => {
    const reading = kg.reading(row);
    const printed = reading.printed ? ` · ${kg.word("printed")} ${reading.printed}` : "";
    return kg.make("div", { class: "evidence" },
      outside("subjectBefore", "subject", reading.subjectContext),
      outside("objectBefore", "object", reading.objectContext),
      kg.make("blockquote", { lang: "zh-CN" }, kg.markedText(reading)),
      kg.make("p", { class: "source" }, kg.word("source"), "：",
        reading.headline ? kg.make("cite", {}, reading.headline) : "", reading.headline ? " · " : "",
        kg.make("span", { title: reading.source }, reading.document), printed),
      kg.make("details", { class: "how" }, kg.make("summary", {}, kg.word("how")),
        kg.make("p", {}, `${kg.word("extractor")} ${reading.extractor} · ${kg.word("rule")} ${reading.rule} · ${kg.word("confidence")} ${reading.confidence}`)));
  };

  kg.statusTag = (status) => kg.make("span", { class: `tag ${status}` }, kg.lineSample(status), kg.word(status));

  // A fact as a list item. `from` is the node whose facts are listed; without it both ends are named.
  kg.factItem = (edge, from = null) => {
    const arrow = kg.symmetric(edge.relation) ? "↔" : !from || edge.subject === from ? "→" : "←";
    const ends = from
      ? [kg.make("span", { class: "arrow", "aria-hidden": "true" }, arrow), kg.nodeButton(kg.otherEnd(edge, from))]
      : [kg.nodeButton(edge.subject), kg.make("span", { class: "arrow" }, ` ${arrow} `, kg.make("b", {}, kg.label("relations", edge.relation)), ` ${arrow} `), kg.nodeButton(edge.object)];
    const details = [
      edge.role && [kg.word("role"), edge.role],
      edge.date && [kg.word("date"), edge.date],
      edge.speaker && [kg.word("speaker"), kg.nodeButton(edge.speaker)],
    ].filter(Boolean);
    return kg.make("li", { class: `fact ${edge.status}`, "data-id": edge.id },
      kg.make("div", { class: "ends" }, ends, " ", kg.statusTag(edge.status)),
      details.length ? kg.make("p", { class: "details" }, details.map(([name, value]) => kg.make("span", {}, kg.make("span", { class: "muted" }, name, " "), value))) : null,
      edge.evidence.slice(0, 3).map(evidence),
      edge.evidence.length > 3 ? moreEvidence(edge) : null);
  };

  const moreEvidence = (edge) => {
    const rest = kg.button(kg.word("more", edge.evidence.length - 3), () => rest.replaceWith(...edge.evidence.slice(3).map(evidence)), { class: "more" });
    return rest;
  };

  // A list that shows some items and a button for the rest, so that a hub's panel opens at once.
  kg.longList = (items, draw, most = 20) => {
    const list = kg.make("ul", { class: "facts" });
    const add = (start) => {
      list.append(...items.slice(start, start + most).map(draw));
      const left = items.length - start - most;
      if (left <= 0) return;
      const more = kg.make("li", { class: "more" }, kg.button(kg.word("more", left), () => { more.remove(); add(start + most); }));
      list.append(more);
    };
    add(0);
    return list;
  };
}
