import { writeSync } from "node:fs";
import process from "node:process";
import { setTimeout as rest } from "node:timers/promises";
import { isatty } from "node:tty";

/** All that a command knows of the world outside its arguments and files; a test passes its own. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Where text goes. */
export interface Sink {
  /** Resolves when the text is on its way, also if nobody reads it any more. */
  write(text: string): Promise<void>;
  readonly isTerminal: boolean;
  /** The width of the terminal, if it is one. */
  readonly columns: number | null;
}

/**
 * The streams and the environment of this process. Node's own streams are made when they are first used, and standard error never
 * is one: to make it, Node switches the pipe that it may be to non-blocking, for every process that shares it. A command that is
 * recorded does, and gets EAGAIN where it had waited (libuv, uv_pipe_open).
 */
export function processIo(): Io {
  let stdout: Sink | null = null;
  return {
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      stdout ??= sinkOf(process.stdout);
      return stdout;
    },
    stderr: {
      write: writeToStderr,
      isTerminal: isatty(stderrFd),
      get columns() {
        return isatty(stderrFd) ? process.stderr.columns : null;
      },
    },
    env: process.env,
  };
}

const stderrFd = 2;

/** What is written there is short. */
async function writeToStderr(text: string): Promise<void> {
  let left = Buffer.from(text);
  while (left.length > 0) {
    try {
      left = left.subarray(writeSync(stderrFd, left));
    } catch (error) {
      // Nobody reads it any more; or somebody else made it non-blocking, and it is full.
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") return;
      await rest(5);
    }
  }
}

function sinkOf(stream: NodeJS.WriteStream & { fd: number }): Sink {
  // `gotrace … | head` closes the pipe when it has seen enough: no error of ours, but unheard it would crash us.
  stream.on("error", ignoreClosedPipe);
  return {
    write: (text) =>
      new Promise((resolve) => {
        stream.write(text, () => resolve());
      }),
    isTerminal: isatty(stream.fd),
    columns: isatty(stream.fd) ? stream.columns : null,
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
