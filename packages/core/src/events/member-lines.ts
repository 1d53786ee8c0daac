import type { InputMember } from "../input/open-input.ts";
import { textChunks, type ChunkLimits, type TextChunk } from "../input/text-chunks.ts";
import type { InputReport } from "../model/report.ts";
import type { Clock } from "../syntax/clock.ts";
import { bareLeader, describeLeader, type LeaderShape } from "../syntax/leader.ts";
import { voteLeader } from "../syntax/leader-vote.ts";
import { createLineReader, type LineReader } from "../syntax/line-reader.ts";
import type { LineSink } from "../syntax/line.ts";
import type { Losses } from "../syntax/losses.ts";

/** How to read one file of a trace. */
export interface MemberOptions {
  readonly clock: Clock;
  /** Overrides what the vote finds. */
  readonly leader: LeaderShape | undefined;
  readonly limits: ChunkLimits | undefined;
  readonly losses: Losses;
  readonly onLine: LineSink;
}

/** How the lines of a file begin. */
export function shapeOfMember(member: InputMember, override: LeaderShape | undefined): LeaderShape {
  return override ?? voteLeader(member.sample) ?? bareLeader;
}

/** Reads the lines of one file, a step a chunk. */
export async function* memberLines(
  member: InputMember,
  options: MemberOptions,
): AsyncGenerator<void, InputReport> {
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
  let line = 0;
  let bytes = 0;
  let truncated = false;
  for await (const chunk of textChunks(member.source.read(), options.limits)) {
    line = pushLines(chunk, line, member.index, reader);
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
    unparsedLines: losses.unparsed,
    truncated,
    leader: describeLeader(shape),
    losses: losses.report(),
  };
}

/** Passes a chunk's lines on; returns the number of the last one. */
function pushLines(
  { text, bytes, offset }: TextChunk,
  before: number,
  input: number,
  reader: LineReader,
): number {
  let line = before;
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    line += 1;
    // A string of its own: what a consumer keeps of a line must not keep the whole chunk in memory.
    reader.push(bytes.toString("latin1", start, end), { input, line, offset: offset + start });
    start = end + 1;
  }
  return line;
}
