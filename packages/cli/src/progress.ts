import type { Progress } from "@gotrace/core";
import type { Io } from "./io.ts";

/** Shows on a terminal how far a long reading is, and takes it away again. */
export interface ProgressLine {
  show(progress: Progress): void;
  clear(): Promise<void>;
}

/** Nobody needs to be told of less. */
const quietMs = 700;
const stepMs = 200;

/** On standard error, and only if that is a terminal. `now` in milliseconds. */
export function progressLine(io: Io, now: () => number = () => performance.now()): ProgressLine | null {
  if (!io.stderr.isTerminal) return null;
  const started = now();
  let shownAt: number | null = null;
  return {
    show({ bytesRead, totalBytes }) {
      const time = now();
      if (time - started < quietMs || (shownAt !== null && time - shownAt < stepMs)) return;
      shownAt = time;
      void io.stderr.write(`\r\u001b[K${words(bytesRead, totalBytes, time - started)}`);
    },
    clear: async () => {
      if (shownAt !== null) await io.stderr.write("\r\u001b[K");
    },
  };
}

function words(bytesRead: number, totalBytes: number | null, elapsedMs: number): string {
  const rate = bytesRead / elapsedMs;
  const amount =
    totalBytes === null ? megabytes(bytesRead) : `${megabytes(bytesRead)} of ${megabytes(totalBytes)}`;
  const left = totalBytes === null ? "" : `, ${Math.ceil((totalBytes - bytesRead) / rate / 1000)} s left`;
  return `reading: ${amount} MB, ${Math.round(rate / 1000)} MB/s${left}`;
}

function megabytes(bytes: number): string {
  return String(Math.round(bytes / 1e6));
}
