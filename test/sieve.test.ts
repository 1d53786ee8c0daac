import { existsSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recording } from "../packages/core/test/events/support.ts";
import { createEventBuilder } from "../packages/core/src/events/event-builder.ts";
import { memberLines } from "../packages/core/src/events/member-lines.ts";
import { readTrace } from "../packages/core/src/events/read-trace.ts";
import { guessRootTid } from "../packages/core/src/events/thread-ids.ts";
import { mergeWanted, type Wanted } from "../packages/core/src/events/wanted.ts";
import { openInput } from "../packages/core/src/input/open-input.ts";
import type { TraceEvent } from "../packages/core/src/model/event.ts";
import { createClock, createZero } from "../packages/core/src/syntax/clock.ts";
import { createLosses } from "../packages/core/src/syntax/losses.ts";
import { allFixtures } from "./support/fixtures.ts";
import { wantedByAll } from "./support/wanted.ts";

// Lines that nobody wants are passed over by their bytes: what is wanted is the same as where every line is read.

/** The events with and without passing lines over. */
async function bothWays(path: string, wanted: readonly Wanted[]): Promise<[TraceEvent[], TraceEvent[]]> {
  const sifted: TraceEvent[] = [];
  await readTrace(await openInput(path), { wanted, onEvent: (event) => void sifted.push(event) });
  const { members } = await openInput(path);
  const [member] = members;
  if (member === undefined || members.length > 1) throw new Error(`${path} is not one file`);
  const read: TraceEvent[] = [];
  const zero = createZero();
  const builder = createEventBuilder({
    keepsFiles: true,
    wanted: mergeWanted(wanted),
    zero,
    rootTid: guessRootTid(member.sample),
    onEvent: (event) => void read.push(event),
  });
  const losses = createLosses();
  const steps = memberLines(member, {
    clock: createClock(zero),
    leader: undefined,
    limits: undefined,
    losses,
    onLine: (body, place) => builder.take(body, place, { input: 0, tid: member.tid, losses }),
    rules: () => null,
    wanted: null,
  });
  while ((await steps.next()).done !== true);
  builder.end();
  return [sifted.filter(isTold), read.filter(isTold)];
}

/** Of the signals by which Go preempts a thread, only the first is passed on for sure. */
function isTold(event: TraceEvent): boolean {
  return event.kind !== "signal" || event.signal !== "SIGURG";
}

const traces = allFixtures().flatMap(({ inputs, folder }) =>
  inputs.trace === null || !existsSync(join(folder, inputs.trace)) ? [] : [join(folder, inputs.trace)],
);

const optionSets = ["yy-ttt-T", "everything", "plain", "y", "single", "hex"].map((name) =>
  recording(`${name}.log`),
);

describe("what the collectors want", () => {
  test("of every recorded run", async () => {
    expect(traces.length).toBeGreaterThan(100);
    for (const path of traces) {
      const [sifted, read] = await bothWays(path, wantedByAll);
      expect(sifted, path).toEqual(read);
    }
  }, 300_000);

  test.each(optionSets)("with other options: %s", async (path) => {
    const [sifted, read] = await bothWays(path, wantedByAll);
    expect(sifted).toEqual(read);
    expect(read.length).toBeGreaterThan(0);
  });
});

test("two calls whose names add up to the same number are told apart", async () => {
  // 97 · 31 + 110 is 99 · 31 + 48.
  const wanted: Wanted[] = [{ name: "an", contains: ["/here"] }, "c0"];
  const bytes = Buffer.from('7 an("/here") = 0\n7 an("/there") = 0\n7 c0() = 0\n7 +++ exited with 0 +++\n');
  const names: string[] = [];
  await readTrace(await openInput({ name: "trace.log", bytes }), {
    wanted,
    onEvent: (event) => void (event.kind === "syscall" && names.push(event.argsText)),
  });
  expect(names).toEqual(['"/here"', ""]);
});

test("time begins with the first line, even if nobody wants it", async () => {
  const bytes = Buffer.from('7 12:00:01.000000 getpid() = 7\n7 12:00:03.500000 unlink("a") = 0\n');
  const times: unknown[] = [];
  await readTrace(await openInput({ name: "trace.log", bytes }), {
    wanted: ["unlink"],
    onEvent: (event) => void (event.kind === "syscall" && times.push(event.time)),
  });
  expect(times).toEqual([2_500_000]);
});

// Texts that overlap, of one byte and of more than a search looks at in one go, and texts at a line's end.
const texts = ["/", "e", "so", "lib", "/etc/", "O_RDONLY", "/usr/lib/locale/locale-archive", '"..."', ")"];
const calls = [
  "openat",
  "read",
  "close",
  "mmap",
  "fstat",
  "newfstatat",
  "write",
  "execve",
  "futex",
  "rt_sigaction",
  "clone",
  "clone3",
];

const filters = fc.record(
  {
    name: fc.constantFrom(...calls),
    contains: fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 9 }),
    on: fc.uniqueArray(fc.constantFrom("file", "socket", "pipe", "anonymous", "unknown")),
    descriptors: fc.uniqueArray(fc.nat(5)),
    paths: fc.uniqueArray(fc.constantFrom(...texts)),
    errnos: fc.uniqueArray(fc.constantFrom("ENOENT", "EAGAIN", "ENOTTY", "EACCES")),
  },
  { requiredKeys: ["name"] },
);

test("whatever is wanted", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...optionSets),
      fc.array(filters, { minLength: 1, maxLength: 4 }),
      async (path, wanted) => {
        const [sifted, read] = await bothWays(path, wanted);
        expect(sifted).toEqual(read);
      },
    ),
    { numRuns: 200 },
  );
}, 120_000);
