import fc from "fast-check";
import { expect, test } from "vitest";
import { textSearch } from "../../src/syntax/byte-search.ts";

// Few letters, so that texts overlap each other and themselves.
const words = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom("a", "b", "/", "\xff"), minLength: 1, maxLength });

test("a search for several texts finds what a search for each finds, within its bounds", () => {
  fc.assert(
    fc.property(
      fc.array(words(6), { minLength: 1, maxLength: 5 }),
      fc.array(words(40), { maxLength: 1 }),
      fc.nat(40),
      fc.nat(40),
      (texts, [text = ""], one, other) => {
        const [start, end] = [Math.min(one, other), Math.min(Math.max(one, other), text.length)];
        const found = textSearch(texts)(Buffer.from(text, "latin1"), start, end);
        expect(found).toBe(
          texts.some((wanted) => {
            const at = text.indexOf(wanted, start);
            return at >= 0 && at + wanted.length <= end;
          }),
        );
      },
    ),
    { numRuns: 2000 },
  );
});
