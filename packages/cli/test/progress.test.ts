import { expect, test } from "vitest";
import type { Io } from "../src/io.ts";
import { progressLine } from "../src/progress.ts";

async function* nothing(): AsyncGenerator<Uint8Array> {}

function terminal(isTerminal: boolean): { io: Io; written: string[] } {
  const written: string[] = [];
  const sink = {
    write: (text: string) => {
      written.push(text);
      return Promise.resolve();
    },
    isTerminal,
    columns: 80,
  };
  return { io: { stdin: nothing(), stdout: sink, stderr: sink, env: {} }, written };
}

test("a long reading is told on a terminal, and cleared away", async () => {
  const { io, written } = terminal(true);
  let time = 0;
  const line = progressLine(io, () => time);
  time = 2000;
  line?.show({ bytesRead: 100e6, totalBytes: 400e6 });
  await line?.clear();
  expect(written).toEqual(["\r\u001b[Kreading: 100 of 400 MB, 50 MB/s, 6 s left", "\r\u001b[K"]);
});

test("of a stream nobody knows the end", () => {
  const { io, written } = terminal(true);
  let time = 0;
  const line = progressLine(io, () => time);
  time = 1000;
  line?.show({ bytesRead: 30e6, totalBytes: null });
  expect(written).toEqual(["\r\u001b[Kreading: 30 MB, 30 MB/s"]);
});

test("a short reading, and what is no terminal, are left alone", async () => {
  const { io, written } = terminal(true);
  const line = progressLine(io, () => 0);
  line?.show({ bytesRead: 1e6, totalBytes: 2e6 });
  await line?.clear();
  expect(written).toEqual([]);
  expect(progressLine(terminal(false).io)).toBeNull();
});
