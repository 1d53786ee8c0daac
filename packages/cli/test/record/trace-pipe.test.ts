import { closeSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTracePipe } from "../../src/record/trace-pipe.ts";

describe.skipIf(process.platform === "win32")("the pipe that strace writes into", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "gotrace-pipe-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("what comes in stands in the file, all of it, when strace has ended", async () => {
    const pipe = await openTracePipe(join(folder, "pipe"), join(folder, "trace.log"));
    const writer = openSync(pipe.path, "w");
    const line = `${"x".repeat(1000)}\n`;
    for (let count = 0; count < 40; count += 1) writeFileSync(writer, line);
    closeSync(writer);
    pipe.end();
    expect(readFileSync(join(folder, "trace.log"), "utf8")).toBe(line.repeat(40));
    expect(pipe.failure).toBeNull();
  });

  test("a file that cannot be written is a failure, and the writer never learns of it", async () => {
    const pipe = await openTracePipe(join(folder, "pipe"), "/dev/full");
    const writer = openSync(pipe.path, "w");
    for (let count = 0; count < 10; count += 1) {
      writeFileSync(writer, "x".repeat(60_000));
      pipe.pull();
    }
    closeSync(writer);
    pipe.end();
    expect(pipe.failure?.code).toBe("ENOSPC");
  });

  test("afterwards nothing is taken any more: its descriptors are others' by then", async () => {
    const pipe = await openTracePipe(join(folder, "pipe"), join(folder, "trace.log"));
    closeSync(openSync(pipe.path, "w"));
    pipe.end();
    writeFileSync(join(folder, "other"), "of somebody else");
    const others = Array.from({ length: 8 }, () => openSync(join(folder, "other"), "r"));
    pipe.pull();
    for (const other of others) {
      expect(readSync(other, Buffer.alloc(100))).toBe("of somebody else".length);
      closeSync(other);
    }
  });
});
