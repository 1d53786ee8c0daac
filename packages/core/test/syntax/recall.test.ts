import fc from "fast-check";
import { expect, test } from "vitest";
import { recalled } from "../../src/syntax/recall.ts";

test("what is remembered is what would be made, however texts share slots", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom("a", "b", ""), maxLength: 40 })), (texts) => {
      const recall = recalled(2, (text) => ({ text }));
      for (const text of texts) expect(recall(text).text).toBe(text);
    }),
  );
});

test("a text that comes again is not made again", () => {
  let made = 0;
  const recall = recalled(8, () => (made += 1));
  expect([recall("nanosleep"), recall("nanosleep")]).toEqual([1, 1]);
});
