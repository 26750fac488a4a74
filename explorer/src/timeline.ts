// When things happened: a histogram by month, or by day where all is of a few weeks, over which one draws a period.
import type { Desk } from "./desk";
import { h } from "./dom";
import { passes } from "./filters";
import { t } from "./texts";

const kWidth = 236;
const kHeight = 54;
const kNamespace = "http://www.w3.org/2000/svg";

function svg(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(kNamespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

const dayNumber = (day: string): number => Date.parse(day + "T00:00:00Z") / 86_400_000;
const dayText = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);

interface Bin {
  from: string;
  until: string;
  name: string;
  count: number;
}

function bins(days: string[]): Bin[] {
  const [first, last] = [days[0], days[days.length - 1]];
  const result: Bin[] = [];
  if (dayNumber(last) - dayNumber(first) <= 92) {
    for (let at = dayNumber(first); at <= dayNumber(last); ++at) {
      const day = dayText(at);
      result.push({ from: day, until: day, name: day, count: 0 });
    }
  } else {
    const years = Number(last.slice(0, 4)) - Number(first.slice(0, 4));
    const months = years > 12 ? 12 : 1;
    let year = Number(first.slice(0, 4));
    let month = months === 12 ? 0 : Number(first.slice(5, 7)) - 1;
    while (true) {
      const from = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
      if (from > last) break;
      const until = new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10);
      result.push({ from, until, name: from.slice(0, months === 12 ? 4 : 7), count: 0 });
      month += months;
      year += Math.floor(month / 12);
      month %= 12;
    }
  }
  let at = 0;
  for (const day of days) {
    while (at + 1 < result.length && day > result[at].until) ++at;
    ++result[at].count;
  }
  return result;
}

export function timeBrush(desk: Desk): HTMLElement {
  const { filters } = desk.state;
  const days = desk.candidates
    .filter((one) => passes(one, filters, desk.actors, "time"))
    .flatMap((one) => one.days)
    .filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))
    .sort();
  const field = (name: "since" | "until") => {
    const id = `f-${name}`;
    return h("div", {}, h("label", { for: id }, t(name)), h("input", {
      type: "date", id, value: filters[name], onchange: (event) => void desk.narrow({ [name]: (event.target as HTMLInputElement).value }),
    }));
  };
  const fields = h("div", { class: "period" }, field("since"), field("until"));
  if (days.length === 0) return h("div", {}, h("p", { class: "hint" }, t("no_dates")), fields);

  const all = bins(days);
  const most = Math.max(...all.map((one) => one.count));
  const width = kWidth / all.length;
  const picture = svg("svg", { viewBox: `0 0 ${kWidth} ${kHeight}`, class: "histogram", role: "img", "aria-label": `${t("time")}: ${all[0].from} – ${all[all.length - 1].until}` });
  const inside = (one: Bin) => (!filters.since || one.until >= filters.since) && (!filters.until || one.from <= filters.until);
  all.forEach((one, i) => {
    const height = one.count === 0 ? 0 : Math.max(2, (one.count / most) * (kHeight - 4));
    const bar = svg("rect", {
      x: i * width, y: kHeight - height, width: Math.max(0.6, width - (width > 3 ? 1 : 0)), height, class: inside(one) ? "bar in" : "bar",
    });
    const title = svg("title", {});
    title.textContent = t("month_count", one.name, one.count);
    bar.append(title);
    picture.append(bar);
  });
  const shade = svg("rect", { y: 0, height: kHeight, class: "shade", x: 0, width: 0 });
  picture.append(shade);
  let begin: number | null = null;
  const place = (event: PointerEvent) => {
    const box = picture.getBoundingClientRect();
    return Math.max(0, Math.min(all.length - 1, Math.floor(((event.clientX - box.left) / box.width) * all.length)));
  };
  const draw = (from: number, to: number) => {
    shade.setAttribute("x", String(Math.min(from, to) * width));
    shade.setAttribute("width", String((Math.abs(to - from) + 1) * width));
  };
  picture.addEventListener("pointerdown", (event) => {
    begin = place(event as PointerEvent);
    picture.setPointerCapture((event as PointerEvent).pointerId);
    draw(begin, begin);
  });
  picture.addEventListener("pointermove", (event) => begin !== null && draw(begin, place(event as PointerEvent)));
  picture.addEventListener("pointerup", (event) => {
    if (begin === null) return;
    const end = place(event as PointerEvent);
    const [from, to] = [all[Math.min(begin, end)], all[Math.max(begin, end)]];
    begin = null;
    void desk.narrow({ since: from.from, until: to.until });
  });
  return h("div", {}, picture as unknown as Node as HTMLElement, h("p", { class: "hint small" }, t("brush")), fields);
}
