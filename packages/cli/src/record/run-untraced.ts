import { createWriteStream } from "node:fs";
import process from "node:process";
import { setTimeout as rest } from "node:timers/promises";
import type { Readable } from "node:stream";
import { execa } from "execa";
import type { CommandEnd, TracedCommand } from "./run-traced.ts";
import { withInherited } from "./inherited.ts";
import { passSignals, send } from "./signals.ts";
import { stampedLines } from "./stamped-lines.ts";

export interface UntracedCommand extends Omit<TracedCommand, "options" | "tracerEnv" | "traceFile" | "pipe"> {
  logFile: string;
}

/** What a command leaves behind may have its output open for ever. */
const graceMs = 500;

/**
 * Runs a command without strace. What it prints goes through gotrace, which is the only way to know it: into the log with the time of
 * each line, and on to where it was to go.
 */
export async function runUntraced({ argv, env, cwd, logFile, note }: UntracedCommand): Promise<CommandEnd> {
  const [file = "", ...args] = withInherited(argv, env);
  const startedAt = new Date();
  const started = performance.now();
  const child = execa(file, args, {
    cwd,
    env,
    extendEnv: false,
    stdin: "inherit",
    stdout: "pipe",
    stderr: "pipe",
    buffer: false,
    encoding: "buffer",
    reject: false,
    cleanup: false,
  });
  const log = createWriteStream(logFile, { mode: 0o600 });
  // A log that cannot be written must not end the command.
  log.on("error", () => undefined);
  const outputs = [tee(child.stdout, process.stdout), tee(child.stderr, process.stderr)];
  const release = passSignals({
    target: () => child.pid ?? null,
    onSignal: (signal, count) => {
      if (signal !== "SIGINT" || count < 2) return;
      if (count === 2) note(`${argv[0]} has not ended yet; Ctrl-C once more kills it`);
      else send(child.pid ?? null, "SIGKILL");
    },
  });
  try {
    const { nodeChildProcess } = child;
    const copied = Promise.all(outputs.map((output) => output((line) => log.write(line))));
    // `child` itself settles when the output ends; what the command left running may keep that open.
    await Promise.race([new Promise((resolve) => nodeChildProcess.once("exit", resolve)), child]);
    const durationMs = performance.now() - started;
    const leftRunning = await Promise.race([copied.then(() => false), rest(graceMs, true)]);
    if (leftRunning) for (const stream of [child.stdout, child.stderr]) stream.destroy();
    const { exitCode, signalCode } = nodeChildProcess;
    return { exitStatus: exitCode, signal: signalCode, startedAt, durationMs, leftRunning, cut: null };
  } finally {
    release();
    await new Promise((resolve) => log.end(resolve));
  }
}

/** Copies a stream on, and gives its lines, stamped, to whoever wants them. Resolves at the stream's end. */
function tee(from: Readable, to: NodeJS.WriteStream): (onLine: (line: string) => void) => Promise<void> {
  return (onLine) => {
    const lines = stampedLines(onLine);
    from.on("data", (bytes: Buffer) => lines.write(bytes.toString("latin1"), Date.now() / 1000));
    from.pipe(to, { end: false });
    // Nobody reads it any more: then the command shall learn that, too.
    to.on("error", () => from.destroy());
    return new Promise((resolve) => {
      from.once("close", () => {
        lines.end();
        resolve();
      });
    });
  };
}
