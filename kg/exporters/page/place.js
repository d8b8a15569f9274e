"use strict";
// Where drawn nodes stand, in screen pixels at scale 1. The overview's places come from the build; here they are fitted
// to the window and moved apart until no name covers another. Nothing is random.
{
  const EDGE = { x: 14, y: 14 };
  const FULL = 0.5; // the part of the field that nodes and names may fill

  const boxOf = (node, x, y, fixed = false) => {
    const room = kg.room(node);
    return { node, x, y, fixed, left: room.left + 7, up: room.up + 5, down: room.down + 6 };
  };

  // Moves boxes apart, and back into the field, until none overlaps (or the rounds are spent).
  const separate = (boxes, width, height, rounds = 300) => {
    const inside = (box) => {
      if (box.fixed) return;
      box.x = Math.min(Math.max(box.x, EDGE.x + box.left), width - EDGE.x - box.left);
      box.y = Math.min(Math.max(box.y, EDGE.y + box.up), height - EDGE.y - box.down);
    };
    boxes.forEach(inside);
    for (let round = 0; round < rounds; round += 1) {
      let moved = false;
      for (let i = 0; i < boxes.length; i += 1) {
        for (let k = i + 1; k < boxes.length; k += 1) {
          const a = boxes[i];
          const b = boxes[k];
          const overX = a.left + b.left - Math.abs(a.x - b.x);
          const middle = b.y + (b.down - b.up) / 2 - (a.y + (a.down - a.up) / 2);
          const overY = (a.up + a.down + b.up + b.down) / 2 - Math.abs(middle);
          if (overX <= 0.5 || overY <= 0.5) continue;
          moved = true;
          const share = a.fixed || b.fixed ? 1 : 0.5;
          if (overX < overY * 1.6) {
            const step = ((overX + 1) * share) * (a.x < b.x || (a.x === b.x && i < k) ? 1 : -1);
            if (!a.fixed) a.x -= step;
            if (!b.fixed) b.x += step;
          } else {
            const step = ((overY + 1) * share) * (middle >= 0 ? 1 : -1);
            if (!a.fixed) a.y -= step;
            if (!b.fixed) b.y += step;
          }
        }
      }
      boxes.forEach(inside);
      if (!moved) break;
    }
    return boxes;
  };

  // The size of the field: the stage, or as much more as the names need.
  const fieldFor = (nodes, width, height) => {
    const area = nodes.map((node) => kg.room(node)).reduce((sum, r) => sum + (2 * r.left + 14) * (r.up + r.down + 11), 0);
    const grow = Math.sqrt(Math.max(1, area / FULL / (width * height)));
    return { width: width * grow, height: height * grow };
  };

  const result = (boxes, field) => ({ field, spots: new Map(boxes.map((box) => [box.node, { x: box.x, y: box.y }])) });

  // The build's places, stretched to the field. `given` holds [node, x, y] in any unit.
  kg.placeOverview = (given, width, height) => {
    const field = fieldFor(given.map(([node]) => node), width, height);
    const range = (values) => [Math.min(...values), Math.max(...values)];
    const [left, right] = range(given.map(([, x]) => x));
    const [top, bottom] = range(given.map(([, , y]) => y));
    const along = (value, low, high, size, edge) => (high > low ? edge + ((value - low) / (high - low)) * (size - 2 * edge) : size / 2);
    const boxes = given.map(([node, x, y]) => boxOf(node, along(x, left, right, field.width, 60), along(y, top, bottom, field.height, 36)));
    return result(separate(boxes, field.width, field.height), field);
  };

  // One node in the middle and others around it, in their order, on one to three rings.
  kg.placeAround = (centre, others, width, height) => {
    const field = fieldFor([centre, ...others], width, height);
    const rings = others.length > 26 ? [1, 0.72, 0.44] : others.length > 11 ? [1, 0.6] : [0.82];
    const middle = { x: field.width / 2, y: field.height / 2 };
    const boxes = others.map((node, i) => {
      const angle = (2 * Math.PI * i) / others.length - Math.PI / 2;
      const ring = rings[i % rings.length];
      return boxOf(node, middle.x + Math.cos(angle) * ring * (middle.x - 70), middle.y + Math.sin(angle) * ring * (middle.y - 50));
    });
    return result(separate([boxOf(centre, middle.x, middle.y, true), ...boxes], field.width, field.height), field);
  };

  // A chain from left to right (downwards where the window is narrow).
  kg.placeChain = (nodes, width, height) => {
    const field = fieldFor(nodes, width, height);
    const part = (i) => (nodes.length > 1 ? 0.1 + (0.8 * i) / (nodes.length - 1) : 0.5);
    const wave = (i) => 0.5 + (i % 2 ? 0.12 : -0.12);
    const wide = field.width > field.height;
    const boxes = nodes.map((node, i) => boxOf(node, (wide ? part(i) : wave(i)) * field.width, (wide ? wave(i) : part(i)) * field.height));
    return result(separate(boxes, field.width, field.height), field);
  };

  // Adds the neighbours of an opened node to places that stand already, on the far side from the middle.
  kg.placeMore = (placed, opened, others) => {
    const at = placed.spots.get(opened);
    const { width, height } = placed.field;
    const middle = Math.abs(at.x - width / 2) + Math.abs(at.y - height / 2) < 1;
    const spread = middle ? 2 : 1.2; // all around the middle, else a fan
    const away = Math.atan2(at.y - height / 2, at.x - width / 2);
    const boxes = [...placed.spots].map(([node, { x, y }]) => boxOf(node, x, y, true));
    others.forEach((node, i) => {
      const angle = away + ((i + 0.5) / others.length - 0.5) * Math.PI * spread;
      const far = 130 + 60 * (i % 3);
      boxes.push(boxOf(node, at.x + Math.cos(angle) * far, at.y + Math.sin(angle) * far));
    });
    const grown = { width: width * 1.15, height: height * 1.15 };
    for (const box of boxes) [box.x, box.y, box.fixed] = [box.x + width * 0.075, box.y + height * 0.075, box.node === opened && middle];
    return result(separate(boxes, grown.width, grown.height), grown);
  };
}
