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
// `wanted` concerns system calls; every other event always comes. The process tree, descriptors and working
// directories are kept whatever is wanted. A call's effect is applied before it is passed on; `descriptorOf` of its own
// first argument answers as of its beginning, so the close of a descriptor still finds the file.
import type { InputReport } from "../model/report.ts";
import type { Process, TraceEvent, TraceState } from "../model/event.ts";
import type { Input, InputMember } from "../input/open-input.ts";
import { textChunks, type ChunkLimits, type TextChunk } from "../input/text-chunks.ts";
import { createClock, type Clock } from "../syntax/clock.ts";
import { bareLeader, describeLeader, type LeaderShape } from "../syntax/leader.ts";
import { voteLeader } from "../syntax/leader-vote.ts";
import { createLineReader, type LineReader } from "../syntax/line-reader.ts";
import type { TraceLine } from "../syntax/line.ts";
import { createLosses } from "../syntax/losses.ts";
import { createEventBuilder, type EventBuilder, type LineSource } from "./event-builder.ts";
import { guessRootTid } from "./thread-ids.ts";
import { mergeWanted, type Wanted } from "./wanted.ts";

/** What to read of a trace, and whom to tell. */
export interface ReadTraceOptions {
  /** The system calls to pass on; `"all"` for every one. */
  readonly wanted: Iterable<Wanted> | "all";
  readonly onEvent: (event: TraceEvent, state: TraceState) => void;
  /** Overrides what the vote finds. */
  readonly leader?: LeaderShape;
  /** For tests: how much is read at a time. */
  readonly limits?: ChunkLimits;
}

/** What is known when a trace has been read. */
export interface TraceEnd {
  /** One for each file of the input. */
  readonly inputs: readonly InputReport[];
  readonly processes: readonly Process[];
  /** Seconds since 1970 at time 0, where the trace prints them. */
  readonly epoch: number | null;
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

/** The same in steps, one a chunk: events arrive during a step. */
export async function* traceSteps(input: Input, options: ReadTraceOptions): AsyncGenerator<void, TraceEnd> {
  const clock = createClock();
  const [first] = input.members;
  const builder = createEventBuilder({
    wanted: options.wanted === "all" ? null : mergeWanted(options.wanted),
    clock,
    rootTid: guessRootTid(first?.sample ?? []),
    onEvent: options.onEvent,
  });
  const inputs: InputReport[] = [];
  for (const member of input.members) inputs.push(yield* memberSteps(member, builder, clock, options));
  builder.end();
  return { inputs, processes: builder.state.processes, epoch: clock.epoch, limits: [] };
}

async function* memberSteps(
  member: InputMember,
  builder: EventBuilder,
  clock: Clock,
  options: ReadTraceOptions,
): AsyncGenerator<void, InputReport> {
  const losses = createLosses();
  const source: LineSource = { input: member.index, tid: member.tid, losses };
  const shape = options.leader ?? voteLeader(member.sample) ?? bareLeader;
  let output = false;
  const reader = createLineReader({
    shape,
    decoration: member.decoration,
    clock,
    losses,
    pure: shape.pid === "column" || member.tid !== null,
    onLine(line: TraceLine) {
      if (line.kind === "output") output = true;
      builder.take(line, source);
    },
  });
  let line = 0;
  let bytes = 0;
  let truncated = false;
  for await (const chunk of textChunks(member.source.read(), options.limits)) {
    line = pushLines(chunk, line, reader);
    if (chunk.cut) losses.add("line-too-long", line);
    bytes = chunk.offset + chunk.text.length;
    truncated = chunk.last && chunk.text !== "" && !chunk.text.endsWith("\n");
    yield;
  }
  reader.end();
  return {
    path: member.path,
    kind: member.kind === "strace" && output ? "mixed" : member.kind,
    bytes,
    lines: line,
    unparsedLines: losses.total,
    truncated,
    leader: describeLeader(shape),
    losses: losses.report(),
  };
}

/** Passes a chunk's lines on; returns the number of the last one. */
function pushLines({ text, bytes, offset }: TextChunk, before: number, reader: LineReader): number {
  let line = before;
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    line += 1;
    // A string of its own: what a consumer keeps of a line must not keep the whole chunk in memory.
    reader.push(bytes.toString("latin1", start, end), line, offset + start);
    start = end + 1;
  }
  return line;
}
