"use strict";
// The facts as objects that know one another.
{
  const unpacked = async (text) => {
    const chars = atob(text);
    const bytes = new Uint8Array(chars.length);
    for (let i = 0; i < chars.length; i += 1) bytes[i] = chars.charCodeAt(i); // ten times as quick as Uint8Array.from
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };

  const partners = (node) => {
    if (node.edges.length < 2) return node.edges.filter((edge) => kg.otherEnd(edge, node) !== node).length;
    const others = new Set(node.edges.map((edge) => kg.otherEnd(edge, node)));
    others.delete(node);
    return others.size;
  };

  kg.load = async () => {
    const holder = kg.byId("facts");
    const text = holder.dataset.packed ? await unpacked(holder.textContent) : holder.textContent;
    kg.facts = JSON.parse(text);
    holder.remove(); // the text is not needed twice
    kg.nodes = kg.facts.nodes.map(([id, type, name, short, aliases, forms]) => ({
      id, type, name, short: short || name, aliases, forms, edges: [], partners: 0,
    }));
    kg.edges = kg.facts.edges.map(([id, s, relation, o, status, date, role, speaker, confidence, evidence]) => ({
      id, subject: kg.nodes[s], relation, object: kg.nodes[o], status, date, role,
      speaker: speaker < 0 ? null : kg.nodes[speaker], confidence, evidence,
    }));
    for (const edge of kg.edges) {
      edge.subject.edges.push(edge);
      if (edge.object !== edge.subject) edge.object.edges.push(edge);
    }
    for (const node of kg.nodes) node.partners = partners(node);
    kg.nodeById = new Map(kg.nodes.map((node) => [node.id, node]));
    kg.ranked = [...kg.nodes].sort((a, b) => b.partners - a.partners || (a.id < b.id ? -1 : 1)); // best linked first
    kg.leading = new Set(kg.ranked.slice(0, 12).filter((node) => node.partners > 4));
    kg.linked = kg.nodes.filter((node) => node.partners > 0);
    kg.whole = kg.linked.length <= kg.facts.window.nodes.length; // all that has a relation is in the first view
  };

  kg.otherEnd = (edge, node) => (edge.subject === node ? edge.object : edge.subject);

  // The nodes next to `node` with the edges to each, for the edges that pass.
  kg.neighbours = (node, passes) => {
    const found = new Map();
    for (const edge of node.edges) {
      const other = kg.otherEnd(edge, node);
      if (other === node || !passes(edge)) continue;
      if (found.has(other)) found.get(other).push(edge);
      else found.set(other, [edge]);
    }
    return found;
  };

  kg.symmetric = (relation) => Object.hasOwn(kg.facts.relations, relation) && kg.facts.relations[relation].symmetric;

  // Document, article, date of printing and text of one piece of evidence, with its marks.
  kg.reading = (row) => {
    const [sentence, subject, object, trigger, extractor, rule, confidence, subjectContext, objectContext] = row;
    const [article, start, text] = kg.facts.sentences[sentence];
    const [document, headline, printed] = kg.facts.articles[article];
    const [name, source] = document < 0 ? ["", ""] : kg.facts.documents[document];
    return { text, start, headline, printed, document: name, source, subject, object, trigger, extractor, rule, confidence, subjectContext, objectContext };
  };
}
