// One graph, drawn by one of three libraries, moved and zoomed a little before every frame.
import cytoscape from "cytoscape";
import { Network } from "vis-network/standalone";
import { Picture } from "../../../explorer/src/picture";
import type { Actor, Relation } from "../../../explorer/src/types";

interface Node {
  id: string;
  x: number;
  y: number;
}
interface Graph {
  nodes: Node[];
  edges: { key: string; source: string; target: string }[];
}

// Numbers that look like chance and are the same each time.
function numbers(seed: number): () => number {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 4294967296;
  };
}

// Actors in groups; most relations lie within one, and the first of a group know most.
export function makeGraph(count: number, relations: number): Graph {
  const next = numbers(7);
  const groups = 50;
  const nodes: Node[] = [];
  for (let i = 0; i < count; ++i) {
    const angle = (2 * Math.PI * (i % groups)) / groups;
    const [turn, far] = [2 * Math.PI * next(), 160 * Math.sqrt(next())];
    nodes.push({ id: `n${i}`, x: 1500 * Math.cos(angle) + far * Math.cos(turn), y: 1500 * Math.sin(angle) + far * Math.sin(turn) });
  }
  const edges: Graph["edges"] = [];
  while (edges.length < relations) {
    const from = Math.floor(count * next() ** 2);
    const near = next() < 0.85;
    const to = near ? (from + groups * (1 + Math.floor((count / groups - 1) * next() ** 2))) % count : Math.floor(count * next());
    if (from !== to) edges.push({ key: `r${edges.length}`, source: `n${from}`, target: `n${to}` });
  }
  return { nodes, edges };
}

type Move = (turn: number) => void;
type Ready = { move: Move; drawn: (listener: () => void) => void };

function trama(graph: Graph, container: HTMLElement): Ready {
  const actor = ({ id }: Node): Actor =>
    ({ id, name: `Actor ${id}`, type: "PER", named: true, aliases: [], mention_count: 1, document_count: 1, relation_count: 1 });
  const relation = ({ key, source, target }: Graph["edges"][0], i: number): Relation => ({
    source, target, key, label: "visitó", lemma: "visitar", preposition: "", event_class: "CONSULT", event_root: "",
    event_direction: ["cooperative", "neutral", "conflictual"][i % 3], relation_class: "", symmetric: false, polarity: "positive",
    modality: i % 5 ? "asserted" : "alleged", count: 1, evidence_count: 1, document_count: 1, confidence: 1, salience: 1,
    first_date: "", last_date: "", themes: [], sources: [], days: [], publishers: [], story_count: 1,
  });
  const nothing = () => {};
  const picture = new Picture(container, { actor: nothing, expand: nothing, relations: nothing, nothing });
  const places = new Map(graph.nodes.map(({ id, x, y }) => [id, { x, y }]));
  picture.show({ actors: graph.nodes.map(actor), relations: graph.edges.map(relation) }, places);
  const { sigma } = picture as unknown as { sigma: import("sigma").default };
  return {
    move: (turn) => sigma.getCamera().setState({ x: 0.5 + 0.05 * Math.sin(turn / 20), y: 0.5, ratio: 1 + 0.1 * Math.sin(turn / 30) }),
    drawn: (listener) => void sigma.on("afterRender", listener),
  };
}

const kLooks = { node: "#4e79a7", edges: ["#1b6ca8", "#77746b", "#b8432f"] };

function cytoscapeJs(graph: Graph, container: HTMLElement, webgl: boolean): Ready {
  const cy = cytoscape({
    container,
    elements: {
      nodes: graph.nodes.map(({ id, x, y }) => ({ data: { id, name: `Actor ${id}` }, position: { x, y } })),
      edges: graph.edges.map(({ key, source, target }, i) => ({ data: { id: key, source, target, colour: kLooks.edges[i % 3] } })),
    },
    layout: { name: "preset" },
    style: [
      { selector: "node", style: { width: 12, height: 12, "background-color": kLooks.node, label: "data(name)", "font-size": 12, "min-zoomed-font-size": 9 } },
      { selector: "edge", style: { width: 1.5, "line-color": "data(colour)", "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": "data(colour)" } },
    ],
    ...(webgl ? { renderer: { name: "canvas", webgl: true } } : {}),
  } as cytoscape.CytoscapeOptions);
  cy.fit(undefined, 60);
  const [zoom, { x, y }] = [cy.zoom(), cy.pan()];
  return {
    move: (turn) => cy.viewport({ zoom: zoom * (1 + 0.1 * Math.sin(turn / 30)), pan: { x: x + 30 * Math.sin(turn / 20), y } }),
    drawn: (listener) => void cy.on("render", listener),
  };
}

function visNetwork(graph: Graph, container: HTMLElement): Ready {
  const network = new Network(
    container,
    {
      nodes: graph.nodes.map(({ id, x, y }) => ({ id, x, y, label: `Actor ${id}` })),
      edges: graph.edges.map(({ key, source, target }, i) => ({ id: key, from: source, to: target, color: kLooks.edges[i % 3] })),
    },
    {
      physics: false,
      nodes: { shape: "dot", size: 6, color: kLooks.node, font: { size: 12 }, scaling: { label: { enabled: true, drawThreshold: 9 } } },
      edges: { width: 1.5, arrows: "to", smooth: { enabled: true, type: "curvedCW", roundness: 0.1 } },
    },
  );
  network.fit({ animation: false });
  const scale = network.getScale();
  return {
    move: (turn) => network.moveTo({ position: { x: 100 * Math.sin(turn / 20), y: 0 }, scale: scale * (1 + 0.1 * Math.sin(turn / 30)), animation: false }),
    drawn: (listener) => void network.on("afterDrawing", listener),
  };
}

// Pictures drawn in a second, of `milliseconds` of moving; and how long it took until the first stood.
async function measure(name: string, count: number, relations: number, milliseconds: number) {
  const container = document.getElementById("picture")!;
  const graph = makeGraph(count, relations);
  const begin = performance.now();
  const makers: Record<string, () => Ready> = {
    trama: () => trama(graph, container),
    cytoscape: () => cytoscapeJs(graph, container, false),
    "cytoscape-webgl": () => cytoscapeJs(graph, container, true),
    "vis-network": () => visNetwork(graph, container),
  };
  const { move, drawn } = makers[name]();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  const first = performance.now() - begin;
  let pictures = 0;
  drawn(() => ++pictures);
  for (let turn = 0; turn < 5; ++turn) move(turn), await frame();
  pictures = 0;
  const from = performance.now();
  let turn = 5;
  // At least three pictures, unless they take too long.
  while (performance.now() - from < milliseconds || pictures < 3) {
    move(turn++);
    await frame();
    if (performance.now() - from > 6 * milliseconds) break;
  }
  const seconds = (performance.now() - from) / 1000;
  return { name, first: Math.round(first), pictures, frames: turn - 5, perSecond: Math.min(pictures, turn - 5) / seconds };
}

Object.assign(window, { measure });
