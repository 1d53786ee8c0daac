import { readdirSync, readFileSync } from "node:fs";
import peggy from "peggy";
import fc from "fast-check";
import { expect, test } from "vitest";
import { askForNeedles } from "../../../../grammars/needles.js";
import { parse } from "#grammar/go-log";

const folder = new URL("../../../../grammars/", import.meta.url);
const sources = readdirSync(folder)
  .filter((name) => /^go-log(?:-.*)?\.peggy$/.test(name))
  .map((name) => ({ source: name, text: readFileSync(new URL(name, folder), "utf8") }));

const small = `
start = $[a-z /]+ " has been " ("modified" / "moved") { return text(); }
  / path:$[a-z/]+ rest:$(!end .)* end { return [path, rest]; }
  / .* { return null; }
end = " is missing" / " is not there"`;

/** What a parser makes of a text; null for nothing. */
function made(parser: () => unknown): unknown {
  try {
    return parser();
  } catch {
    return null;
  }
}

test("questions are asked where an alternative begins with any text, and change nothing", () => {
  const asked = peggy.generate(small, { output: "source", plugins: [askForNeedles] });
  expect(asked).toContain('input.includes(" has been ")');
  expect(asked).toContain('input.includes(" is missing") || input.includes(" is not there")');
  const [plain, quick] = [peggy.generate(small), peggy.generate(small, { plugins: [askForNeedles] })];
  const words = fc.constantFrom(
    "a",
    "/",
    " ",
    " has been ",
    "modified",
    "moved",
    " is missing",
    " is not there",
    "0",
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 6 }), (parts) => {
      const text = parts.join("");
      expect(made(() => quick.parse(text, {}))).toEqual(made(() => plain.parse(text, {})));
    }),
    { numRuns: 2000 },
  );
});

test("nor do they in the grammar of go's log", () => {
  const plain = peggy.generate(sources, { allowedStartRules: ["Message"] });
  const texts = sources.flatMap(({ text }) =>
    [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, literal = ""]) => literal),
  );
  const words = fc.oneof(
    fc.constantFrom(...texts),
    fc.constantFrom("example.com/m@v1.0.0", "v1.2.3", "go: ", "x.go:1:2: ", ": ", "\n\t", "404"),
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 8 }), (parts) => {
      const text = parts.join("");
      const options = { startRule: "Message", budget: 24 } as const;
      expect(made(() => parse(text, { ...options }))).toEqual(made(() => plain.parse(text, { ...options })));
    }),
    { numRuns: 1500 },
  );
});
