"use strict";
// How types and statuses look. Shape and sign tell types apart without colour, the line's pattern tells statuses.
{
  const types = {
    Organisation: { colour: "#44617b", shape: "dot", zh: "组", en: "O" },
    Company: { colour: "#2563a8", shape: "dot", zh: "企", en: "C" },
    University: { colour: "#7440a8", shape: "dot", zh: "校", en: "U" },
    ResearchInstitute: { colour: "#5549bb", shape: "dot", zh: "研", en: "R" },
    GovernmentBody: { colour: "#0f6d66", shape: "dot", zh: "政", en: "G" },
    DevelopmentZone: { colour: "#b0184a", shape: "dot", zh: "区", en: "Z" },
    Media: { colour: "#99407f", shape: "dot", zh: "媒", en: "M" },
    Alliance: { colour: "#8f4a1f", shape: "dot", zh: "盟", en: "A" },
    Person: { colour: "#566273", shape: "diamond", zh: "人", en: "P" },
    Place: { colour: "#745233", shape: "triangleDown", zh: "地", en: "L" },
    Initiative: { colour: "#9a5b00", shape: "hexagon", zh: "举", en: "I" },
    Project: { colour: "#9a5b00", shape: "hexagon", zh: "项", en: "Pj" },
    Programme: { colour: "#8a6100", shape: "hexagon", zh: "计", en: "Pg" },
    PilotZone: { colour: "#b5400d", shape: "hexagon", zh: "试", en: "Pz" },
    Platform: { colour: "#7b6400", shape: "hexagon", zh: "台", en: "Pf" },
    Event: { colour: "#a84a28", shape: "hexagon", zh: "会", en: "Ev" },
    Product: { colour: "#47700f", shape: "square", zh: "品", en: "D" },
  };
  const plain = { colour: "#5a5f66", shape: "dot", zh: "·", en: "·" };

  // Dash lengths in screen pixels; an empty list is a solid line. What is ongoing has a ring on its line, what is denied
  // a cross: broken lines are left to what is not (yet) so.
  kg.dashes = { realised: [], ongoing: [], planned: [7, 6], hoped: [2, 5], denied: [] };
  kg.RING = 3.6; // radius
  kg.CROSS = 6; // half its width

  // A type's look: its own, else that of the nearest parent that has one.
  kg.look = (type) => {
    if (Object.hasOwn(types, type)) return types[type];
    const term = Object.hasOwn(kg.facts.types, type) ? kg.facts.types[type] : null;
    const parent = term && term.parents.find((name) => Object.hasOwn(types, name));
    return parent ? types[parent] : plain;
  };

  kg.dark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };

  const lighter = (colour) =>
    "#" + [1, 3, 5].map((at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * 0.55 + 255 * 0.45).toString(16).padStart(2, "0")).join("");

  kg.colour = (type) => (kg.dark() ? lighter(kg.look(type).colour) : kg.look(type).colour);
  kg.sign = (type) => kg.look(type)[kg.lang];

  const svg = (tag, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  kg.svg = svg;

  // The outline of a type's shape around (x, y), as an SVG path.
  kg.outline = (shape, x, y, r) => {
    const at = (points) => "M" + points.map(([dx, dy]) => `${(x + dx * r).toFixed(1)} ${(y + dy * r).toFixed(1)}`).join("L") + "Z";
    if (shape === "diamond") return at([[0, -1], [1, 0], [0, 1], [-1, 0]]);
    if (shape === "square") return at([[-1, -1], [1, -1], [1, 1], [-1, 1]]);
    if (shape === "hexagon") return at([[1, 0], [0.5, 0.866], [-0.5, 0.866], [-1, 0], [-0.5, -0.866], [0.5, -0.866]]);
    if (shape === "triangleDown") return at([[0, 1.08], [-1.15, -0.92], [1.15, -0.92]]);
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  };

  // A small picture of a type, for lists.
  kg.badge = (type) => {
    const look = kg.look(type);
    const text = svg("text", { x: 10, y: 10, "text-anchor": "middle", "dominant-baseline": "central", class: "sign" }, look[kg.lang]);
    return svg("svg", { class: "badge", viewBox: "-1 -1 22 22", "aria-hidden": "true" },
      svg("path", { d: kg.outline(look.shape, 10, 10, look.shape === "square" ? 9 : 10), fill: kg.colour(type) }), text);
  };

  // A small picture of a status's line.
  kg.lineSample = (status) => {
    const line = svg("line", { x1: 1, y1: 6, x2: 33, y2: 6, class: `sample ${status}`, "stroke-dasharray": kg.dashes[status].join(" ") });
    const picture = svg("svg", { class: "line", viewBox: "0 0 34 12", "aria-hidden": "true" }, line);
    if (status === "ongoing") picture.append(svg("circle", { cx: 17, cy: 6, r: 3.8, class: "sample ongoing ring" }));
    if (status === "denied") picture.append(svg("path", { d: "M12 1L22 11M22 1L12 11", class: "sample denied" }));
    return picture;
  };
}
