// What people decide about names: the same lines, in the same log, as those of the command line.
import type { Desk } from "./desk";
import { announce, button, fill, h } from "./dom";
import { Refused, type Server } from "./source";
import { documents, t, word } from "./texts";
import type { Dossier, Id, ReviewPair, ReviewSide } from "./types";

const kTypes = ["PER", "ORG", "LOC", "MISC", "GROUP"];

export class Corrections {
  private readonly review = h("div", { class: "review" });
  private readonly log = h("div", { class: "log" });
  private readonly said = h("p", { class: "hint", role: "status" });
  private loaded = false;

  constructor(
    private readonly panel: HTMLElement,
    private readonly desk: Desk,
    private readonly server: Server,
    private readonly find: (text: string, purpose: (id: Id) => void) => void,
  ) {}

  get canEdit(): boolean {
    return this.server.about.edit;
  }

  update(): void {
    if (this.desk.state.view !== "correct") {
      this.loaded = false;
      return;
    }
    if (this.loaded) return;
    this.loaded = true;
    fill(this.panel, this.canEdit ? null : h("p", { class: "hint" }, t("read_only")), this.said, h("h2", {}, t("review")), this.review,
      h("h2", {}, t("decisions")), this.log);
    void this.load();
  }

  private async load() {
    fill(this.review, h("p", { class: "hint" }, t("loading")));
    try {
      const [pairs, decisions] = await Promise.all([this.server.review(20), this.server.log()]);
      fill(this.review, ...(pairs.length > 0 ? pairs.map((one) => this.pair(one)) : [h("p", { class: "hint" }, t("nothing_to_review"))]));
      const rows = [...decisions].reverse().map((one) =>
        h("tr", { class: one.undone ? "undone" : "" }, h("td", { class: "number" }, one.number), h("td", {}, one.text ?? `${one.kind} ${one.left} ${one.right}`),
          h("td", {}, one.author), h("td", {}, one.time.slice(0, 16).replace("T", " ")),
          h("td", {}, this.canEdit
            ? one.undone ? button(t("redo"), () => void this.change(() => this.server.redo(one.number)))
              : button(t("undo"), () => void this.change(() => this.server.undo(one.number)))
            : null)));
      fill(this.log, rows.length > 0 ? h("table", {}, h("tbody", {}, ...rows)) : h("p", { class: "hint" }, t("no_decisions")));
    } catch (error) {
      fill(this.review, h("p", { class: "error" }, t("error", error instanceof Refused ? error.message : String(error))));
    }
  }

  private pair(one: ReviewPair) {
    const percent = Math.round(one.probability * 100);
    const decide = (kind: string) => () => void this.change(() => this.server.decide(kind, one.left.name, one.right.name, [one.left.id, one.right.id]));
    return h("article", {}, h("p", {}, h("strong", {}, t(one.kind === "merged" ? "merged" : "apart", percent)), " ",
        h("span", { class: "hint" }, one.reasons.join("; "))),
      h("div", { class: "sides" }, this.side(one.left), this.side(one.right)),
      this.canEdit ? h("div", { class: "actions" }, button(t("same"), decide("same")), button(t("different"), decide("different"))) : null);
  }

  private side(one: ReviewSide) {
    return h("div", {}, h("h3", {}, one.name), one.documents ? h("p", { class: "hint" }, documents(one.documents)) : null,
      ...one.sentences.map((sentence) => h("blockquote", { lang: "es" }, sentence.text, h("footer", {}, [sentence.document, sentence.date].filter(Boolean).join(", ")))));
  }

  // What is decided changes names and ids: all is asked for anew. False if it was refused, which is said.
  private async change(make: () => Promise<{ text: string }>, said: HTMLElement = this.said): Promise<boolean> {
    try {
      const { text } = await make();
      this.said.textContent = t("decided", text);
      announce(t("decided", text));
      this.loaded = false;
      await this.desk.renew();
      return true;
    } catch (error) {
      const text = t("error", error instanceof Refused ? error.message : String(error));
      said.textContent = text;
      announce(text);
      return false;
    }
  }

  // In a dossier.
  ofActor(one: Dossier): HTMLElement | null {
    if (!this.canEdit) return null;
    const refused = h("p", { class: "error", role: "alert" });
    const decide = (kind: string, right: string) =>
      void this.change(() => this.server.decide(kind, one.id, right), refused).then((done) => (done ? this.desk.go({ actor: "" }) : undefined));
    const name = h("input", { type: "text", "aria-label": t("new_name"), value: one.name }) as HTMLInputElement;
    const type = h("select", { "aria-label": t("type") }, ...kTypes.map((value) => h("option", { value, selected: value === one.type }, word(value)))) as HTMLSelectElement;
    return h("details", { class: "correct-actor" }, h("summary", {}, t("correct")),
      h("div", { class: "row" }, button(t("same_as"), () => this.find(t("same_as"), (id) => decide("same", id)))),
      h("div", { class: "row" }, name, button(t("rename"), () => decide("rename", name.value))),
      h("div", { class: "row" }, type, button(t("retype"), () => decide("retype", type.value))),
      h("div", { class: "row" }, button(t("hide_always"), () => decide("hide", ""))), refused);
  }
}
