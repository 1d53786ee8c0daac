import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { eventsOf, recording } from "../packages/core/test/events/support.ts";
import { startPickThread } from "../packages/core/src/events/pick-threads.ts";
import { lineWords, pickingMemory, roomStart } from "../packages/core/src/syntax/line-picker.ts";
import { openInput } from "../packages/core/src/input/open-input.ts";
import { bareLeader } from "../packages/core/src/syntax/leader.ts";
import { voteLeader } from "../packages/core/src/syntax/leader-vote.ts";
import { allFixtures } from "./support/fixtures.ts";
import { wantedByAll as wanted } from "./support/wanted.ts";

// A trace that is read in parts, by one thread or several, is the same trace.

const folder = mkdtempSync(join(tmpdir(), "gotrace-parts-"));
afterAll(() => rmSync(folder, { recursive: true }));

const whole = { smallest: Infinity, part: 1, threads: 0, smallestShared: 0 };

async function read(path: string, parts: typeof whole): Promise<unknown> {
  const files: unknown[] = [];
  const { events, end } = await eventsOf(path, {
    wanted,
    parts,
    onEvent(event, state) {
      if (event.kind === "syscall") files.push(state.descriptorOf(event.tid, 3)?.path);
    },
  });
  return { events, end, files };
}

const traces = allFixtures().flatMap(({ scenario, inputs, folder: at }) =>
  // The files of a set are merged by time, and never read in parts.
  inputs.trace === null || !existsSync(join(at, inputs.trace))
    ? []
    : [{ scenario, path: join(at, inputs.trace) }],
);

function plainCopy(path: string): string {
  const bytes = readFileSync(path);
  const copy = join(folder, "trace.log");
  writeFileSync(copy, path.endsWith(".gz") ? gunzipSync(bytes) : bytes);
  return copy;
}

describe("recorded traces", () => {
  test("in small parts and in larger ones", async () => {
    for (const { scenario, path } of traces) {
      const copy = plainCopy(path);
      const expected = await read(copy, whole);
      for (const part of [1500, 40_000])
        expect(await read(copy, { ...whole, smallest: 0, part }), scenario).toEqual(expected);
    }
  }, 300_000);

  test.each([1, 2, 5])("that %i other threads have a share in", async (threads) => {
    const copy = plainCopy(traces[0]?.path ?? "");
    expect(await read(copy, { ...whole, smallest: 0, part: 9000, threads })).toEqual(await read(copy, whole));
  });

  test.each(["yy-ttt-T.log", "everything.log", "plain.log", "y.log", "single.log", "hex.log"])(
    "with other options: %s",
    async (name) => {
      const path = recording(name);
      expect(await read(path, { ...whole, smallest: 0, part: 700 })).toEqual(await read(path, whole));
    },
  );
});

test("lines that are broken anywhere, and whatever stands between them", async () => {
  const lines = readFileSync(recording("yy-ttt-T.log"), "latin1").split("\n").slice(0, 400);
  const odd = fc.constantFrom(
    "",
    "go: downloading example.com/m v1.0.0",
    '"x") = 0',
    "[], 0) = 0",
    "strace: Process 7 attached",
    "\r",
  );
  const breakage = fc.record({
    line: fc.nat(lines.length - 1),
    at: fc.nat(120),
    between: fc.option(odd, { nil: null }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(breakage, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 3000 }),
      async (breaks, part) => {
        const broken = [...lines];
        for (const { line, at, between } of breaks) {
          const text = broken[line] ?? "";
          broken[line] = [text.slice(0, at), ...(between === null ? [] : [between]), text.slice(at)].join(
            "\n",
          );
        }
        const path = join(folder, "broken.log");
        writeFileSync(path, broken.join("\n"), "latin1");
        expect(await read(path, { ...whole, smallest: 0, part })).toEqual(await read(path, whole));
      },
    ),
    { numRuns: 150 },
  );
}, 120_000);

test("a thread picks, and one that cannot read the file says so", async () => {
  const path = recording("yy-ttt-T.log");
  const size = statSync(path).size;
  const input = await openInput(path);
  const shape = voteLeader(input.members[0]?.sample ?? []) ?? bareLeader;
  const options = { path, shape, fixedTid: null, annotated: true, wanted };
  const memory = pickingMemory(3, size);
  if (memory === null) throw new Error("no memory for pickers");
  const [thread, lost] = [
    startPickThread({ options, memory, index: 1 }),
    startPickThread({ options: { ...options, path: join(folder, "gone.log") }, memory, index: 2 }),
  ];
  try {
    const address = roomStart(memory.pickers);
    const picked = await thread.pick({ start: 0, end: size }, address);
    const lines = readFileSync(path, "latin1").split("\n");
    expect(picked?.total).toBe(lines.length - 1);
    const count = (picked?.lines.length ?? 0) / lineWords;
    expect(count).toBeGreaterThan(3);
    expect(count).toBeLessThan(lines.length / 2);
    expect(Buffer.from(memory.memory.buffer, address, size).toString("latin1")).toBe(lines.join("\n"));
    expect(await lost.pick({ start: 0, end: size }, address)).toBeNull();
  } finally {
    await Promise.all([thread.end(), lost.end()]);
  }
});
