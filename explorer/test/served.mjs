// What needs the server: asking, correcting, a graph of any size.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { find, openPage, places, saved, until, view } from "./browser.mjs";

export async function asking({ page }) {
  await view(page, "ask");
  await page.fill("#query", "MATCH (a)-[r]->(b) RETURN a, r, b.name LIMIT 3");
  await page.click("#run");
  await page.waitForSelector("#ask tbody tr");
  assert.equal(await page.locator("#ask tbody tr").count(), 3);
  await page.fill("#query", "MATC");
  await page.press("#query", "Tab");
  await until(page, () => document.getElementById("query").value.startsWith("MATCH"));
  await page.fill("#query", "MATCH (a RETURN a");
  await page.press("#query", "Control+Enter");
  await page.waitForSelector("#ask .error");
  assert.match(await page.textContent("#ask pre"), /\^/);
  await page.fill("#query", "MATCH (a)-[r]->(b) RETURN a, r, b LIMIT 3");
  await page.press("#query", "Control+Enter");
  await page.waitForSelector("#show-result");
  await page.click("#show-result");
  await until(page, () => {
    const number = Object.keys(JSON.parse(document.getElementById("picture").dataset.places)).length;
    return number >= 2 && number <= 6;
  });
  await page.click("#start");
}

// A query that would take long is stopped.
export async function stopping({ page }) {
  await view(page, "ask");
  await page.fill("#query", "MATCH (a), (b), (c), (d) RETURN count(*)");
  await page.click("#run");
  await page.click("#stop");
  await page.waitForSelector("#ask .error, #ask tbody tr", { timeout: 10000 });
  await page.waitForSelector("#run");
  await view(page, "picture");
}

export async function correcting({ page }, trama, graph) {
  await view(page, "correct");
  await until(page, () => document.querySelector("#correct .review article, #correct .review .hint:not(:empty)"));
  const decisions = () => execFileSync(trama, ["log", graph], { encoding: "utf8" });
  await view(page, "picture");
  await find(page, "gonzalo tapia");
  await page.click("#reader .correct-actor summary");
  await page.fill('#reader .correct-actor input[type="text"]', "Gonzalo Tapia Rojas");
  await page.click('#reader .correct-actor button:text-is("Cambiar nombre")');
  await view(page, "correct");
  await page.waitForSelector("#correct .log tbody tr");
  const row = page.locator("#correct .log tbody tr").first();
  assert.match(await row.textContent(), /Gonzalo Tapia Rojas/);
  assert.match(await row.textContent(), /Redacción/);
  assert.match(await row.textContent(), /20\d\d-\d\d-\d\d/);
  assert.match(decisions(), /Gonzalo Tapia Rojas/, "the command line sees it");
  await row.locator("button").click();
  await page.waitForSelector("#correct .log tr.undone");
  await page.locator("#correct .log tbody tr.undone button").first().click();
  await until(page, () => !document.querySelector("#correct .log tr.undone"));
  await view(page, "picture");
  await page.fill("#search", "tapia rojas");
  await until(page, () => document.querySelector("#hits li .name")?.textContent === "Gonzalo Tapia Rojas");
  await page.keyboard.press("Escape");
  // One merge by the search box.
  await find(page, "iberluz");
  await page.click("#reader .correct-actor summary");
  await page.click('#reader .correct-actor button:has-text("Es el mismo")');
  await page.keyboard.type("nortia");
  await page.waitForSelector("#hits li .name");
  await page.keyboard.press("Enter");
  await view(page, "correct");
  await until(page, () => /Nortia/.test(document.querySelector("#correct .log tbody tr")?.textContent ?? ""));
  await view(page, "picture");
}

export async function exporting({ page }) {
  await page.click("#start");
  await view(page, "table");
  await page.waitForSelector("#table tbody tr");
  const text = (await saved(page, "[data-save=graphml]")).toString();
  assert.match(text, /<graphml/);
  assert.equal(text.match(/<edge /g).length, await page.locator("#table tbody tr").count());
  await view(page, "picture");
}

export async function readOnly({ page }) {
  await find(page, "gonzalo tapia");
  assert.equal(await page.locator("#reader .correct-actor").count(), 0);
}

export async function large(browser, address, entities) {
  const begin = Date.now();
  const { page, trouble, close } = await openPage(browser, address);
  const opened = Date.now() - begin;
  await find(page, `Número${entities / 2}`);
  assert.match(await page.textContent("#reader h2"), new RegExp(`Número${entities / 2}`));
  await page.click('#reader .actions button:has-text("Solo su entorno")');
  await until(page, () => location.hash.includes("actors="));
  assert.ok(Object.keys(await places(page)).length >= 3);
  assert.deepEqual(trouble, []);
  await page.screenshot({ path: new URL("../../build/explorer/grande.png", import.meta.url).pathname });
  await close();
  return opened;
}
