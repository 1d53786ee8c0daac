import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { analyze } from "../../src/analyze.ts";
import { fixtureTrace } from "../events/support.ts";

// A place is written so that a reader finds the file, and no longer than that.

const top = mkdtempSync(join(tmpdir(), "gotrace-places-"));
afterAll(() => rmSync(top, { recursive: true }));
const run = dirname(fixtureTrace("connect-refused"));
for (const name of ["one", "two"]) {
  cpSync(run, join(top, name), {
    recursive: true,
    filter: (path) => path === run || /\.log(\.gz)?$/.test(path),
  });
}

async function filesNamed(inputs: readonly string[]): Promise<string[]> {
  const { diagnosis } = await analyze(inputs);
  return [...new Set(diagnosis?.evidence.map(({ at }) => at.replace(/:\d+$/, "")))];
}

test("the files of a folder are named as they are called in it", async () => {
  const names = await filesNamed([join(top, "one")]);
  expect(names.length).toBeGreaterThan(1);
  for (const name of names) expect(name).toMatch(/^[^/]+\.log(\.gz)?$/);
});

test("files of one name in several folders are told apart", async () => {
  for (const name of await filesNamed([join(top, "one"), join(top, "two")])) expect(name).toContain(top);
});

test("what the user named is named so", async () => {
  expect(await filesNamed([join(top, "one", "go.log")])).toEqual([join(top, "one", "go.log")]);
});
