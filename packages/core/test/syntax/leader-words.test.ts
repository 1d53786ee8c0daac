import fc from "fast-check";
import { expect, test } from "vitest";
import { analyze } from "../../src/analyze.ts";
import { describeLeader, leaderReader, type LeaderShape } from "../../src/syntax/leader.ts";
import { parseLeader } from "../../src/syntax/leader-words.ts";
import { leaderShapes } from "../support/written-values.ts";
import { eventsOf } from "../events/support.ts";

test("what a report says of a leader is what can be given to read it", () => {
  fc.assert(
    fc.property(leaderShapes, (shape) => {
      expect(parseLeader(describeLeader(shape))).toEqual(shape);
    }),
  );
});

test.each([
  "",
  "pids",
  "pid pid",
  "time(unix)",
  "time(unix,us) time(clock,us)",
  "comm",
  "pid time(relative,s) time(unix,s)",
])("%j is no leader", (words) => {
  expect(parseLeader(words)).toBeNull();
});

// One number in front is a pid or, with -r and whole seconds, a time: nothing in such lines tells.
const ambiguous = {
  name: "trace",
  bytes: Buffer.from("1 close(3) = 0\n2 close(4) = 0\n+++ exited with 0 +++\n"),
};

function shapeOf(words: string): LeaderShape {
  const shape = parseLeader(words);
  if (shape === null) throw new Error(`${words} is a leader`);
  return shape;
}

test("a leader that is given decides, and is reported", async () => {
  const voted = await eventsOf(ambiguous);
  expect(voted.calls.map(({ tid, time }) => [tid, time])).toEqual([
    [1, null],
    [2, null],
  ]);
  expect(voted.end.inputs[0]?.leader).toBe("pid");

  const leader = shapeOf("time(relative,s)");
  const given = await eventsOf(ambiguous, { leader });
  expect(given.calls.map(({ time }) => time)).toEqual([1e6, 3e6]);
  expect(new Set(given.calls.map(({ tid }) => tid)).size).toBe(1);
  expect((await analyze([ambiguous], { leader })).inputs[0]?.leader).toBe("time(relative,s)");
});

test("a leader that is given takes the place of the vote in every shape", () => {
  fc.assert(
    fc.property(leaderShapes, (shape) => {
      const read = leaderReader(shape);
      expect(leaderReader(shapeOf(describeLeader(shape)))("12 close(3) = 0")).toEqual(
        read("12 close(3) = 0"),
      );
    }),
  );
});
