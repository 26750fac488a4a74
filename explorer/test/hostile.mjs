// Texts that look like markup, scripts, templates or addresses stay texts wherever they are shown.
import assert from "node:assert/strict";
import { openPage, saved, until, view } from "./browser.mjs";

// Elements that the page itself never makes, and attributes that run something.
const kAlien = "iframe, object, embed, img, script:not(body > script), form, base, meta:not(head > meta), [onerror], [onload], [onmouseover], [onclick], [srcdoc], a[href^='javascript' i], a[href^='data' i]";

async function clean(page, trouble, where) {
  assert.equal(await page.evaluate(() => window.ranTimes ?? 0), 0, `${where}: something ran`);
  const alien = await page.$$eval(kAlien, (all) => all.map((one) => one.outerHTML.slice(0, 120)));
  assert.deepEqual(alien, [], `${where}: an element was made of text`);
  assert.deepEqual(trouble, [], where);
}

export async function hostile(browser, address, texts, served) {
  const { page, trouble, close } = await openPage(browser, address);
  await page.evaluate(() => {
    window.ranTimes = 0;
    window.ran = () => ++window.ranTimes;
  });
  await clean(page, trouble, "picture");
  const first = (text) => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim().split(" ")[0];
  for (const text of texts.slice(0, 8)) {
    await page.fill("#search", first(text));
    await page.waitForSelector("#hits li");
    await page.hover("#hits li");
  }
  await clean(page, trouble, "search");
  await page.keyboard.press("Escape");
  await view(page, "table");
  await page.waitForSelector("#table tbody tr");
  const shown = await page.textContent("#table tbody");
  assert.ok(shown.includes("<img src=x onerror=ran(1)>"), "the text is there as it is");
  const rows = Math.min(6, await page.locator("#table tbody tr").count());
  for (let i = 0; i < rows; ++i) {
    await page.locator("#table tbody tr").nth(i).locator("button").nth(1).click();
    await page.waitForSelector("#reader .evidence li");
    await page.locator("#table tbody tr").nth(i).locator("button").nth(0).click();
    await page.waitForSelector("#reader .actions");
  }
  await clean(page, trouble, "evidence and dossier");
  for (const link of await page.$$("#reader a")) {
    assert.match(await link.getAttribute("href"), /^https?:/);
    assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
  }
  const csv = (await saved(page, "[data-save=csv]")).toString();
  assert.ok(!/(^|,)"?=HYPERLINK/m.test(csv), "no formula");
  for (const kind of ["svg", "gexf"]) {
    const text = (await saved(page, `[data-save=${kind}]`)).toString();
    const found = await page.evaluate((xml) => {
      const document = new DOMParser().parseFromString(xml, "application/xml");
      return [document.querySelectorAll("parsererror").length, document.querySelectorAll("script, image, foreignObject, iframe, a").length];
    }, text);
    assert.deepEqual(found, [0, 0], `${kind} is well formed and inert`);
  }
  await page.evaluate(() => (location.hash = "#class=<img src=x onerror=ran(30)>&publisher=<script>ran(31)</script>&lang=<b>&query=<img src=x onerror=ran(32)>&actor=<b>"));
  await until(page, () => location.hash.includes("ran(30)") || location.hash.includes("ran%2830%29"));
  await page.waitForTimeout(300);
  await clean(page, trouble, "address");
  if (served) {
    await view(page, "ask");
    await page.fill("#query", "MATCH (a)-[r]->(b) RETURN a, r, a.name, r.label, '<img src=x onerror=ran(33)>'");
    await page.click("#run");
    await page.waitForSelector("#ask tbody tr");
    await clean(page, trouble, "answers");
    await view(page, "correct");
    await until(page, () => document.querySelector("#correct .review").childElementCount > 0);
    await clean(page, trouble, "corrections");
  }
  // The policy itself: nothing that would run is let run, nobody is asked.
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "ran(40)";
    document.body.append(script);
    script.remove();
    return fetch("http://example.invalid/").catch(() => 0);
  });
  assert.equal(await page.evaluate(() => window.ranTimes), 0, "the policy lets a script run");
  await close();
}
