import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readLog } from "./go-log-helpers.ts";

const root = new URL("../../../../", import.meta.url);

function logsUnder(folder: URL): URL[] {
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

test("recorded logs hold no text that the grammar does not know", () => {
  // A script may say something itself.
  const unknown = logsUnder(new URL("fixtures/", root))
    .flatMap((file) => unknownTexts(file))
    .filter((text) => !/^\w+\.sh: /.test(text));
  expect(unknown).toEqual([]);
});
