// What works in the file and over the server alike: find, look, read, narrow, list.
import assert from "node:assert/strict";
import { find, openPage, places, ready, saved, until, view } from "./browser.mjs";

const shown = (page) => page.textContent("#status");
const relationsShown = async (page) => Number((await shown(page)).match(/y (\d+) relaci/)[1]);

export async function finding({ page }) {
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
  for (const typed of ["SERGUÉI", "shoigú", "shoygu"]) {
    await page.fill("#search", typed === "SERGUÉI" ? "sergéi shoigu" : typed);
    await until(page, () => document.querySelector("#hits li .name")?.textContent.includes("Shoigu"));
  }
  const note = await page.textContent("#hits li .note");
  assert.match(note, /persona/);
  assert.match(note, /document/);
  assert.match(note, /\d{4}-\d\d-\d\d/);
  await page.fill("#search", "al");
  await until(page, () => document.querySelectorAll("#hits li").length > 1);
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.getAttribute("#search", "aria-activedescendant"), "hit-1");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.getAttribute("#search", "aria-activedescendant"), "hit-0");
  await page.keyboard.press("Escape");
  assert.ok(await page.isHidden("#hits"));
  await find(page, "elena quispe");
  assert.match(await page.textContent("#reader h2"), /Elena Quispe/);
  assert.match(page.url(), /actor=n[0-9a-f]{16}/);
}

const press = (page, name) => page.click(`#reader .actions button:text-is("${name}")`);

export async function looking({ page }) {
  await find(page, "elena quispe");
  const before = await places(page);
  const id = new URL(page.url()).hash.match(/actor=(n[0-9a-f]{16})/)[1];
  assert.ok(before[id], "who is looked at is in the picture");
  const graphPlaces = () => page.evaluate(() => document.getElementById("picture").dataset.graph);
  const standing = JSON.parse(await graphPlaces());
  // Another actor and all its neighbours come; who stands keeps the place.
  const other = Object.keys(before).find((one) => one !== id);
  await page.evaluate((one) => (location.hash = location.hash.replace(/actor=n[0-9a-f]{16}/, `actor=${one}`)), other);
  await until(page, (one) => location.hash.includes(`actor=${one}`) && document.querySelector("#reader .actions"), other);
  await press(page, "Ampliar");
  await until(page, (one) => new URLSearchParams(location.hash.slice(1)).get("actors")?.includes(one), other);
  await until(page, () => document.querySelector("#reader .actions button")?.textContent === "Plegar");
  const after = JSON.parse(await graphPlaces());
  for (const [one, place] of Object.entries(standing)) assert.deepEqual(after[one], place, `${one} has moved`);
  // Hidden and shown again.
  await press(page, "Fijar");
  await until(page, () => location.hash.includes("pinned="));
  await press(page, "Ocultar");
  await until(page, (one) => !(one in JSON.parse(document.getElementById("picture").dataset.places)), other);
  await page.click("#status button:has-text('mostrar')");
  await until(page, (one) => one in JSON.parse(document.getElementById("picture").dataset.places), other);
}

// The same address gives the same picture.
export async function stable({ browser, address }) {
  const first = await openPage(browser, address);
  const second = await openPage(browser, address);
  const [one, two] = [await places(first.page), await places(second.page)];
  await first.close();
  await second.close();
  assert.deepEqual(one, two);
  assert.ok(Object.keys(one).length > 20);
}

export async function path({ page }) {
  await find(page, "kim jong un");
  await page.click('#reader .actions button:has-text("Camino")');
  await page.keyboard.type("corea del sur");
  await page.waitForSelector("#hits li .name");
  await page.keyboard.press("Enter");
  await until(page, () => /Camino de \d+ paso|No hay camino/.test(document.getElementById("status").textContent));
  assert.match(page.url(), /path=n[0-9a-f]{16}%2Cn[0-9a-f]{16}/);
}

export async function legend({ page }) {
  await page.click("#start");
  const text = await page.textContent("#legend");
  for (const word of ["cooperación", "conflicto", "negado", "presunto"]) assert.ok(text.includes(word), word);
  await page.evaluate(() => (location.hash = "#direction=cooperative"));
  await until(page, () => !document.getElementById("legend").textContent.includes("conflicto"));
  await page.evaluate(() => (location.hash = "#"));
  await until(page, () => document.getElementById("legend").textContent.includes("conflicto"));
}

export async function reading({ page }) {
  await find(page, "gonzalo tapia");
  await page.waitForSelector("#reader .relations button:visible");
  const dossier = await page.textContent("#reader");
  assert.match(dossier, /Cronología/);
  assert.match(dossier, /2025-0\d-\d\d/);
  await page.click("#reader .relations button:visible");
  await page.waitForSelector("#reader blockquote mark.relation");
  const marks = await page.$$eval("#reader blockquote:first-of-type mark", (all) => all.map((one) => [one.className, one.textContent]));
  assert.ok(marks.some(([role, text]) => role === "relation" && text.length > 1));
  assert.ok(marks.some(([role]) => role === "subject" || role === "object"));
  assert.match(await page.textContent("#reader .facts"), /afirmado|presunto|previsto/);
  assert.match(page.url(), /relation=r[0-9a-f]{16}/);
}

export async function narrowing({ page, address, browser }) {
  await page.click("#start");
  await until(page, () => !location.hash.includes("actor="));
  const all = await relationsShown(page);
  await page.click("#f-class summary");
  const choice = page.locator("#f-class li").first();
  const would = Number(await choice.locator(".count").textContent());
  await choice.locator("input").check();
  await until(page, () => location.hash.includes("class="));
  assert.equal(await relationsShown(page), would, "the count says what the filter leaves");
  // Sent to somebody else.
  const sent = await openPage(browser, address + new URL(page.url()).hash);
  assert.equal(await relationsShown(sent.page), would);
  await sent.close();
  await page.click("#clear-filters");
  await until(page, () => !location.hash.includes("class="));
  assert.equal(await relationsShown(page), all);
  const box = await page.locator(".histogram").boundingBox();
  await page.mouse.move(box.x + 3, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 3, box.y + 20, { steps: 3 });
  await page.mouse.up();
  await until(page, () => /since=\d{4}-\d\d-\d\d/.test(location.hash) && /until=/.test(location.hash));
  assert.ok((await relationsShown(page)) < all);
  await page.click("#clear-filters");
  await until(page, () => !location.hash.includes("since="));
}

export async function listing({ page }) {
  await page.click("#start");
  await view(page, "table");
  await page.waitForSelector("#table tbody tr");
  await page.click('#table th button:has-text("Quién")');
  await until(page, () => document.querySelector("#table th").getAttribute("aria-sort") === "ascending");
  const names = await page.$$eval("#table tbody tr td:first-child", (cells) => cells.map((one) => one.textContent));
  assert.deepEqual(names, [...names].sort(new Intl.Collator("es").compare));
  const csv = (await saved(page, "[data-save=csv]")).toString();
  assert.equal(csv.trim().split("\r\n").length, names.length + 1);
  const json = JSON.parse(await saved(page, "[data-save=json]"));
  assert.equal(json.edges.length, names.length);
  const gexf = (await saved(page, "[data-save=gexf]")).toString();
  const wellFormed = await page.evaluate((text) => new DOMParser().parseFromString(text, "application/xml").querySelectorAll("parsererror").length === 0, gexf);
  assert.ok(wellFormed);
  assert.equal(gexf.match(/<edge /g).length, names.length);
  const svg = (await saved(page, "[data-save=svg]")).toString();
  assert.ok(svg.startsWith("<svg") && svg.includes("<text"));
  const png = await saved(page, "[data-save=png]");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.ok(png.length > 10_000, "there is something in the picture");
  await view(page, "picture");
}

export async function languages({ page }) {
  await page.click("#language button");
  await until(page, () => document.documentElement.lang === "en" && location.hash.includes("lang=en"));
  assert.match(await page.textContent("#filters"), /Filters/);
  await page.reload();
  await ready(page);
  assert.equal(await page.getAttribute("html", "lang"), "en");
  await page.click("#language button");
  await until(page, () => document.documentElement.lang === "es");
}
