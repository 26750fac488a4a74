// Pictures a second of a large graph in Chromium without a graphics card, on one core: trama's explorer, Cytoscape.js and
// vis-network with the same data in the same run. node run.mjs [NODES EDGES [NAMES]]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../../explorer/node_modules/esbuild/lib/main.js";
import { chromium } from "../../../explorer/node_modules/playwright-core/index.mjs";

const [nodes, edges] = [Number(process.argv[2] ?? 5000), Number(process.argv[3] ?? 20000)];
const kMost = 90_000;  // Milliseconds for one library.
const here = (name) => new URL(name, import.meta.url).pathname;
const work = mkdtempSync(join(tmpdir(), "trama-frames-"));
const shots = here("../../../build/explorer");
mkdirSync(shots, { recursive: true });
const bundled = await build({ entryPoints: [here("page.ts")], bundle: true, minify: true, write: false, format: "iife", target: "es2021", logLevel: "error" });
writeFileSync(join(work, "page.js"), bundled.outputFiles[0].text);
writeFileSync(
  join(work, "page.html"),
  '<!doctype html><meta charset="utf-8"><style>body{margin:0}#picture{position:relative;width:1280px;height:720px}</style>' +
    '<div id="picture"></div><p id="live"></p><script src="page.js"></script>',
);
console.log(`${nodes} nodes, ${edges} edges, 1280 × 720, one core of ${cpus()[0].model}`);
writeFileSync(join(work, "chromium"), '#!/bin/sh\nexec taskset -c 0 "${CHROMIUM:-/usr/bin/chromium}" "$@"\n', { mode: 0o755 });
try {
  for (const name of (process.argv[4] ?? "trama,cytoscape,cytoscape-webgl,vis-network").split(",")) {
    const browser = await chromium.launch({
      executablePath: join(work, "chromium"),
      args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-gpu-vsync", "--disable-frame-rate-limit"],
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    page.setDefaultTimeout(300_000);
    page.on("pageerror", (error) => console.log(`${name}: ${error.message}`));
    await page.goto(`file://${work}/page.html`);
    // A browser that is too busy to answer is ended.
    const bound = setTimeout(() => browser.close(), kMost);
    const found = await page.evaluate(([one, n, e]) => window.measure(one, n, e, 5000), [name, nodes, edges]).catch(() => null);
    if (!found) {
      clearTimeout(bound);
      console.log(`${name.padEnd(16)} no answer within ${kMost / 1000} s`);
      await browser.close();
      continue;
    }
    await page.screenshot({ path: join(shots, `frames-${name}.png`) }).catch(() => {});
    clearTimeout(bound);
    console.log(`${name.padEnd(16)} ${found.perSecond.toFixed(1).padStart(6)} pictures/s   first after ${found.first} ms   (${found.pictures} pictures, ${found.frames} frames)`);
    await browser.close();
  }
} finally {
  rmSync(work, { recursive: true });
}
