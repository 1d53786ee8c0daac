// What a recording costs, printed as a table by `npm run bench -- --only record`. Runs in a network namespace of its own, which bench.ts
// makes: the lab's module proxy is on its loopback, with TLS and HTTP/2, and answers after a while, as one far away does.
//
// Each command runs plain, under strace alone, once where it records only that programs start and once with the options of gotrace
// record, and under gotrace record, in turn; each time with caches of its own. What is left between the two of strace alone is what
// the recorded calls cost, each of which stops the command twice: below it nothing that strace records can come. The last two
// columns are of the same runs: how long the command itself took under gotrace record, and all of it, from its start to the verdict.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { execa } from "execa";
import { straceOptions } from "../../packages/cli/src/record/strace-options.ts";
import { certificateFor, makeAuthorities } from "../../fixtures/lab/certificates.ts";
import { listen } from "../../fixtures/lab/listen.ts";
import { proxyHandler } from "../../fixtures/lab/module-proxy.ts";
import { secureSite, type Answer, type Handler } from "../../fixtures/lab/site.ts";
import { straceVersion } from "../../fixtures/lab/requirements.ts";
import { modulesOf, type ModuleSizes } from "./record-modules.ts";
import { gotrace } from "./rows.ts";

interface Job {
  readonly name: string;
  readonly args: readonly string[];
  readonly sizes: ModuleSizes;
  /** Of each answer. */
  readonly delayMs: number;
}

const download = ["mod", "download"];
const real = { modules: 40, files: 60, bytes: 8000 };
const jobs: readonly Job[] = [
  {
    name: "go mod download, 12 modules of one file, answers at once",
    args: download,
    sizes: { modules: 12, files: 1, bytes: 8000 },
    delayMs: 0,
  },
  {
    name: "the same, each answer after 40 ms",
    args: download,
    sizes: { modules: 12, files: 1, bytes: 8000 },
    delayMs: 40,
  },
  {
    name: "go mod download, 40 modules of 60 files, answers at once",
    args: download,
    sizes: real,
    delayMs: 0,
  },
  { name: "the same, each answer after 40 ms", args: download, sizes: real, delayMs: 40 },
  {
    name: "go build of net/http and a module, cold, each answer after 40 ms",
    args: ["build", "-mod=mod", "-o", "/dev/null", "."],
    sizes: { modules: 1, files: 1, bytes: 8000 },
    delayMs: 40,
  },
];

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } });
const runs = Number(values.runs);
const folder = mkdtempSync(join(tmpdir(), "gotrace-record-cost-"));
const goRoot = readdirSync("/usr/lib").findLast((name) => /^go-\d/.test(name)) ?? "go-1.22";
const go = `/usr/lib/${goRoot}/bin/go`;

/** The answers are made once: making them is not what is measured. */
function remembered(handler: Handler): Handler {
  const answers = new Map<string, Answer>();
  return async (request) => {
    const answer = answers.get(request.path) ?? (await handler(request));
    answers.set(request.path, answer);
    return answer;
  };
}

async function serve(job: Job, port: number): Promise<void> {
  const site = secureSite("localhost", "127.0.0.1", remembered(proxyHandler(modulesOf(job.sizes))));
  site.port = port;
  if (job.delayMs > 0)
    site.rules.push({ match: /./, reply: (honest) => ({ ...honest, delayMs: job.delayMs }) });
  await listen(site, certificateFor(authorities, "localhost", "trusted"), () => undefined);
}

function makeProject(at: string, { modules }: ModuleSizes): void {
  mkdirSync(at);
  const needs = Array.from(
    { length: modules },
    (_, index) => `require example.com/module${index + 1} v1.0.0\n`,
  );
  writeFileSync(join(at, "go.mod"), `module example.com/app\n\ngo 1.19\n\n${needs.join("")}`);
  const imports = 'import (\n\t_ "example.com/module1"\n\t_ "net/http"\n)\n';
  writeFileSync(join(at, "main.go"), `package main\n\n${imports}\nfunc main() {}\n`);
}

interface Times {
  /** By the clock, in seconds. */
  readonly wall: number;
  /** Of all processes, user and system, in seconds: others on the machine change it less. */
  readonly cpu: number;
}

/** From start to end, with caches that are empty at first. */
async function timed(command: readonly string[], cwd: string, port: number): Promise<Times> {
  const caches = mkdtempSync(join(folder, "caches-"));
  const env = {
    PATH: `${process.env["PATH"]}`,
    HOME: folder,
    SSL_CERT_FILE: join(folder, "roots.pem"),
    GOPROXY: `https://localhost:${port}`,
    GONOSUMDB: "*",
    GOSUMDB: "off",
    GOFLAGS: "-modcacherw",
    GOTOOLCHAIN: "local",
    GOMODCACHE: join(caches, "mod"),
    GOCACHE: join(caches, "build"),
  };
  const start = performance.now();
  const script = '"$@" >/dev/null 2>&1 || exit; times';
  const { stdout } = await execa("sh", ["-c", script, "sh", ...command], { cwd, env, extendEnv: false });
  const wall = (performance.now() - start) / 1000;
  rmSync(caches, { recursive: true });
  return { wall, cpu: childTime(stdout) };
}

/** The second line of `times` is the time of all that the shell has waited for: `0m0.31s 0m0.22s`. POSIX, times. */
function childTime(text: string): number {
  const [, children = ""] = text.trim().split("\n");
  const times = children.split(" ").map((each) => {
    const [minutes, seconds] = each.replace("s", "").split("m");
    return Number(minutes) * 60 + Number(seconds);
  });
  return times.reduce((sum, time) => sum + time, 0);
}

/** Calls that stopped the command; the second half of a call that others interrupted is no other one. */
function callsIn(trace: string): number {
  return readFileSync(trace, "latin1").match(/^\d+ +[\d.]+ [a-z]\w*\(/gm)?.length ?? 0;
}

/** How long the command itself ran under gotrace record, in seconds. */
function ownTime(bundle: string): number {
  const text = execFileSync("tar", ["-xzOf", bundle, "manifest.json"], { encoding: "utf8" });
  return (JSON.parse(text) as { command: { durationMs: number } }).command.durationMs / 1000;
}

async function measure(job: Job, cwd: string, port: number): Promise<string> {
  const command = [go, ...job.args];
  const bundle = join(folder, "run.gotrace");
  const trace = join(folder, "trace.log");
  const straceWith = (options: readonly string[]): string[] => [
    // As gotrace does it: tracer-zone.ts.
    "env",
    "TZ=UTC0",
    "strace",
    "-E",
    "TZ",
    ...options,
    "-o",
    trace,
    "--",
    ...command,
  ];
  const options = straceOptions(straceVersion(), { attach: false });
  const few = options.map((option) =>
    option.startsWith("trace=") ? "trace=execve,gettid,set_robust_list" : option,
  );
  const all: Record<"plain" | "few" | "strace" | "whole", Times[]> = {
    plain: [],
    few: [],
    strace: [],
    whole: [],
  };
  const own: number[] = [];
  let calls = 0;
  for (let run = 0; run < runs; run += 1) {
    all.plain.push(await timed(command, cwd, port));
    all.few.push(await timed(straceWith(few), cwd, port));
    all.strace.push(await timed(straceWith(options), cwd, port));
    calls = callsIn(trace);
    all.whole.push(
      await timed([process.execPath, gotrace, "record", "-o", bundle, "--", ...command], cwd, port),
    );
    own.push(ownTime(bundle));
  }
  const wall = (times: readonly Times[]): number => median(times.map((each) => each.wall));
  const cpu = (times: readonly Times[]): number => median(times.map((each) => each.cpu));
  const [plain, strace] = [wall(all.plain), wall(all.strace)];
  return `| ${[
    job.name,
    plain.toFixed(2),
    ratio(wall(all.few), plain),
    ratio(strace, plain),
    ratio(cpu(all.strace), cpu(all.plain)),
    calls,
    Math.round(calls / strace),
    Math.round(((strace - plain) / calls) * 1e6),
    ratio(median(own), plain),
    ratio(wall(all.whole), plain),
  ].join(" | ")} |`;
}

function ratio(seconds: number, of: number): string {
  return `${(seconds / of).toFixed(2)} ×`;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

execFileSync("ip", ["link", "set", "lo", "up"]);
const authorities = makeAuthorities(join(folder, "ca"));
writeFileSync(join(folder, "roots.pem"), authorities.trusted);
const columns = [
  "what",
  "plain, s",
  "strace, starts of programs",
  "strace, our calls",
  "CPU of that",
  "calls",
  "a second",
  "µs each adds",
  "command under record",
  "record to its verdict",
];
console.log(`| ${columns.join(" | ")} |`);
console.log(`| ${columns.map((_, index) => (index === 0 ? "---" : "---:")).join(" | ")} |`);
try {
  for (const [index, job] of jobs.entries()) {
    const cwd = join(folder, `app${index}`);
    makeProject(cwd, job.sizes);
    await serve(job, 7001 + index);
    console.log(await measure(job, cwd, 7001 + index));
  }
  console.log(`\nMedians of ${runs} runs in turn, ${goRoot}, strace ${straceVersion()}.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
// The servers would keep the process alive for ever.
process.exit();
