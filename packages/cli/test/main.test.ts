import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AnalyzeInput, Report } from "@gotrace/core";
import { formats } from "../../core/src/report/formats.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { failedReport, healthyReport, unknownReport } from "../../core/test/report/sample-reports.ts";
import { parseLeader } from "../../core/src/syntax/leader-words.ts";
import { main } from "../src/main.ts";
import { runIn, type Outcome, type Surroundings } from "./fake-io.ts";

const analyze = vi.hoisted(() => vi.fn<(inputs: AnalyzeInput[]) => Promise<Report>>());

vi.mock("@gotrace/core", async () => ({
  ...(await import("../../core/src/report/formats.ts")),
  ...(await import("../../core/src/redact/redactor.ts")),
  ...(await import("../../core/src/report/render.ts")),
  parseLeader,
  analyze,
}));

function gotrace(argv: string[], surroundings: Surroundings = {}): Promise<Outcome> {
  return runIn(surroundings, (io) => main(argv, io));
}

beforeEach(() => {
  analyze.mockResolvedValue(failedReport());
});

describe("help and version", () => {
  test("--help names the commands and the exit statuses", async () => {
    const { status, stdout, stderr } = await gotrace(["--help"]);
    expect(stdout).toContain("gotrace analyze");
    expect(stdout).toContain("Exit status: 0 nothing failed");
    expect([status, stderr]).toEqual([0, ""]);
  });

  test("analyze --help has examples", async () => {
    const { status, stdout } = await gotrace(["analyze", "--help"]);
    expect(stdout).toContain("gotrace analyze trace.log go.log");
    for (const format of formats) expect(stdout).toContain(`"${format}"`);
    expect(status).toBe(0);
  });

  test("--version is the package's", async () => {
    expect((await gotrace(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("wrong usage is one sentence and status 2", () => {
  test.each([
    [[], "name a command; see gotrace --help"],
    [["trace.log"], "there is no command trace.log; to analyse a file: gotrace analyze trace.log"],
    [["analyze"], "name an input: a trace, a log, or - for standard input"],
    [["analyze", ""], "the name of an input is empty"],
    [["analyze", "t", "--fromat", "json"], "unknown option --fromat; see --help"],
    [["analyze", "t", "-q", "--bogus"], "unknown options -q, --bogus; see --help"],
    [["analyze", "t", "-o"], "-o needs a value"],
    [["analyze", "t", "--format", "pdf"], `--format cannot be pdf: choose from ${formats.join(", ")}`],
    [
      ["analyze", "t", "--leader", "pids"],
      'there is no leader "pids"; one is bare, or some of pid or [pid], comm, context, time(unix,us), time(clock,s), time(relative,us), syscall-number, instruction-pointer',
    ],
    [["analyze", "-", "-"], "standard input can be read only once, but - is given twice"],
    [["analyze", "t", "-o", "t"], "t is an input, and --output would overwrite it"],
    [["analyze", "t", "-o", "/nowhere/report"], "cannot write /nowhere/report: no such file or directory"],
  ])("gotrace %j", async (argv, sentence) => {
    expect(await gotrace(argv)).toEqual({ status: 2, stdout: "", stderr: `gotrace: ${sentence}\n` });
  });

  test("an input that cannot be read says so, whatever its name is made of", async () => {
    const error = Object.assign(new Error("cannot read a\u001b[31m\nb: no such file"), {
      name: "InputError",
    });
    analyze.mockRejectedValue(error);
    const { status, stderr } = await gotrace(["analyze", "x"]);
    expect([status, stderr]).toEqual([2, "gotrace: cannot read a?[31m b: no such file\n"]);
  });

  test.each([
    ["empty", "go.log is empty"],
    ["unknown", "nothing in go.log was written by strace or by the go command"],
  ] as const)("an input that is %s is no record of a run", async (kind, sentence) => {
    const inputs = unknownReport()
      .inputs.slice(1)
      .map((input) => ({ ...input, kind }));
    analyze.mockResolvedValue({ ...unknownReport(), inputs });
    const { status, stdout, stderr } = await gotrace(["analyze", "go.log"]);
    expect([status, stdout, stderr]).toEqual([2, "", `gotrace: ${sentence}\n`]);
  });

  test("a bug shows its stack", async () => {
    analyze.mockRejectedValue(new TypeError("x is not a function"));
    const { status, stderr } = await gotrace(["analyze", "x"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^gotrace: internal error: TypeError: x is not a function\n {4}at /);
  });
});

describe("exit statuses", () => {
  const { diagnosis } = failedReport();
  test.each<[Partial<Report>, number]>([
    [{ outcome: "ok", diagnosis: null }, 0],
    [{ outcome: "failed" }, 1],
    [{ outcome: "stuck" }, 1],
    [{ outcome: "interrupted" }, 1],
    [{ outcome: "slow", diagnosis }, 1],
    [{ outcome: "slow", diagnosis: null }, 0],
    [{ outcome: "unknown", diagnosis: null }, 3],
  ])("%j", async (changes, status) => {
    analyze.mockResolvedValue(failedReport(changes));
    expect((await gotrace(["analyze", "t"])).status).toBe(status);
  });
});

describe("inputs", () => {
  test("are passed in order, standard input by its bytes", async () => {
    const stdin = new ReadableStream<Uint8Array>();
    await gotrace(["analyze", "trace.log", "-", "1e3"], { stdin });
    expect(analyze.mock.lastCall?.[0]).toEqual(["trace.log", { name: "stdin", bytes: stdin }, "1e3"]);
  });

  test("may begin with a dash after --", async () => {
    await gotrace(["analyze", "--", "-trace"]);
    expect(analyze.mock.lastCall?.[0]).toEqual(["-trace"]);
  });
});

test("--leader is passed on as a shape", async () => {
  await gotrace(["analyze", "t", "--leader", "pid time(unix,us)"]);
  expect(analyze.mock.lastCall).toMatchObject([
    ["t"],
    { leader: { pid: "column", clock: "epoch", clockDigits: 6 } },
  ]);
});

describe("output", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "gotrace-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("is text, or JSON where asked for", async () => {
    expect((await gotrace(["analyze", "t"])).stdout).toMatch(/^✗ /);
    const { stdout } = await gotrace(["analyze", "t", "--format", "json"]);
    expect(JSON.parse(stdout)).toEqual(failedReport());
  });

  test("goes to a file with -o, and then standard output stays empty", async () => {
    const file = join(folder, "report.txt");
    const { status, stdout } = await gotrace(["analyze", "t", "-o", file], { terminal: 120 });
    expect([status, stdout]).toEqual([1, ""]);
    expect(await readFile(file, "utf8")).toMatch(/^✗ go/);
  });

  test.each<[string, string[], Surroundings, boolean]>([
    ["a pipe", [], {}, false],
    ["a terminal", [], { terminal: 100 }, true],
    ["a dumb terminal", [], { terminal: 100, env: { TERM: "dumb" } }, false],
    ["a terminal with NO_COLOR", [], { terminal: 100, env: { NO_COLOR: "1" } }, false],
    ["a terminal with an empty NO_COLOR", [], { terminal: 100, env: { NO_COLOR: "" } }, true],
    ["a terminal with --no-color", ["--no-color"], { terminal: 100 }, false],
    ["a pipe with FORCE_COLOR", [], { env: { FORCE_COLOR: "1" } }, true],
    ["a pipe with --color", ["--color"], { env: { NO_COLOR: "1" } }, true],
  ])("on %s", async (_where, flags, surroundings, coloured) => {
    const { stdout } = await gotrace(["analyze", "t", ...flags], surroundings);
    expect(stdout.includes("\u001b[")).toBe(coloured);
  });

  test.each<[Surroundings, number]>([
    [{}, 100],
    [{ terminal: 87 }, 87],
    [{ terminal: 40 }, 80],
    [{ terminal: 300 }, 120],
    [{ env: { COLUMNS: "110" } }, 110],
    [{ env: { COLUMNS: "wide" }, terminal: 90 }, 90],
  ])("in %j is %i columns wide", async (surroundings, width) => {
    const render = await import("../../core/src/report/render.ts");
    const { stdout } = await gotrace(["analyze", "t", "--no-color"], surroundings);
    expect(stdout).toBe(await render.render(failedReport(), "text", { width }));
  });

  test.each([healthyReport(), unknownReport()])("tells of other ends, too", async (report) => {
    analyze.mockResolvedValue(report);
    expect((await gotrace(["analyze", "t"])).stdout).toMatch(/^[✓?] /);
  });
});
