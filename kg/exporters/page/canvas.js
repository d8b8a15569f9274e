"use strict";
// The drawing: vis-network draws shapes and lines and finds what was clicked; names, signs and words on lines are ours.
{
  let network = null;
  let scene = null;
  let hovered = null;
  let cursor = null; // the node that the arrow keys are at
  let placedNames = [];
  let drawnKey = null;
  const data = { nodes: new vis.DataSet(), edges: new vis.DataSet() };

  const stageSize = () => {
    const box = kg.byId("graph");
    return [Math.max(280, box.clientWidth), Math.max(240, box.clientHeight)];
  };
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  const visNode = (node) => {
    const faded = scene.strong && !scene.strong.has(node);
    const { x, y } = scene.spots.get(node);
    const look = kg.look(node.type);
    const chosen = node.id === kg.state.node || node === cursor;
    const border = chosen ? kg.css("--accent") : kg.css("--stage");
    const colour = { background: kg.colour(node.type), border };
    return {
      id: node.id, x, y, shape: look.shape, size: kg.radius(node) * (look.shape === "square" ? 0.86 : 1),
      color: { ...colour, highlight: colour, hover: { ...colour, border: kg.css("--text") } },
      borderWidth: chosen ? 4 : 1.5, borderWidthSelected: chosen ? 4 : 1.5, opacity: faded ? 0.25 : 1, chosen: false,
    };
  };

  const visEdge = (line) => {
    const strong = scene.strongLine(line);
    const marked = strong && scene.strong;
    const colour = kg.css(!strong ? "--line-faint" : marked ? "--accent" : "--line");
    const dashes = kg.dashes[line.status];
    return {
      id: line.id, from: line.from.id, to: line.to.id, width: marked ? 2.2 : 1.3, dashes: dashes.length ? dashes : false,
      color: { color: colour, highlight: colour, hover: kg.css("--accent"), inherit: false }, hoverWidth: 0.8, chosen: false,
      arrows: { to: { enabled: line.arrows.to, scaleFactor: 0.5 }, from: { enabled: line.arrows.from, scaleFactor: 0.5 } },
      smooth: line.beside ? { enabled: true, type: "curvedCW", roundness: 0.16 * line.beside } : false,
    };
  };

  // Places on the screen, the most important node first.
  const onScreen = () => {
    const scale = network.getScale();
    const positions = network.getPositions();
    const weight = (node) =>
      (node.id === kg.state.node || node === hovered || node === cursor ? 1e6 : 0) + (scene.strong?.has(node) ? 1e3 : 0) + node.partners;
    return [...scene.spots.keys()]
      .filter((node) => positions[node.id])
      .sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1))
      .map((node) => {
        const { x, y } = network.canvasToDOM(positions[node.id]);
        return { node, x, y, r: kg.radius(node) * scale };
      });
  };

  const middles = (places) => {
    const placeOf = new Map(places.map((place) => [place.node, place]));
    return scene.lines
      .filter((line) => scene.strongLine(line) && placeOf.has(line.from) && placeOf.has(line.to))
      .map((line) => {
        const [a, b] = [placeOf.get(line.from), placeOf.get(line.to)];
        const [dx, dy] = [b.x - a.x, b.y - a.y];
        const bend = line.beside * 0.08;
        const length = Math.hypot(dx, dy) || 1;
        const [from, to] = [a.r / length, 1 - b.r / length]; // the visible part of the line
        const at = (part) => {
          const t = from + part * (to - from);
          const off = 4 * t * (1 - t) * bend;
          return { x: a.x + t * dx + dy * off, y: a.y + t * dy - dx * off };
        };
        return { line, at, length: length - a.r - b.r, dx: dx / length, dy: dy / length };
      });
  };

  const write = (context, text, x, y, colour) => {
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  };

  const drawOver = (context) => {
    if (!scene) return;
    const ratio = context.getTransform().a / network.getScale();
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0); // from here on in screen pixels
    const places = onScreen();
    const faint = (node) => scene.strong && !scene.strong.has(node) && node !== hovered && node !== cursor;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const { node, x, y, r } of places) {
      if (r < 7 || faint(node)) continue;
      const sign = kg.sign(node.type);
      const down = kg.look(node.type).shape === "triangleDown";
      context.font = kg.fontText({ px: Math.round(r * (sign.length > 1 ? 0.85 : down ? 0.88 : 1.05)), weight: 600 });
      context.fillStyle = kg.css("--sign");
      context.fillText(sign, x, y + (down ? -r * 0.22 : 0.5));
    }
    const { names, signs, relations } = lettered(places, places.filter(({ node }) => !faint(node)));
    placedNames = names;
    for (const sign of signs) drawSign(context, sign);
    context.strokeStyle = kg.css("--stage");
    context.lineWidth = 4;
    for (const box of relations) {
      context.font = kg.fontText(box.font);
      write(context, box.text, box.x + box.w / 2, box.y + box.h / 2, kg.css("--muted"));
      if (box.line.status === "denied") strike(context, box.x, box.y + box.h / 2, box.x + box.w, box.y + box.h / 2);
    }
    for (const box of placedNames) {
      context.font = kg.fontText(box.font);
      const step = box.font.px * 1.25;
      box.lines.forEach((text, i) => write(context, text, box.x + box.w / 2, box.y + step * (i + 0.5), kg.css("--text")));
    }
    context.restore();
  };

  // Where names, signs on lines and words on lines go, none over another.
  const lettered = (places, named) => {
    const names = kg.placeNames(named, stageSize(), network.getScale());
    const lines = middles(places);
    const taken = [...names, ...places.map(({ x, y, r }) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r }))];
    const signs = kg.placeSigns(lines, taken);
    return { names, lines, signs, relations: kg.placeRelations(lines, [...taken, ...signs]) };
  };

  // The ring of an ongoing line, the cross of a denied one.
  const drawSign = (context, { line, cx, cy, dx, dy }) => {
    if (line.status === "denied") {
      const c = kg.CROSS;
      for (const [ux, uy] of [[dx + dy, dy - dx], [dx - dy, dy + dx]]) strike(context, cx - ux * c, cy - uy * c, cx + ux * c, cy + uy * c);
      return;
    }
    context.beginPath();
    context.arc(cx, cy, kg.RING, 0, 2 * Math.PI);
    context.fillStyle = kg.css("--stage");
    context.fill();
    context.strokeStyle = kg.css(scene.strong ? "--accent" : "--line");
    context.lineWidth = 1.8;
    context.stroke();
  };

  const strike = (context, x1, y1, x2, y2) => {
    context.save();
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.strokeStyle = kg.css("--text");
    context.lineWidth = 1.6;
    context.stroke();
    context.restore();
  };

  const nameAt = ({ x, y }) => placedNames.find((box) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h)?.node;

  // Brings nodes (null: the whole field) into view.
  const view = (nodes, animated) => {
    const [width, height] = stageSize();
    let box = { left: 0, right: scene.field.width, top: 0, bottom: scene.field.height };
    if (nodes) {
      const rooms = [...nodes].filter((n) => scene.spots.has(n)).map((n) => ({ ...scene.spots.get(n), room: kg.room(n) }));
      if (rooms.length)
        box = {
          left: Math.min(...rooms.map((r) => r.x - r.room.left)) - 24, right: Math.max(...rooms.map((r) => r.x + r.room.left)) + 24,
          top: Math.min(...rooms.map((r) => r.y - r.room.up)) - 24, bottom: Math.max(...rooms.map((r) => r.y + r.room.down)) + 40,
        };
    }
    const scale = Math.min(width / (box.right - box.left), height / (box.bottom - box.top), nodes ? 1.5 : 1);
    const position = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    network.moveTo({ position, scale, animation: animated && !calm() ? { duration: 180, easingFunction: "easeInOutQuad" } : false });
  };

  // Makes a data set hold these items. Not setData: that would move the view.
  const refill = (set, items) => {
    const kept = new Set(items.map((item) => item.id));
    set.remove(set.getIds().filter((id) => !kept.has(id)));
    set.update(items);
  };

  // Draws the present state; moves the view only where other places or another selection are shown.
  kg.drawGraph = (changed = new Set()) => {
    if (kg.state.table) return;
    scene = kg.scene(stageSize());
    refill(data.nodes, [...scene.spots.keys()].map(visNode));
    refill(data.edges, scene.lines.map(visEdge));
    if (scene.key !== drawnKey || ["node", "pair", "path"].some((key) => changed.has(key))) view(scene.focus, scene.key === drawnKey);
    drawnKey = scene.key;
    kg.drawnScene = scene;
  };

  // The arrow keys' next node: the nearest in that direction, sideways distance counting double.
  const beside = (key) => {
    const [ux, uy] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
    const from = scene.spots.get(cursor);
    let best = null;
    for (const [node, { x, y }] of scene.spots) {
      const ahead = (x - from.x) * ux + (y - from.y) * uy;
      if (node === cursor || ahead <= 0) continue;
      const cost = ahead + 2 * Math.abs((x - from.x) * uy - (y - from.y) * ux);
      if (!best || cost < best.cost) best = { node, cost };
    }
    return best?.node;
  };

  const zoomBy = (factor) => network.moveTo({ scale: Math.min(6, Math.max(0.1, network.getScale() * factor)), animation: false });

  const onKey = (event) => {
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      const known = cursor && scene.spots.has(cursor);
      cursor = known ? beside(event.key) || cursor : kg.nodeById.get(kg.state.node) || scene.spots.keys().next().value || null;
      if (!cursor) return;
      data.nodes.update([...scene.spots.keys()].map(visNode));
      kg.announce(`${cursor.name} · ${kg.label("types", cursor.type)} · ${kg.word("links", cursor.partners)}`);
    } else if ((event.key === "Enter" || event.key === " ") && cursor) {
      event.preventDefault();
      kg.select(cursor.id);
    } else if (event.key === "+" || event.key === "=") zoomBy(1.25);
    else if (event.key === "-") zoomBy(0.8);
    else if (event.key === "0") view(null, true);
  };

  kg.startGraph = () => {
    const holder = kg.byId("graph");
    network = new vis.Network(holder, data, { ...kg.facts.window.options, autoResize: true });
    network.on("afterDrawing", drawOver);
    network.on("click", ({ nodes, edges, pointer }) => {
      const node = nodes[0] || nameAt(pointer.DOM)?.id;
      if (node) kg.select(node);
      else if (edges.length) kg.change({ node: kg.whole ? null : kg.state.node, pair: edges[0].split("~").slice(0, 2), path: null });
      else if (kg.state.node || kg.state.pair || kg.state.path) kg.select(null);
    });
    network.on("doubleClick", ({ nodes }) => nodes[0] && !kg.whole && kg.toggleOpened(nodes[0]));
    network.on("hoverNode", ({ node }) => { hovered = kg.nodeById.get(node); holder.classList.add("pointing"); network.redraw(); });
    network.on("blurNode", () => { hovered = null; holder.classList.remove("pointing"); network.redraw(); });
    network.on("hoverEdge", () => holder.classList.add("pointing"));
    network.on("blurEdge", () => holder.classList.remove("pointing"));
    network.on("dragEnd", ({ nodes }) => {
      const moved = network.getPositions(nodes);
      for (const id of nodes) scene.spots.get(kg.nodeById.get(id)) && Object.assign(scene.key.spots.get(kg.nodeById.get(id)), moved[id]);
    });
    let waiting = null;
    new ResizeObserver(() => {
      clearTimeout(waiting);
      waiting = setTimeout(() => kg.drawGraph(), 120);
    }).observe(holder);
    holder.addEventListener("keydown", onKey);
    holder.addEventListener("blur", () => { cursor = null; });
    kg.byId("zoom-in").addEventListener("click", () => zoomBy(1.25));
    kg.byId("zoom-out").addEventListener("click", () => zoomBy(0.8));
    kg.byId("zoom-fit").addEventListener("click", () => view(null, true));
    document.fonts?.ready.then(() => network.redraw());
  };

  kg.toggleOpened = (id) => {
    const opened = kg.state.opened.includes(id) ? kg.state.opened.filter((o) => o !== id) : [...kg.state.opened, id];
    kg.change({ opened });
  };

  // For pictures and tests: what stands out on the screen now, in pixels of the stage.
  kg.layout = () => {
    const places = onScreen().filter(({ node }) => !scene.strong || scene.strong.has(node));
    return { size: stageSize(), places, ...lettered(places, places) };
  };
  kg.canvas = () => kg.byId("graph").querySelector("canvas");
}
