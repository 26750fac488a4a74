// What is in view as a table: sorted as one likes, kept as files.
import type { Desk } from "./desk";
import { announce, button, download, fill, h } from "./dom";
import { csv, gexfOf, json, png, svg } from "./files";
import { classOf } from "./filters";
import { labelOf } from "./looks";
import type { Picture } from "./picture";
import { asServer } from "./source";
import { classWord, t, word, type Text } from "./texts";
import type { Relation } from "./types";

interface Column {
  name: Text;
  of(relation: Relation, desk: Desk): string | number;
  numeric?: boolean;
}

const kColumns: Column[] = [
  { name: "subject", of: (one, desk) => desk.name(one.source) },
  { name: "relation", of: (one) => labelOf(one) },
  { name: "object", of: (one, desk) => desk.name(one.target) },
  { name: "class", of: (one) => classWord(classOf(one)) },
  { name: "modality", of: (one) => word(one.modality) },
  { name: "source", of: (one) => one.sources.join(", ") },
  { name: "first", of: (one) => one.first_date },
  { name: "last", of: (one) => one.last_date },
  { name: "docs", of: (one) => one.document_count, numeric: true },
  { name: "confidence", of: (one) => Math.round(one.confidence * 100), numeric: true },
];
const kPage = 300;

export class Table {
  private column = 8;
  private down = true;
  private shown = kPage;

  constructor(private readonly panel: HTMLElement, private readonly desk: Desk, private readonly picture: Picture) {}

  update(): void {
    const { desk } = this;
    const column = kColumns[this.column];
    const rows = desk.seen.relations.map((relation) => ({ relation, value: column.of(relation, desk) }));
    const order = new Intl.Collator(document.documentElement.lang);
    rows.sort((a, b) => {
      const by = typeof a.value === "number" ? a.value - (b.value as number) : order.compare(a.value, String(b.value));
      return (this.down ? -by : by) || (a.relation.key < b.relation.key ? -1 : 1);
    });
    const head = kColumns.map((one, i) =>
      h("th", { scope: "col", "aria-sort": i === this.column ? (this.down ? "descending" : "ascending") : "none", class: one.numeric ? "number" : "" },
        button(t(one.name) + (i === this.column ? (this.down ? " ▾" : " ▴") : ""), () => this.sort(i), { class: "quiet" })));
    const body = rows.slice(0, this.shown).map(({ relation }) =>
      h("tr", {}, ...kColumns.map((one, i) => {
        const value = one.of(relation, desk);
        const open = { class: i === 1 ? `name-link ${relation.event_direction || "neutral"}` : "name-link" };
        const content =
          i === 0 ? button(String(value), () => void desk.go({ actor: relation.source, relation: "" }), open)
          : i === 1 ? button(String(value), () => void desk.go({ relation: relation.key, actor: "" }), open)
          : i === 2 ? button(String(value), () => void desk.go({ actor: relation.target, relation: "" }), open)
          : String(value);
        return h("td", { class: one.numeric ? "number" : one.name === "first" || one.name === "last" ? "day" : "" }, content);
      })));
    fill(this.panel,
      h("div", { class: "saves" }, h("span", {}, t("save_as")), ...this.saves()),
      rows.length === 0 ? h("p", { class: "hint" }, t("empty")) : h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("table") },
        h("table", {}, h("caption", {}, t("relations_count", rows.length)), h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...body))),
      rows.length > this.shown ? button(t("more_evidence", rows.length - this.shown), () => ((this.shown += kPage), this.update())) : null);
  }

  private sort(column: number) {
    this.down = column === this.column ? !this.down : !!kColumns[column].numeric;
    this.column = column;
    announce(t("sorted_by", t(kColumns[column].name)));
    this.update();
    (this.panel.querySelectorAll("th button")[column] as HTMLElement | undefined)?.focus();
  }

  private saves(): HTMLElement[] {
    const { desk, picture } = this;
    const server = asServer(desk.source);
    const save = (kind: string, make: () => Blob | Promise<Blob>) =>
      button(kind.toUpperCase(), () => {
        Promise.resolve(make())
          .then((blob) => download(`${desk.source.about.name.replace(/\.[^.]*$/, "").replace(/[^\p{L}\p{N}_-]+/gu, "-") || "trama"}.${kind}`, blob))
          .catch((error) => announce(t("error", String(error))));
      }, { "data-save": kind });
    const seen = () => desk.seen;
    const all = [save("csv", () => csv(seen())), save("json", () => json(seen())), save("gexf", () => gexfOf(seen()))];
    if (server) {
      all.push(save("graphml", () => server.exported("graphml", seen().actors.map((one) => one.id), seen().relations.map((one) => one.key))));
    }
    all.push(save("svg", () => svg(picture.scene())), save("png", () => png(picture.scene())));
    return all;
  }
}
