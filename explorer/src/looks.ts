// What colours, marks and strokes mean: pictures, legend and lists have it from here.
import type { Actor, Relation } from "./types";

export interface Theme {
  background: string;
  text: string;
  faint: string;
  halo: string;
  cooperative: string;
  neutral: string;
  conflictual: string;
  groups: string[];
  noGroup: string;
}

// Told apart also by who sees no red or green.
export const kLight: Theme = {
  background: "#fbfaf7",
  text: "#1f2328",
  faint: "#b9b6ac",
  halo: "#fbfaf7",
  cooperative: "#1b6ca8",
  neutral: "#77746b",
  conflictual: "#b8432f",
  groups: ["#4e79a7", "#c98a2b", "#5f9a6b", "#8c6bb1", "#b0526b", "#3f8f8c", "#8a7a3a", "#6a7fb5", "#a8623e", "#7a8b54"],
  noGroup: "#8f8c84",
};
export const kDark: Theme = {
  background: "#17191d",
  text: "#e8e6e1",
  faint: "#53565c",
  halo: "#17191d",
  cooperative: "#6db3e8",
  neutral: "#a19d92",
  conflictual: "#f0856f",
  groups: ["#7ba5d6", "#e0ad5c", "#86c194", "#b698d8", "#d9829b", "#6fbdb9", "#bfae69", "#9aabdc", "#d69470", "#a9bb80"],
  noGroup: "#9a978f",
};

export function theme(): Theme {
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? kDark : kLight;
}

export function edgeColour(relation: Relation, colours: Theme): string {
  if (relation.event_direction === "cooperative") return colours.cooperative;
  return relation.event_direction === "conflictual" ? colours.conflictual : colours.neutral;
}

export function nodeColour(actor: Actor, colours: Theme): string {
  return actor.community === undefined ? colours.noGroup : colours.groups[actor.community % colours.groups.length];
}

// Of what is no fact (yet): alleged, promised, planned and their like are dashed.
export const kDashed = new Set(["alleged", "promised", "planned", "possible", "conditional", "ordered"]);
export const isDenied = (relation: Relation): boolean => relation.polarity === "negative" || relation.modality === "denied";

// Beside the colour, so that nothing is told by colours alone.
export function markOf(relation: Relation): string {
  if (isDenied(relation)) return "⊘";
  if (relation.event_direction === "cooperative") return "+";
  return relation.event_direction === "conflictual" ? "×" : "";
}

export function labelOf(relation: Relation): string {
  const words = relation.polarity === "negative" && !/^no /i.test(relation.label) ? `no ${relation.label}` : relation.label;
  const mark = markOf(relation);
  return (mark ? mark + " " : "") + words + (relation.count > 1 ? ` (×${relation.count})` : "");
}

export const nodeSize = (actor: Actor): number => 4 + 2.2 * Math.sqrt(Math.min(200, actor.document_count));
export const edgeWidth = (relation: Relation): number => 1.2 + Math.min(4, Math.log2(1 + relation.document_count) * 0.8);

// What the lengths of a dash are, in pixels.
export const kDash = 7;
export const kGap = 5;
