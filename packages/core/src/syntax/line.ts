import type { SummaryRow } from "../model/event.ts";
import type { Origin } from "../model/origin.ts";
import type { Micros } from "../model/time.ts";
import type { TimedResult } from "./result.ts";

/** Where a line stands and what its leader says. */
export interface LinePlace {
  readonly origin: Origin;
  /** Null on lines without a pid. */
  readonly tid: number | null;
  readonly time: Micros | null;
}

/** Takes what one line of a trace is. Halves of split calls are still apart. */
export type LineSink = (body: LineBody, place: LinePlace) => void;

/** A line without its leader. Results are text, or were read already. */
export type LineBody<Result = string | TimedResult> =
  | CallLine<Result>
  | HeadLine
  | TailLine<Result>
  | SignalLine
  | ExitLine
  | SupersededLine
  | OutputLine
  | DiagnosticLine
  | DetailLine
  | SummaryLine
  | ElisionLine;

/** `name(args) = result`. */
export interface CallLine<Result = string | TimedResult> {
  readonly kind: "call";
  readonly name: string;
  readonly args: string;
  /** All that stands behind `= `. */
  readonly result: Result;
}

/** `name(args <unfinished ...>` and the other ways in which a line breaks off. */
export interface HeadLine {
  readonly kind: "head";
  readonly name: string;
  readonly args: string;
  /** `unfinished`: a tail follows. `detached`: strace let go. `pid-changed`: execve of a thread. `cut`: the line just ends. */
  readonly cause: "unfinished" | "detached" | "pid-changed" | "cut";
}

/** `<... name resumed>args) = result`. */
export interface TailLine<Result = string | TimedResult> {
  readonly kind: "tail";
  readonly name: string;
  /** The rest of the arguments, up to the call's closing parenthesis. */
  readonly args: string;
  /** Null where the line breaks off before it. */
  readonly result: Result | null;
}

/** `--- SIGURG {…} ---`. */
export interface SignalLine {
  readonly kind: "signal";
  readonly signal: string;
  readonly stopped: boolean;
  readonly info: string | null;
}

/** `+++ exited with 0 +++`. */
export interface ExitLine {
  readonly kind: "exit";
  readonly status: number | null;
  readonly signal: string | null;
  readonly coreDumped: boolean;
}

/** `+++ superseded by execve in pid 21249 +++`. */
export interface SupersededLine {
  readonly kind: "superseded";
  readonly by: number;
}

/** The traced program's own output. */
export interface OutputLine {
  readonly kind: "output";
  readonly text: string;
  readonly inline: boolean;
}

/** strace's own words. */
export interface DiagnosticLine {
  readonly kind: "diagnostic";
  readonly text: string;
}

/** A line of a hex dump (`-e read=…`) or of a stack (`-k`): belongs to the event before it. */
export interface DetailLine {
  readonly kind: "dump" | "frame";
  readonly text: string;
}

/** The whole `-c` table. */
export interface SummaryLine {
  readonly kind: "summary";
  readonly rows: readonly SummaryRow[];
}

/** What people leave in a trace that they paste: `...`, a fence, the command line. */
export interface ElisionLine {
  readonly kind: "elision";
  readonly text: string;
}
