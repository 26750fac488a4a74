// What is known and what of it is shown. The panels ask it and are told when it changes.
import { passes, type Filters } from "./filters";
import type { Seen } from "./picture";
import { bySupport, type Source } from "./source";
import { addressOf, kStart, stateFrom, type State } from "./state";
import type { Actor, Community, Fragment, Id, Key, Relation } from "./types";

const kTop = 60;
const kNeighbours = 40;

export class Desk {
  state: State;
  readonly actors = new Map<Id, Actor>();
  readonly relations = new Map<Key, Relation>();
  communities: Community[] = [];
  path: Id[] = [];
  leftOut = 0;  // Neighbours that were not fetched.
  seen: Seen = { actors: [], relations: [] };
  private fetched = new Map<string, Promise<Fragment>>();
  private readonly listeners: (() => void)[] = [];
  private turn = 0;

  constructor(readonly source: Source) {
    this.state = stateFrom(location.hash);
    window.addEventListener("hashchange", () => {
      if (location.hash === addressOf(this.state) || (location.hash === "" && addressOf(this.state) === "#")) return;
      this.state = stateFrom(location.hash);
      void this.load();
    });
  }

  listen(listener: () => void): void {
    this.listeners.push(listener);
  }

  // Goes to another state; what it needs is fetched. Small steps (a filter that is dragged) replace the last address.
  async go(change: Partial<State>, replace = false): Promise<void> {
    this.state = { ...this.state, ...change };
    const address = addressOf(this.state);
    if (address !== location.hash && !(address === "#" && !location.hash)) {
      if (replace) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
    }
    await this.load();
  }

  private fetch(key: string, ask: () => Promise<Fragment>): Promise<Fragment> {
    let known = this.fetched.get(key);
    if (!known) {
      known = ask();
      known.catch(() => this.fetched.delete(key));
      this.fetched.set(key, known);
    }
    return known;
  }

  // Forgets all: the graph has changed.
  async renew(): Promise<void> {
    this.fetched.clear();
    this.actors.clear();
    this.relations.clear();
    await this.load();
  }

  async load(): Promise<void> {
    const turn = ++this.turn;
    const { source, state } = this;
    const filters = JSON.stringify(state.filters);
    const wanted: Promise<Fragment>[] = [];
    if (state.top) wanted.push(this.fetch("top", () => source.top(kTop)));
    for (const id of state.actors) {
      // All, so that it can be said what other filters would leave; and those that these filters leave.
      wanted.push(this.fetch(`focus ${id}`, () => source.focus(id, kNeighbours, kStart.filters)));
      if (filters !== JSON.stringify(kStart.filters)) {
        wanted.push(this.fetch(`focus ${id} ${filters}`, () => source.focus(id, kNeighbours, state.filters)));
      }
    }
    this.path = [];
    if (state.path) {
      const [from, to] = state.path;
      const found = this.fetch(`path ${from} ${to} ${filters}`, () => source.path(from, to, state.filters));
      wanted.push(found);
    }
    if (state.pinned.length > 0) {
      const ids = state.pinned;
      wanted.push(this.fetch(`between ${ids}`, () => source.between(ids, kStart.filters)));
    }
    const fragments = await Promise.all(wanted);
    if (turn !== this.turn) return;
    const ids = new Set<Id>();
    this.leftOut = 0;
    fragments.forEach((fragment) => {
      this.learn(fragment);
      for (const one of fragment.nodes) ids.add(one.id);
      if (!("path" in fragment)) this.leftOut += fragment.left_out.nodes;
      else this.path = (fragment as Fragment & { path: Id[] }).path;
    });
    if (fragments.length > 1) {
      const all = [...ids].sort().slice(0, 400);
      this.learn(await this.fetch(`between ${all}`, () => source.between(all, kStart.filters)));
      if (turn !== this.turn) return;
    }
    this.inView = ids;
    this.look();
  }

  private inView = new Set<Id>();

  learn(fragment: Fragment): void {
    for (const one of fragment.nodes) this.actors.set(one.id, one);
    for (const one of fragment.edges) this.relations.set(one.key, one);
  }

  // Works out what is shown of what is known.
  private look(): void {
    const { state } = this;
    const hidden = new Set(state.hidden);
    const kept = new Set([...state.pinned, ...state.actors, ...this.path, state.actor].filter((id) => this.actors.has(id)));
    const there = (id: Id) => (this.inView.has(id) || kept.has(id)) && !hidden.has(id);
    const inView = [...this.relations.values()].filter((one) => there(one.source) && there(one.target));
    this.candidates = inView;
    const relations = inView.filter((one) => passes(one, state.filters, this.actors));
    const tied = new Set(relations.flatMap((one) => [one.source, one.target]));
    const actors = [...this.actors.values()].filter((one) => there(one.id) && (tied.has(one.id) || kept.has(one.id)));
    actors.sort(bySupport);
    relations.sort((a, b) => b.document_count - a.document_count || b.count - a.count || (a.key < b.key ? -1 : 1));
    this.seen = { actors, relations };
    for (const listener of this.listeners) listener();
  }

  // Relations among those in view, before filters.
  candidates: Relation[] = [];

  async nameGroups(): Promise<void> {
    this.communities = await this.source.communities();
    for (const listener of this.listeners) listener();
  }

  // Shows what a query gave, as if its actors were pinned.
  async showFragment(fragment: Fragment): Promise<void> {
    this.learn(fragment);
    await this.go({ view: "picture", top: false, actors: [], path: null, pinned: fragment.nodes.map((one) => one.id).slice(0, 200) });
  }

  focus(id: Id): Promise<void> {
    return this.go({ top: false, actors: [id], path: null, pinned: [], actor: id, relation: "", hidden: without(this.state.hidden, id) });
  }
  expand(id: Id): Promise<void> {
    return this.go({ actors: [...without(this.state.actors, id), id], actor: id, relation: "", hidden: without(this.state.hidden, id) });
  }
  collapse(id: Id): Promise<void> {
    return this.go({ actors: without(this.state.actors, id) });
  }
  toggle(list: "hidden" | "pinned", id: Id): Promise<void> {
    const now = this.state[list];
    return this.go({ [list]: now.includes(id) ? without(now, id) : [...now, id], ...(list === "hidden" ? { actor: "" } : {}) });
  }
  narrow(change: Partial<Filters>, replace = false): Promise<void> {
    return this.go({ filters: { ...this.state.filters, ...change } }, replace);
  }
  name(id: Id): string {
    return this.actors.get(id)?.name ?? id;
  }
}

const without = (list: Id[], id: Id): Id[] => list.filter((one) => one !== id);
