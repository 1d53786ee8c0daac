import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, gunzipSync } from "node:zlib";
import type { Report } from "@gotrace/core";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandFile, gotrace } from "./support/built-command.ts";
import { allFixtures, inputsOf, modes, verdictOf, type Fixture, type Mode } from "./support/fixtures.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gotrace-end-to-end-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("the built command", () => {
  test("--version answers with the version of the package", async () => {
    const { stdout, exitCode } = await gotrace(["--version"]);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(exitCode).toBe(0);
  });

  test("--help has the commands, and an example for each", async () => {
    expect((await gotrace(["--help"])).stdout).toContain("gotrace analyze");
    expect((await gotrace(["analyze", "--help"])).stdout).toContain("gotrace analyze trace.log go.log");
  });
});

function analyzed(
  XDG_CACHE_HOME: string,
  more = {},
): Promise<{ stdout: string; stderr: string; exitCode?: number }> {
  const env = { XDG_CACHE_HOME, ...more };
  return execa(process.execPath, [commandFile, "analyze", join(folder, "kept.log")], { env, reject: false });
}

describe("what V8 made of the program is kept for the next run", () => {
  beforeAll(() =>
    writeFile(join(folder, "kept.log"), "go: example.com/a@v1.0.0: unrecognized import path\n"),
  );

  test("in the user's own folder for such things, and nowhere where that is not wanted", async () => {
    const cache = join(folder, "cache");
    const first = await analyzed(cache);
    expect(await readdir(cache)).toEqual(["gotrace"]);
    expect(first).toMatchObject({ stderr: "", stdout: expect.stringMatching(/./) as string });
    expect(await analyzed(cache)).toMatchObject({
      stderr: "",
      stdout: first.stdout,
      exitCode: first.exitCode,
    });
    const unwanted = join(folder, "unwanted");
    await analyzed(unwanted, { NODE_DISABLE_COMPILE_CACHE: "1" });
    await expect(readdir(unwanted)).rejects.toThrow("ENOENT");
    // doctor leaves the machine as it is.
    const env = { XDG_CACHE_HOME: unwanted };
    await execa(process.execPath, [commandFile, "doctor", "--offline"], { env, cwd: folder, reject: false });
    await expect(readdir(unwanted)).rejects.toThrow("ENOENT");
  });

  test("without a word where it cannot be kept", async () => {
    expect(await analyzed("/dev/null")).toMatchObject({
      stderr: "",
      stdout: expect.stringMatching(/./) as string,
    });
  });
});

describe("what cannot be analysed is told in one sentence, with status 2", () => {
  test.each<[string, (name: string) => Promise<unknown>]>([
    ["missing.log", () => Promise.resolve()],
    ["an-empty-directory", (name) => mkdir(name)],
    ["empty.log", (name) => writeFile(name, "")],
    ["binary.log", (name) => copyFile(process.execPath, name)],
    ["foreign.json", (name) => writeFile(name, '{ "name": "foreign", "version": "1.0.0" }\n')],
    ["cut.log.gz", (name) => writeFile(name, gzipSync("strace\n".repeat(9999)).subarray(0, 40))],
  ])("%s", async (name, make) => {
    const path = join(folder, name);
    await make(path);
    expect(await gotrace(["analyze", path])).toMatchObject({
      stdout: "",
      stderr: expect.stringMatching(/^gotrace: [^\n]+\n$/) as string,
      exitCode: 2,
    });
  });

  test("an unknown option", async () => {
    expect(await gotrace(["analyze", "--bogus", "x"])).toMatchObject({
      stdout: "",
      stderr: "gotrace: unknown option --bogus; see --help\n",
      exitCode: 2,
    });
  });
});

describe("exit statuses", () => {
  test.each([
    ["ok", 0],
    ["failed", 1],
    ["unknown", 3],
  ])("of a run that is %s is %i", async (outcome, status) => {
    const [fixture, mode] = sampleOf(outcome);
    const { exitCode, stderr } = await gotrace(["analyze", ...inputsOf(fixture, mode)], {
      cwd: fixture.folder,
    });
    expect([exitCode, stderr]).toEqual([status, ""]);
  });
});

describe("an input says the same however it arrives", () => {
  const [fixture] = sampleOf("failed");
  const json = ["analyze", "--format", "json"];

  test("as a file, by standard input, and compressed", async () => {
    const trace = await traceOf(fixture);
    const compressed = join(folder, "trace.log.gz");
    await writeFile(compressed, gzipSync(trace));
    const results = await Promise.all([
      gotrace([...json, inputsOf(fixture, "trace")[0] ?? ""], { cwd: fixture.folder }),
      gotrace([...json, "-"], { input: trace }),
      gotrace([...json, compressed]),
    ]);
    for (const { stdout } of results) {
      expect(verdictOf(JSON.parse(stdout) as Report)).toEqual(fixture.expected.trace);
    }
  });
});

test("the files of strace -ff are one trace, by their prefix, by one of them, and by all of their names", async () => {
  const fixture = allFixtures().find(({ inputs }) => inputs.trace === "trace");
  const cwd = fixture?.folder ?? "";
  const members = (await readdir(cwd)).filter((name) => name.startsWith("trace."));
  const results = await Promise.all(
    [["trace"], members.slice(0, 1), members].map((inputs) => gotrace(["analyze", ...inputs], { cwd })),
  );
  expect(members.length).toBeGreaterThan(1);
  expect(new Set(results.map(({ stdout }) => stdout)).size).toBe(1);
});

test("without WebAssembly every line is read, and the verdict is the same", async () => {
  const [{ folder: cwd, inputs }] = sampleOf("failed");
  const argv = [commandFile, "analyze", "--format", "json", inputs.trace ?? ""];
  const [all, picked] = await Promise.all(
    [["--jitless"], []].map((options) =>
      execa(process.execPath, [...options, ...argv], { cwd, reject: false }),
    ),
  );
  expect(all?.stdout).toBe(picked?.stdout);
  expect(all?.exitCode).toBe(1);
});

test("-o writes the report to a file, and nothing to standard output", async () => {
  const [fixture, mode] = sampleOf("failed");
  const file = join(folder, "report.txt");
  const argv = ["analyze", ...inputsOf(fixture, mode)];
  const { stdout, exitCode } = await gotrace([...argv, "-o", file], { cwd: fixture.folder });
  expect([stdout, exitCode]).toEqual(["", 1]);
  expect(await readFile(file, "utf8")).toBe((await gotrace(argv, { cwd: fixture.folder })).stdout);
});

test("a reader that has seen enough is no error", async () => {
  const [fixture, mode] = sampleOf("failed");
  const line = `"${process.execPath}" "${commandFile}" analyze --format json ${inputsOf(fixture, mode).join(" ")} | head -c 1`;
  const { stdout, stderr } = await execa("sh", ["-c", line], { cwd: fixture.folder });
  expect([stdout, stderr]).toEqual(["{", ""]);
});

/** The first fixture from which an analysis must conclude this outcome, and from which of its files. */
function sampleOf(outcome: string): [Fixture, Mode] {
  for (const fixture of allFixtures()) {
    const mode = modes.find((one) => fixture.expected[one]?.outcome === outcome);
    if (mode !== undefined && fixture.inputs.trace !== null) return [fixture, mode];
  }
  throw new Error(`no fixture is ${outcome}`);
}

async function traceOf(fixture: Fixture): Promise<Buffer> {
  const bytes = await readFile(join(fixture.folder, fixture.inputs.trace ?? ""));
  return fixture.inputs.trace?.endsWith(".gz") === true ? gunzipSync(bytes) : bytes;
}
