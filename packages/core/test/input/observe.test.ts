import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { analyze } from "../../src/analyze.ts";
import type { Progress } from "../../src/input/observe.ts";

const fixture = fileURLToPath(new URL("../../../../fixtures/git-connect-refused/", import.meta.url));
const trace = `${fixture}trace.log.gz`;
const log = `${fixture}go.log`;

test("the hash of an input is that of its decompressed bytes", async () => {
  const report = await analyze([trace, log], { hash: true });
  const contents = [gunzipSync(await readFile(trace)), await readFile(log)];
  expect(report.inputs.map(({ sha256 }) => sha256)).toEqual(
    contents.map((bytes) => createHash("sha256").update(bytes).digest("hex")),
  );
  const unhashed = await analyze([log]);
  expect(unhashed.inputs.every((input) => !("sha256" in input))).toBe(true);
});

test("the end of the reading is told where it is known", async () => {
  const told: Progress[] = [];
  await analyze([log], { onProgress: (progress) => told.push(progress) });
  const { length } = await readFile(log);
  expect(told).toEqual([{ bytesRead: length, totalBytes: length }]);
});
