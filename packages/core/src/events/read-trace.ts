// Reads a trace from bytes to events.
//
//   const input = await openInput("trace.log");
//   const end = await readTrace(input, {
//     wanted: ["connect", { name: "read", on: ["socket"] }, { name: "openat", contains: ["/pkg/mod"] }],
//     onEvent(event, state) {
//       if (event.kind === "syscall" && event.name === "connect") {
//         const [fd, address] = argumentsOf(event);            // syntax/arguments.ts, parsed when asked for
//         const file = state.descriptorOf(event.tid, 7);       // the open socket, shared by threads and dups
//       }
//     },
//   });
//
// Events come synchronously, in the order of the lines that complete them; reading pauses only between chunks.
// `wanted` concerns system calls; every other event always comes, but of the SIGURGs by which Go preempts a thread perhaps
// only the first. The process tree, descriptors and working
// directories are kept whatever is wanted. A call's effect is applied before it is passed on; `descriptorOf` of its own
// first argument answers as of its beginning, so the close of a descriptor still finds the file.
import type { InputReport } from "../model/report.ts";
import type { Process, TraceEvent, TraceState } from "../model/event.ts";
import type { Micros } from "../model/time.ts";
import type { Input, InputMember } from "../input/open-input.ts";
import type { ChunkLimits } from "../input/text-chunks.ts";
import { createClock, createZero, type SharedZero } from "../syntax/clock.ts";
import type { LeaderShape } from "../syntax/leader.ts";
import { createLosses } from "../syntax/losses.ts";
import { createEventBuilder, type EventBuilder, type LineSource } from "./event-builder.ts";
import { memberLines, type MemberEnd } from "./member-lines.ts";
import { haveTimes, mergeMembers } from "./merge-members.ts";
import type { PartLimits } from "./sift-parts.ts";
import { guessRootTid } from "./thread-ids.ts";
import { mergeWanted, type Wanted } from "./wanted.ts";

/** What to read of a trace, and whom to tell. */
export interface ReadTraceOptions {
  /** The system calls to pass on; `"all"` for every one. */
  readonly wanted: Iterable<Wanted> | "all";
  readonly onEvent: (event: TraceEvent, state: TraceState) => void;
  /** False where nobody asks `onEvent`'s state for files and paths: they are not kept then. True by default. */
  readonly keepsFiles?: boolean;
  /** Overrides what the vote finds. */
  readonly leader?: LeaderShape | undefined;
  /** For tests: how much is read at a time. */
  readonly limits?: ChunkLimits;
  /** For tests: when a file is read by several threads. */
  readonly parts?: PartLimits;
}

/** What is known when a trace has been read. */
export interface TraceEnd {
  /** One for each file of the input. */
  readonly inputs: readonly InputReport[];
  /** For each file whether it ends in a call that waits. */
  readonly resting: readonly boolean[];
  readonly processes: readonly Process[];
  /** Seconds since 1970 at time 0, where the trace prints them. */
  readonly epoch: number | null;
  /** The time of the last line, where no event tells it. */
  readonly lastTime: Micros | null;
  /** Names of the wanted calls that the trace holds, those included that a filter held back. */
  readonly seen: ReadonlySet<string>;
  /** What the recording cannot show, each a sentence. */
  readonly limits: readonly string[];
}

/** Reads a trace, or the files of an `-ff` set. */
export async function readTrace(input: Input, options: ReadTraceOptions): Promise<TraceEnd> {
  const steps = traceSteps(input, options);
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps of a chunk or less: events arrive during a step. */
export async function* traceSteps(
  { members }: Input,
  { wanted: wishes, ...rest }: ReadTraceOptions,
): AsyncGenerator<void, TraceEnd> {
  const wanted = wishes === "all" ? null : [...wishes];
  const options: ReadTraceOptions = { ...rest, wanted: wanted ?? "all" };
  const zero = createZero();
  const builder = createEventBuilder({
    wanted: wanted === null ? null : mergeWanted(wanted),
    keepsFiles: options.keepsFiles ?? true,
    zero,
    rootTid: guessRootTid(members[0]?.sample ?? []),
    onEvent: options.onEvent,
  });
  const limits: string[] = [];
  let ends: MemberEnd[];
  if (members.length > 1 && haveTimes(members, options.leader)) {
    ends = yield* mergeMembers(members, zero, options, builder);
  } else {
    if (members.length > 1) limits.push(unordered);
    ends = yield* readInTurn(members, zero, builder, options);
  }
  builder.end();
  return {
    inputs: ends.map(({ report }) => report),
    resting: ends.map(({ resting }) => resting),
    processes: builder.state.processes,
    epoch: zero.epoch,
    lastTime: ends.at(-1)?.lastTime ?? null,
    seen: new Set([...builder.seen, ...ends.flatMap(({ seen }) => [...(seen ?? [])])]),
    limits,
  };
}

const unordered =
  "the files of this -ff set have no timestamps: they are read one after the other, not in the order of events (record with -ttt)";

async function* readInTurn(
  members: readonly InputMember[],
  zero: SharedZero,
  builder: EventBuilder,
  options: ReadTraceOptions,
): AsyncGenerator<void, MemberEnd[]> {
  const ends: MemberEnd[] = [];
  for (const member of members) {
    const losses = createLosses();
    const source: LineSource = { input: member.index, tid: member.tid, losses };
    const { leader, limits, parts, wanted } = options;
    const clock = createClock(zero);
    ends.push(
      yield* memberLines(member, {
        clock,
        leader,
        limits,
        losses,
        onLine: (body, place) => builder.take(body, place, source),
        rules: (annotated) => builder.rules(annotated),
        wanted: wanted === "all" ? null : [...wanted],
        parts,
      }),
    );
  }
  return ends;
}
