// The graphs that the tests look at, and the server over one of them.
import { execFileSync, spawn } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const kRoot = new URL("../..", import.meta.url).pathname;

// What a careless page would run, fetch or open. `ran` is what a success would call.
export const kHostile = [
  "<img src=x onerror=ran(1)>",
  "<script>ran(2)</script>",
  "</script><script>ran(3)</script>",
  "\"><svg onload=ran(4)>",
  "{{constructor.constructor('ran(5)')()}}",
  "${ran(6)}",
  "javascript:ran(7)",
  "<iframe srcdoc='<script>parent.ran(8)</script>'>",
  "<!--trama-data--><!--<script>",
  "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>ran(9)</x:script>",
  "<a href='http://example.invalid/leak'>pulse aquí</a>",
  "<style>@import 'http://example.invalid/leak.css'</style>",
  "=HYPERLINK(\"http://example.invalid/leak\")",
  "\u2028\u2029' onmouseover='ran(10)",
  "__proto__",
];

const cell = (text) => `"${String(text).replace(/"/g, '""')}"`;

function hostileTable() {
  const rows = ["subject,relation,object,date,publisher,subject_type,object_type,document,url,title,sentence"];
  kHostile.forEach((text, i) => {
    const other = kHostile[(i + 1) % kHostile.length];
    for (const [verb, address] of [["acusó " + text, text], ["visitó", "javascript:ran(20)"], ["citó", "data:text/html,<script>ran(21)</script>"]]) {
      rows.push([text, verb, other, "2025-03-0" + (1 + (i % 9)), text, "PER", "ORG", `doc ${i} ${text}`, address, text, `${text} ${verb} ${other}.`].map(cell).join(","));
    }
  });
  return rows.join("\r\n") + "\r\n";
}

// `entities` actors in a ring, and some who know many.
function largeTable(entities) {
  const rows = ["subject,relation,object,date,publisher,subject_type,object_type,document"];
  const name = (i) => `Actor ${String.fromCharCode(65 + (i % 26))}${(i * 7919) % entities} Número${i}`;
  for (let i = 0; i < entities; ++i) {
    rows.push(`${name(i)},visitó,${name((i + 1) % entities)},2025-0${1 + (i % 9)}-11,Diario ${i % 7},PER,PER,d${i >> 4}`);
    if (i > 0 && i % 250 === 0) rows.push(`${name(i % 1000)},acusó,${name(i)},2025-02-11,Diario,PER,PER,d${i >> 4}`);
  }
  return rows.join("\n") + "\n";
}

export function makeGraphs(trama, folder, entities) {
  const run = (...words) => execFileSync(trama, words, { cwd: kRoot, stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 });
  const graph = (name) => join(folder, `${name}.trama`);
  const samples = readdirSync(join(kRoot, "samples")).filter((name) => name.endsWith(".txt")).sort().map((name) => join("samples", name));
  run("build", ...samples, "-o", graph("muestras"));
  writeFileSync(join(folder, "hostile.csv"), hostileTable());
  run("import", join(folder, "hostile.csv"), "-o", graph("hostil"));
  writeFileSync(join(folder, "large.csv"), largeTable(entities));
  run("import", join(folder, "large.csv"), "-o", graph("grande"));
  for (const name of ["muestras", "hostil"]) run("export", graph(name), "--to", "html", "-o", join(folder, `${name}.html`));
  return { graph, file: (name) => `file://${join(folder, name)}.html` };
}

// trama explore over `graph`; ends with stop().
export async function serve(trama, graph, ...options) {
  const server = spawn(trama, ["explore", graph, "--port", "0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((resolve, reject) => {
    createInterface(server.stdout).once("line", (line) => resolve(line.match(/http:\S+/)[0]));
    server.once("exit", (code) => reject(new Error(`trama explore ended with ${code}`)));
  });
  return { address, stop: () => new Promise((resolve) => (server.once("exit", resolve), server.kill())) };
}
