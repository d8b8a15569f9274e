"use strict";
// What is drawn now as a picture: SVG from the places, PNG from the canvas.
{
  const shape = ({ node, x, y, r }) =>
    kg.svg("path", { d: kg.outline(kg.look(node.type).shape, x, y, kg.look(node.type).shape === "square" ? r * 0.86 : r), fill: kg.colour(node.type), stroke: kg.css("--stage"), "stroke-width": 1.5 });

  const text = (box, content, x, y, colour, attributes = {}) =>
    kg.svg("text", {
      x: x.toFixed(1), y: y.toFixed(1), "text-anchor": "middle", "dominant-baseline": "central", "font-size": box.font.px, "font-weight": box.font.weight,
      fill: colour, stroke: kg.css("--stage"), "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round", ...attributes,
    }, content);

  const line = (item, places) => {
    const [a, b] = [places.get(item.line.from), places.get(item.line.to)];
    const end = (from, to, arrow) => {
      const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
      const gap = to.r + (arrow ? 6 : 0);
      return [to.x - ((to.x - from.x) / length) * gap, to.y - ((to.y - from.y) / length) * gap].map((v) => v.toFixed(1));
    };
    const [x1, y1] = end(b, a, item.line.arrows.from);
    const [x2, y2] = end(a, b, item.line.arrows.to);
    const middle = item.at(0.5); // where several lines run side by side, all but the first are bent: through their middle
    const way = item.line.beside ? `Q${(2 * middle.x - (a.x + b.x) / 2).toFixed(1)} ${(2 * middle.y - (a.y + b.y) / 2).toFixed(1)} ` : "L";
    return kg.svg("path", {
      d: `M${x1} ${y1}${way}${x2} ${y2}`, fill: "none", stroke: kg.css("--line"), "stroke-width": 1.3, "stroke-dasharray": kg.dashes[item.line.status].join(" ") || "none",
      ...(item.line.arrows.to ? { "marker-end": "url(#arrow)" } : {}), ...(item.line.arrows.from ? { "marker-start": "url(#arrow)" } : {}),
    });
  };

  // The ring of an ongoing line, the cross of a denied one.
  const mark = ({ line: { status }, cx, cy }) => {
    if (status === "ongoing") return kg.svg("circle", { cx, cy, r: kg.RING, fill: kg.css("--stage"), stroke: kg.css("--line"), "stroke-width": 1.8 });
    const [left, right, top, bottom] = [cx - kg.CROSS, cx + kg.CROSS, cy - kg.CROSS, cy + kg.CROSS];
    return kg.svg("path", { d: `M${left} ${top}L${right} ${bottom}M${right} ${top}L${left} ${bottom}`, stroke: kg.css("--text"), "stroke-width": 1.6 });
  };

  // An SVG element of what stands out on the screen.
  const drawing = () => {
    const { size: [width, height], places, names, lines, signs: marks, relations } = kg.layout();
    const at = new Map(places.map((place) => [place.node, place]));
    const arrow = kg.svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 2, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" },
      kg.svg("path", { d: "M0 0L8 4L0 8Z", fill: kg.css("--line") }));
    const signs = places.filter(({ r }) => r >= 7).map(({ node, x, y, r }) =>
      text({ font: { px: Math.round(r), weight: 600 } }, kg.sign(node.type), x, y - (kg.look(node.type).shape === "triangleDown" ? r * 0.28 : 0), kg.css("--sign"), { stroke: "none" }));
    return kg.svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif" },
      kg.svg("title", {}, kg.facts.title), kg.svg("defs", {}, arrow), kg.svg("rect", { width, height, fill: kg.css("--stage") }),
      ...lines.map((item) => line(item, at)), ...marks.map(mark), ...places.map(shape), ...signs,
      ...relations.map((box) => text(box, box.text, box.x + box.w / 2, box.y + box.h / 2, kg.css("--muted"), box.line.status === "denied" ? { "text-decoration": "line-through" } : {})),
      ...names.flatMap((box) => box.lines.map((content, i) => text(box, content, box.x + box.w / 2, box.y + box.font.px * 1.25 * (i + 0.5), kg.css("--text")))));
  };

  kg.picture = (use) => use('<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(drawing()) + "\n");

  // On paper the drawing is made of lines, not of pixels, and dark on light whatever the screen is.
  kg.startPrinting = () => {
    let theme = null; // as chosen before, while printing
    addEventListener("beforeprint", () => {
      theme = document.documentElement.dataset.theme ?? "";
      document.documentElement.dataset.theme = "light";
      kg.drawAll();
      kg.byId("paper").replaceChildren(...(kg.state.table ? [] : [drawing()]));
    });
    addEventListener("afterprint", () => {
      if (theme) document.documentElement.dataset.theme = theme;
      else delete document.documentElement.dataset.theme;
      kg.byId("paper").replaceChildren();
      kg.drawAll();
    });
  };

  kg.photograph = (use) => {
    const drawn = kg.canvas();
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [drawn.width, drawn.height];
    const context = copy.getContext("2d");
    context.fillStyle = kg.css("--stage");
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(drawn, 0, 0);
    copy.toBlob(use, "image/png");
  };
}
