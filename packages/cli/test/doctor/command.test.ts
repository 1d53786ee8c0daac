import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DoctorReport } from "@gotrace/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../../src/main.ts";
import { runIn } from "../fake-io.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gotrace-doctor-"));
});
afterAll(() => rm(folder, { recursive: true }));

function doctor(argv: string[], env: Record<string, string> = {}): ReturnType<typeof runIn> {
  const surroundings = { env: { PATH: "/nonexistent", HOME: folder, ...env } };
  return runIn(surroundings, (io) => main(["doctor", ...argv], io));
}

test("without go and without anybody to ask it cannot tell", async () => {
  const { status, stdout } = await doctor(["--offline"]);
  expect(stdout).toMatch(/^\? this could not be found out/);
  expect(stdout).toContain("there is no go in PATH");
  expect(stdout).toContain("no host was asked (--offline)");
  expect(status).toBe(3);
});

test("a file system that counts nothing is not full", async () => {
  const { stdout } = await doctor(["--offline", "--format", "json"], { GOMODCACHE: "/proc/gotrace" });
  const report = JSON.parse(stdout) as DoctorReport;
  expect(report.checks.find(({ name }) => name === "room")?.status).toBe("not-asked");
});

test("Markdown has every check in its table", async () => {
  const { stdout } = await doctor(["--offline", "--format", "markdown"]);
  expect(stdout).toMatch(/^### \? /);
  expect(stdout).toContain("| ✓ | settings | GOPROXY |");
});

test.each([
  [["not a module"], "is no module"],
  [["--timeout", "0"], "--timeout takes seconds"],
  [["--timeout", "soon"], "--timeout takes seconds"],
  [["--format", "html"], "choose from text, json, markdown"],
])("%j is wrong usage", async (argv, sentence) => {
  const { status, stderr } = await doctor([...argv, "--offline"]);
  expect(stderr).toContain(sentence);
  expect(status).toBe(2);
});

test("its help has examples", async () => {
  const { status, stdout } = await doctor(["--help"]);
  expect(stdout).toContain("gotrace doctor --offline");
  expect(status).toBe(0);
});
