import fc from "fast-check";
import { expect, test } from "vitest";
import { lineEnd, wordsOf } from "../../src/syntax/line-end.ts";

// The neighbours of a newline and of the bytes that carry into each other are more frequent than chance would have them.
const byte = fc.oneof(
  fc.constantFrom(0x0a, 0x0b, 0x09, 0x00, 0x01, 0x80, 0x8a, 0xff),
  fc.integer({ min: 0, max: 255 }),
);

test("finds what Buffer's own search finds, wherever the bytes lie and the search begins", () => {
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 40 }), fc.integer({ min: 0, max: 3 }), (content, shift) => {
      const bytes = Buffer.from(
        new Uint8Array([...Array.from({ length: shift }, () => 0x0a), ...content]).buffer,
      ).subarray(shift);
      const words = wordsOf(bytes);
      for (let start = 0; start <= bytes.length; start += 1) {
        expect(lineEnd(bytes, words, start)).toBe(bytes.indexOf(0x0a, start));
      }
    }),
    { numRuns: 2000 },
  );
});
