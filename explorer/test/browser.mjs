// A browser that watches: what the page asks for, what it complains about, and whether anything ran that should not have.
import { chromium } from "playwright-core";

export async function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
  });
}

// A page at `address`. Whatever it asks for beyond its own origin, complains about or opens is in `trouble`.
export async function openPage(browser, address, options = {}) {
  const { width = 1280, height = 720, ...more } = options;
  const context = await browser.newContext({ viewport: { width, height }, locale: "es-ES", acceptDownloads: true, reducedMotion: "reduce", ...more });
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  const trouble = [];
  const own = new URL(address);
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // The browser's own word for an answer with 4xx; the page shows what the answer says.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) trouble.push(`console: ${message.text()}`);
  });
  page.on("dialog", (dialog) => (trouble.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("popup", (popup) => trouble.push(`popup: ${popup.url()}`));
  page.on("request", (request) => {
    const asked = new URL(request.url());
    const inside = ["data:", "blob:"].includes(asked.protocol) || (asked.protocol === own.protocol && asked.host === own.host && (own.protocol !== "file:" || asked.pathname === own.pathname));
    if (!inside) trouble.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  await ready(page);
  return { page, trouble, close: () => context.close() };
}

export async function ready(page) {
  await page.waitForSelector('body[data-ready="true"]');
}

// Until what `look` gives in the page is true; it may be a promise.
export async function until(page, look, argument) {
  await page.waitForFunction(look, argument, { timeout: 40000 });
}

// Looks for an actor by the keyboard alone and goes to the first that is found.
export async function find(page, name) {
  await page.keyboard.press("/");
  await page.keyboard.type(name);
  await page.waitForSelector("#hits li[role=option] .name");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#reader h2");
}

export const places = async (page) => JSON.parse(await page.getAttribute("#picture", "data-places"));
export const view = (page, name) => page.click(`#views [data-view=${name}]`);

// A file that a click on `selector` downloads, as bytes.
export async function saved(page, selector) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(selector)]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
