import type { Io } from "../src/io.ts";

/** What a command line did: what it wrote where, and its exit status. */
export interface Outcome {
  status: number;
  stdout: string;
  stderr: string;
}

export interface Surroundings {
  env?: Record<string, string>;
  stdin?: AsyncIterable<Uint8Array>;
  /** The width of the terminal that standard output is; null for a pipe. */
  terminal?: number | null;
}

/** Runs a command line in this process, as if in the given surroundings, and tells what it did. */
export async function runIn(surroundings: Surroundings, run: (io: Io) => Promise<number>): Promise<Outcome> {
  const written = { stdout: "", stderr: "" };
  const columns = surroundings.terminal ?? null;
  const sink = (name: "stdout" | "stderr"): Io["stdout"] => ({
    isTerminal: columns !== null,
    columns,
    write: (text) => {
      written[name] += text;
      return Promise.resolve();
    },
  });
  const status = await run({
    env: surroundings.env ?? {},
    stdin: surroundings.stdin ?? nothing(),
    stdout: sink("stdout"),
    stderr: sink("stderr"),
  });
  return { status, ...written };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
