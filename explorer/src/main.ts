import { Asking } from "./asking";
import { Corrections } from "./corrections";
import { Desk } from "./desk";
import { announce, button, byId, fill, h } from "./dom";
import { Finder } from "./finder";
import { fillLegend } from "./legend";
import { fillFilters } from "./narrowing";
import { Picture, pictureElement } from "./picture";
import { Reader } from "./reader";
import { asServer, openSource, Refused } from "./source";
import type { View } from "./state";
import { Table } from "./table";
import { chooseLanguage, currentLanguage, t } from "./texts";
import type { Id } from "./types";

async function start() {
  const asked = new URLSearchParams(location.hash.slice(1)).get("lang");
  chooseLanguage(asked);
  const source = await openSource();
  const server = asServer(source);
  const desk = new Desk(source);
  const finder = new Finder(desk);
  const places = new Map<Id, { x: number; y: number }>();
  const picture = new Picture(pictureElement(), {
    actor: (id) => void desk.go({ actor: id, relation: "" }),
    expand: (id) => void desk.expand(id),
    relations: (keys) => reader.list(keys),
    nothing: () => desk.state.actor || desk.state.relation ? reader.close() : undefined,
  });
  const corrections = server ? new Corrections(byId("correct"), desk, server, (text, purpose) => finder.choose(text, purpose)) : null;
  const reader = new Reader(byId("reader"), desk, (from) => {
    finder.choose(t("path_to", desk.name(from)), (to) => void desk.go({ path: [from, to] }));
  }, corrections);
  const table = new Table(byId("table"), desk, picture);
  const asking = server ? new Asking(byId("ask"), desk, server) : null;
  const views: View[] = server ? ["picture", "table", "ask", "correct"] : ["picture", "table"];

  const words = () => {
    document.title = `${source.about.name} – trama`;
    byId("graph-name").textContent = source.about.name;
    finder.rename();
    byId("views").setAttribute("aria-label", t("tools"));
    byId("filters").setAttribute("aria-label", t("filters"));
    byId("reader").setAttribute("aria-label", t("details"));
    pictureElement().setAttribute("aria-label", t("picture_label"));
    for (const view of ["table", "ask", "correct"] as const) byId(view).setAttribute("aria-label", t(view));
    fill(byId("views"), ...views.map((view) =>
      button(t(view), () => void desk.go({ view }), { "data-view": view, "aria-pressed": desk.state.view === view ? "true" : "false" })));
    fill(byId("language"), button(t("language"), () => {
      const language = currentLanguage() === "es" ? "en" : "es";
      chooseLanguage(language);
      reader.renew();
      void desk.go({ language }, true);
    }, { class: "quiet", lang: currentLanguage() === "es" ? "en" : "es" }));
    fill(byId("tools"),
      button(t("start"), () => void desk.go({ top: true, actors: [], pinned: [], hidden: [], path: null, actor: "", relation: "" }), { id: "start" }),
      button(t("fit"), () => picture.fit(), { id: "fit" }),
      button("+", () => picture.zoom(0.7), { "aria-label": t("zoom_in"), title: t("zoom_in") }),
      button("−", () => picture.zoom(1.4), { "aria-label": t("zoom_out"), title: t("zoom_out") }),
      button(t("filters"), () => byId("filters").classList.toggle("open"), { id: "filters-button", "aria-controls": "filters" }));
  };

  const status = () => {
    const { seen, state } = desk;
    const parts: (string | HTMLElement)[] = [
      t("of_graph", seen.actors.length, seen.relations.length, source.about.entities, source.about.relations),
    ];
    if (desk.leftOut > 0) parts.push(t("left_out", desk.leftOut));
    if (state.hidden.length > 0) parts.push(button(t("hidden_actors", state.hidden.length), () => void desk.go({ hidden: [] }), { class: "quiet" }));
    if (state.path) {
      const [from, to] = state.path.map((id) => desk.name(id));
      const text = desk.path.length > 0 ? t("path_found", desk.path.length - 1, desk.path.map((id) => desk.name(id)).join(" → ")) : t("no_path", from, to);
      parts.push(text, button(t("close"), () => void desk.go({ path: null }), { class: "quiet" }));
    }
    fill(byId("status"), ...parts.flatMap((one, i) => (i > 0 ? [" · ", one] : [one])));
  };

  let announced = "";
  desk.listen(() => {
    words();
    const { view } = desk.state;
    for (const one of ["picture", "table", "ask", "correct"] as View[]) byId(`view-${one}`).hidden = one !== view;
    document.body.dataset.view = view;
    picture.show(desk.seen, places);
    picture.choose([desk.state.actor, ...desk.path].filter(Boolean), [desk.state.relation].filter(Boolean));
    pictureElement().dataset.graph = JSON.stringify(picture.places());
    pictureElement().dataset.places = JSON.stringify(Object.fromEntries(desk.seen.actors.map((one) => {
      const at = picture.where(one.id);
      return [one.id, at ? [Math.round(at.x), Math.round(at.y)] : null];
    })));
    if (view === "picture") picture.resize();
    fillFilters(byId("filters"), desk);
    fillLegend(byId("legend"), desk, picture.graph.someEdge((key) => key.startsWith("+")));
    if (view === "table") table.update();
    if (view === "ask") asking?.update();
    corrections?.update();
    void reader.update();
    status();
    const now = byId("status").textContent ?? "";
    if (now !== announced) announce((announced = now));
    document.body.dataset.ready = "true";
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !(event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)) reader.close();
  });
  new ResizeObserver(() => desk.state.view === "picture" && picture.resize()).observe(pictureElement());
  // Where there is little room, the picture comes first.
  if (window.innerHeight < 800 || window.innerWidth < 900) byId("legend").removeAttribute("open");
  words();
  try {
    await desk.load();
    await desk.nameGroups();
  } catch (error) {
    complain(error);
  }
}

function complain(error: unknown) {
  const text = t("error", error instanceof Refused || error instanceof Error ? error.message : String(error));
  fill(byId("status"), h("span", { class: "error", role: "alert" }, text));
}

window.addEventListener("unhandledrejection", (event) => complain(event.reason));
start().catch(complain);
