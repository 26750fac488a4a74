// What is in the picture now, and what it means: nothing that is not there.
import type { Desk } from "./desk";
import { fill, h } from "./dom";
import { isDenied, kDashed, theme } from "./looks";
import { shorten } from "./picture";
import { t } from "./texts";

export function fillLegend(panel: HTMLElement, desk: Desk, bundled: boolean): void {
  const colours = theme();
  const { relations, actors } = desk.seen;
  const items: HTMLElement[] = [];
  const stroke = (colour: string, mark: string, text: string, dashed = false) => {
    const line = h("span", { class: dashed ? "stroke dashed" : "stroke" });
    line.style.borderTopColor = colour;
    items.push(h("li", {}, line, h("span", { class: "mark" }, mark), text));
  };
  if (relations.some((one) => one.event_direction === "cooperative")) stroke(colours.cooperative, "+", t("cooperative"));
  if (relations.some((one) => one.event_direction === "conflictual")) stroke(colours.conflictual, "×", t("conflictual"));
  if (relations.some((one) => !["cooperative", "conflictual"].includes(one.event_direction))) stroke(colours.neutral, "", t("neutral"));
  if (relations.some((one) => kDashed.has(one.modality))) stroke(colours.neutral, "", t("dashed"), true);
  if (relations.some(isDenied)) stroke(colours.neutral, "⊘", t("denied"));
  if (bundled) stroke(colours.neutral, "+n", t("bundle"));
  const groups = new Map<number, number>();
  for (const one of actors) if (one.community !== undefined) groups.set(one.community, (groups.get(one.community) ?? 0) + 1);
  const dot = (colour: string, text: string) => {
    const circle = h("span", { class: "dot" });
    circle.style.backgroundColor = colour;
    items.push(h("li", {}, circle, text));
  };
  for (const [id] of [...groups].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 6)) {
    const names = desk.communities.find((one) => one.id === id)?.names ?? [];
    if (names.length > 0) dot(colours.groups[id % colours.groups.length], t("group_of", names.slice(0, 2).map((one) => shorten(one, 24)).join(", ")));
  }
  if (actors.some((one) => one.community === undefined)) dot(colours.noGroup, t("no_group"));
  fill(panel, h("summary", {}, t("legend")), h("ul", {}, ...items), h("p", { class: "hint small" }, t("size")));
}
