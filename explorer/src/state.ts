// What is looked at, as the address has it: a view can be kept and sent.
import { addFilters, filtersFrom, kNoFilters, type Filters } from "./filters";
import type { Id, Key } from "./types";

export type View = "picture" | "table" | "ask" | "correct";

export interface State {
  view: View;
  top: boolean;  // The best supported actors are there.
  actors: Id[];  // Those that are expanded, in the order in which they were.
  hidden: Id[];
  pinned: Id[];
  actor: Id;     // That is read about, or empty.
  relation: Key; // The same.
  path: [Id, Id] | null;
  filters: Filters;
  query: string;
  language: string;
}

export const kStart: State = {
  view: "picture", top: true, actors: [], hidden: [], pinned: [], actor: "", relation: "", path: null, filters: kNoFilters, query: "", language: "",
};

const list = (text: string | null): string[] => (text ? text.split(",").filter((one) => /^n[0-9a-f]{16}$/.test(one)) : []);

export function stateFrom(hash: string): State {
  const address = new URLSearchParams(hash.replace(/^#/, ""));
  const view = address.get("view") as View;
  const path = list(address.get("path"));
  return {
    view: ["picture", "table", "ask", "correct"].includes(view) ? view : "picture",
    top: address.get("top") !== "0",
    actors: list(address.get("actors")),
    hidden: list(address.get("hidden")),
    pinned: list(address.get("pinned")),
    actor: list(address.get("actor"))[0] ?? "",
    relation: /^r[0-9a-f]{16}$/.test(address.get("relation") ?? "") ? address.get("relation")! : "",
    path: path.length === 2 ? [path[0], path[1]] : null,
    filters: filtersFrom(address),
    query: address.get("query") ?? "",
    language: address.get("lang") ?? "",
  };
}

export function addressOf(state: State): string {
  const address = new URLSearchParams();
  if (state.view !== "picture") address.set("view", state.view);
  if (!state.top) address.set("top", "0");
  for (const name of ["actors", "hidden", "pinned"] as const) if (state[name].length) address.set(name, state[name].join(","));
  if (state.actor) address.set("actor", state.actor);
  if (state.relation) address.set("relation", state.relation);
  if (state.path) address.set("path", state.path.join(","));
  addFilters(state.filters, address);
  if (state.query) address.set("query", state.query);
  if (state.language) address.set("lang", state.language);
  return "#" + address.toString();
}
