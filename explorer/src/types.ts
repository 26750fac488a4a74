// What the server answers and what the file holds: docs/explorer.md.

export type Id = string;
export type Key = string;

export interface Actor {
  id: Id;
  name: string;
  type: string;
  named: boolean;
  aliases: string[];
  mention_count: number;
  document_count: number;
  relation_count: number;
  community?: number;
}

export interface Relation {
  source: Id;
  target: Id;
  key: Key;
  label: string;
  lemma: string;
  preposition: string;
  event_class: string;
  event_root: string;
  event_direction: string;
  relation_class: string;
  symmetric: boolean;
  polarity: string;
  modality: string;
  count: number;
  evidence_count: number;
  document_count: number;
  confidence: number;
  salience: number;
  first_date: string;
  last_date: string;
  themes: string[];
  sources: string[];
  days: string[];
  publishers: string[];
  story_count: number;
}

export interface Fragment {
  nodes: Actor[];
  edges: Relation[];
  left_out: { nodes: number; edges: number };
}

export interface Part {
  text?: string;
  label?: string;
  canonical?: string;
  span: [number, number];
}

export interface Evidence {
  document: string;
  url?: string;
  title?: string;
  date?: string;
  publisher?: string;
  sentence: string;
  span: [number, number];
  subject: Part;
  object: Part;
  relation: Part;
  theme?: string;
  place?: string;
  time?: { text: string; begin?: string; end?: string };
  source?: { who: string; verb?: string };
  modality?: string;
  count: number;
  confidence: number;
}

export interface RelationEvidence extends Relation {
  evidence: Evidence[];
  evidence_left_out?: number;
}

export interface Merge {
  name: string;
  other: string;
  reason: string;
}

export interface Dossier extends Actor {
  merges: Merge[];
  offices: { text: string; first_date: string; last_date: string; relation: Key }[];
  relations: Fragment;
  timeline: { date: string; label: string; relation: Key; other: string }[];
}

export interface About {
  name: string;
  entities: number;
  relations: number;
  first_date: string;
  last_date: string;
  edit: boolean;
  served: boolean;
  token?: string;
}

export interface Hit extends Actor {
  first_date?: string;
  last_date?: string;
  matched: string;
}

export interface Community {
  id: number;
  size: number;
  names: string[];
}

export type Cell = null | boolean | number | string | Cell[] | { [key: string]: Cell };

export interface Answer {
  columns: string[];
  rows: Cell[][];
  truncated: boolean;
  milliseconds: number;
  fragment: Fragment;
}

export interface ReviewSide {
  id: Id;
  name: string;
  actor?: string;
  documents?: number;
  sentences: { text: string; document: string; date?: string }[];
}

export interface ReviewPair {
  kind: "merged" | "apart";
  probability: number;
  reasons: string[];
  left: ReviewSide;
  right: ReviewSide;
}

export interface Decision {
  number: number;
  kind: string;
  left: string;
  right: string;
  author: string;
  time: string;
  undone: boolean;
  text?: string;
}
