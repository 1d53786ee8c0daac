import fc from "fast-check";
import { expect, test } from "vitest";
import { mapStrings, printable } from "../../src/report/sanitise.ts";

test.each([
  ["\u001b[31mred\u001b[0m", String.raw`\x1b[31mred\x1b[0m`],
  ["\u009b31m", String.raw`\x9b31m`],
  ["a\nb\tc\rd", String.raw`a\nb\tc\rd`],
  ["user\u202etxt.exe", String.raw`user\u202etxt.exe`],
  ["zero\u200bwidth", String.raw`zero\u200bwidth`],
  ["tag\u{e0041}", String.raw`tag\u{e0041}`],
  ["half \ud800", String.raw`half \ud800`],
])("spells out what a terminal would obey or hide: %j", (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test("leaves ordinary text of any script alone", () => {
  const text = 'dial tcp: lookup bücher.example: no such host — "日本語" ✓ 🚀';
  expect(printable(text)).toBe(text);
});

test("lets no control or format character through", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test("reaches every string of a value, and nothing else", () => {
  const value = { a: "x", list: ["y", { b: "z" }], n: 1, none: null, yes: true };
  const changed = { a: "X", list: ["Y", { b: "Z" }], n: 1, none: null, yes: true };
  expect(mapStrings(value, (text) => text.toUpperCase())).toEqual(changed);
});
