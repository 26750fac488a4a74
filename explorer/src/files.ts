// What is seen, as files.
import { MultiDirectedGraph } from "graphology";
import gexf from "graphology-gexf";
import { kDash, kGap } from "./looks";
import { kFont } from "./labels";
import type { Scene, Seen } from "./picture";

const kColumns = [
  "key", "source", "source_name", "label", "target", "target_name", "event_class", "relation_class", "event_direction", "polarity", "modality",
  "count", "evidence_count", "document_count", "story_count", "confidence", "first_date", "last_date", "sources", "publishers",
] as const;

function cell(value: unknown): string {
  let text = Array.isArray(value) ? value.join("|") : String(value ?? "");
  // What a spreadsheet would take for a formula stays text.
  if (typeof value !== "number" && /^[=+\-@\t\r]/.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function csv(seen: Seen): Blob {
  const names = new Map(seen.actors.map((one) => [one.id, one.name]));
  const rows = seen.relations.map((one) => {
    const row: Record<string, unknown> = { ...one, source_name: names.get(one.source), target_name: names.get(one.target) };
    return kColumns.map((column) => cell(row[column])).join(",");
  });
  return new Blob([[kColumns.join(","), ...rows].join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" });
}

export function json(seen: Seen): Blob {
  return new Blob([JSON.stringify({ directed: true, multigraph: true, nodes: seen.actors, edges: seen.relations }, null, 1)], {
    type: "application/json",
  });
}

export function gexfOf(seen: Seen): Blob {
  const graph = new MultiDirectedGraph();
  for (const { id, name, aliases, ...rest } of seen.actors) graph.addNode(id, { label: name, aliases: aliases.join("|"), ...rest });
  for (const { source, target, key, themes, sources, publishers, days, ...rest } of seen.relations) {
    if (!graph.hasNode(source) || !graph.hasNode(target)) continue;
    graph.addEdgeWithKey(key, source, target, {
      ...rest, weight: rest.count, themes: themes.join("|"), sources: sources.join("|"), publishers: publishers.join("|"), days: days.join("|"),
    });
  }
  return new Blob([gexf.write(graph, { version: "1.3" })], { type: "application/xml" });
}

const escape = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
const n = (value: number): string => value.toFixed(1);

export function svg(scene: Scene): Blob {
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${scene.width}" height="${scene.height}" viewBox="0 0 ${scene.width} ${scene.height}">`,
    `<rect width="100%" height="100%" fill="${scene.colours.background}"/>`,
  ];
  for (const one of scene.curves) {
    const [dx, dy] = [one.to.x - one.from.x, one.to.y - one.from.y];
    const length = Math.hypot(dx, dy) || 1;
    const off = one.bend * Math.min(length, 260);
    const bend = { x: (one.from.x + one.to.x) / 2 + (dy / length) * off, y: (one.from.y + one.to.y) / 2 - (dx / length) * off };
    const at = (from: { x: number; y: number; radius: number }, by: number) => {
      const far = Math.hypot(bend.x - from.x, bend.y - from.y) || 1;
      const part = (from.radius + by) / far;
      return { x: from.x + (bend.x - from.x) * part, y: from.y + (bend.y - from.y) * part };
    };
    const head = one.head ? one.width * 2.2 + 4 : 0;
    const [begin, foot, tip] = [at(one.from, 0), at(one.to, head), at(one.to, 1)];
    const dash = one.dashed ? ` stroke-dasharray="${kDash} ${kGap}"` : "";
    parts.push(
      `<path d="M${n(begin.x)} ${n(begin.y)}Q${n(bend.x)} ${n(bend.y)} ${n(foot.x)} ${n(foot.y)}" fill="none" stroke="${one.colour}" stroke-width="${n(one.width)}"${dash}/>`,
    );
    if (!head) continue;
    const [ax, ay] = [((tip.x - foot.x) / head) * (head / 2), ((tip.y - foot.y) / head) * (head / 2)];
    parts.push(`<path d="M${n(tip.x)} ${n(tip.y)}L${n(foot.x - ay)} ${n(foot.y + ax)}L${n(foot.x + ay)} ${n(foot.y - ax)}Z" fill="${one.colour}"/>`);
  }
  for (const one of scene.nodes) parts.push(`<circle cx="${n(one.x)}" cy="${n(one.y)}" r="${n(one.radius)}" fill="${one.colour}"/>`);
  for (const one of scene.words) {
    const turn = one.angle ? ` transform="rotate(${n((one.angle * 180) / Math.PI)} ${n(one.x)} ${n(one.y)})"` : "";
    const anchor = one.anchor === "middle" ? ' text-anchor="middle" dominant-baseline="central"' : "";
    const left = one.anchor === "middle" ? one.x - one.width / 2 - 2 : one.x - 1;
    const above = one.anchor === "middle" ? one.y - one.size / 2 - 1 : one.y + 1 - one.size;
    parts.push(
      `<rect x="${n(left)}" y="${n(above)}" width="${n(one.width + 3)}" height="${one.size + 2}" fill="${scene.colours.halo}" fill-opacity="0.82"${turn}/>`,
      `<text x="${n(one.x)}" y="${n(one.y)}" font-family="${escape(kFont)}" font-size="${one.size}" font-weight="${one.bold ? 600 : 400}" ` +
        `fill="${one.colour}"${anchor}${turn}>${escape(one.text)}</text>`,
    );
  }
  parts.push("</svg>");
  return new Blob([parts.join("\n")], { type: "image/svg+xml" });
}

export async function png(scene: Scene): Promise<Blob> {
  const address = URL.createObjectURL(svg(scene));
  try {
    const image = new Image();
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = () => reject(new Error("the picture cannot be drawn"));
      image.src = address;
    });
    const canvas = document.createElement("canvas");
    canvas.width = scene.width * 2;
    canvas.height = scene.height * 2;
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture cannot be kept"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
