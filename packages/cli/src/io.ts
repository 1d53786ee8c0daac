import process from "node:process";
import { isatty } from "node:tty";

/** All that a command knows of the world outside its arguments and files; a test passes its own. */
export interface Io {
  stdin: AsyncIterable<Uint8Array>;
  stdout: Sink;
  stderr: Sink;
  env: Readonly<Record<string, string | undefined>>;
}

/** Where text goes. */
export interface Sink {
  /** Resolves when the text is on its way, also if nobody reads it any more. */
  write(text: string): Promise<void>;
  isTerminal: boolean;
  /** The width of the terminal, if it is one. */
  columns: number | null;
}

/** The streams and the environment of this process. */
export function processIo(): Io {
  return {
    stdin: process.stdin,
    stdout: sinkOf(process.stdout),
    stderr: sinkOf(process.stderr),
    env: process.env,
  };
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
