import type { InputKind } from "../model/report.ts";
import { findDecoration, undecorate, type Decoration } from "./decoration.ts";
import { lookAlikeOf } from "./look-alikes.ts";

/** What the first bytes of an input say it is. */
export interface Sniffed {
  readonly kind: InputKind;
  /** What stands around each line of a trace; null for a log, which the log's own grammar takes apart. */
  readonly decoration: Decoration | null;
  /** Name of the tool whose output resembles strace's; null for strace and everything else. */
  readonly lookAlike: string | null;
  /** The input is no text. */
  readonly binary: boolean;
  /** The lines that were judged, without their decoration. */
  readonly lines: readonly string[];
}

// All spaces or none, so that a long run of them is tried once.
const leader = String.raw`(?:\[pid +\d+[^\]]*\] |\d+(?:<[^<>]*>)? +(?! )|\d\d:\d\d:\d\d(?:\.\d+)? | *\d+\.\d+ +(?! )| +\d+ |\(\+ *[\d.]+\) |\[[^\][]+\] )*`;

/** A line of strace, whatever its leader: a call that returns or breaks off, a second half, a signal, an end. */
const traceLine = new RegExp(
  String.raw`^${leader}(?:(?:[a-z_][a-z0-9_]*|\?\?\?)\(.*(?:\) += (?:-?\d|0x|\?)|(?:unfinished|detached|pid changed to \d+) \.\.\.>$)|<\.\.\. [a-z0-9_?]+ resumed>|--- (?:SIG[A-Z0-9]+|stopped by) .*---$|\+\+\+ (?:exited with|killed by|superseded by) .*\+\+\+$)`,
);
const ownWords = /^(?:\S*\/)?strace[\w.-]*: /;
/** A row of strace's table of calls (`-c`), which has no other lines. */
const summaryRow = /^ *\d+\.\d\d +\d+\.\d{6} +(?:\d+ +){1,3}[a-z_0-9]+$/;
const summaryHeader = /^% time +seconds|^syscall +calls +wall-total/;

// First words of what the go command prints (src/cmd/go), with -x, -v, -json and GODEBUG=netdns,http2debug.
const goLine =
  /^(?:go(?: (?:get|list|mod|install|build|run|test|vet|env|work)(?: [a-z]+)?)?: |# (?:get |lock |\w)|go package net: |http2: |verifying |\t(?:server response:|fatal: |error: |git |remote: )|SECURITY ERROR|To (?:add|upgrade|ignore)|\s*"(?:Path|Version|Error|Query|Info|GoMod|Zip)": |mkdir -p |cd \/|[\w./-]+\.go:\d+:\d+: |build .*: cannot |package .* is not in |warning: |GO[A-Z0-9]+=|\d+\.\d+s # )/;

/** What gotrace record writes beside the trace; the first key says which of these it is. */
const bundleMember = /^\{\s*"gotrace(Bundle|Machine|Processes)":/;

const memberKinds: Readonly<Record<string, InputKind>> = {
  Bundle: "bundle-manifest",
  Machine: "machine-state",
  Processes: "process-state",
};

/** True where a bare line is one of strace's. */
export function isTraceLine(line: string): boolean {
  return traceLine.test(line);
}

/** Judges an input by its first bytes (Latin-1). `whole` tells that nothing follows them. */
export function sniff(sample: string, whole: boolean): Sniffed {
  const nothing = { kind: "unknown", decoration: null, lookAlike: null, binary: false, lines: [] } as const;
  if (sample.trim() === "") return { ...nothing, kind: "empty" };
  if (isBinary(sample)) return { ...nothing, binary: true };
  const member = bundleMember.exec(sample)?.[1];
  if (member !== undefined) return { ...nothing, kind: memberKinds[member] ?? "unknown" };
  const raw = sample.split("\n");
  // The last line of the sample may be cut by the sample's end.
  if (!whole && raw.length > 1) raw.pop();
  const decoration = findDecoration(raw, (line) => isTraceLine(line) || summaryRow.test(line));
  const lines = raw.map((line) => undecorate(line, decoration));
  const kind = kindOf(lines);
  const lookAlike = kind === "go-log" ? null : lookAlikeOf(lines);
  return { ...nothing, kind, lookAlike, lines, decoration: kind === "go-log" ? null : decoration };
}

function isBinary(sample: string): boolean {
  const head = sample.slice(0, 8192);
  // oxlint-disable-next-line no-control-regex -- these are what text does not hold
  const odd = head.match(/[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/g)?.length ?? 0;
  return odd > head.length / 50;
}

function kindOf(lines: readonly string[]): InputKind {
  let trace = 0;
  let go = 0;
  let words = 0;
  let summary = 0;
  for (const line of lines) {
    if (isTraceLine(line)) trace += 1;
    else if (ownWords.test(line)) words += 1;
    else if (summaryHeader.test(line)) summary += 1;
    else if (goLine.test(line)) go += 1;
  }
  if (trace > 0 && trace + words >= go / 4) return go > 0 ? "mixed" : "strace";
  if (summary > 0) return "strace-summary";
  if (go > 0) return "go-log";
  return words > 0 ? "strace" : "unknown";
}
