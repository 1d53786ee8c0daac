// The benchmarks' inputs: recordings of real runs under strace, made once and kept out of the repository.
import { spawn, execFileSync, type ChildProcess } from "node:child_process";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { commandsToRecord, failingFetch, makeProject } from "./commands.ts";

/** A trace to measure with. */
export interface BenchInput {
  readonly path: string;
  readonly lines: number;
  readonly bytes: number;
}

// Not in node_modules, which `npm ci` empties: a quarter of an hour of recording would be gone.
const cache = join(tmpdir(), "gotrace-bench");

/**
 * A trace of at least so many lines, recorded if it is not there yet: one shell under `strace -f -tt -T -yy -s 256` that runs
 * one go or git command after the other, every one for the first time, and at the end a module download that fails.
 */
export async function recordedTrace(name: string, lines: number): Promise<BenchInput> {
  const path = join(cache, `${name}.log`);
  if (!existsSync(path)) {
    mkdirSync(cache, { recursive: true });
    await record(path, lines);
  }
  return measured(path);
}

/** The first lines of a trace, up to a part of its bytes. */
export async function firstPart(of: BenchInput, part: number, name: string): Promise<BenchInput> {
  const path = join(cache, `${name}.log`);
  if (!existsSync(path)) {
    const end = await lineEndAfter(of.path, Math.floor(of.bytes * part));
    await pipeline(createReadStream(of.path, { end: end - 1 }), createWriteStream(`${path}.part`));
    renameSync(`${path}.part`, path);
  }
  return measured(path);
}

/** The same trace, compressed. */
export async function gzipped(of: BenchInput): Promise<BenchInput> {
  const path = `${of.path}.gz`;
  if (!existsSync(path)) {
    await pipeline(createReadStream(of.path), createGzip(), createWriteStream(`${path}.part`));
    renameSync(`${path}.part`, path);
  }
  return { ...of, path };
}

/** One sentence about what recording needs and this machine lacks; null where nothing is missing. */
export function whatRecordingLacks(): string | null {
  if (goRoots().length === 0) return "npm run bench records go: it needs one in /usr/lib/go-*/bin";
  try {
    execFileSync("strace", ["-o", "/dev/null", "true"], { stdio: "ignore" });
    execFileSync("git", ["--version"], { stdio: "ignore" });
  } catch {
    return "npm run bench records with strace, which must be allowed here, and runs git: apt-get install strace git";
  }
  return null;
}

function goRoots(): string[] {
  return readdirSync("/usr/lib")
    .filter((name) => /^go-\d/.test(name) && existsSync(`/usr/lib/${name}/bin/go`))
    .map((name) => `/usr/lib/${name}`)
    .toReversed();
}

async function record(path: string, lines: number): Promise<void> {
  const work = join(cache, "work");
  rmSync(work, { recursive: true, force: true });
  makeProject(work);
  const trace = `${path}.part`;
  // A shell that is told each next command when the one before is done, so that recording ends where there are enough lines.
  const shell = spawn(
    "strace",
    [
      "-f",
      "-tt",
      "-T",
      "-yy",
      "-s",
      "256",
      "-o",
      trace,
      "sh",
      "-c",
      'while read -r line; do eval "$line"; echo; done',
    ],
    {
      cwd: work,
      stdio: ["pipe", "pipe", "ignore"],
      env: { PATH: "/usr/bin:/bin", HOME: work, GOTOOLCHAIN: "local", GOPROXY: "off", LANG: "C.UTF-8" },
    },
  );
  const count = lineCounter(trace);
  const answers = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  const run = async (command: string): Promise<void> => {
    shell.stdin.write(`{ ${command}; } </dev/null >/dev/null 2>&1\n`);
    await answers.next();
  };
  for (const command of commandsToRecord(goRoots())) {
    await run(command);
    const found = await count();
    process.stderr.write(`\rrecording ${path}: ${found} of ${lines} lines `);
    // The failing fetch comes in the last hundredth.
    if (found > lines) break;
  }
  await run(failingFetch(goRoots()[0] ?? ""));
  shell.stdin.end();
  await ended(shell);
  rmSync(work, { recursive: true, force: true });
  renameSync(trace, path);
}

async function ended(child: ChildProcess): Promise<void> {
  await new Promise<void>((done, fail) => {
    child.once("error", fail);
    child.once("close", () => done());
  });
}

/** Counts the lines of a file that grows: each call reads what is new. */
function lineCounter(path: string): () => Promise<number> {
  let offset = 0;
  let lines = 0;
  return async () => {
    for await (const piece of createReadStream(path, { start: offset })) {
      const bytes = piece as Buffer;
      offset += bytes.length;
      lines += newlinesIn(bytes);
    }
    return lines;
  };
}

function newlinesIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

async function measured(path: string): Promise<BenchInput> {
  const file = await open(path);
  const { size } = await file.stat();
  await file.close();
  return { path, bytes: size, lines: await lineCounter(path)() };
}

async function lineEndAfter(path: string, offset: number): Promise<number> {
  const file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(1 << 20), 0, 1 << 20, offset);
  await file.close();
  return offset + buffer.indexOf(10) + 1;
}
