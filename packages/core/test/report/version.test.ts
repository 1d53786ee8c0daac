import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { gotraceVersion } from "../../src/model/version.ts";

test("reports are stamped with the version of the package", async () => {
  const text = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  expect(gotraceVersion).toBe((JSON.parse(text) as { version: string }).version);
});
