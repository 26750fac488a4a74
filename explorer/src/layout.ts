// Where actors stand: the same for the same graph, and who stands already keeps the place.
import type Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";

// A number in [0, 1) of a text.
function chance(text: string, salt: number): number {
  let hash = 2166136261 ^ salt;
  for (let i = 0; i < text.length; ++i) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 2246822519);
  hash ^= hash >>> 13;
  return (hash >>> 0) / 4294967296;
}

// Gives places to nodes of the graph that have none (x is NaN): near those that they are tied to, then by forces while
// the others are held.
export function place(graph: Graph): void {
  const fresh = graph.filterNodes((_, node) => Number.isNaN(node.x));
  if (fresh.length === 0) return;
  const all = fresh.length === graph.order;
  const spread = 100 * Math.sqrt(graph.order);
  for (const id of fresh) {
    const near = all ? [] : graph.neighbors(id).filter((other) => !Number.isNaN(graph.getNodeAttribute(other, "x")));
    const anchor = near.length === 1 ? graph.getNodeAttributes(near[0]) : null;
    const angle = 2 * Math.PI * chance(id, 1);
    if (anchor) {
      const distance = spread * 0.05 + 80 + 60 * chance(id, 2);
      graph.mergeNodeAttributes(id, { x: anchor.x + distance * Math.cos(angle), y: anchor.y + distance * Math.sin(angle) });
    } else if (near.length > 1) {
      const mean = (axis: "x" | "y") => near.reduce((sum, one) => sum + graph.getNodeAttribute(one, axis), 0) / near.length;
      graph.mergeNodeAttributes(id, { x: mean("x") + 40 * Math.cos(angle), y: mean("y") + 40 * Math.sin(angle) });
    } else {
      const distance = spread * Math.sqrt(chance(id, 2)) * (all ? 1 : 0.6);
      graph.mergeNodeAttributes(id, { x: distance * Math.cos(angle), y: distance * Math.sin(angle) });
    }
  }
  const isFresh = new Set(fresh);
  graph.forEachNode((id) => graph.setNodeAttribute(id, "fixed", !isFresh.has(id)));
  const order = graph.order;
  forceAtlas2.assign(graph, {
    iterations: order <= 150 ? 600 : order <= 600 ? 250 : order <= 2000 ? 120 : 60,
    settings: {
      ...forceAtlas2.inferSettings(order),
      barnesHutOptimize: order > 600,
      // So strong that what is tied to nothing else does not fly away and leave the rest without room.
      gravity: 0.05,
      scalingRatio: 40,
      strongGravityMode: true,
      outboundAttractionDistribution: true,
      adjustSizes: false,
      edgeWeightInfluence: 0.3,
      slowDown: 2 + Math.log(order),
    },
  });
  graph.forEachNode((id) => graph.setNodeAttribute(id, "fixed", false));
  part(graph, isFresh, all);
}

// Moves apart who would cover another, freely or, where something stands, the fresh ones alone.
function part(graph: Graph, fresh: Set<string>, all: boolean): void {
  const ids = graph.nodes().sort();
  if (ids.length > 1500) return;
  const places = ids.map((id) => graph.getNodeAttributes(id));
  const xs = places.map((one) => one.x);
  const extent = Math.max(1, Math.max(...xs) - Math.min(...xs));
  const room = extent / (1.15 * Math.sqrt(ids.length) + 3);
  for (let round = 0; round < 30; ++round) {
    let moved = false;
    for (let i = 0; i < ids.length; ++i) {
      for (let k = i + 1; k < ids.length; ++k) {
        const dx = places[k].x - places[i].x;
        const dy = places[k].y - places[i].y;
        const distance = Math.hypot(dx, dy) || 0.001;
        if (distance >= room) continue;
        const [left, right] = [all || fresh.has(ids[i]), all || fresh.has(ids[k])];
        if (!left && !right) continue;
        const push = (room - distance) / (left && right ? 2 : 1) / distance;
        if (left) (places[i].x -= dx * push), (places[i].y -= dy * push);
        if (right) (places[k].x += dx * push), (places[k].y += dy * push);
        moved = true;
      }
    }
    if (!moved) break;
  }
  ids.forEach((id, i) => graph.mergeNodeAttributes(id, { x: places[i].x, y: places[i].y }));
}
