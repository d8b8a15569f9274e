"use strict";
// How two entities are connected.
{
  // The nodes and edges of a shortest way between two nodes by facts that pass the filters; null where there is none.
  kg.shortestPath = (start, goal) => {
    const cameBy = new Map([[start, null]]);
    const queue = [start];
    for (let i = 0; i < queue.length && !cameBy.has(goal); i += 1) {
      const found = [...kg.neighbours(queue[i], kg.passes)].sort(([a], [b]) => b.partners - a.partners || (a.id < b.id ? -1 : 1));
      for (const [other, edges] of found) {
        if (cameBy.has(other)) continue;
        cameBy.set(other, { from: queue[i], edges });
        queue.push(other);
      }
    }
    if (!cameBy.has(goal)) return null;
    const nodes = [goal];
    const steps = [];
    for (let step = cameBy.get(goal); step; step = cameBy.get(step.from)) {
      nodes.unshift(step.from);
      steps.unshift(step.edges);
    }
    return { nodes, steps, edges: steps.flat() };
  };

  // The nodes linked with both, by facts that pass the filters.
  kg.commonNeighbours = (a, b) => {
    const near = kg.neighbours(b, kg.passes);
    return [...kg.neighbours(a, kg.passes).keys()].filter((node) => near.has(node));
  };
}
