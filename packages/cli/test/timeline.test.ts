import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { main } from "../src/main.ts";
import { runIn, type Outcome } from "./fake-io.ts";

const fixture = fileURLToPath(new URL("../../../fixtures/git-connect-refused", import.meta.url));
const inputs = [`${fixture}/trace.log.gz`, `${fixture}/go.log`];

function timeline(...argv: string[]): Promise<Outcome> {
  return runIn({ env: { NO_COLOR: "1" } }, (io) => main(["timeline", ...argv], io));
}

test("draws a waterfall, and has the exit status of analyze", async () => {
  const { status, stdout } = await timeline(...inputs);
  expect(stdout).toMatch(/^✗ git ls-remote -q origin .*━✗ +147ms$/m);
  expect(stdout).toMatch(/ECONNREFUSED .* ◀$/m);
  expect(status).toBe(1);
});

describe("shows a part of it", () => {
  test("by host", async () => {
    const { stdout } = await timeline("--host", "github.com", ...inputs);
    expect(stdout).toContain("A github.com");
    expect((await timeline("--host", "hub.com", ...inputs)).stdout).not.toContain("A github.com");
  });

  test("by module, and by stage", async () => {
    const { stdout } = await timeline("--module", "github.com/acme", "--stage", "vcs", ...inputs);
    expect(stdout).toContain("git ls-remote");
    expect(stdout).not.toContain("ECONNREFUSED");
  });

  test("by time", async () => {
    const { stdout } = await timeline("--from", "360ms", "--to", "0.372", ...inputs);
    expect(stdout).not.toContain("git init");
    expect(stdout).toContain("A github.com");
  });

  test("or all of it", async () => {
    expect((await timeline(...inputs)).stdout).toContain("left out: ");
    expect((await timeline("--all", ...inputs)).stdout).not.toContain("left out: ");
  });
});

describe("refuses in one sentence", () => {
  test.each([
    [
      ["--redact", "off", "--format", "har"],
      "--redact off is not for har, which is made to leave this machine",
    ],
    [["--from", "soon"], "--from takes a time such as 250ms, 1.5s or 2m, not soon"],
    [["--from", "2s", "--to", "1s"], "--from must be earlier than --to"],
  ])("%j", async (argv, sentence) => {
    const { status, stderr } = await timeline(...argv, ...inputs);
    expect([status, stderr]).toEqual([2, `gotrace: ${sentence}\n`]);
  });
});

test("in GitHub Actions the report in Markdown is added to the job's summary", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gotrace-summary-"));
  const summary = join(folder, "summary.md");
  const argv = ["analyze", "--format", "github", ...inputs];
  const { stdout } = await runIn({ env: { GITHUB_STEP_SUMMARY: summary } }, (io) => main(argv, io));
  expect(stdout).toMatch(/^::error title=gotrace%3A connect-refused/);
  expect(await readFile(summary, "utf8")).toMatch(/^### ✗ go mod download -x failed at connect/);
  await rm(folder, { recursive: true });
});
