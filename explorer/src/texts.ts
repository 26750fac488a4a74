// All that the page says, in both languages. `{0}` is filled in.

const kTexts = {
  search: ["Buscar actores…", "Find actors…"],
  search_keys: ["Pulsa / para buscar", "Press / to search"],
  no_hits: ["Nadie se llama así", "Nobody is called so"],
  hits: ["{0} resultados", "{0} results"],
  also: ["también: {0}", "also: {0}"],
  documents: ["{0} documentos", "{0} documents"],
  one_document: ["1 documento", "1 document"],
  relations_count: ["{0} relaciones", "{0} relations"],
  one_relation: ["1 relación", "1 relation"],
  actors_count: ["{0} actores", "{0} actors"],
  of_graph: ["{0} actores y {1} relaciones a la vista; el grafo tiene {2} y {3}", "{0} actors and {1} relations in view; the graph has {2} and {3}"],
  left_out: ["quedan fuera {0} actores menos documentados", "{0} less documented actors are left out"],
  picture: ["Imagen", "Picture"],
  table: ["Tabla", "Table"],
  ask: ["Preguntar", "Ask"],
  correct: ["Corregir", "Correct"],
  picture_label: ["Red de actores y relaciones. La tabla muestra lo mismo como texto.", "Network of actors and relations. The table shows the same as text."],
  start: ["Inicio", "Start"],
  fit: ["Ver todo", "Fit"],
  zoom_in: ["Acercar", "Zoom in"],
  zoom_out: ["Alejar", "Zoom out"],
  legend: ["Leyenda", "Legend"],
  cooperative: ["cooperación", "cooperative"],
  conflictual: ["conflicto", "conflictual"],
  neutral: ["neutral u otra", "neutral or other"],
  dashed: ["no es (aún) un hecho: presunto, prometido, previsto…", "no fact (yet): alleged, promised, planned…"],
  denied: ["negado o desmentido", "negated or denied"],
  bundle: ["varias relaciones más entre los dos", "several more relations of the two"],
  size: ["tamaño: documentos; grosor: documentos de la relación", "size: documents; width: documents of the relation"],
  group_of: ["grupo de {0}", "group of {0}"],
  no_group: ["sin grupo", "no group"],
  filters: ["Filtros", "Filters"],
  clear: ["Quitar filtros", "Clear filters"],
  hidden_by_filters: ["Los filtros ocultan {0} de {1} relaciones", "Filters hide {0} of {1} relations"],
  time: ["Tiempo", "Time"],
  since: ["Desde", "Since"],
  until: ["Hasta", "Until"],
  brush: ["Arrastra sobre el histograma para elegir un período", "Drag over the histogram to choose a period"],
  no_dates: ["Ninguna relación a la vista tiene fecha", "No relation in view has a date"],
  month_count: ["{0}: {1}", "{0}: {1}"],
  class: ["Clase", "Class"],
  direction: ["Signo", "Direction"],
  polarity: ["Polaridad", "Polarity"],
  modality: ["Modalidad", "Modality"],
  source: ["Quién lo dice", "Who says so"],
  publisher: ["Medio", "Medium"],
  type: ["Tipo de actor", "Type of actor"],
  any: ["todos", "any"],
  stories: ["Noticias independientes, al menos", "Independent stories, at least"],
  confidence: ["Confianza, al menos", "Confidence, at least"],
  expand: ["Ampliar", "Expand"],
  collapse: ["Plegar", "Collapse"],
  only: ["Solo su entorno", "Only around it"],
  hide: ["Ocultar", "Hide"],
  pin: ["Fijar", "Pin"],
  unpin: ["Soltar", "Unpin"],
  path_from: ["Camino desde aquí…", "Path from here…"],
  path_to: ["Busca el otro extremo del camino desde {0}", "Find the other end of the path from {0}"],
  no_path: ["No hay camino entre {0} y {1} en seis pasos", "There is no path from {0} to {1} within six steps"],
  path_found: ["Camino de {0} pasos: {1}", "Path of {0} steps: {1}"],
  cancel: ["Cancelar", "Cancel"],
  close: ["Cerrar", "Close"],
  back: ["Atrás", "Back"],
  names: ["Otros nombres", "Other names"],
  why_one: ["Por qué son uno", "Why they are one"],
  offices: ["Cargos", "Offices"],
  timeline: ["Cronología", "Timeline"],
  relations: ["Relaciones", "Relations"],
  evidence: ["Pruebas", "Evidence"],
  statements: ["{0} afirmaciones", "{0} statements"],
  one_statement: ["1 afirmación", "1 statement"],
  stories_count: ["{0} noticias independientes", "{0} independent stories"],
  one_story: ["1 noticia", "1 story"],
  more_evidence: ["y {0} más", "and {0} more"],
  says: ["lo dice {0}", "said by {0}"],
  document_says: ["lo dice el texto", "the text says so"],
  published: ["publicado {0}", "published {0}"],
  happened: ["ocurrido: {0}", "happened: {0}"],
  certainty: ["confianza {0} %", "confidence {0} %"],
  loading: ["Cargando…", "Loading…"],
  subject: ["Quién", "Subject"],
  relation: ["Relación", "Relation"],
  object: ["A quién", "Object"],
  first: ["Primera", "First"],
  last: ["Última", "Last"],
  docs: ["Doc.", "Docs"],
  sorted_by: ["ordenado por {0}", "sorted by {0}"],
  save_as: ["Guardar como", "Save as"],
  query_label: ["Consulta openCypher", "openCypher query"],
  run: ["Ejecutar", "Run"],
  stop: ["Parar", "Stop"],
  running: ["Consultando…", "Running…"],
  rows: ["{0} filas en {1} ms", "{0} rows in {1} ms"],
  truncated: ["solo las primeras filas", "the first rows only"],
  show_in_picture: ["Ver en la imagen", "Show in the picture"],
  complete_keys: ["Tab completa; Ctrl+Intro ejecuta", "Tab completes; Ctrl+Enter runs"],
  review: ["Dudas de trama", "What trama is least sure of"],
  merged: ["ahora son uno, {0} %", "one now, {0} %"],
  apart: ["ahora son dos, {0} %", "two now, {0} %"],
  same: ["Son el mismo", "They are one"],
  different: ["Son distintos", "They are different"],
  nothing_to_review: ["No hay dudas que revisar", "Nothing to review"],
  decisions: ["Decisiones", "Decisions"],
  no_decisions: ["Aún no hay ninguna", "None yet"],
  undo: ["Deshacer", "Undo"],
  redo: ["Rehacer", "Redo"],
  rename: ["Cambiar nombre", "Rename"],
  retype: ["Cambiar tipo", "Change type"],
  new_name: ["Nombre nuevo", "New name"],
  same_as: ["Es el mismo que…", "Is the same as…"],
  hide_always: ["Quitar del grafo", "Hide in the graph"],
  decided: ["Hecho: {0}", "Done: {0}"],
  read_only: ["Este grafo solo se puede leer; para corregirlo: trama explore GRAFO --edit", "This graph can only be read; to correct it: trama explore GRAPH --edit"],
  error: ["Error: {0}", "Error: {0}"],
  empty: ["Nada que mostrar con estos filtros", "Nothing to show with these filters"],
  language: ["English", "Español"],
  hidden_actors: ["{0} ocultos: mostrar", "{0} hidden: show"],
  details: ["Detalles", "Details"],
  tools: ["Vistas", "Views"],
} as const;

export type Text = keyof typeof kTexts;

const kWords: Record<string, string> = {
  PER: "persona", ORG: "organización", LOC: "lugar", MISC: "otro", GROUP: "grupo",
  asserted: "afirmado", promised: "prometido", planned: "previsto", possible: "posible", alleged: "presunto",
  conditional: "condicional", ordered: "ordenado", denied: "desmentido", positive: "afirmativo", negative: "negado",
  cooperative: "cooperación", conflictual: "conflicto", neutral: "neutral",
};
const kEnglish: Record<string, string> = { PER: "person", ORG: "organisation", LOC: "place", MISC: "other", GROUP: "group" };

export type Language = "es" | "en";
let language: Language = "es";

export function chooseLanguage(wanted: string | null): void {
  const known = wanted === "es" || wanted === "en" ? wanted : null;
  language = known ?? (navigator.language.toLowerCase().startsWith("es") ? "es" : "en");
  document.documentElement.lang = language;
}
export const currentLanguage = (): Language => language;

export function t(text: Text, ...values: (string | number)[]): string {
  return kTexts[text][language === "es" ? 0 : 1].replace(/\{(\d)\}/g, (_, i) => {
    const value = values[Number(i)];
    return typeof value === "number" ? value.toLocaleString(language) : (value ?? "");
  });
}

// Of a value of the graph's own vocabulary.
export function word(value: string): string {
  return (language === "es" ? kWords[value] : kEnglish[value]) ?? value;
}
// Classes of events and relations (docs/statement.md); in English they are read in lower case.
const kClasses: Record<string, string> = {
  AGREE: "acuerdo", CONSULT: "consulta o encuentro", SUPPORT: "apoyo", CONCEDE: "concesión", COOPERATE: "cooperación", AID: "ayuda",
  RETREAT: "retirada", ACCUSE: "acusación", CRITICIZE: "crítica", CONDEMN: "condena moral", INVESTIGATE: "investigación", REJECT: "rechazo",
  THREATEN: "amenaza", PROTEST: "protesta", SANCTION: "sanción", CONVICT: "condena judicial", MOBILIZE: "movilización", COERCE: "coacción",
  ASSAULT: "ataque", REQUEST: "petición", OFFICE: "cargo", MEMBERSHIP: "pertenencia", PART: "parte de", LOCATION: "lugar", ORIGIN: "origen",
  OWNERSHIP: "propiedad", AUTHORSHIP: "autoría", KINSHIP: "parentesco", TIE: "vínculo", ATTITUDE: "actitud", IDENTITY: "identidad",
  CONTROL: "control", STATEMENT: "declaración", APPOINTMENT: "nombramiento", MOVEMENT: "movimiento", PARTICIPATION: "participación",
  TRANSACTION: "transacción", CONTEST: "competición", LIFE: "vida", EFFECT: "efecto",
};
export const classWord = (value: string): string =>
  (language === "es" ? kClasses[value] : undefined) ?? value.toLowerCase().replace(/_/g, " ");

export function documents(count: number): string {
  return count === 1 ? t("one_document") : t("documents", count);
}
export function statements(count: number): string {
  return count === 1 ? t("one_statement") : t("statements", count);
}
export function storyCount(count: number): string {
  return count === 1 ? t("one_story") : t("stories_count", count);
}
export function relations(count: number): string {
  return count === 1 ? t("one_relation") : t("relations_count", count);
}
