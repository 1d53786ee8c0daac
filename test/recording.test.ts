import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Report } from "@gotrace/core";
import { execa } from "execa";
import { expect, test } from "vitest";
import { whatIsMissing } from "../fixtures/lab/requirements.ts";
import { scenarios } from "../fixtures/lab/scenarios/index.ts";
import { fullestMode, inputsOf, verdictOf, type Fixture } from "./support/fixtures.ts";
import { gotraceIn } from "./support/gotrace.ts";

const recorder = fileURLToPath(new URL("../fixtures/lab/record.ts", import.meta.url));

// One that fails at once, with the Go that Debian itself has.
const scenario = scenarios.find(({ name }) => name === "connect-refused");
const missing = scenario === undefined ? "there is no such scenario" : whatIsMissing([scenario]);
const reason = missing === null ? "" : ` (skipped: needs strace: ${missing})`;

test.skipIf(missing !== null)(
  `a real go under a real strace, recorded now, is diagnosed${reason}`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "gotrace-recording-"));
    try {
      const name = scenario?.name ?? "";
      await execa(process.execPath, ["--no-warnings", recorder, name, `--into=${folder}`]);
      const recorded = join(folder, name);
      const text = await readFile(join(recorded, "expected.json"), "utf8");
      const fixture: Fixture = { ...(JSON.parse(text) as Omit<Fixture, "folder">), folder: recorded };
      const mode = fullestMode(fixture);
      const { stdout } = await gotraceIn(recorded, [
        "analyze",
        "--format",
        "json",
        ...inputsOf(fixture, mode),
      ]);
      expect(verdictOf(JSON.parse(stdout) as Report)).toEqual(fixture.expected[mode]);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
