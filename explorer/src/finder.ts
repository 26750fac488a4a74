// The box in which one looks for actors: a combobox with a list, by keyboard first.
import type { Desk } from "./desk";
import { announce, byId, fill, h } from "./dom";
import { shorten } from "./picture";
import { documents, t, word } from "./texts";
import type { Hit, Id } from "./types";

const kLimit = 12;
const kPause = 90;

export class Finder {
  private readonly input = byId("search") as HTMLInputElement;
  private readonly list = byId("hits");
  private hits: Hit[] = [];
  private at = 0;
  private turn = 0;
  private timer = 0;
  private purpose: ((id: Id) => void) | null = null;

  constructor(private readonly desk: Desk) {
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.look(), kPause);
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    // Unless somebody is back by then.
    this.input.addEventListener("blur", () => setTimeout(() => document.activeElement !== this.input && this.close(), 150));
    document.addEventListener("keydown", (event) => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        this.input.focus();
        this.input.select();
      }
    });
  }

  // The next actor that is chosen is for this, and not to be looked at.
  choose(text: string, purpose: (id: Id) => void): void {
    this.purpose = purpose;
    this.input.value = "";
    this.input.placeholder = text;
    this.input.focus();
    announce(text);
  }

  rename(): void {
    this.input.placeholder = t("search");
    this.input.setAttribute("aria-label", t("search"));
    this.input.title = t("search_keys");
  }

  private async look() {
    const query = this.input.value.trim();
    const turn = ++this.turn;
    if (!query) return this.close();
    const hits = await this.desk.source.search(query, kLimit);
    if (turn !== this.turn) return;
    this.hits = hits;
    this.at = 0;
    this.show();
    announce(hits.length === 0 ? t("no_hits") : t("hits", hits.length));
  }

  private show() {
    const items = this.hits.map((hit, i) =>
      h("li", { role: "option", id: `hit-${i}`, "aria-selected": i === this.at ? "true" : "false", onmousedown: (event) => {
          event.preventDefault();
          this.take(hit, (event as MouseEvent).shiftKey);
        } },
        h("span", { class: "name" }, shorten(hit.name, 60)),
        h("span", { class: "note" }, this.note(hit))),
    );
    fill(this.list, ...(items.length > 0 ? items : [h("li", { class: "none", role: "option", "aria-disabled": "true" }, t("no_hits"))]));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark();
  }

  private note(hit: Hit): string {
    const parts = [word(hit.type), documents(hit.document_count)];
    if (hit.first_date) parts.push(hit.first_date === hit.last_date ? hit.first_date : `${hit.first_date} – ${hit.last_date}`);
    if (hit.matched !== hit.name) parts.push(t("also", shorten(hit.matched, 40)));
    return parts.join(" · ");
  }

  private mark() {
    [...this.list.children].forEach((one, i) => one.setAttribute("aria-selected", i === this.at ? "true" : "false"));
    if (this.hits.length > 0) this.input.setAttribute("aria-activedescendant", `hit-${this.at}`);
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent) {
    const { hits } = this;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (hits.length === 0) return;
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
      this.mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(this.timer);
      // What was typed last may not have been looked for yet.
      void this.look().then(() => this.hits[this.at] && this.take(this.hits[this.at], event.shiftKey));
    } else if (event.key === "Escape") {
      this.stop();
      this.input.blur();
    }
  }

  private take(hit: Hit, add: boolean) {
    const purpose = this.purpose;
    this.stop();
    this.input.blur();
    this.desk.learn({ nodes: [hit], edges: [], left_out: { nodes: 0, edges: 0 } });
    if (purpose) purpose(hit.id);
    else void (add ? this.desk.expand(hit.id) : this.desk.focus(hit.id));
  }

  private stop() {
    this.purpose = null;
    this.input.value = "";
    this.rename();
    ++this.turn;
    this.close();
  }

  private close() {
    this.list.hidden = true;
    this.hits = [];
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
