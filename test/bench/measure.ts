// Runs a command several times and says what it took. CPU seconds say more than the clock's where others use the machine.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Medians of several runs. */
export interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Largest resident set, in MB. */
  readonly peak: number;
}

interface Usage {
  readonly cpuMicros: number;
  readonly peakKilobytes: number;
}

const usageHook = fileURLToPath(new URL("./usage.ts", import.meta.url));
/** Words before a command that hold it on one core; none where the machine cannot. */
const oneCore: readonly string[] =
  spawnSync("taskset", ["-c", "0", "true"]).status === 0 ? ["taskset", "-c", "0"] : [];

/** True where runs are held on one core. */
export const isOneCore: boolean = oneCore.length > 0;

/** Runs a Node program and asks it at its end what it used. */
export function measureNode(
  args: readonly string[],
  runs: number,
  cores: readonly string[] = oneCore,
): Measured {
  const folder = mkdtempSync(join(tmpdir(), "gotrace-bench-"));
  const file = join(folder, "usage.json");
  try {
    const all = repeated(runs, () => {
      const seconds = timed([...cores, process.execPath, "--import", usageHook, ...args], {
        GOTRACE_BENCH_USAGE: file,
      });
      const usage = JSON.parse(readFileSync(file, "utf8")) as Usage;
      return { seconds, cpuSeconds: usage.cpuMicros / 1e6, peak: usage.peakKilobytes / 1024 };
    });
    return {
      seconds: median(all.map(({ seconds }) => seconds)),
      cpuSeconds: median(all.map(({ cpuSeconds }) => cpuSeconds)),
      peak: median(all.map(({ peak }) => peak)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs any command; seconds by the clock. */
export function measureSeconds(command: readonly string[], runs: number): number {
  return median(repeated(runs, () => timed([...oneCore, ...command], {})));
}

function timed(command: readonly string[], env: Readonly<Record<string, string>>): number {
  const [program = "", ...args] = command;
  const start = performance.now();
  const { error, signal, status } = spawnSync(program, args, {
    env: { ...process.env, ...env },
    // grep stops at its first match where it finds that its output is /dev/null.
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 1 << 28,
  });
  const seconds = (performance.now() - start) / 1000;
  // 1 is grep's "found nothing" and gotrace's "a stage failed", 3 its "cannot tell": the parts of a trace are cut.
  if (error !== undefined || signal !== null || ![0, 1, 3].includes(status ?? 2))
    throw new Error(`${command.join(" ")} ended with ${error?.message ?? signal ?? status}`);
  return seconds;
}

function repeated<T>(runs: number, run: () => T): T[] {
  // The first run reads the file into the system's cache and is not counted.
  run();
  return Array.from({ length: runs }, run);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
