// Makes dist/index.html: one file that needs no other. Its policy admits this script and this style by their hashes.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const here = (name) => new URL(name, import.meta.url);
const bundled = await build({
  entryPoints: [here("src/main.ts").pathname],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2021",
  charset: "utf8",
  legalComments: "inline",
  logLevel: "warning",
});
// "</script" within a string would end the element.
const script = bundled.outputFiles[0].text.trim().replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");
const style = (await readFile(here("src/style.css"), "utf8")).trim();
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "img-src data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
const put = (page, mark, content) => page.split(`<!--${mark}-->`).join(content);
let page = await readFile(here("index.html"), "utf8");
page = put(page, "policy", `<meta http-equiv="Content-Security-Policy" content="${policy}">`);
page = put(page, "style", `<style>${style}</style>`);
page = put(page, "script", `<script>${script}</script>`);
await mkdir(here("dist"), { recursive: true });
await writeFile(here("dist/index.html"), page);
