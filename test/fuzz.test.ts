import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { caseOf, readSeeds } from "./fuzz/cases.ts";
import { check } from "./fuzz/check.ts";
import { endless, endlessLine } from "./fuzz/mutate.ts";

// A short run of `npm run fuzz`.

const seeds = readSeeds();

describe("mutated recordings are read to their end, with every line counted", () => {
  test.each([0, 1, 2, 3])("cases %d00 and on", async (hundred) => {
    for (let seed = hundred * 100; seed < hundred * 100 + 60; seed += 1) {
      const { bytes, way } = caseOf(seed, seeds);
      await expect(check(bytes, way), `case ${seed}`).resolves.toHaveProperty("lines");
    }
  });
});

test.each(endless)("a line without an end, of %j", async (piece) => {
  for (const start of ["7 read(3, ", "7 ", ""]) {
    const way = start === "" ? "analyze" : "events";
    await expect(check(endlessLine(start, piece, 100_000), way)).resolves.toHaveProperty("lines");
  }
});

test("of a line of 100 MB the first part is read, and the rest is a counted loss", async () => {
  const bytes = Buffer.concat([
    endlessLine('7 write(1, "', "x", 100 << 20),
    Buffer.from("\n7 close(3) = 0\n"),
  ]);
  expect(await check(bytes, "events")).toEqual({ lines: 2, lost: 1, refused: false });
});

const folder = fileURLToPath(new URL("fuzz/crashers/", import.meta.url));

describe("what once failed", () => {
  test.each(readdirSync(folder))("%s", async (name) => {
    const bytes = readFileSync(folder + name);
    for (const way of ["events", "analyze", "go-log"] as const)
      await expect(check(bytes, way), way).resolves.toHaveProperty("lines");
  });
});
