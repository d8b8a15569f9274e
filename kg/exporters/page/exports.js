"use strict";
// The selection as files: CSV, Turtle, PNG, SVG, or on paper.
{
  // A cell that no spreadsheet takes for a formula.
  const cell = (value) => {
    const text = String(value);
    return `"${(/^[\s]*[=+\-@\t\r＝＋－＠]/.test(text) ? "'" + text : text).replaceAll('"', '""')}"`;
  };

  kg.csv = (edges) => {
    const head = ["id", "subject", "relation", "object", "status", "date", "role", "speaker", "confidence", "sentence", "article", "document"];
    const rows = edges.map((edge) => {
      const reading = edge.evidence.length ? kg.reading(edge.evidence[0]) : { text: "", headline: "", document: "" };
      return [edge.id, edge.subject.name, edge.relation, edge.object.name, edge.status, edge.date, edge.role, edge.speaker?.name || "", edge.confidence, reading.text, reading.headline, reading.document];
    });
    return "\ufeff" + [head, ...rows].map((row) => row.map(cell).join(",") + "\r\n").join("");
  };

  const literal = (text) =>
    '"' + text.replace(/[\\"\n\r\t\u0000-\u001f\u007f]/g, (c) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" })[c] || "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")) + '"';
  const camel = (name) => name.replace(/[^A-Za-z0-9_]/g, "").replace(/_([a-z])/g, (_, c) => c.toUpperCase());
  const local = (id) => id.replace(/[^A-Za-z0-9]/g, "");

  // The facts as RDF statements; the direct triple only for what is realised or ongoing.
  kg.turtle = (edges) => {
    const out = [...Object.entries(kg.facts.prefixes).map(([name, iri]) => `@prefix ${name}: <${iri}> .`), ""];
    const nodes = [...new Set(edges.flatMap((e) => [e.subject, e.object, ...(e.speaker ? [e.speaker] : [])]))].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const node of nodes)
      out.push([`ent:${local(node.id)} a kg:${camel(node.type)}`, `rdfs:label ${literal(node.name)}@zh`, ...node.aliases.map((a) => `skos:altLabel ${literal(a)}@zh`)].join(" ;\n    ") + " .");
    for (const edge of edges) {
      const [s, p, o] = [`ent:${local(edge.subject.id)}`, `kg:${camel(edge.relation)}`, `ent:${local(edge.object.id)}`];
      if (edge.status === "realised" || edge.status === "ongoing") out.push(`${s} ${p} ${o} .`);
      const parts = [`st:${local(edge.id)} a kg:Statement`, `rdf:subject ${s}`, `rdf:predicate ${p}`, `rdf:object ${o}`, `kg:status kg:${edge.status}`, `kg:confidence ${edge.confidence}`];
      if (edge.date) parts.push(`kg:dateText ${literal(edge.date)}@zh`);
      if (edge.role) parts.push(`kg:role ${literal(edge.role)}@zh`);
      if (edge.speaker) parts.push(`kg:speaker ent:${local(edge.speaker.id)}`);
      for (const row of edge.evidence) parts.push(`rdfs:comment ${literal(kg.reading(row).text)}@zh`);
      out.push(parts.join(" ;\n    ") + " .");
    }
    return out.join("\n") + "\n";
  };

  const save = (name, text, type) => kg.download(name, new Blob([text], { type: `${type};charset=utf-8` }));

  kg.startExports = () => {
    const menu = kg.byId("export-menu");
    const choices = {
      csv: () => save("graph.csv", kg.csv(kg.selectedFacts()), "text/csv"),
      turtle: () => save("graph.ttl", kg.turtle(kg.selectedFacts()), "text/turtle"),
      svg: () => kg.picture((text) => save("graph.svg", text, "image/svg+xml")),
      png: () => kg.photograph((blob) => kg.download("graph.png", blob)),
      print: () => print(),
    };
    const draw = () => kg.byId("export-list").replaceChildren(...Object.entries(choices).map(([key, run]) =>
      kg.button(kg.word(key), () => { menu.open = false; run(); }, { id: `export-${key}` })));
    draw();
    kg.onChange((changed) => changed.has("lang") && draw());
    document.addEventListener("pointerdown", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      menu.querySelector("summary").focus();
      event.stopPropagation();
    });
  };
}
