// Says what the body of one line is. Only a line's start decides its kind: every mark that strace prints also
// occurs inside string arguments (`-----BEGIN CERTIFICATE-----`, `resumed>` in Go sources).
import type { CallLine, ExitLine, HeadLine, LineBody, SignalLine, TailLine } from "./line.ts";
import { splitCall } from "./split-call.ts";

const callName = /([A-Za-z_][A-Za-z0-9_]*|\?\?\?)\(/y;
const resumed = /<\.\.\. ([A-Za-z0-9_]+|\?\?\?) resumed>/y;
const diagnostic =
  /(?:[^\s"(]*\/)?strace[\w.-]*: |\[ Process PID=\d+ runs in |Process \d+ (?:attached|detached|suspended|resumed)/y;
const dump = /^ (?:\| [0-9a-f]{5,} |\* \d+ bytes in )/;
const frame = /^ > [^]+(?: \[0x[0-9a-f]+\]|\(.*\))/;

/** Reads the body that starts at `start`; null where it is none of strace's. */
export function scanBody(line: string, start: number): LineBody | null {
  switch (line.charCodeAt(start)) {
    case 0x3c:
      return scanTail(line, start);
    case 0x2d:
      return scanSignal(line, start);
    case 0x2b:
      return scanEnd(line, start);
    default:
      return scanCall(line, start);
  }
}

/** Reads a line that has no leader: strace's own words, a dump, a stack; null for anything else. */
export function scanLeaderless(line: string): LineBody | null {
  if (matchesAt(diagnostic, line, 0)) return { kind: "diagnostic", text: line };
  if (dump.test(line)) return { kind: "dump", text: line };
  return frame.test(line) ? { kind: "frame", text: line } : null;
}

function scanCall(line: string, start: number): CallLine | HeadLine | LineBody | null {
  callName.lastIndex = start;
  const match = callName.exec(line);
  if (match === null)
    return matchesAt(diagnostic, line, start) ? { kind: "diagnostic", text: line.slice(start) } : null;
  const name = match[1] ?? "";
  const args = callName.lastIndex;
  const head = scanHead(line, name, args);
  if (head !== null) return head;
  const parts = splitCall(line, args);
  if (parts === null) return { kind: "head", name, args: line.slice(args), cause: "cut" };
  const text = line.slice(args, parts.argsEnd);
  return { kind: "call", name, args: text.replace(diedWithin, ""), result: line.slice(parts.result) };
}

/** In -ff files a call that its thread died in is whole: `nanosleep({tv_sec=0, tv_nsec=20000},  <unfinished ...>) = ?`. */
const diedWithin = / <unfinished \.\.\.>$/;

const pidChanged = / <pid changed to \d+ \.\.\.>$/;
const ptraceFailed = / <ptrace\([A-Z_:]+\):[^<>]*>$/;

/** A call that breaks off. One space stands between the arguments and the mark; more belongs to the arguments. */
function scanHead(line: string, name: string, args: number): HeadLine | null {
  if (line.charCodeAt(line.length - 1) !== 0x3e) return null;
  if (line.endsWith("<unfinished ...>")) {
    return { kind: "head", name, args: before(line, args, 16), cause: "unfinished" };
  }
  if (line.endsWith("<detached ...>"))
    return { kind: "head", name, args: before(line, args, 14), cause: "detached" };
  const mark = pidChanged.exec(line) ?? ptraceFailed.exec(line);
  if (mark === null) return null;
  const cause = mark[0].startsWith(" <pid") ? "pid-changed" : "detached";
  return { kind: "head", name, args: line.slice(args, Math.max(args, mark.index)), cause };
}

function before(line: string, args: number, markLength: number): string {
  const end = line.length - markLength;
  return line.slice(args, Math.max(args, line.charCodeAt(end - 1) === 0x20 ? end - 1 : end));
}

const neverReturned = / <unfinished \.\.\.>\) += /;

function scanTail(line: string, start: number): TailLine | null {
  resumed.lastIndex = start;
  const match = resumed.exec(line);
  if (match === null) return null;
  const name = match[1] ?? "";
  const rest = resumed.lastIndex;
  // The thread died before its out-arguments were printed: `<... nanosleep resumed> <unfinished ...>) = ?`.
  const died = neverReturned.exec(line);
  if (died !== null && died.index === rest) {
    return { kind: "tail", name, args: "", result: line.slice(rest + died[0].length) };
  }
  const parts = splitCall(line, rest);
  if (parts === null) return { kind: "tail", name, args: line.slice(rest), result: null };
  return { kind: "tail", name, args: line.slice(rest, parts.argsEnd), result: line.slice(parts.result) };
}

const signal = /--- (?:stopped by (\w+)|([A-Z][A-Z0-9_+]*)(?: (\{[^]*\}|\([^]*))?) ---/y;

function scanSignal(line: string, start: number): SignalLine | null {
  signal.lastIndex = start;
  const match = signal.exec(line);
  if (match === null || signal.lastIndex !== line.length) return null;
  const [, stopped, name, info] = match;
  return {
    kind: "signal",
    signal: stopped ?? name ?? "",
    stopped: stopped !== undefined,
    info: info ?? null,
  };
}

const end =
  /\+\+\+ (?:exited with (\d+)|killed by (\w+)( \(core dumped\))?|superseded by execve in pid (\d+)(?:<[^<>]*>)?) \+\+\+/y;

function scanEnd(line: string, start: number): ExitLine | LineBody | null {
  end.lastIndex = start;
  const match = end.exec(line);
  if (match === null || end.lastIndex !== line.length) return null;
  const [, status, killedBy, core, by] = match;
  if (by !== undefined) return { kind: "superseded", by: Number(by) };
  return {
    kind: "exit",
    status: status === undefined ? null : Number(status),
    signal: killedBy ?? null,
    coreDumped: core !== undefined,
  };
}

function matchesAt(pattern: RegExp, line: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(line);
}
