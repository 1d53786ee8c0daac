// Lines of text → lines of a trace. Lines that the traced program's output broke apart are put together again
// (strace-format: one stream for both), and what is not strace's becomes output.
import type { Decoration } from "../input/decoration.ts";
import { undecorate } from "../input/decoration.ts";
import type { SummaryRow } from "../model/event.ts";
import type { Origin } from "../model/origin.ts";
import { micros, type Micros } from "../model/time.ts";
import type { Clock } from "./clock.ts";
import { announcementStart, inlineStart, separateWrite } from "./inline-output.ts";
import { leaderOfLine, looksLikeTraceLine } from "./leader-vote.ts";
import { leaderReader, type Leader, type LeaderShape } from "./leader.ts";
import type { CallLine, HeadLine, LineBody, LinePlace, LineSink, TailLine } from "./line.ts";
import type { ScannedLine } from "./line-scan.ts";
import type { Losses } from "./losses.ts";
import { durationOf } from "./result.ts";
import { scanBody, scanLeaderless } from "./scan-line.ts";
import { splitCall } from "./split-call.ts";
import { isRule, isSummaryHeader, summaryColumns, summaryRow, type SummaryColumns } from "./summary.ts";

/** What a line reader works with. */
export interface LineReaderOptions {
  readonly shape: LeaderShape;
  readonly decoration: Decoration | null;
  readonly clock: Clock;
  readonly losses: Losses;
  /** Only strace writes to this file (`-o`, `-ff`), so a line that is not strace's is a loss. */
  readonly pure: boolean;
  readonly onLine: LineSink;
}

/** Reads one file's lines in order. */
export interface LineReader {
  push(text: string, origin: Origin): void;
  /** The same for a line that was read from its bytes. False: its text must be pushed, since it may belong to what came before. */
  take(body: ScannedLine, leader: Leader, origin: Origin): boolean;
  /** Whole lines were left out: what comes next does not follow on what was pushed last. */
  interrupt(): void;
  /** When a line that is not pushed was complete; null where it does not tell. It must come after those that were. */
  timeOf(text: string): Micros | null;
  /** The file is over: what is still open is passed on. */
  end(): void;
}

/** A call whose line was broken off, waiting for the rest. */
interface BrokenCall {
  readonly place: LinePlace;
  /** Leader and body as far as they came, without the program's output. */
  text: string;
  readonly bodyStart: number;
}

interface OpenSummary {
  readonly place: LinePlace;
  readonly header: string;
  columns: SummaryColumns | null;
  readonly rows: SummaryRow[];
}

const continuation = /^(?:\)|, | => | ?<(?:unfinished|detached) \.\.\.>| <pid changed)/;
/** What an out-argument can begin with, where the broken part ends in front of one. */
const outArgument = /^(?:[[{"]|0x|NULL|-?\d)/;
const elision = /^(?:\s*(?:\.\.\.|\[\.\.\.\]|…|```\S*|'''|~~~)\s*|\$ .*|#? ?strace -.*)$/;

/** Makes a reader for one file. */
export function createLineReader(options: LineReaderOptions): LineReader {
  const { clock, losses, onLine, pure } = options;
  const readLeader = leaderReader(options.shape);
  let broken: BrokenCall | null = null;
  let unfinished: { readonly place: LinePlace; readonly name: string } | null = null;
  let summary: OpenSummary | null = null;
  let lastTime: Micros | null = null;

  const placeOf = (origin: Origin, leader: Leader | null): LinePlace => {
    if (leader === null) return { origin, tid: null, time: lastTime };
    lastTime = clock.timeOf(leader);
    return { origin, tid: leader.tid, time: lastTime };
  };

  const emit = (place: LinePlace, body: LineBody): void => onLine(body, place);

  const emitOutput = (place: LinePlace, text: string, inline: boolean): void =>
    emit({ ...place, tid: null }, { kind: "output", text, inline });

  /** Gives up waiting for the rest of a broken call. */
  const flushBroken = (): void => {
    if (broken === null) return;
    const { place, text, bodyStart } = broken;
    broken = null;
    const body = scanBody(text, bodyStart);
    if (body !== null) emit(place, body);
  };

  const startBroken = (
    place: LinePlace,
    text: string,
    body: HeadLine | TailLine,
    bodyStart: number,
  ): void => {
    const argsStart = text.length - body.args.length;
    const message = announcementStart(text, argsStart);
    const end = message ?? inlineStart(text, argsStart, body.name);
    broken = { place, text: text.slice(0, end), bodyStart };
    const rest = text.slice(end);
    if (message !== null) emit({ ...place, tid: null }, { kind: "diagnostic", text: rest });
    else if (rest !== "") emitOutput(place, rest, true);
  };

  const emitCall = (place: LinePlace, call: CallLine): void => {
    const { args, output } = pure ? { args: call.args, output: null } : separateWrite(call.name, call.args);
    if (output !== null) emitOutput(place, output, true);
    emit(place, output === null ? call : { ...call, args });
  };

  const takeText = (place: LinePlace, text: string, body: LineBody, bodyStart: number): void => {
    // strace's own words may come between the parts of a broken line.
    if (body.kind !== "diagnostic") flushBroken();
    if (body.kind === "call") emitCall(place, body);
    else if (isBroken(body)) startBroken(place, text, body, bodyStart);
    else emit(place, body);
    unfinished = body.kind === "head" && body.cause === "unfinished" ? { place, name: body.name } : null;
  };

  /** True where the line is the rest of the broken call. */
  const mend = (text: string, origin: Origin): boolean => {
    if (broken === null) return mendUnfinished(text, origin);
    const { place, bodyStart } = broken;
    const joined = broken.text + text;
    if (!continuation.test(text) && !(broken.text.endsWith(", ") && outArgument.test(text))) return false;
    const body = scanBody(joined, bodyStart);
    if (body === null || (isBroken(body) && !continuation.test(text))) return false;
    broken = null;
    takeText(place, joined, body, bodyStart);
    return true;
  };

  /** With -z, strace 6.1 prints the rest of an unfinished call on the next line, without a leader or `resumed`. */
  const mendUnfinished = (text: string, origin: Origin): boolean => {
    if (unfinished === null || !outArgument.test(text)) return false;
    const parts = splitCall(text, 0);
    if (parts === null) return false;
    const { place, name } = unfinished;
    unfinished = null;
    emit(
      { ...place, origin },
      { kind: "tail", name, args: text.slice(0, parts.argsEnd), result: text.slice(parts.result) },
    );
    return true;
  };

  const takeSummary = (text: string, origin: Origin): boolean => {
    if (summary === null) {
      if (!isSummaryHeader(text)) return false;
      flushBroken();
      summary = { place: placeOf(origin, null), header: text, columns: null, rows: [] };
      return true;
    }
    if (isRule(text)) {
      summary.columns ??= summaryColumns(summary.header, text);
      return true;
    }
    const row = summary.columns === null ? null : summaryRow(text, summary.columns);
    if (row !== null && row.syscall !== "total") {
      summary.rows.push(row);
      return true;
    }
    return closeSummary() && row !== null;
  };

  const closeSummary = (): boolean => {
    if (summary === null) return false;
    const { place, rows } = summary;
    summary = null;
    emit(place, { kind: "summary", rows });
    return true;
  };

  /** A line without a leader of this file's shape, or with nothing of strace's behind it. */
  const takeOdd = (text: string, origin: Origin, leader: Leader | null): void => {
    if (takeSummary(text, origin) || mend(text, origin)) return;
    const own = scanLeaderless(text);
    if (own !== null) return emit(placeOf(origin, null), own);
    if (looksLikeTraceLine(text) && takeOtherShape(text, origin)) return;
    if (leader !== null && leader.end > 0) losses.add("unknown-line", origin.line);
    else if (pure && !elision.test(text)) losses.add("foreign-line", origin.line);
    const kind = elision.test(text) ? "elision" : "output";
    emit(placeOf(origin, null), kind === "elision" ? { kind, text } : { kind, text, inline: false });
  };

  const takeOtherShape = (text: string, origin: Origin): boolean => {
    const shape = leaderOfLine(text);
    const leader = shape === null ? null : leaderReader(shape)(text);
    const body = leader === null ? null : scanBody(text, leader.end);
    if (leader === null || body === null || isBroken(body)) return false;
    takeText(placeOf(origin, leader), text, body, leader.end);
    return true;
  };

  const push = (raw: string, origin: Origin): void => {
    const text = undecorate(raw, options.decoration);
    if (text === "") return;
    if (summary !== null && takeSummary(text, origin)) return;
    const leader = readLeader(text);
    const body = leader === null ? null : scanBody(text, leader.end);
    if (leader === null || body === null) takeOdd(text, origin, leader);
    else takeText(placeOf(origin, leader), text, body, leader.end);
  };

  return {
    push,
    take(body, leader, origin) {
      if (summary !== null || broken !== null) return false;
      const place = placeOf(origin, leader);
      if (body.kind === "call") emitCall(place, body);
      else emit(place, body);
      unfinished = body.kind === "head" ? { place, name: body.name } : null;
      return true;
    },
    timeOf(text) {
      const leader = readLeader(text);
      const time = leader === null ? null : clock.timeOf(leader);
      if (leader === null || time === null) return null;
      // A second half stands where its call ended; a call on one line where it began.
      const duration = text.startsWith("<... ", leader.end) ? null : durationOf(text);
      return micros(time + (duration ?? 0));
    },
    interrupt() {
      unfinished = null;
      flushBroken();
    },
    end() {
      closeSummary();
      flushBroken();
    },
  };
}

function isBroken(body: LineBody): body is HeadLine | TailLine {
  return body.kind === "tail" ? body.result === null : body.kind === "head" && body.cause === "cut";
}
