import type { SyscallResult } from "../model/event.ts";
import type { DescriptorTarget } from "../model/strace-value.ts";
import { parseDescriptorTarget } from "./descriptor.ts";
import { microsOfSeconds } from "./leader.ts";

/** A call's result, and how long it took where `-T` says so. */
export interface TimedResult {
  readonly result: SyscallResult;
  /** Microseconds. */
  readonly duration: number | null;
}

/** The result of a call that never returned. */
export const noResult: SyscallResult = {
  value: null,
  text: "",
  errno: null,
  note: null,
  descriptor: null,
  injected: false,
};

const plain = /^(-?\d+|0x[0-9a-f]+|\?)(?: (E[A-Z0-9_]+) \(([^()]*)\))?(?: <(\d+(?:\.\d+)?)>)?$/;

/** Reads all that stands behind a call's `= `. */
export function parseResult(text: string): TimedResult {
  const match = plain.exec(text);
  if (match === null) return parseAnyResult(text);
  const [, value = "", errno, note, seconds] = match;
  return {
    result: {
      value: value === "?" ? null : integer(value),
      text: seconds === undefined ? text : text.slice(0, text.length - seconds.length - 3),
      errno: errno ?? null,
      note: note ?? null,
      descriptor: null,
      injected: false,
    },
    duration: seconds === undefined ? null : microsOfSeconds(seconds),
  };
}

const duration = / <(\d+(?:\.\d+)?)>$/;
const head = /^(\?|-?0x[0-9a-f]+|-?\d+)(?: \/\* [^]*? \*\/)?/;
const annotation =
  /^<((?:->|"[^"\\]*(?:\\[^][^"\\]*)*"|\\[^]|<(?:[^<>"\\]|\\[^])*>|[^<>"\\])*)>(\(deleted\))?/;
const errnoName = /^ (E[A-Z0-9_]+)(?= |$)/;
const errnoNumber = /^ \((errno \d+)\)/;

/** The forms beyond a number with an errno: annotations, several notes, injected results, raw numbers. */
function parseAnyResult(text: string): TimedResult {
  const timed = duration.exec(text);
  const body = timed ? text.slice(0, timed.index) : text;
  return { result: parseUntimed(body), duration: timed ? microsOfSeconds(timed[1] ?? "") : null };
}

function parseUntimed(body: string): SyscallResult {
  const [number = "", value = "?"] = head.exec(body) ?? [];
  const target = annotation.exec(body.slice(number.length));
  const afterTarget = body.slice(number.length + (target?.[0].length ?? 0));
  const [marked = "", errno = null] = errnoName.exec(afterTarget) ?? errnoNumber.exec(afterTarget) ?? [];
  const rest = afterTarget.slice(marked.length).trim();
  return {
    value: value === "?" ? null : integer(value),
    text: body,
    errno,
    note: noteOf(rest),
    descriptor: descriptorOf(target),
    injected: rest.includes("(INJECTED"),
  };
}

function descriptorOf(target: RegExpExecArray | null): DescriptorTarget | null {
  return target ? parseDescriptorTarget(target[1] ?? "", target[2] !== undefined) : null;
}

/** The text of the only parenthesis, or of several as they stand. */
function noteOf(rest: string): string | null {
  if (rest === "") return null;
  const first = /^\(([^()]*(?:\([^()]*\)[^()]*)*)\)/.exec(rest);
  return first
    ? first[0].length === rest.length
      ? (first[1] ?? "")
      : (first[1] ?? "") + rest.slice(first[0].length)
    : rest;
}

/** The exact value of a number as strace prints it: decimal, 0x, or octal with a leading 0. */
export function integer(text: string): number | bigint {
  const negative = text.startsWith("-");
  const digits = negative ? text.slice(1) : text;
  const octal = digits.length > 1 && digits.startsWith("0") && /^[0-7]+$/.test(digits);
  const literal = octal ? `0o${digits.slice(1)}` : digits;
  const value = Number(literal);
  if (!Number.isSafeInteger(value)) return negative ? -BigInt(literal) : BigInt(literal);
  return negative ? -value : value;
}
