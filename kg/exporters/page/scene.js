"use strict";
// What is drawn for the present state: which nodes, where, which lines, and which of them stand out.
{
  const MOST_AROUND = 36;
  const MOST_OPENED = 20;
  const cache = new Map(); // places by what they were computed for

  const remembered = (key, compute) => {
    if (!cache.has(key)) {
      if (cache.size > 40) cache.clear();
      cache.set(key, compute());
    }
    return cache.get(key);
  };

  const ranked = (nodes) => nodes.sort((a, b) => b.partners - a.partners || (a.id < b.id ? -1 : 1));

  // Neighbours in the order in which they stand around: by relation, then by type and name.
  const inOrder = (found) => {
    const order = (node) => kg.relationOrder(found.get(node)[0].relation);
    return (a, b) => order(a) - order(b) || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0) || (a.name < b.name ? -1 : 1);
  };

  kg.relationOrder = (relation) => {
    const at = Object.keys(kg.facts.relations).indexOf(relation);
    return at < 0 ? 99 : at;
  };

  const aroundScene = (centre, size) => {
    const found = kg.neighbours(centre, kg.passes);
    const near = ranked([...found.keys()]).slice(0, MOST_AROUND).sort(inOrder(found));
    const key = `around ${size} ${near.map((n) => n.id)} ${centre.id}`;
    let placed = remembered(key, () => kg.placeAround(centre, near, size[0], size[1]));
    for (const id of kg.state.opened) {
      const opened = kg.nodeById.get(id);
      if (!placed.spots.has(opened)) continue;
      const others = ranked([...kg.neighbours(opened, kg.passes).keys()].filter((n) => !placed.spots.has(n)))
        .slice(0, opened === centre ? MOST_AROUND : MOST_OPENED);
      const before = placed;
      placed = remembered(`${key} opened ${kg.state.opened.slice(0, kg.state.opened.indexOf(id) + 1)} ${others.map((n) => n.id)}`,
        () => kg.placeMore(before, opened, others));
    }
    return placed;
  };

  const overviewScene = (size) =>
    remembered(`overview ${size}`, () =>
      kg.placeOverview(kg.facts.window.nodes.map((n) => [kg.nodeById.get(n.id), n.x, n.y]), size[0], size[1]));

  // One line for all facts of one status between two nodes.
  const linesBetween = (nodes) => {
    const lines = new Map();
    const pairs = new Map();
    for (const node of nodes) {
      for (const edge of node.edges) {
        if (edge.subject !== node || edge.object === node || !nodes.has(edge.object) || !kg.passes(edge)) continue;
        const [a, b] = [edge.subject, edge.object].sort((x, y) => (x.id < y.id ? -1 : 1));
        const id = `${a.id}~${b.id}~${edge.status}`;
        if (!lines.has(id)) {
          const pair = `${a.id}~${b.id}`;
          const beside = pairs.get(pair) || 0;
          pairs.set(pair, beside + 1);
          lines.set(id, { id, from: a, to: b, status: edge.status, edges: [], beside });
        }
        lines.get(id).edges.push(edge);
      }
    }
    for (const line of lines.values()) {
      const directed = line.edges.filter((edge) => !kg.symmetric(edge.relation));
      line.arrows = { to: directed.some((e) => e.object === line.to), from: directed.some((e) => e.object === line.from) };
    }
    return [...lines.values()];
  };

  // {spots, field, lines, strong: nodes that stand out or null for all, strongLine(line), focus: nodes to bring into view or null}
  kg.scene = (size) => {
    const { node, pair, path } = kg.state;
    const centre = node && kg.nodeById.get(node);
    const ends = pair && pair.map((id) => kg.nodeById.get(id));
    const way = path && kg.shortestPath(...path.map((id) => kg.nodeById.get(id)));
    let placed;
    if (kg.whole) placed = overviewScene(size);
    else if (way) placed = remembered(`path ${size} ${way.nodes.map((n) => n.id)}`, () => kg.placeChain(way.nodes, ...size));
    else if (centre || ends) placed = aroundScene(centre || ends[0], size);
    else placed = overviewScene(size);

    const chosen = new Set([centre, ...(ends || []), ...(way ? way.nodes : []), ...(path ? path.map((id) => kg.nodeById.get(id)) : [])].filter(Boolean));
    const allowed = new Set([...placed.spots.keys()].filter((n) => chosen.has(n) || !kg.state.without.types.has(n.type)));
    const lines = linesBetween(allowed);
    const met = new Set(lines.flatMap((line) => [line.from, line.to]));
    const spots = new Map([...placed.spots].filter(([n]) => chosen.has(n) || met.has(n)));

    let strong = null;
    let strongLine = () => true;
    if (way) {
      strong = new Set(way.nodes);
      const used = new Set(way.edges);
      strongLine = (line) => line.edges.some((edge) => used.has(edge));
    } else if (ends) {
      strong = new Set(ends);
      strongLine = (line) => strong.has(line.from) && strong.has(line.to);
    } else if (centre) {
      strong = new Set([centre, ...kg.neighbours(centre, kg.passes).keys()]);
      strongLine = (line) => line.from === centre || line.to === centre;
      if (!kg.whole && kg.state.opened.length) [strong, strongLine] = [null, () => true];
    }
    return { spots, field: placed.field, lines, strong, strongLine, focus: kg.whole && strong ? strong : null, key: placed };
  };

  // How many neighbours that pass the filters are not drawn.
  kg.notDrawn = (node, spots) => [...kg.neighbours(node, kg.passes).keys()].filter((n) => !spots.has(n)).length;
}
