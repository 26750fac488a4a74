// The query language in a box: completion, a table, and the picture of what was found.
import type { Desk } from "./desk";
import { announce, button, fill, h } from "./dom";
import { Refused, type Server } from "./source";
import { t } from "./texts";
import type { Cell } from "./types";

const kFirst = "MATCH (a)-[r]->(b)\nWHERE r.documents > 1\nRETURN a, r, b, r.sentence\nORDER BY r.documents DESC LIMIT 20";

export class Asking {
  private input: HTMLTextAreaElement | null = null;
  private result = h("div", { class: "result" });
  private running = "";

  constructor(private readonly panel: HTMLElement, private readonly desk: Desk, private readonly server: Server) {}

  update(): void {
    const { state } = this.desk;
    if (!this.input) {
      this.input = h("textarea", { id: "query", rows: 6, spellcheck: "false", autocapitalize: "off", autocomplete: "off" }) as HTMLTextAreaElement;
      this.input.value = state.query || kFirst;
      this.input.addEventListener("keydown", (event) => void this.key(event));
    }
    fill(this.panel, h("label", { for: "query" }, t("query_label")), this.input,
      h("div", { class: "actions" }, this.running ? button(t("stop"), () => void this.stop(), { id: "stop" }) : button(t("run"), () => void this.run(), { id: "run", class: "primary" }),
        h("span", { class: "hint" }, t("complete_keys"))), this.result);
  }

  private async key(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      await this.run();
    } else if (event.key === "Tab" && !event.shiftKey) {
      const input = this.input!;
      const before = input.value.slice(0, input.selectionStart);
      if (before.trim() === "" || input.selectionStart !== input.selectionEnd) return;
      event.preventDefault();
      const { candidates, begin } = await this.server.complete(before);
      if (candidates.length === 0) return;
      const insert = candidates.length === 1 ? candidates[0] : common(candidates);
      if (insert.length > before.length - begin || candidates.length === 1) input.setRangeText(insert, begin, before.length, "end");
      if (candidates.length > 1) announce(candidates.slice(0, 20).join(", "));
      fill(this.result, candidates.length > 1 ? h("p", { class: "hint" }, candidates.slice(0, 40).join("   ")) : null);
    }
  }

  async run(): Promise<void> {
    const query = this.input!.value;
    const id = `q${Date.now()}-${Math.random().toString(36).slice(2)}`;
    this.running = id;
    fill(this.result, h("p", { class: "hint", role: "status" }, t("running")));
    this.update();
    await this.desk.go({ query }, true);
    try {
      const answer = await this.server.ask(query, id);
      if (this.running !== id) return;
      const head = h("tr", {}, ...answer.columns.map((one) => h("th", { scope: "col" }, one)));
      const rows = answer.rows.slice(0, 1000).map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, this.cell(cell)))));
      const said = t("rows", answer.rows.length, answer.milliseconds) + (answer.truncated ? ` (${t("truncated")})` : "");
      announce(said);
      fill(this.result, h("p", { class: "hint" }, said, " ",
          answer.fragment.nodes.length > 0 ? button(t("show_in_picture"), () => void this.desk.showFragment(answer.fragment), { id: "show-result" }) : null),
        h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("rows", answer.rows.length, answer.milliseconds) },
          h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows))));
    } catch (error) {
      if (this.running !== id) return;
      this.complain(error, query);
    } finally {
      if (this.running === id) {
        this.running = "";
        this.update();
      }
    }
  }

  private complain(error: unknown, query: string) {
    const refused = error instanceof Refused ? error : new Refused(String(error));
    const line = refused.line > 0 ? query.split("\n")[refused.line - 1] : undefined;
    const place = line === undefined ? null : h("pre", {}, `${line}\n${" ".repeat(Math.max(0, refused.column - 1))}^`);
    fill(this.result, h("p", { class: "error", role: "alert" }, refused.message), place, refused.hint ? h("p", { class: "hint" }, refused.hint) : null);
  }

  private async stop() {
    await this.server.cancel(this.running);
  }

  private cell(value: Cell): HTMLElement | string {
    if (value === null) return "";
    if (Array.isArray(value)) return h("span", {}, ...value.flatMap((one, i) => (i > 0 ? [", ", this.cell(one)] : [this.cell(one)])));
    if (typeof value !== "object") return String(value);
    if (typeof value._node === "string" && value._node.startsWith("n")) {
      const id = value._node;
      return button(String(value.name ?? id), () => void this.desk.go({ actor: id, relation: "" }), { class: "name-link" });
    }
    if (typeof value._relation === "string" && value._relation.startsWith("r")) {
      const key = value._relation;
      return button(String(value.label ?? key), () => void this.desk.go({ relation: key, actor: "" }), { class: "name-link" });
    }
    return JSON.stringify(value);
  }
}

function common(texts: string[]): string {
  let length = 0;
  while (texts.every((one) => length < one.length && one[length] === texts[0][length])) ++length;
  return texts[0].slice(0, length);
}
