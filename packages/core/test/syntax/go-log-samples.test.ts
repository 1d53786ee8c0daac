// Recorded logs: the repository's own fixtures, and recordings beside the repository where they are there.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readLog } from "./go-log-helpers.ts";

const root = new URL("../../../../", import.meta.url);

function logsUnder(folder: URL): URL[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => new URL(`${name}/go.log`, folder))
    .filter((file) => existsSync(file));
}

function unknownTexts(file: URL): string[] {
  return readLog(readFileSync(file, "latin1")).flatMap(({ body, text }) =>
    (body.kind === "other" && /^(?:go|#)|: /.test(text)) ||
    (body.kind === "error" && body.error.kind === "other")
      ? [text]
      : [],
  );
}

describe("recorded logs hold no text that the grammar does not know", () => {
  const fixtures = logsUnder(new URL("fixtures/", root));
  test.skipIf(fixtures.length === 0)("fixtures", () => {
    // A script may say something itself.
    const unknown = fixtures.flatMap((file) => unknownTexts(file)).filter((text) => !/^\w+\.sh: /.test(text));
    expect(unknown).toEqual([]);
  });

  const samples = logsUnder(new URL("../shared/samples/go-runs/", root));
  test.skipIf(samples.length === 0)("recordings beside the repository", () => {
    for (const file of samples) expect(unknownTexts(file), file.pathname).toEqual([]);
  });
});
