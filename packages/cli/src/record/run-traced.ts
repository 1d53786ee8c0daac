import { setTimeout as rest } from "node:timers/promises";
import { execa } from "execa";
import { withInherited } from "./inherited.ts";
import { commandUnder, statOf } from "./process-tree.ts";
import { passSignals, send } from "./signals.ts";
import { endingOf, firstPid } from "./trace-ends.ts";
import { openTracePipe } from "./trace-pipe.ts";

/** How a command ended, as a shell would see it. */
export interface CommandEnd {
  /** Null where a signal ended it. */
  exitStatus: number | null;
  signal: string | null;
  startedAt: Date;
  durationMs: number;
  /** Processes that the command left running still run, and are recorded no longer. */
  leftRunning: boolean;
  /** Why the end of its trace could not be written; null where it could. */
  cut: NodeJS.ErrnoException | null;
}

export interface TracedCommand {
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Options of strace. */
  options: readonly string[];
  /** What strace has in its environment beyond that of the command. */
  tracerEnv: Readonly<Record<string, string>>;
  traceFile: string;
  /** Where a pipe for the trace may be made. */
  pipe: string;
  /** Told what the user should know while it runs. */
  note: (sentence: string) => void;
}

const pollMs = 200;
/** So long what a command leaves behind is waited for: mostly it is on its way out, too. */
const graceMs = 2000;

/**
 * Runs a command under strace. It has our terminal, standard input, output and error themselves, so that it cannot tell the
 * difference: nothing that it prints passes through gotrace, since the trace has it all.
 */
export async function runTraced(command: TracedCommand): Promise<CommandEnd> {
  const { argv, env, cwd, options, traceFile, note } = command;
  const pipe = await openTracePipe(command.pipe, traceFile);
  const traced = ["strace", ...options, "-o", pipe.path, "--", ...argv];
  const [file = "", ...args] = withInherited(traced, env);
  const startedAt = new Date();
  const started = performance.now();
  const child = execa(file, args, {
    cwd,
    env: { ...env, ...command.tracerEnv },
    extendEnv: false,
    stdio: "inherit",
    buffer: false,
    reject: false,
    // strace ends when the command does; ended before it, it would leave the command stopped at a call.
    cleanup: false,
  });
  let root: number | null = null;
  const rootPid = (): number | null => {
    // A signal may come sooner than the line that is still in the pipe.
    if (root === null) pipe.pull();
    root ??= firstPid(traceFile);
    // On a disk that is full there is no first line.
    return (root ??= child.pid === undefined ? null : commandUnder(child.pid));
  };
  const release = passSignals({
    target: rootPid,
    onSignal: (signal, count) => {
      if (signal !== "SIGINT" || count < 2) return;
      if (count === 2) note(`${argv[0]} has not ended yet; Ctrl-C once more kills it`);
      else send(rootPid(), "SIGKILL");
    },
  });
  try {
    const ended = await Promise.race([child, outlived(rootPid)]);
    const durationMs = performance.now() - started;
    if (ended !== "outlived") {
      const { exitCode, signal } = ended;
      pipe.end();
      return {
        exitStatus: exitCode ?? null,
        signal: signal ?? null,
        startedAt,
        durationMs,
        leftRunning: false,
        cut: pipe.failure,
      };
    }
    // strace stays with them, as they cannot do without it, but not in our way.
    child.nodeChildProcess.unref();
    pipe.abandon();
    return {
      ...endingOf(traceFile, rootPid()),
      startedAt,
      durationMs: durationMs - graceMs,
      leftRunning: true,
      cut: pipe.failure,
    };
  } finally {
    release();
  }
}

/** Resolves when the command itself has ended and others that it started have not, for some time. */
async function outlived(rootPid: () => number | null): Promise<"outlived"> {
  for (let goneFor = 0; goneFor < graceMs;) {
    await rest(pollMs, undefined, { ref: false });
    const pid = rootPid();
    goneFor = pid !== null && isGone(pid) ? goneFor + pollMs : 0;
  }
  return "outlived";
}

/** Ended, or a zombie that nobody has waited for yet. */
function isGone(pid: number): boolean {
  const [state = "Z"] = statOf(pid);
  return state === "Z";
}
