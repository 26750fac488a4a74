// The panel beside the picture: the sentences behind a relation, or all that is known of an actor.
import { pieces } from "./bytes";
import type { Corrections } from "./corrections";
import type { Desk } from "./desk";
import { button, fill, h, link } from "./dom";
import { classOf } from "./filters";
import { isDenied, labelOf } from "./looks";
import { Refused } from "./source";
import { classWord, documents, relations, statements, storyCount, t, word } from "./texts";
import type { Dossier, Evidence, Id, Key, Relation, RelationEvidence } from "./types";

export class Reader {
  private shown = "";
  private bundle: Key[] = [];

  constructor(
    private readonly panel: HTMLElement,
    private readonly desk: Desk,
    private readonly findPathTo: (from: Id) => void,
    private readonly corrections: Corrections | null,
  ) {}

  // Of a curve that stands for several relations: which of them?
  list(keys: Key[]): void {
    this.bundle = keys;
    if (keys.length === 1) void this.desk.go({ relation: keys[0], actor: "" });
    else {
      this.shown = "";
      const edges = keys.flatMap((key) => this.desk.relations.get(key) ?? []);
      this.open();
      fill(this.panel, this.bar(), h("h2", {}, relations(edges.length)), this.relationList(edges, ""));
    }
  }

  async update(): Promise<void> {
    const { state } = this.desk;
    const wanted = state.relation ? `r ${state.relation}` : state.actor ? `n ${state.actor}` : "";
    if (wanted === this.shown && wanted !== "") {
      this.refreshActions();
      return;
    }
    if (!wanted && this.bundle.length > 1) return;
    this.bundle = [];
    this.shown = wanted;
    if (!wanted) {
      this.panel.hidden = true;
      return;
    }
    this.open();
    fill(this.panel, this.bar(), h("p", { class: "hint" }, t("loading")));
    try {
      const content = state.relation
        ? this.ofRelation(await this.desk.source.relation(state.relation))
        : this.ofActor(await this.desk.source.actor(state.actor));
      if (this.shown === wanted) fill(this.panel, this.bar(), ...content);
    } catch (error) {
      if (this.shown !== wanted) return;
      fill(this.panel, this.bar(), h("p", { class: "error" }, t("error", error instanceof Refused ? error.message : String(error))));
    }
    this.panel.scrollTop = 0;
  }

  renew(): void {
    this.shown = "-";
    void this.update();
  }

  private open() {
    this.panel.hidden = false;
  }

  private bar() {
    return h("div", { class: "bar" },
      button(t("back"), () => history.back(), { class: "quiet" }),
      button("✕", () => this.close(), { class: "quiet close", "aria-label": t("close"), title: t("close") }));
  }

  close(): void {
    this.bundle = [];
    void this.desk.go({ actor: "", relation: "" });
  }

  // --- a relation ---

  private nameButton(id: Id) {
    return button(this.desk.name(id), () => void this.desk.go({ actor: id, relation: "" }), { class: "name-link" });
  }

  private ofRelation(one: RelationEvidence): (HTMLElement | null)[] {
    for (const id of [one.source, one.target]) if (!this.desk.actors.has(id)) void this.learnName(id);
    const tags = [
      classOf(one) && classWord(classOf(one)), one.event_direction && word(one.event_direction), word(one.modality),
      isDenied(one) ? word("negative") : "", ...one.themes.slice(0, 4),
    ];
    return [
      h("h2", { class: "statement" }, this.nameButton(one.source), " ", h("span", { class: `verb ${one.event_direction || "neutral"}` }, labelOf(one)), " ",
        this.nameButton(one.target)),
      h("p", { class: "tags" }, ...[...new Set(tags)].filter(Boolean).map((tag) => h("span", { class: "tag" }, tag))),
      h("p", { class: "hint" }, [statements(one.evidence_count), documents(one.document_count), storyCount(one.story_count),
        t("certainty", Math.round(one.confidence * 100))].join(" · ")),
      h("h3", {}, t("evidence")),
      h("ol", { class: "evidence" }, ...one.evidence.map((statement) => this.statement(statement, one))),
      one.evidence_left_out ? h("p", { class: "hint" }, t("more_evidence", one.evidence_left_out)) : null,
    ];
  }

  private async learnName(id: Id) {
    const { merges, offices, relations: of, timeline, ...actor } = await this.desk.source.actor(id);
    void merges, offices, timeline;
    this.desk.learn({ nodes: [actor, ...of.nodes], edges: [], left_out: of.left_out });
    this.renew();
  }

  private statement(one: Evidence, relation: Relation) {
    const sentence = h("blockquote", { lang: "es" }, ...pieces(one).map((piece) => piece.role ? h("mark", { class: piece.role }, piece.text) : piece.text));
    const says = one.source?.who ? t("says", one.source.who + (one.source.verb ? ` (${one.source.verb})` : "")) : t("document_says");
    const facts = [
      says,
      word(one.modality ?? relation.modality),
      one.time ? t("happened", one.time.text + (one.time.begin ? ` (${one.time.begin})` : "")) : "",
      one.place ?? "",
      one.date ? t("published", one.date) : "",
      one.publisher ?? "",
      t("certainty", Math.round(one.confidence * 100)),
    ];
    return h("li", {}, sentence, h("p", { class: "facts" }, facts.filter(Boolean).join(" · ")),
      h("p", { class: "from" }, link(one.title || one.document, one.url), one.title && one.title !== one.document ? h("span", { class: "id" }, ` ${one.document}`) : null));
  }

  // --- an actor ---

  private actions: HTMLElement | null = null;
  private of: Dossier | null = null;

  private refreshActions() {
    if (this.actions && this.of && this.desk.state.actor === this.of.id) fill(this.actions, ...this.actionsOf(this.of));
  }

  private actionsOf(one: Dossier) {
    const { desk } = this;
    const { state } = desk;
    const expanded = state.actors.includes(one.id);
    return [
      expanded ? button(t("collapse"), () => void desk.collapse(one.id)) : button(t("expand"), () => void desk.expand(one.id)),
      button(t("only"), () => void desk.focus(one.id)),
      button(t("path_from"), () => this.findPathTo(one.id)),
      button(t(state.pinned.includes(one.id) ? "unpin" : "pin"), () => void desk.toggle("pinned", one.id)),
      button(t("hide"), () => void desk.toggle("hidden", one.id)),
    ];
  }

  private ofActor(one: Dossier): (HTMLElement | null)[] {
    const { merges, offices, relations: of, timeline, ...actor } = one;
    this.desk.learn({ nodes: [actor, ...of.nodes], edges: [], left_out: of.left_out });
    this.of = one;
    this.actions = h("div", { class: "actions" }, ...this.actionsOf(one));
    const classes = new Map<string, Relation[]>();
    for (const edge of of.edges) {
      const name = classOf(edge) ? classWord(classOf(edge)) : edge.lemma;
      classes.set(name, [...(classes.get(name) ?? []), edge]);
    }
    return [
      h("h2", {}, one.name),
      h("p", { class: "hint" }, [word(one.type), documents(one.document_count), relations(one.relation_count)].join(" · ")),
      this.actions,
      this.corrections?.ofActor(one) ?? null,
      one.aliases.length > 0 ? h("section", {}, h("h3", {}, t("names")), h("p", {}, one.aliases.join(" · "))) : null,
      merges.length > 0
        ? h("details", {}, h("summary", {}, t("why_one")), h("ul", {}, ...merges.map((merge) => h("li", {}, `${merge.name} = ${merge.other}: ${merge.reason}`))))
        : null,
      offices.length > 0
        ? h("section", {}, h("h3", {}, t("offices")), h("ul", {}, ...offices.map((office) =>
            h("li", {}, button(office.text, () => void this.desk.go({ relation: office.relation }), { class: "name-link" }),
              h("span", { class: "note" }, ` ${span(office.first_date, office.last_date)}`)))))
        : null,
      timeline.length > 0
        ? h("section", {}, h("h3", {}, t("timeline")), h("ol", { class: "timeline" }, ...timeline.slice(-60).reverse().map((event) =>
            h("li", {}, h("time", { datetime: event.date }, event.date),
              button(`${event.label} · ${event.other}`, () => void this.desk.go({ relation: event.relation }), { class: "name-link" })))))
        : null,
      h("section", {}, h("h3", {}, t("relations")), ...[...classes].map(([name, edges]) =>
        h("details", { open: classes.size <= 6 || edges.length <= 3 }, h("summary", {}, `${name} (${edges.length})`), this.relationList(edges, one.id)))),
    ];
  }

  private relationList(edges: Relation[], from: Id) {
    return h("ul", { class: "relations" }, ...edges.map((edge) => {
      const other = edge.source === from ? edge.target : edge.source;
      const words = from === "" ? `${this.desk.name(edge.source)} ${labelOf(edge)} ${this.desk.name(edge.target)}`
        : edge.source === from ? `${labelOf(edge)} → ${this.desk.name(other)}` : `${this.desk.name(other)} ${labelOf(edge)} →`;
      return h("li", {}, button(words, () => void this.desk.go({ relation: edge.key }), { class: `name-link ${edge.event_direction || "neutral"}` }),
        h("span", { class: "note" }, ` ${span(edge.first_date, edge.last_date)} · ${documents(edge.document_count)}`));
    }));
  }
}

export function span(first: string, last: string): string {
  return first === last || !last ? first : first ? `${first} – ${last}` : last;
}
