import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { SyscallEvent } from "../../src/model/event.ts";
import { eventsOf, recording } from "./support.ts";

// One program (recordings/sample.pl) recorded with every option set: whatever the leader, the way of writing values
// and the stream, the same calls must come out.

const files = readdirSync(recording("")).filter(
  (name) => name.endsWith(".log") && !/^(?:single|mixed-single|table|injected)/.test(name),
);

/** A call without what differs from run to run and from option to option. */
function outline({ name, result, complete }: SyscallEvent): string {
  const outcome = result.errno ?? (name === "execve" || name === "openat" || name === "wait4" ? "ok" : "");
  return `${name} ${complete ? outcome : "never returned"}`;
}

/** Threads in the order in which they appear, each with its calls. */
async function outlineByThread(path: string): Promise<string[][]> {
  const { calls } = await eventsOf(path);
  const threads = new Map<number, string[]>();
  for (const call of calls) threads.set(call.tid, [...(threads.get(call.tid) ?? []), outline(call)]);
  return [...threads].toSorted(([a], [b]) => a - b).map(([, lines]) => lines);
}

/** What -z leaves: not the calls that fail, nor those that never return. */
function successful(threads: string[][]): string[][] {
  return threads
    .map((calls) => calls.filter((line) => !/ E[A-Z]+| never/.test(line)))
    .filter((calls) => calls.length > 0);
}

const expected = await outlineByThread(recording("plain.log"));

test("the plain recording holds three processes", () => {
  expect(expected.map((calls) => calls.length)).toEqual([93, 12, 1]);
});

describe.each(files)("%s", (name) => {
  test("gives the same calls, with nothing lost", async () => {
    const { end } = await eventsOf(recording(name));
    expect(end.inputs[0]).toMatchObject({ losses: [], unparsedLines: 0, truncated: false });
    const found = await outlineByThread(recording(name));
    const comparable = name === "successful.log" ? successful : (threads: string[][]) => threads;
    expect(comparable(found)).toEqual(comparable(expected));
  });
});

test.each(["set/trace", "set-plain/trace"])("the files of %s give the same calls", async (name) => {
  expect(await outlineByThread(recording(name))).toEqual(expected);
});

test("leaders are reported in words", async () => {
  const leaders = await Promise.all(
    files.map(async (name) => [name, (await eventsOf(recording(name))).end.inputs[0]?.leader] as const),
  );
  expect(Object.fromEntries(leaders)).toMatchInlineSnapshot(`
    {
      "and-table.log": "pid",
      "comm.log": "pid comm",
      "dump.log": "pid",
      "everything.log": "pid",
      "hex.log": "pid",
      "mixed-ttt.log": "[pid] time(unix,us)",
      "mixed.log": "[pid]",
      "ms.log": "pid time(clock,ms) time(relative,ms)",
      "n-i.log": "pid time(clock,us) syscall-number instruction-pointer",
      "ns.log": "pid time(unix,ns)",
      "plain.log": "pid",
      "pty.log": "[pid] time(clock,us)",
      "quiet.log": "pid",
      "r.log": "pid time(relative,us)",
      "raw.log": "pid",
      "seconds.log": "pid time(relative,s)",
      "short.log": "pid",
      "stack.log": "pid",
      "successful.log": "pid",
      "t.log": "pid time(clock,s)",
      "tt-r.log": "pid time(clock,us) time(relative,us)",
      "tt.log": "pid time(clock,us)",
      "ttt-T.log": "pid time(unix,us)",
      "verbose.log": "pid",
      "y.log": "pid",
      "yy-ttt-T.log": "pid time(unix,us)",
    }
  `);
});
