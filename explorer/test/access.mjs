// axe-core on every view; the keyboard alone; sizes and schemes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { find, openPage, until, view } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function serious(page, where) {
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.filter((one) => one.impact === "serious" || one.impact === "critical")
      .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 140)).join(" | ")}`);
  });
  assert.deepEqual(found, [], where);
}

// Screenshots go to `folder`.
export async function views(browser, address, served, folder, { name, width, height, colorScheme }) {
  // axe-core is put in past the page's policy; nothing else is.
  const { page, close } = await openPage(browser, address, { width, height, colorScheme, bypassCSP: true });
  await page.evaluate(axe);
  const look = async (what) => {
    await page.screenshot({ path: `${folder}/${what}-${name}.png` });
    await serious(page, `${what} ${name}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(over <= 0, `${what} ${name} is ${over} pixels too wide`);
  };
  await look("imagen");
  await find(page, "elena quispe");
  await page.waitForSelector("#reader .relations button:visible");
  await look("dossier");
  await page.click("#reader .relations button:visible");
  await page.waitForSelector("#reader blockquote");
  await look("pruebas");
  await page.keyboard.press("Escape");
  await view(page, "table");
  await page.waitForSelector("#table tbody tr");
  await look("tabla");
  if (served) {
    await view(page, "ask");
    await page.click("#run");
    await page.waitForSelector("#ask tbody tr, #ask .error");
    await look("preguntar");
    await view(page, "correct");
    await until(page, () => document.querySelector("#correct .review article, #correct .review .hint"));
    await look("corregir");
  }
  await close();
}

// By keyboard alone: search, to the actor's actions, to the table, to a sentence.
export async function keyboard({ page }) {
  await find(page, "ramón zelaya");
  await page.click("#start");
  await view(page, "table");
  await page.waitForSelector("#table tbody tr");
  await page.focus("#table tbody tr td:nth-child(2) button");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#reader blockquote");
  await page.keyboard.press("Escape");
  await until(page, () => document.getElementById("reader").hidden);
  const said = await page.textContent("#live");
  assert.ok(said.length > 0, "what changed is said");
  await view(page, "picture");
}
