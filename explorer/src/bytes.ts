// Spans of evidence are bytes of a document's UTF-8; texts here are UTF-16.
import type { Evidence } from "./types";

export interface Piece {
  text: string;
  role: "" | "subject" | "relation" | "object";
}

// A sentence cut where its subject, predicate and object stand. Parts that stand elsewhere are not marked.
export function pieces(evidence: Evidence): Piece[] {
  const bytes = new TextEncoder().encode(evidence.sentence);
  const decoder = new TextDecoder();
  const from = evidence.span[0];
  // Where white space was made less, offsets do not fit: then what has a text is looked for.
  const fits = evidence.span[1] - from === bytes.length;
  const place = (role: "subject" | "relation" | "object") => {
    const part = evidence[role];
    if (fits || part.span[0] < from || part.span[1] > evidence.span[1]) return { role, begin: part.span[0] - from, end: part.span[1] - from };
    const at = part.text ? evidence.sentence.indexOf(part.text) : -1;
    if (at < 0) return { role, begin: -1, end: -1 };
    const begin = new TextEncoder().encode(evidence.sentence.slice(0, at)).length;
    return { role, begin, end: begin + new TextEncoder().encode(part.text).length };
  };
  const marks = (["subject", "relation", "object"] as const)
    .map(place)
    .filter((one) => one.begin >= 0 && one.end <= bytes.length && one.begin < one.end)
    .sort((a, b) => a.begin - b.begin || b.end - a.end);
  const result: Piece[] = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.begin < at) continue;  // Within another.
    if (mark.begin > at) result.push({ text: decoder.decode(bytes.subarray(at, mark.begin)), role: "" });
    result.push({ text: decoder.decode(bytes.subarray(mark.begin, mark.end)), role: mark.role });
    at = mark.end;
  }
  if (at < bytes.length) result.push({ text: decoder.decode(bytes.subarray(at)), role: "" });
  return result;
}
