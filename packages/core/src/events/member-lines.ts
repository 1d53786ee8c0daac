import type { InputMember } from "../input/open-input.ts";
import { textChunks, type ChunkLimits, type TextChunk } from "../input/text-chunks.ts";
import type { InputReport } from "../model/report.ts";
import type { Clock } from "../syntax/clock.ts";
import { bareLeader, describeLeader, type LeaderShape } from "../syntax/leader.ts";
import { voteLeader } from "../syntax/leader-vote.ts";
import type { LineRule } from "../syntax/line-rule.ts";
import { pickingMemory, roomIn, roomStart } from "../syntax/line-picker.ts";
import {
  allRead,
  canSift,
  createSieve,
  type Sieve,
  type SieveEnd,
  type SieveOptions,
} from "../syntax/sieve.ts";
import { areToldApart } from "../syntax/picker-rules.ts";
import { isAtRest } from "../syntax/resting.ts";
import { createLineScan } from "../syntax/line-scan.ts";
import { createLineReader } from "../syntax/line-reader.ts";
import type { LineSink } from "../syntax/line.ts";
import type { Losses } from "../syntax/losses.ts";
import { pickerFor, type PickOptions } from "./pick-part.ts";
import { pushLines } from "./push-lines.ts";
import { siftParts, type PartLimits, type Position, type ReadWhole } from "./sift-parts.ts";
import type { Wanted } from "./wanted.ts";

/** How to read one file of a trace. */
export interface MemberOptions {
  readonly clock: Clock;
  /** Overrides what the vote finds. */
  readonly leader: LeaderShape | undefined;
  readonly limits: ChunkLimits | undefined;
  readonly losses: Losses;
  readonly onLine: LineSink;
  /** What may be asked of a line's bytes to pass over it; null to read every line. */
  readonly rules: (annotated: boolean) => readonly LineRule[] | null;
  /** What those rules come from, for other threads; null where the file must be read in one. */
  readonly wanted: readonly Wanted[] | null;
  readonly parts?: PartLimits | undefined;
}

/** What was read of one file. */
export interface MemberEnd extends SieveEnd {
  readonly report: InputReport;
  /** It ends in a call that waits: nothing is missing, the record was taken while nothing happened. */
  readonly resting: boolean;
}

/** How the lines of a file begin. */
export function shapeOfMember(member: InputMember, override: LeaderShape | undefined): LeaderShape {
  return override ?? voteLeader(member.sample) ?? bareLeader;
}

/** Reads the lines of one file in steps of a chunk or less. */
export async function* memberLines(
  member: InputMember,
  options: MemberOptions,
): AsyncGenerator<void, MemberEnd> {
  const { clock, losses, onLine } = options;
  const shape = shapeOfMember(member, options.leader);
  let output = false;
  const reader = createLineReader({
    shape,
    decoration: member.decoration,
    clock,
    losses,
    pure: shape.pid === "column" || member.tid !== null,
    onLine(body, place) {
      if (body.kind === "output") output = true;
      onLine(body, place);
    },
  });
  let bytes = 0;
  let truncated = false;
  let resting = false;
  const readWhole: ReadWhole = async function* (pieces, from) {
    let { line } = from;
    for await (const chunk of textChunks(pieces, options.limits, from.offset, sifting?.room)) {
      line =
        sifting === null
          ? yield* pushLines(chunk, line, { input: member.index, scan, reader })
          : sifting.sift(chunk, line);
      if (chunk.cut) losses.add("line-too-long", line);
      bytes = chunk.offset + chunk.bytes.length;
      truncated = endsInLine(chunk);
      if (chunk.last) resting = isAtRest(lastLine(chunk));
      yield;
    }
    return line;
  };
  const { source } = member;
  const annotated = member.sample.some((line) => namedFile.test(line));
  const scan = member.decoration === null ? createLineScan(shape) : null;
  const sifting = siftingFor(member, shape, annotated, options, { reader, scan });
  let from: Position = { line: 0, offset: 0 };
  if (sifting !== null) {
    // The first line may be passed over; time begins with it all the same.
    if (shape.clock !== "none") member.sample.find((text) => reader.timeOf(text) !== null);
    from = yield* siftParts(source, sifting.sieve, readWhole, sifting.picking, options.parts);
  }
  const rest = from.offset === 0 ? source.read() : source.parts?.read(from.offset);
  const line = rest === undefined ? from.line : yield* readWhole(rest, from);
  const end = sifting?.sieve.end() ?? allRead;
  reader.end();
  const report: InputReport = {
    path: member.path,
    kind: member.kind === "strace" && output ? "mixed" : member.kind,
    bytes,
    lines: line,
    unparsedLines: losses.unparsed,
    truncated,
    leader: describeLeader(shape),
    losses: losses.report(),
  };
  return { report, resting, ...end };
}

function endsInLine({ last, bytes }: TextChunk): boolean {
  return last && bytes.length > 0 && bytes.at(-1) !== newline;
}

/** A call that waits has no long arguments. */
const longest = 4096;

function lastLine({ bytes }: TextChunk): string {
  const start = Math.max(bytes.lastIndexOf(newline) + 1, bytes.length - longest);
  return bytes.toString("latin1", start);
}

// `3</etc/hosts>`: -y or -yy names files, so that they need not be followed from their opening.
const namedFile = /[( ](?:\d+|AT_FDCWD)<\//;

/** How the lines of a file are gone over where not every one is read. */
interface Sifting {
  readonly sieve: Sieve;
  readonly picking: PickOptions;
  /** The memory for chunks. */
  readonly room: (size: number) => Buffer;
  readonly sift: (chunk: TextChunk, before: number) => number;
}

// The longest line, and as much again, in front of which a chunk's memory is doubled.
const mostRoom = 1 << 26;

function siftingFor(
  { decoration, tid, index, source }: InputMember,
  shape: LeaderShape,
  annotated: boolean,
  { rules: rulesOf, wanted }: MemberOptions,
  reading: Pick<SieveOptions, "reader" | "scan">,
): Sifting | null {
  if (decoration !== null || !canSift(shape, tid)) return null;
  const rules = rulesOf(annotated);
  if (rules === null || wanted === null || !areToldApart(rules)) return null;
  const memory = pickingMemory(1, 0, mostRoom);
  // Every line is read then, which takes longer and finds the same.
  if (memory === null) return null;
  const sieve = createSieve({ fixedTid: tid, input: index, rules, ...reading });
  const picking = { path: source.path, shape, fixedTid: tid, annotated, wanted };
  const picker = pickerFor(picking, memory, 0);
  const start = roomStart(memory.pickers);
  return {
    sieve,
    picking,
    room: (size) => roomIn(memory, size),
    sift: ({ bytes, offset }, before) =>
      sieve.sift({ ...picker.pick(start, start + bytes.length), bytes, offset }, before),
  };
}

const newline = 0x0a;
