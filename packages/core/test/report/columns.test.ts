import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { columns, shorten } from "../../src/report/text/layout.ts";

// Most texts are measured without string-width, which must say the same.
const signs = fc.constantFrom(...Array.from("·–—’“”…→×✓✗◆▶◀─━╌│▟\u{FE0F}\u{200D}\u{300}é漢👍\u001B[31m"));

test("a text takes as many columns as string-width says", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.oneof(fc.string({ maxLength: 1 }), signs) }), (text) => {
      expect(columns(text)).toBe(stringWidth(text));
    }),
    { numRuns: 2000 },
  );
  for (let code = 0x20; code < 0x3000; code += 1) {
    const text = String.fromCodePoint(code).repeat(2);
    expect(columns(text), `U+${code.toString(16)}`).toBe(stringWidth(text));
  }
});

test("what is cut keeps whole characters", () => {
  expect(shorten("a—b".repeat(9), 9)).toBe("a—ba…ba—b");
  const flags = "🇨🇭".repeat(9);
  expect(shorten(flags, 9)).toBe("🇨🇭🇨🇭…🇨🇭🇨🇭");
});
