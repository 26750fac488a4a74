// The picture of actors and relations, by sigma.
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { byId } from "./dom";
import { kFont, write, type EdgeLabel, type NodeLabel, type Written } from "./labels";
import { place } from "./layout";
import { edgeColour, edgeWidth, isDenied, kDashed, labelOf, markOf, nodeColour, nodeSize, theme, type Theme } from "./looks";
import { nearest } from "./picking";
import { CurveProgram, LineProgram } from "./program";
import type { Actor, Id, Key, Relation } from "./types";

// More relations of one pair than this are one thick curve with their number.
const kSide = 5;
const kMany = 3000;  // Curves; of more only those with room get words, once the picture rests,
const kRest = 150;   // Milliseconds.
const kRoom = 90;    // which is so many pixels.

export interface Seen {
  actors: Actor[];
  relations: Relation[];
}

export interface Handlers {
  actor(id: Id): void;
  expand(id: Id): void;
  relations(keys: Key[]): void;
  nothing(): void;
}

// Where words of a relation may stand, as parts of the way.
const kPlaces = [0.5, 0.38, 0.62, 0.28, 0.72];

// What one curve stands for.
interface Curve {
  key: string;
  relations: Relation[];
  bend: number;
}

function curves(relations: Relation[]): Curve[] {
  const pairs = new Map<string, Relation[]>();
  for (const one of relations) {
    if (one.source === one.target) continue;  // Named in the dossier and the table.
    const pair = one.source < one.target ? `${one.source} ${one.target}` : `${one.target} ${one.source}`;
    const list = pairs.get(pair);
    if (list) list.push(one);
    else pairs.set(pair, [one]);
  }
  const result: Curve[] = [];
  for (const [pair, list] of pairs) {
    list.sort((a, b) => b.document_count - a.document_count || b.count - a.count || (a.key < b.key ? -1 : 1));
    const alone = list.length > kSide ? list.slice(0, kSide - 1) : list;
    const groups = alone.map((one) => ({ key: one.key, relations: [one] }));
    if (alone.length < list.length) groups.push({ key: `+${pair}`, relations: list.slice(alone.length) });
    groups.forEach((group, i) => {
      // 0, then outwards on both sides; seen from the smaller id, whichever way a relation goes.
      const step = groups.length % 2 === 1 ? Math.ceil(i / 2) : Math.floor(i / 2) + 0.5;
      const bend = step * 0.22 * (i % 2 === 0 ? 1 : -1);
      const first = group.relations[0];
      result.push({ ...group, bend: first.source < first.target ? bend : -bend });
    });
  }
  return result;
}

export class Picture {
  readonly graph = new MultiDirectedGraph();
  private sigma: Sigma;
  private colours: Theme = theme();
  private readonly words: HTMLCanvasElement;
  private curveOf = new Map<string, Curve>();
  private chosen: { ids: Set<Id>; keys: Set<Key> } = { ids: new Set(), keys: new Set() };
  private hovered: Id | null = null;
  private dragged: Id | null = null;

  constructor(private readonly container: HTMLElement, private readonly handlers: Handlers) {
    this.sigma = new Sigma(this.graph, container, {
      allowInvalidContainer: true,
      defaultEdgeType: "curve",
      edgeProgramClasses: { curve: CurveProgram, line: LineProgram },
      enableEdgeEvents: false,  // They would draw every relation a second time for each picture: picking.ts.
      renderLabels: false,
      renderEdgeLabels: false,
      zIndex: true,
      minCameraRatio: 0.02,
      maxCameraRatio: 6,
      stagePadding: 60,
      defaultDrawNodeHover: () => {},
      nodeReducer: (id, data) => this.nodeLooks(id, data),
      edgeReducer: (key, data) => this.edgeLooks(key, data),
    });
    this.words = document.createElement("canvas");
    this.words.className = "words";
    this.words.setAttribute("aria-hidden", "true");
    container.append(this.words);
    for (const canvas of container.querySelectorAll("canvas")) canvas.setAttribute("aria-hidden", "true");
    this.sigma.on("afterRender", () => this.writeWords());
    this.listen();
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.colours = theme();
      this.recolour();
    });
  }

  private listen() {
    const { sigma, handlers } = this;
    sigma.on("clickNode", ({ node }) => handlers.actor(node));
    sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      handlers.expand(node);
    });
    sigma.on("clickStage", ({ event }) => {
      const curve = this.curveOf.get(this.curveAt(event.x, event.y) ?? "");
      if (curve) handlers.relations(curve.relations.map((one) => one.key));
      else handlers.nothing();
    });
    sigma.on("enterNode", ({ node }) => this.hover(node));
    sigma.on("leaveNode", () => this.hover(null));
    sigma.on("moveBody", ({ event }) => {
      if (!this.hovered && !this.dragged) this.container.style.cursor = this.curveAt(event.x, event.y) ? "pointer" : "";
    });
    sigma.on("downNode", ({ node }) => {
      this.dragged = node;
      if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
    });
    sigma.on("moveBody", ({ event }) => {
      if (!this.dragged) return;
      const at = sigma.viewportToGraph(event);
      this.graph.mergeNodeAttributes(this.dragged, { x: at.x, y: at.y });
      event.preventSigmaDefault();
      event.original.preventDefault();
    });
    const drop = () => (this.dragged = null);
    sigma.on("upNode", drop);
    sigma.on("upStage", drop);
  }

  private curveAt(x: number, y: number): string | null {
    const { sigma, graph, curveOf } = this;
    const at = new Map<Id, { x: number; y: number }>();
    graph.forEachNode((id, node) => at.set(id, sigma.graphToViewport(node as { x: number; y: number })));
    return nearest(x, y, [...curveOf].flatMap(([key, { relations: [first], bend }]) => {
      const [from, to] = [at.get(first.source), at.get(first.target)];
      return from && to ? [{ key, from, to, bend }] : [];
    }));
  }

  private hover(id: Id | null) {
    this.hovered = id;
    this.container.style.cursor = id ? "pointer" : "";
    this.sigma.refresh({ skipIndexation: true });
  }

  private nodeLooks(id: string, data: Record<string, unknown>) {
    const near = this.hovered && id !== this.hovered && !this.graph.areNeighbors(id, this.hovered);
    return { ...data, color: near ? this.colours.faint : (data.color as string), zIndex: this.chosen.ids.has(id) ? 2 : 1 };
  }

  private edgeLooks(key: string, data: Record<string, unknown>) {
    const curve = this.curveOf.get(key);
    const picked = curve?.relations.some((one) => this.chosen.keys.has(one.key)) ?? false;
    const far = this.hovered && !this.graph.hasExtremity(key, this.hovered);
    return {
      ...data,
      color: far ? this.colours.faint : (data.color as string),
      size: (data.size as number) + (picked ? 2.5 : 0),
      zIndex: picked ? 2 : far ? 0 : 1,
    };
  }

  // Shows these and nothing else. Who was there keeps the place.
  show(seen: Seen, places: Map<Id, { x: number; y: number }>): void {
    const { graph } = this;
    const known = new Set(seen.actors.map((one) => one.id));
    graph.clearEdges();
    for (const id of graph.nodes()) {
      const { x, y } = graph.getNodeAttributes(id);
      places.set(id, { x, y });
      if (!known.has(id)) graph.dropNode(id);
    }
    for (const actor of seen.actors) {
      const looks = { size: nodeSize(actor), color: nodeColour(actor, this.colours), actor };
      if (graph.hasNode(actor.id)) graph.mergeNodeAttributes(actor.id, looks);
      else graph.addNode(actor.id, { ...(places.get(actor.id) ?? { x: NaN, y: NaN }), ...looks });
    }
    this.curveOf = new Map(curves(seen.relations).map((one) => [one.key, one]));
    for (const curve of this.curveOf.values()) {
      const [first] = curve.relations;
      if (graph.hasNode(first.source) && graph.hasNode(first.target)) {
        graph.addEdgeWithKey(curve.key, first.source, first.target, this.looks(curve));
      }
    }
    place(graph);
    this.sigma.setCustomBBox(null);
    this.sigma.refresh();
  }

  private looks(curve: Curve) {
    const [first] = curve.relations;
    const several = curve.relations.length > 1;
    return {
      type: curve.bend === 0 ? "line" : "curve",
      size: several ? 4 : edgeWidth(first),
      color: several ? this.colours.neutral : edgeColour(first, this.colours),
      bend: curve.bend,
      dashed: !several && kDashed.has(first.modality),
      head: !several && !first.symmetric,
      weight: Math.min(10, first.document_count),
    };
  }

  private recolour() {
    this.graph.forEachNode((id, { actor }) => this.graph.setNodeAttribute(id, "color", nodeColour(actor, this.colours)));
    for (const [key, curve] of this.curveOf) if (this.graph.hasEdge(key)) this.graph.mergeEdgeAttributes(key, this.looks(curve));
  }

  choose(ids: Iterable<Id>, keys: Iterable<Key>): void {
    this.chosen = { ids: new Set(ids), keys: new Set(keys) };
    this.sigma.refresh({ skipIndexation: true });
  }

  fit(): void {
    void this.sigma.getCamera().animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }, { duration: this.motion(300) });
  }
  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    void camera.animate({ ratio: camera.ratio * factor }, { duration: this.motion(150) });
  }
  centre(id: Id): void {
    const at = this.sigma.getNodeDisplayData(id);
    if (at) void this.sigma.getCamera().animate({ x: at.x, y: at.y }, { duration: this.motion(250) });
  }
  private motion(milliseconds: number): number {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : milliseconds;
  }
  resize(): void {
    this.sigma.resize();
    this.sigma.refresh();
  }
  places(): Record<Id, [number, number]> {
    const result: Record<Id, [number, number]> = {};
    this.graph.forEachNode((id, { x, y }) => (result[id] = [Math.round(x), Math.round(y)]));
    return result;
  }
  // Where an actor is on the screen, in pixels of the picture.
  where(id: Id): { x: number; y: number } | null {
    return this.graph.hasNode(id) ? this.sigma.graphToViewport(this.graph.getNodeAttributes(id) as { x: number; y: number }) : null;
  }

  // --- words ---

  private labels(): { nodes: NodeLabel[]; edges: EdgeLabel[] } {
    const { sigma, graph } = this;
    const { width, height } = sigma.getDimensions();
    const inside = (x: number, y: number) => x > -50 && y > -20 && x < width + 50 && y < height + 20;
    const nodes: (NodeLabel & { rank: number })[] = [];
    const at = new Map<Id, { x: number; y: number; radius: number }>();
    graph.forEachNode((id, { actor, x, y, size }) => {
      const { x: px, y: py } = sigma.graphToViewport({ x, y });
      const radius = sigma.scaleSize(size);
      at.set(id, { x: px, y: py, radius });
      if (!inside(px, py)) return;
      const strong = this.chosen.ids.has(id) || id === this.hovered;
      if (this.hovered && !strong && !graph.areNeighbors(id, this.hovered)) return;
      nodes.push({ text: shorten(actor.name, 34), x: px, y: py, radius, strong, rank: strong ? 1e9 : actor.document_count });
    });
    nodes.sort((a, b) => b.rank - a.rank || (a.text < b.text ? -1 : 1));
    const edges: (EdgeLabel & { rank: number })[] = [];
    // So many have no room for words as long as all is in sight, and would be sorted for each picture.
    const most = this.curveOf.size > kMany ? 400 : Infinity;
    for (const [key, curve] of this.curveOf) {
      const [first] = curve.relations;
      const from = at.get(first.source);
      const to = at.get(first.target);
      if (!from || !to) continue;
      const picked = curve.relations.some((one) => this.chosen.keys.has(one.key));
      if (edges.length >= most && !picked) continue;
      if (this.hovered && !picked && !graph.hasExtremity(key, this.hovered)) continue;
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const length = Math.hypot(dx, dy);
      // Points of the curve, its middle first; on the screen y goes down.
      const places = kPlaces.map((t) => {
        const off = (2 * t * (1 - t) * curve.bend * Math.min(length, 260)) / (length || 1);
        return { x: from.x + t * dx + dy * off, y: from.y + t * dy - dx * off };
      });
      if (!inside(places[0].x, places[0].y) || (most < Infinity && !picked && length < kRoom)) continue;
      let angle = Math.atan2(dy, dx);
      if (angle > Math.PI / 2) angle -= Math.PI;
      if (angle < -Math.PI / 2) angle += Math.PI;
      const several = curve.relations.length > 1;
      edges.push({
        text: several ? `+${curve.relations.length}` : shorten(labelOf(first), 40),
        mark: several ? `+${curve.relations.length}` : markOf(first),
        places, angle,
        length: length - from.radius - to.radius,
        colour: several ? this.colours.neutral : edgeColour(first, this.colours),
        strong: picked,
        rank: (picked ? 1e9 : 0) + first.document_count,
      });
    }
    edges.sort((a, b) => b.rank - a.rank || (a.text < b.text ? -1 : 1));
    return { nodes, edges };
  }

  private written(context: CanvasRenderingContext2D): Written[] {
    const { nodes, edges } = this.labels();
    return write(nodes, edges, this.colours.text, (text, size, bold) => {
      context.font = `${bold ? 600 : 400} ${size}px ${kFont}`;
      return context.measureText(text).width;
    }, this.sigma.getDimensions());
  }

  // Words of a large picture come when it has come to rest.
  private rest = 0;
  private writeWords(rested = false) {
    const { width, height } = this.sigma.getDimensions();
    const ratio = window.devicePixelRatio || 1;
    const { words } = this;
    if (words.width !== Math.round(width * ratio) || words.height !== Math.round(height * ratio)) {
      words.width = Math.round(width * ratio);
      words.height = Math.round(height * ratio);
      words.style.width = `${width}px`;
      words.style.height = `${height}px`;
    }
    const context = words.getContext("2d");
    if (!context) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    if (this.curveOf.size > kMany && !rested) {
      clearTimeout(this.rest);
      this.rest = window.setTimeout(() => this.writeWords(true), kRest);
      return;
    }
    for (const one of this.written(context)) {
      context.save();
      context.font = `${one.bold ? 600 : 400} ${one.size}px ${kFont}`;
      context.textAlign = one.anchor === "middle" ? "center" : "left";
      context.textBaseline = one.anchor === "middle" ? "middle" : "alphabetic";
      context.translate(one.x, one.y);
      context.rotate(one.angle);
      // No line goes through a word.
      context.globalAlpha = 0.82;
      context.fillStyle = this.colours.halo;
      context.fillRect(one.anchor === "middle" ? -one.width / 2 - 2 : -1, one.anchor === "middle" ? -one.size / 2 - 1 : 1 - one.size, one.width + 3, one.size + 2);
      context.globalAlpha = 1;
      context.fillStyle = one.colour;
      context.fillText(one.text, 0, 0);
      context.restore();
    }
  }

  // What is seen, for files.
  scene() {
    const { sigma, graph } = this;
    const { width, height } = sigma.getDimensions();
    const at = (id: Id) => {
      const node = graph.getNodeAttributes(id);
      return { ...sigma.graphToViewport({ x: node.x, y: node.y }), radius: sigma.scaleSize(node.size) };
    };
    const context = this.words.getContext("2d")!;
    return {
      width,
      height,
      colours: this.colours,
      nodes: graph.mapNodes((id, node) => ({ ...at(id), colour: node.color as string })),
      curves: [...this.curveOf.values()].map((curve) => {
        const [first] = curve.relations;
        const several = curve.relations.length > 1;
        return {
          from: at(first.source), to: at(first.target), bend: curve.bend,
          colour: several ? this.colours.neutral : edgeColour(first, this.colours),
          width: several ? 4 : edgeWidth(first),
          dashed: !several && kDashed.has(first.modality),
          head: !several && !first.symmetric,
          denied: !several && isDenied(first),
        };
      }),
      words: this.written(context),
    };
  }
}

export type Scene = ReturnType<Picture["scene"]>;

export function shorten(text: string, length: number): string {
  const letters = [...text];
  return letters.length > length ? letters.slice(0, length - 1).join("") + "…" : text;
}

export const pictureElement = (): HTMLElement => byId("picture");
