// Where the page has its graph from: a server, or the file that the page is.
import { addFilters, passes, type Filters } from "./filters";
import { match } from "./fold";
import type {
  About, Actor, Answer, Community, Decision, Dossier, Evidence, Fragment, Hit, Id, Key, Merge, Relation, RelationEvidence, ReviewPair,
} from "./types";

export interface Source {
  about: About;
  top(limit: number): Promise<Fragment>;
  search(query: string, limit: number): Promise<Hit[]>;
  focus(id: Id, limit: number, filters: Filters): Promise<Fragment>;
  between(ids: Id[], filters: Filters): Promise<Fragment>;
  path(from: Id, to: Id, filters: Filters): Promise<Fragment & { path: Id[] }>;
  relation(key: Key): Promise<RelationEvidence>;
  actor(id: Id): Promise<Dossier>;
  communities(): Promise<Community[]>;
}

// What only a server can do.
export interface Server extends Source {
  ask(query: string, id: string): Promise<Answer>;
  cancel(id: string): Promise<void>;
  complete(before: string): Promise<{ candidates: string[]; begin: number }>;
  review(limit: number): Promise<ReviewPair[]>;
  log(): Promise<Decision[]>;
  // `ids` of the review's names, where several are written alike.
  decide(kind: string, left: string, right: string, ids?: [Id, Id]): Promise<{ number: number; text: string }>;
  undo(number: number): Promise<{ text: string }>;
  redo(number: number): Promise<{ text: string }>;
  exported(to: string, nodes: Id[], edges: Key[]): Promise<Blob>;
}

export class Refused extends Error {
  constructor(
    message: string,
    readonly line = 0,
    readonly column = 0,
    readonly hint = "",
  ) {
    super(message);
  }
}

export class ServedSource implements Server {
  private constructor(readonly about: About) {}

  static async open(): Promise<ServedSource> {
    return new ServedSource((await ServedSource.get("graph")) as About);
  }

  private static async answer(response: Response): Promise<unknown> {
    const text = await response.text();
    let data: { error?: { message: string; line?: number; column?: number; hint?: string } };
    try {
      data = JSON.parse(text);
    } catch {
      throw new Refused(`${response.status} ${response.statusText}`);
    }
    if (data.error) throw new Refused(data.error.message, data.error.line, data.error.column, data.error.hint);
    return data;
  }

  private static async get(what: string, parameters = new URLSearchParams()): Promise<unknown> {
    const query = parameters.toString();
    return ServedSource.answer(await fetch(`/api/${what}${query ? "?" + query : ""}`));
  }

  private post(what: string, body: unknown): Promise<Response> {
    const headers: Record<string, string> = { "Content-Type": "application/json" };
    if (this.about.token) headers["X-Trama-Token"] = this.about.token;
    return fetch(`/api/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
  }

  private async change<T>(what: string, body: unknown): Promise<T> {
    return (await ServedSource.answer(await this.post(what, body))) as T;
  }

  private async ask_for<T>(what: string, parameters: Record<string, string | number>, filters?: Filters): Promise<T> {
    const address = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) address.set(name, String(value));
    if (filters) addFilters(filters, address);
    return (await ServedSource.get(what, address)) as T;
  }

  top(limit: number) {
    return this.ask_for<Fragment>("top", { limit });
  }
  async search(q: string, limit: number) {
    return (await this.ask_for<{ hits: Hit[] }>("search", { q, limit })).hits;
  }
  focus(id: Id, limit: number, filters: Filters) {
    return this.ask_for<Fragment>("focus", { id, limit }, filters);
  }
  between(ids: Id[], filters: Filters) {
    return this.ask_for<Fragment>("between", { ids: ids.join(",") }, filters);
  }
  path(from: Id, to: Id, filters: Filters) {
    return this.ask_for<Fragment & { path: Id[] }>("path", { from, to }, filters);
  }
  relation(key: Key) {
    return this.ask_for<RelationEvidence>("relation", { key });
  }
  actor(id: Id) {
    return this.ask_for<Dossier>("entity", { id });
  }
  async communities() {
    return (await this.ask_for<{ communities: Community[] }>("communities", {})).communities;
  }
  ask(query: string, id: string) {
    return this.change<Answer>("query", { query, parameters: {}, id });
  }
  async cancel(id: string) {
    await this.change("query/cancel", { id });
  }
  complete(before: string) {
    return this.ask_for<{ candidates: string[]; begin: number }>("complete", { before });
  }
  async review(limit: number) {
    return (await this.ask_for<{ pairs: ReviewPair[] }>("review", { limit })).pairs;
  }
  async log() {
    return (await this.ask_for<{ decisions: Decision[] }>("log", {})).decisions;
  }
  decide(kind: string, left: string, right: string, ids?: [Id, Id]) {
    const meant = ids ? { left_id: ids[0], right_id: ids[1] } : {};
    return this.change<{ number: number; text: string }>("decide", { kind, left, right, ...meant });
  }
  undo(number: number) {
    return this.change<{ text: string }>("undo", { number });
  }
  redo(number: number) {
    return this.change<{ text: string }>("redo", { number });
  }
  async exported(to: string, nodes: Id[], edges: Key[]) {
    const response = await this.post("export", { to, nodes, edges });
    if (!response.ok) await ServedSource.answer(response);
    return response.blob();
  }
}

interface Held {
  graph: About;
  fragment: Fragment;
  evidence: Record<Key, Evidence[]>;
  entities: Record<Id, { merges: Merge[]; offices: Dossier["offices"] }>;
  communities: Community[];
}

export class EmbeddedSource implements Source {
  readonly about: About;
  private readonly actors = new Map<Id, Actor>();
  private readonly relations = new Map<Key, Relation>();
  private readonly of = new Map<Id, Relation[]>();

  constructor(private readonly held: Held) {
    this.about = { ...held.graph, served: false, edit: false };
    for (const one of held.fragment.nodes) this.actors.set(one.id, one);
    for (const one of held.fragment.edges) {
      this.relations.set(one.key, one);
      for (const id of new Set([one.source, one.target])) {
        const list = this.of.get(id);
        if (list) list.push(one);
        else this.of.set(id, [one]);
      }
    }
  }

  private fragment(ids: Iterable<Id>, keep: (relation: Relation) => boolean, left = 0): Fragment {
    const chosen = new Set(ids);
    const edges = this.held.fragment.edges.filter((one) => chosen.has(one.source) && chosen.has(one.target) && keep(one));
    const nodes = [...chosen].flatMap((id) => this.actors.get(id) ?? []);
    return { nodes, edges, left_out: { nodes: left, edges: 0 } };
  }

  private filtered(filters: Filters): (relation: Relation) => boolean {
    return (relation) => passes(relation, filters, this.actors);
  }

  async top(limit: number) {
    const ranked = [...this.actors.values()].sort(bySupport);
    return this.fragment(ranked.slice(0, limit).map((one) => one.id), () => true, Math.max(0, ranked.length - limit));
  }

  async search(query: string, limit: number) {
    const found: { rank: number; hit: Hit }[] = [];
    for (const actor of this.actors.values()) {
      let best = match(actor.name, query);
      let matched = actor.name;
      for (const alias of actor.aliases) {
        const rank = match(alias, query);
        if (rank >= 0 && (best < 0 || rank < best)) [best, matched] = [rank, alias];
      }
      if (best < 0) continue;
      const days = (this.of.get(actor.id) ?? []).flatMap((one) => [one.first_date, one.last_date]).filter(Boolean).sort();
      found.push({ rank: best, hit: { ...actor, matched, first_date: days[0], last_date: days[days.length - 1] } });
    }
    found.sort((a, b) => a.rank - b.rank || bySupport(a.hit, b.hit));
    return found.slice(0, limit).map((one) => one.hit);
  }

  async focus(id: Id, limit: number, filters: Filters) {
    const keep = this.filtered(filters);
    const support = new Map<Id, number>();
    for (const one of this.of.get(id) ?? []) {
      const other = one.source === id ? one.target : one.source;
      if (other !== id && keep(one)) support.set(other, Math.max(support.get(other) ?? 0, one.document_count));
    }
    const ranked = [...support].sort((a, b) => b[1] - a[1] || bySupport(this.actors.get(a[0])!, this.actors.get(b[0])!));
    const chosen = ranked.slice(0, limit).map(([other]) => other);
    return this.fragment([id, ...chosen], keep, ranked.length - chosen.length);
  }

  async between(ids: Id[], filters: Filters) {
    return this.fragment(ids, this.filtered(filters));
  }

  async path(from: Id, to: Id, filters: Filters) {
    const keep = this.filtered(filters);
    const before = new Map<Id, Id>([[from, from]]);
    for (let level = [from]; level.length > 0 && !before.has(to); ) {
      const further: Id[] = [];
      for (const id of level) {
        for (const one of this.of.get(id) ?? []) {
          const other = one.source === id ? one.target : one.source;
          if (before.has(other) || !keep(one)) continue;
          before.set(other, id);
          further.push(other);
        }
      }
      level = further;
    }
    const path: Id[] = [];
    if (before.has(to)) {
      for (let at = to; ; at = before.get(at)!) {
        path.unshift(at);
        if (at === from) break;
      }
    }
    return { ...this.fragment(path, keep), path };
  }

  async relation(key: Key) {
    return { ...this.relations.get(key)!, evidence: this.held.evidence[key] ?? [] };
  }

  async actor(id: Id): Promise<Dossier> {
    const edges = [...(this.of.get(id) ?? [])].sort((a, b) => b.document_count - a.document_count || b.count - a.count);
    const ids = new Set(edges.flatMap((one) => [one.source, one.target]));
    const other = (one: Relation) => this.actors.get(one.source === id ? one.target : one.source)?.name ?? "";
    const timeline = edges
      .flatMap((one) => one.days.map((date) => ({ date, label: one.label, relation: one.key, other: other(one) })))
      .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
    return {
      ...this.actors.get(id)!,
      merges: this.held.entities[id]?.merges ?? [],
      offices: this.held.entities[id]?.offices ?? [],
      relations: { nodes: [...ids].flatMap((one) => this.actors.get(one) ?? []), edges, left_out: { nodes: 0, edges: 0 } },
      timeline,
    };
  }

  async communities() {
    return this.held.communities;
  }
}

export function bySupport(a: Actor, b: Actor): number {
  return b.document_count - a.document_count || b.mention_count - a.mention_count || (a.name < b.name ? -1 : 1);
}

export async function openSource(): Promise<Source> {
  const held = document.getElementById("trama-data");
  return held?.textContent ? new EmbeddedSource(JSON.parse(held.textContent)) : ServedSource.open();
}

export function asServer(source: Source): Server | null {
  return source.about.served ? (source as Server) : null;
}
