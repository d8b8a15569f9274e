"use strict";
// Names on the canvas, like those on a map: always the same size on the screen, the more important first, none over
// another. What finds no room is left out until the reader zooms in.
{
  const FACE = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Hiragino Sans GB", sans-serif';
  const PER_LINE = 8;
  const MOST_LINES = 3;
  const measuring = document.createElement("canvas").getContext("2d");
  const widths = new Map();

  kg.fontOf = (node) => (kg.leading.has(node) ? { px: 14, weight: 600 } : { px: 12, weight: 400 });
  kg.fontText = ({ px, weight }) => `${weight} ${px}px ${FACE}`;

  kg.textWidth = (text, font) => {
    const key = kg.fontText(font) + text;
    if (!widths.has(key)) {
      measuring.font = kg.fontText(font);
      widths.set(key, measuring.measureText(text).width);
    }
    return widths.get(key);
  };

  // A name in lines of about the same length: Chinese anywhere, Latin words kept whole where they fit.
  kg.wrap = (name) => {
    const pieces = name.match(/[\u0021-\u024f]+\s*|\s+|[^\u0021-\u024f\s]/gu) || [];
    const size = (text) => [...text].reduce((sum, char) => sum + (char < "\u0250" ? 0.55 : 1), 0);
    const total = size(name);
    const lines = Math.min(MOST_LINES, Math.ceil(total / (PER_LINE + 1)));
    const each = Math.min(Math.ceil(total / lines), PER_LINE + 1) + 0.3;
    const wrapped = [""];
    for (const piece of pieces) {
      const last = wrapped.length - 1;
      if (wrapped[last] && size(wrapped[last] + piece.trimEnd()) > each) wrapped.push(piece);
      else wrapped[last] += piece;
    }
    const kept = wrapped.slice(0, MOST_LINES).map((line) => (size(line) > PER_LINE * 2 ? [...line].slice(0, PER_LINE * 2).join("") + "…" : line.trim()));
    if (wrapped.length > MOST_LINES) kept[MOST_LINES - 1] = [...kept[MOST_LINES - 1]].slice(0, PER_LINE - 1).join("") + "…";
    return kept;
  };

  kg.radius = (node) => Math.min(24, 9.5 + 2.6 * Math.sqrt(node.partners));

  // The room that a node and its name take, in screen pixels, from the node's centre; letters `grown` times as large.
  kg.room = (node, grown = 1) => {
    const { px, weight } = kg.fontOf(node);
    const font = { px: px * grown, weight };
    const lines = kg.wrap(node.short);
    const width = Math.max(...lines.map((line) => kg.textWidth(line, font)));
    const height = lines.length * font.px * 1.25;
    const r = kg.radius(node);
    return { lines, font, width, height, r, left: Math.max(width / 2, r), up: r, down: r + 3 + height };
  };

  const GAP = 3; // pixels between two names on one height
  const overlaps = (a, b) => a.x < b.x + b.w + GAP && b.x < a.x + a.w + GAP && a.y < b.y + b.h && b.y < a.y + a.h;

  // Where names go on the screen: [{node, lines, font, x, y, w, h}], x and y the upper left corner, all in screen pixels.
  // `places` holds {node, x, y, r} in screen pixels, the most important first. A name at the edge is moved inside.
  kg.placeNames = (places, [stageWidth, stageHeight], scale = 1) => {
    const grown = Math.round(Math.min(1.3, Math.max(1, scale)) * 20) / 20;
    const placed = [];
    const bodies = places.map((p) => ({ node: p.node, x: p.x - p.r, y: p.y - p.r, w: 2 * p.r, h: 2 * p.r }));
    for (const { node, x, y, r } of places) {
      if (x < 0 || y < 0 || x > stageWidth || y > stageHeight) continue;
      const { lines, font, width, height } = kg.room(node, grown);
      const [below, above, right, left] = [y + r + 3, y - r - 3 - height, x + r + 4, x - r - 4 - width];
      const tries = [
        [x - width / 2, below], [x - width / 2, above], [right, y - height / 2], [left, y - height / 2],
        ...[0.25, 0.75, 0, 1].flatMap((part) => [[x - width * part, below], [x - width * part, above]]),
        [right, y - r], [right, y + r - height], [left, y - r], [left, y + r - height],
      ];
      const boxes = tries.filter(([, top]) => top >= 0 && top + height <= stageHeight) // else it would be cut off
        .map(([wanted, top]) => ({ node, lines, font, x: Math.min(Math.max(wanted, 3), stageWidth - width - 3), y: top, w: width, h: height }))
        .filter((box) => !placed.some((other) => overlaps(box, other)));
      // A leading name rather lies over lesser nodes than being left out.
      const box = boxes.find((one) => !bodies.some((body) => overlaps(one, body))) || (kg.leading.has(node) ? boxes[0] : null);
      if (box) placed.push(box);
    }
    return placed;
  };

  const PARTS = [0.5, 0.4, 0.6, 0.3, 0.7]; // of a line, from its beginning, in the order in which they are tried

  // The first box that `boxAt(x, y)` gives along the line and that is free, with room of its own on the line.
  const alongLine = ({ at, length, dx, dy }, [w, h], taken, boxAt, parts = PARTS) => {
    const room = (Math.abs(dx) * w + Math.abs(dy) * h) / 2 + 3; // half of what the box takes of the line's length
    for (const part of parts) {
      if (Math.min(part, 1 - part) * length < room) continue;
      const box = boxAt(at(part));
      if (!taken.some((other) => overlaps(box, other))) return box;
    }
    return null;
  };

  // Where the signs of ongoing and denied lines go: at the middle, or beside it where something covers the middle.
  kg.placeSigns = (lines, taken) =>
    lines.filter(({ line }) => line.status === "ongoing" || line.status === "denied").map((item) => {
      const size = 2 * (item.line.status === "ongoing" ? kg.RING : kg.CROSS) + 2;
      const boxAt = ({ x, y }) => ({ ...item, x: x - size / 2, y: y - size / 2, w: size, h: size, cx: x, cy: y });
      return alongLine(item, [size, size], taken, boxAt, [...PARTS, 0.2, 0.8, 0.12, 0.88]) || boxAt(item.at(0.5));
    });

  // Where the words on lines go: horizontally at the middle or near it, where the line is long enough and there is room.
  kg.placeRelations = (lines, taken) => {
    const placed = [];
    const font = { px: 11, weight: 400 };
    for (const item of lines) {
      const text = kg.lineText(item.line);
      const w = kg.textWidth(text, font);
      const box = alongLine(item, [w, 14], [...taken, ...placed], ({ x, y }) => ({ line: item.line, text, font, x: x - w / 2, y: y - 7, w, h: 14 }));
      if (box) placed.push(box);
    }
    return placed;
  };

  // The relations that one drawn line stands for.
  kg.lineText = (line) => {
    const names = [...new Set(line.edges.map((edge) => kg.label("relations", edge.relation)))];
    return names.slice(0, 2).join(kg.word("and")) + (names.length > 2 ? "…" : "");
  };
}
