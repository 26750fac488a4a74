// The explorer as somebody uses it, in a real browser: node explorer/test/run.mjs TRAMA [ENTITIES]
// Screenshots are left in build/explorer/.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { keyboard, views } from "./access.mjs";
import { openBrowser, openPage } from "./browser.mjs";
import { kHostile, makeGraphs, serve } from "./graphs.mjs";
import { hostile } from "./hostile.mjs";
import * as looking from "./looking.mjs";
import * as served from "./served.mjs";

if (!process.argv[2]) {
  console.error("usage: node explorer/test/run.mjs TRAMA [ENTITIES]");
  process.exit(2);
}
const trama = resolve(process.argv[2]);
const entities = Number(process.argv[3] ?? 50_000);
const shots = new URL("../../build/explorer", import.meta.url).pathname;
mkdirSync(shots, { recursive: true });
const work = mkdtempSync(join(tmpdir(), "trama-explorer-"));
const begin = Date.now();
let failed = 0;

async function check(name, test) {
  const from = Date.now();
  try {
    const note = await test();
    console.log(`ok    ${name} (${Date.now() - from} ms)${typeof note === "string" ? " " + note : ""}`);
  } catch (error) {
    ++failed;
    console.log(`FAIL  ${name} (${Date.now() - from} ms)\n${String(error.stack).replace(/^/gm, "      ")}`);
  }
}

const stops = [];
const browser = await openBrowser();
try {
  const graphs = makeGraphs(trama, work, entities);
  console.log(`graphs made (${Date.now() - begin} ms)`);
  const reading = await serve(trama, graphs.graph("muestras"));
  stops.push(reading.stop);

  // The file and the server: one interface.
  for (const [where, address] of [["file", graphs.file("muestras")], ["served", reading.address]]) {
    const opened = await openPage(browser, address);
    const given = { ...opened, browser, address };
    for (const name of ["finding", "looking", "path", "legend", "reading", "narrowing", "listing", "languages"]) {
      await check(`${where}: ${name}`, () => looking[name](given));
      await opened.page.goto("about:blank");
      await opened.page.goto(address);  // Each begins where somebody begins.
      await opened.page.waitForSelector('body[data-ready="true"]');
    }
    await check(`${where}: keyboard`, () => keyboard(given));
    if (where === "served") {
      await check("served: read only", () => served.readOnly(given));
      await check("served: exporting", () => served.exporting(given));
      await check("served: asking", () => served.asking(given));
      await check("served: stopping", () => served.stopping(given));
    }
    await check(`${where}: no trouble`, () => {
      if (opened.trouble.length > 0) throw new Error(opened.trouble.join("\n"));
    });
    await opened.close();
  }
  await check("file: stable", () => looking.stable({ browser, address: graphs.file("muestras") }));

  for (const [name, where, address] of [["light", false, graphs.file("muestras")], ["dark", true, reading.address]]) {
    for (const [size, width, height] of [["1280", 1280, 720], ["390", 390, 844]]) {
      await check(`views: ${name} ${size}`, () =>
        views(browser, address, where, shots, { name: `${name}-${size}`, width, height, colorScheme: name }));
    }
  }

  await check("hostile: file", () => hostile(browser, graphs.file("hostil"), kHostile, false));
  const enemy = await serve(trama, graphs.graph("hostil"), "--edit");
  stops.push(enemy.stop);
  await check("hostile: served", () => hostile(browser, enemy.address, kHostile, true));

  const large = await serve(trama, graphs.graph("grande"));
  stops.push(large.stop);
  await check(`large: ${entities} entities`, async () => `opened in ${await served.large(browser, large.address, entities)} ms`);

  const editing = await serve(trama, graphs.graph("muestras"), "--edit", "--author", "Redacción");
  stops.push(editing.stop);
  await check("served: correcting", async () => {
    const opened = await openPage(browser, editing.address);
    await served.correcting(opened, trama, graphs.graph("muestras"));
    if (opened.trouble.length > 0) throw new Error(opened.trouble.join("\n"));
    await opened.close();
  });
} finally {
  await browser.close();
  for (const stop of stops) await stop();
  rmSync(work, { recursive: true });
}
console.log(`${failed === 0 ? "all passed" : `${failed} failed`} (${Math.round((Date.now() - begin) / 1000)} s)`);
process.exit(failed === 0 ? 0 : 1);
