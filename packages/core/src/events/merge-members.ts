// The files of `strace -ff` hold one thread each. They are merged by time, as strace-log-merge does, except that a
// call takes its place by its end where -T tells it: a read that waits for another process comes after what it waited
// for. A call that makes a process takes its place by its beginning, before the first line of what it makes.
import type { InputMember } from "../input/open-input.ts";
import { createClock, type SharedZero } from "../syntax/clock.ts";
import type { Micros } from "../model/time.ts";
import { leaderReader, type LeaderShape } from "../syntax/leader.ts";
import type { LineBody, LinePlace } from "../syntax/line.ts";
import { createLosses } from "../syntax/losses.ts";
import { timedResult } from "../syntax/result.ts";
import { creatingCalls } from "./creation.ts";
import type { EventBuilder, LineSource } from "./event-builder.ts";
import { memberLines, shapeOfMember, type MemberEnd } from "./member-lines.ts";
import type { ReadTraceOptions } from "./read-trace.ts";

interface TimedLine {
  readonly body: LineBody;
  readonly place: LinePlace;
  /** Where the line stands among those of all files. */
  readonly key: number;
}

/** One file: opened when its time comes, so that thousands of files are never open at once. */
interface Strand {
  readonly source: LineSource;
  readonly steps: AsyncGenerator<void, MemberEnd>;
  queue: TimedLine[];
  at: number;
  /** The key of the next line. */
  next: number;
  /** The file has been read; lines may still be in the queue. */
  ended: MemberEnd | null;
  /** The file is done with. */
  report: MemberEnd | null;
}

// One thread's file is read in small pieces: many are open at the same time.
const setLimits = { chunk: 1 << 16, line: 1 << 22 };

/** Reads the files of a set, in steps of a chunk or less, and passes on their lines in one order. */
export async function* mergeMembers(
  members: readonly InputMember[],
  zero: SharedZero,
  options: ReadTraceOptions,
  builder: EventBuilder,
): AsyncGenerator<void, MemberEnd[]> {
  const starts = firstTimes(members, options.leader);
  zero.set(Math.min(...starts));
  const strands = members.map((member, index) =>
    createStrand(member, (starts[index] ?? 0) - zero.get(), zero, options),
  );
  for (;;) {
    const [first, second] = soonest(strands);
    if (first === null) break;
    const limit = second?.next ?? Infinity;
    while (first.next <= limit && first.report === null) {
      const timed = first.queue[first.at];
      if (timed === undefined) {
        await refill(first);
        yield;
      } else {
        first.at += 1;
        builder.take(timed.body, timed.place, first.source);
        first.next = first.queue[first.at]?.key ?? first.next;
      }
    }
  }
  return strands.map(({ report }) => report).filter((report) => report !== null);
}

function createStrand(
  member: InputMember,
  start: number,
  zero: SharedZero,
  options: ReadTraceOptions,
): Strand {
  const losses = createLosses();
  let last = start;
  const strand: Strand = {
    source: { input: member.index, tid: member.tid, losses },
    queue: [],
    at: 0,
    next: start,
    ended: null,
    report: null,
    steps: memberLines(member, {
      clock: createClock(zero),
      leader: options.leader,
      limits: options.limits ?? setLimits,
      losses,
      onLine(body, place) {
        last = Math.max(last, keyOf(body, place.time) ?? last);
        strand.queue.push({ body, place, key: last });
      },
      // Lines are judged when they are read, which is before they take their place among those of other files.
      rules: () => null,
      wanted: null,
    }),
  };
  return strand;
}

async function refill(strand: Strand): Promise<void> {
  if (strand.ended !== null) {
    strand.report = strand.ended;
    return;
  }
  strand.queue = [];
  strand.at = 0;
  const step = await strand.steps.next();
  if (step.done === true) strand.ended = step.value;
  strand.next = strand.queue[0]?.key ?? strand.next;
}

/** The two files whose next lines come first. */
function soonest(strands: readonly Strand[]): [Strand | null, Strand | null] {
  let first: Strand | null = null;
  let second: Strand | null = null;
  for (const strand of strands) {
    if (strand.report !== null) continue;
    if (first === null || strand.next < first.next) {
      second = first;
      first = strand;
    } else if (second === null || strand.next < second.next) {
      second = strand;
    }
  }
  return [first, second];
}

function keyOf(body: LineBody, time: Micros | null): number | null {
  if (time === null || body.kind !== "call" || creatingCalls.has(body.name)) return time;
  return time + (timedResult(body.result).duration ?? 0);
}

/** The first time of each file, on one clock: a file that begins after midnight is a day later. */
function firstTimes(members: readonly InputMember[], override: LeaderShape | undefined): number[] {
  const times = members.map((member) => {
    const read = leaderReader(shapeOfMember(member, override));
    for (const line of member.sample) {
      const clock = read(line)?.clock ?? null;
      if (clock !== null) return clock;
    }
    return 0;
  });
  const latest = Math.max(...times);
  return times.map((time) => (latest < day && latest - time > day / 2 ? time + day : time));
}

const day = 86_400e6;

/** True where the lines of every file say when they happened. */
export function haveTimes(members: readonly InputMember[], override: LeaderShape | undefined): boolean {
  return members.every(
    (member) => member.sample.length === 0 || shapeOfMember(member, override).clock !== "none",
  );
}
