// The panel of filters: for each choice, how many relations it would leave.
import type { Desk } from "./desk";
import { button, fill, h } from "./dom";
import { classOf, counts, isFiltered, kNoFilters, type Filters } from "./filters";
import { shorten } from "./picture";
import { classWord, t, word, type Text } from "./texts";
import { timeBrush } from "./timeline";
import type { Relation } from "./types";

const kMost = 14;

type Several = "class" | "modality" | "type";
type Single = "direction" | "polarity" | "source" | "publisher";

export function fillFilters(panel: HTMLElement, desk: Desk): void {
  const { filters } = desk.state;
  const focused = document.activeElement instanceof HTMLElement && panel.contains(document.activeElement) ? document.activeElement.id : "";
  const open = new Set([...panel.querySelectorAll("details[open]")].map((one) => one.id));
  const first = panel.childElementCount === 0;
  const section = (id: string, title: Text, active: boolean, ...content: (Node | null)[]) =>
    h("details", { id, open: open.has(id) || active || (first && id === "f-time") }, h("summary", {}, t(title)), ...content);

  const several = (name: Several, title: Text, choices: (one: Relation) => Iterable<string>, shown: (value: string) => string) => {
    const found = counts(desk.candidates, filters, desk.actors, name, choices);
    for (const value of filters[name]) if (!found.has(value)) found.set(value, 0);
    if (found.size === 0) return null;
    return section(`f-${name}`, title, filters[name].length > 0, list([...found].slice(0, kMost).map(([value, count]) => {
      const id = `f-${name}-${value}`;
      const on = filters[name].includes(value);
      const change = () => void desk.narrow({ [name]: on ? filters[name].filter((one) => one !== value) : [...filters[name], value] });
      return choice(h("input", { type: "checkbox", id, checked: on, onchange: change }), id, shown(value), count);
    })));
  };
  const single = (name: Single, title: Text, choices: (one: Relation) => Iterable<string>, shown: (value: string) => string) => {
    const found = counts(desk.candidates, filters, desk.actors, name, choices);
    if (found.size === 0 && !filters[name]) return null;
    if (filters[name] && !found.has(filters[name])) found.set(filters[name], 0);
    const options = [...found].slice(0, 100).map(([value, count]) =>
      h("option", { value, selected: value === filters[name] }, `${shorten(shown(value), 38)} (${count})`));
    const id = `f-${name}-all`;
    return section(`f-${name}`, title, filters[name] !== "", h("select", {
      id, "aria-label": t(title), onchange: (event) => void desk.narrow({ [name]: (event.target as HTMLSelectElement).value }),
    }, h("option", { value: "" }, t("any")), ...options));
  };
  const least = (name: "min_stories" | "min_confidence", title: Text, most: number, step: number) => {
    const id = `f-${name}`;
    const value = filters[name];
    const output = h("output", { for: id }, value ? String(value) : t("any"));
    return h("div", { class: "least" }, h("label", { for: id }, t(title)), h("input", {
      type: "range", id, min: 0, max: most, step, value,
      oninput: (event) => (output.textContent = (event.target as HTMLInputElement).value),
      onchange: (event) => void desk.narrow({ [name]: Number((event.target as HTMLInputElement).value) }),
    }), output);
  };

  fill(
    panel,
    h("h2", {}, t("filters")),
    isFiltered(filters)
      ? h("p", { class: "hint" }, t("hidden_by_filters", desk.candidates.length - desk.seen.relations.length, desk.candidates.length), " ",
          button(t("clear"), () => void desk.narrow(kNoFilters as Filters), { id: "clear-filters", class: "quiet" }))
      : null,
    section("f-time", "time", filters.since !== "" || filters.until !== "", timeBrush(desk)),
    several("class", "class", (one) => [classOf(one)], classWord),
    single("direction", "direction", (one) => [one.event_direction], word),
    several("modality", "modality", (one) => [one.modality], word),
    single("polarity", "polarity", (one) => [one.polarity], word),
    single("source", "source", (one) => one.sources, (one) => one),
    single("publisher", "publisher", (one) => one.publishers, (one) => one),
    several("type", "type", (one) => [one.source, one.target].flatMap((id) => desk.actors.get(id)?.type ?? []), word),
    least("min_stories", "stories", 10, 1),
    least("min_confidence", "confidence", 1, 0.05),
  );
  if (focused) document.getElementById(focused)?.focus();
}

const list = (items: HTMLElement[]) => h("ul", { class: "choices" }, ...items);
const choice = (input: HTMLElement, id: string, text: string, count: number) =>
  h("li", {}, input, h("label", { for: id }, text), h("span", { class: "count" }, count));
