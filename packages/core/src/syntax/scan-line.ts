// Says what the body of one line is. Only a line's start decides its kind: every mark that strace prints also
// occurs inside string arguments (`-----BEGIN CERTIFICATE-----`, `resumed>` in Go sources).
import type { ExitLine, HeadLine, LineBody, SignalLine, TailLine } from "./line.ts";
import { splitCall } from "./split-call.ts";

const diagnostic =
  /(?:[^\s"(]*\/)?strace[\w.-]*: |\[ Process PID=\d+ runs in |Process \d+ (?:attached|detached|suspended|resumed)/y;
const dump = /^ (?:\| [0-9a-f]{5,} |\* \d+ bytes in )/;
const frame = /^ > [^]+(?: \[0x[0-9a-f]+\]|\(.*\))/;

/** Reads the body that starts at `start`; null where it is none of strace's. */
export function scanBody(line: string, start: number): LineBody<string> | null {
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
export function scanLeaderless(line: string): LineBody<string> | null {
  if (matchesAt(diagnostic, line, 0)) return { kind: "diagnostic", text: line };
  if (dump.test(line)) return { kind: "dump", text: line };
  return frame.test(line) ? { kind: "frame", text: line } : null;
}

function scanCall(line: string, start: number): LineBody<string> | null {
  const open = nameEnd(line, start);
  if (open < 0)
    return matchesAt(diagnostic, line, start) ? { kind: "diagnostic", text: line.slice(start) } : null;
  const name = line.slice(start, open);
  const args = open + 1;
  const head = line.charCodeAt(line.length - 1) === greater ? scanHead(line, name, args) : null;
  if (head !== null) return head;
  const parts = splitCall(line, args);
  if (parts === null) return { kind: "head", name, args: line.slice(args), cause: "cut" };
  let argsEnd = parts.argsEnd;
  if (line.charCodeAt(argsEnd - 1) === greater && line.endsWith(diedWithin, argsEnd))
    argsEnd -= diedWithin.length;
  return { kind: "call", name, args: line.slice(args, argsEnd), result: line.slice(parts.result) };
}

const greater = 0x3e;

/** Index of the parenthesis behind the call's name at `start`; -1 where there is none. `???` is a name, too. */
function nameEnd(line: string, start: number): number {
  let at = start;
  for (; at < line.length; at += 1) {
    const char = line.charCodeAt(at);
    if (char === 0x28) break;
    if (!isNameChar(char)) return -1;
  }
  const first = line.charCodeAt(start);
  if (at === start || at === line.length || (first >= 0x30 && first <= 0x39)) return -1;
  return first === 0x3f && line.slice(start, at) !== "???" ? -1 : at;
}

function isNameChar(char: number): boolean {
  if (char >= 0x61) return char <= 0x7a;
  return (char >= 0x30 && char <= 0x39) || char === 0x5f || (char >= 0x41 && char <= 0x5a) || char === 0x3f;
}

/** In -ff files a call that its thread died in is whole: `nanosleep({tv_sec=0, tv_nsec=20000},  <unfinished ...>) = ?`. */
const diedWithin = " <unfinished ...>";

const pidChanged = / <pid changed to \d+ \.\.\.>$/;
const ptraceFailed = / <ptrace\([A-Z_:]+\):[^<>]*>$/;

/** A call that breaks off. One space stands between the arguments and the mark; more belongs to the arguments. */
function scanHead(line: string, name: string, args: number): HeadLine | null {
  // A duration ends in a digit, the marks in dots or in ptrace's complaint.
  const before = line.charCodeAt(line.length - 2);
  if (before >= 0x30 && before <= 0x39) return null;
  if (line.endsWith("<unfinished ...>")) {
    return { kind: "head", name, args: untilMark(line, args, 16), cause: "unfinished" };
  }
  if (line.endsWith("<detached ...>"))
    return { kind: "head", name, args: untilMark(line, args, 14), cause: "detached" };
  const mark = pidChanged.exec(line) ?? ptraceFailed.exec(line);
  if (mark === null) return null;
  const cause = mark[0].startsWith(" <pid") ? "pid-changed" : "detached";
  return { kind: "head", name, args: line.slice(args, Math.max(args, mark.index)), cause };
}

function untilMark(line: string, args: number, markLength: number): string {
  const end = line.length - markLength;
  return line.slice(args, Math.max(args, line.charCodeAt(end - 1) === 0x20 ? end - 1 : end));
}

const neverReturned = / <unfinished \.\.\.>\) += /y;

function scanTail(line: string, start: number): TailLine<string> | null {
  if (!line.startsWith("<... ", start)) return null;
  const nameStart = start + 5;
  const nameStop = line.indexOf(" ", nameStart);
  if (nameStop < 0 || !line.startsWith(" resumed>", nameStop)) return null;
  const name = line.slice(nameStart, nameStop);
  const rest = nameStop + 9;
  // The thread died before its out-arguments were printed: `<... nanosleep resumed> <unfinished ...>) = ?`.
  if (line.charCodeAt(rest) === 0x20 && matchesAt(neverReturned, line, rest)) {
    return { kind: "tail", name, args: "", result: line.slice(neverReturned.lastIndex) };
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

function scanEnd(line: string, start: number): ExitLine | LineBody<string> | null {
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
