// What is shown of what is there. The names are those of the address and of the server's parameters.
import type { Actor, Relation } from "./types";

export interface Filters {
  since: string;
  until: string;
  class: string[];
  direction: string;
  polarity: string;
  modality: string[];
  source: string;
  publisher: string;
  type: string[];
  min_stories: number;
  min_confidence: number;
}

export const kNoFilters: Filters = {
  since: "",
  until: "",
  class: [],
  direction: "",
  polarity: "",
  modality: [],
  source: "",
  publisher: "",
  type: [],
  min_stories: 0,
  min_confidence: 0,
};

export function filtersFrom(address: URLSearchParams): Filters {
  const number = (name: string) => Math.max(0, Number(address.get(name)) || 0);
  return {
    since: address.get("since") ?? "",
    until: address.get("until") ?? "",
    class: address.getAll("class"),
    direction: address.get("direction") ?? "",
    polarity: address.get("polarity") ?? "",
    modality: address.getAll("modality"),
    source: address.get("source") ?? "",
    publisher: address.get("publisher") ?? "",
    type: address.getAll("type"),
    min_stories: number("min_stories"),
    min_confidence: Math.min(1, number("min_confidence")),
  };
}

export function addFilters(filters: Filters, address: URLSearchParams): void {
  for (const [name, value] of Object.entries(filters)) {
    if (Array.isArray(value)) for (const one of value) address.append(name, one);
    else if (value) address.set(name, String(value));
  }
}

export function isFiltered(filters: Filters): boolean {
  const address = new URLSearchParams();
  addFilters(filters, address);
  return address.toString() !== "";
}

export const classOf = (relation: Relation): string => relation.event_class || relation.relation_class;

type Test = (relation: Relation, filters: Filters, actors: Map<string, Actor>) => boolean;

// By what is narrowed: the counts beside a choice are of what all other filters leave.
const kTests: Record<string, Test> = {
  time: (one, { since, until }) => {
    if (!since && !until) return true;
    const inside = (day: string) => (!since || day >= since) && (!until || day <= until);
    return one.days.length > 0
      ? one.days.some(inside)
      : !!one.first_date && (!since || one.last_date >= since) && (!until || one.first_date <= until);
  },
  class: (one, filters) => filters.class.length === 0 || filters.class.includes(classOf(one)),
  direction: (one, { direction }) => !direction || one.event_direction === direction,
  polarity: (one, { polarity }) => !polarity || one.polarity === polarity,
  modality: (one, { modality }) => modality.length === 0 || modality.includes(one.modality),
  source: (one, { source }) => !source || one.sources.includes(source),
  publisher: (one, { publisher }) => !publisher || one.publishers.includes(publisher),
  type: (one, { type }, actors) =>
    type.length === 0 ||
    [one.source, one.target].every((id) => {
      const actor = actors.get(id);
      return actor !== undefined && type.includes(actor.type);
    }),
  min_stories: (one, filters) => one.story_count >= filters.min_stories,
  min_confidence: (one, filters) => one.confidence >= filters.min_confidence,
};

export function passes(relation: Relation, filters: Filters, actors: Map<string, Actor>, but = ""): boolean {
  return Object.entries(kTests).every(([name, test]) => name === but || test(relation, filters, actors));
}

// How many relations each choice of one filter would leave.
export function counts(
  relations: Iterable<Relation>,
  filters: Filters,
  actors: Map<string, Actor>,
  name: string,
  choices: (relation: Relation) => Iterable<string>,
): Map<string, number> {
  const result = new Map<string, number>();
  for (const one of relations) {
    if (!passes(one, filters, actors, name)) continue;
    for (const choice of new Set(choices(one))) if (choice) result.set(choice, (result.get(choice) ?? 0) + 1);
  }
  return new Map([...result].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}
