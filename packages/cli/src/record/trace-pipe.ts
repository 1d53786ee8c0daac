import { execFile, spawn, type ChildProcess } from "node:child_process";
import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";
import { promisify } from "node:util";

/**
 * A pipe into which strace writes, and out of which gotrace writes the trace. strace shares standard error with the command, and
 * complains there of each line that it cannot write: through a pipe it never learns that a disk is full.
 */
export interface TracePipe {
  readonly path: string;
  /** Takes what is in the pipe by now, as far as the pipe can hold it. */
  pull(): unknown;
  /** strace has ended: takes the rest. */
  end(): void;
  /** strace goes on without us: what it still writes is thrown away. */
  abandon(): void;
  /** The error after which nothing was written any more, or null. What was written until then stays. */
  readonly failure: NodeJS.ErrnoException | null;
}

/**
 * So long strace's lines lie in the pipe, which has room for 64 kB (pipe(7)). Nobody waits at its other end: to wake a reader for each
 * line would cost the command a third more time than strace does. A pipe that is full stops the command: a build fills it in 10 ms.
 */
const restMs = 2;
/** Half of the pipe is much in that time: more is on its way. */
const much = 1 << 15;

/** Where there can be no pipe (no mkfifo, or a file system without), strace writes into the file itself, as it is used to. */
export async function openTracePipe(path: string, traceFile: string): Promise<TracePipe> {
  try {
    await promisify(execFile)("mkfifo", ["-m", "600", path]);
    const source = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return drained(path, source, openSync(traceFile, "w", 0o600));
  } catch {
    return { path: traceFile, pull: nothing, end: nothing, abandon: nothing, failure: null };
  }
}

function nothing(): void {}

function drained(path: string, source: number, target: number): TracePipe {
  const stand = standIn(path);
  const bytes = Buffer.alloc(1 << 16);
  let failure: NodeJS.ErrnoException | null = null;
  /** Afterwards the numbers of the descriptors may be those of others. */
  let isOpen = true;

  function take(): number {
    if (!isOpen) return 0;
    const count = available(source, bytes);
    if (failure !== null) return count;
    try {
      for (let done = 0; done < count;) done += writeSync(target, bytes, done, count - done);
    } catch (error) {
      failure = error as NodeJS.ErrnoException;
    }
    return count;
  }

  let timer = setTimeout(poll, restMs);
  function poll(): void {
    timer = setTimeout(poll, take() > much ? 0 : restMs);
  }

  return {
    path,
    pull: take,
    get failure() {
      return failure;
    },
    end() {
      clearTimeout(timer);
      while (take() > 0);
      isOpen = false;
      closeSync(target);
      stand.kill("SIGKILL");
      closeSync(source);
    },
    abandon() {
      clearTimeout(timer);
      take();
      isOpen = false;
      closeSync(target);
      stand.stdin?.destroy();
      stand.unref();
    },
  };
}

/** Reads what is there: 0 where nothing is, or nobody writes. */
function available(source: number, into: Buffer): number {
  try {
    return readSync(source, into);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return 0;
    throw error;
  }
}

/**
 * Somebody who empties the pipe when gotrace is no more, or has other things to do: without a reader strace would be killed (SIGPIPE), and
 * the command could not go on. It waits for the end of its standard input, which is ours.
 */
function standIn(path: string): ChildProcess {
  const script = 'exec 3<"$0"; read -r end; exec cat <&3 >/dev/null';
  const child = spawn("/bin/sh", ["-c", script, path], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.on("error", () => undefined);
  return child;
}
