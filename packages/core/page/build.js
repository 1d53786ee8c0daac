// Bundles the script and the style of the HTML report into packages/core/generated, which is not committed.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const target = new URL("../generated/", import.meta.url);
const [bundle] = await build({
  configFile: false,
  envDir: false,
  logLevel: "warn",
  publicDir: false,
  build: {
    // A report is opened in whatever browser is there.
    target: "es2022",
    lib: { entry: fileURLToPath(new URL("main.ts", import.meta.url)), formats: ["iife"], name: "gotrace" },
    minify: false,
    write: false,
  },
});
const script = inElement(bundle.output[0].code);
const style = inElement(readFileSync(new URL("page.css", import.meta.url), "utf8"));
const texts = { script, scriptHash: hashOf(script), style, styleHash: hashOf(style) };

mkdirSync(target, { recursive: true });
writeFileSync(
  new URL("page.js", target),
  Object.entries(texts)
    .map(([name, text]) => `export const ${name} = ${JSON.stringify(text)};\n`)
    .join(""),
);
writeFileSync(
  new URL("page.d.ts", target),
  Object.keys(texts)
    .map((name) => `export const ${name}: string;\n`)
    .join(""),
);

/** The text between the tags of its element, which nothing in it may end. */
function inElement(text) {
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error("the page's own text would end its element");
  return `\n${text.trim()}\n`;
}

/** As the content security policy names an inline element. */
function hashOf(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
