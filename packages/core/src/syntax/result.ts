import type { SyscallResult } from "../model/event.ts";
import type { DescriptorTarget } from "../model/strace-value.ts";
import { cachedDescriptorTarget } from "./descriptor-cache.ts";
import { recalled } from "./recall.ts";

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

/** A result that may have been read already. */
export function timedResult(result: string | TimedResult): TimedResult {
  return typeof result === "string" ? parseResult(result) : result;
}

/** Reads all that stands behind a call's `= `. */
export function parseResult(text: string): TimedResult {
  const duration = durationOf(text);
  return { result: resultOf(duration === null ? text : text.slice(0, text.lastIndexOf(" <"))), duration };
}

/** Microseconds that a text ends with, as -T prints them: ` <0.000015>`; null where it does not. */
export function durationOf(text: string): number | null {
  const mark = text.charCodeAt(text.length - 1) === 0x3e ? text.lastIndexOf(" <") : -1;
  return mark < 0 ? null : durationIn(text, mark + 2);
}

/** Microseconds of `0.000015>`, which begins at `start`; null where other text stands there. */
function durationIn(text: string, start: number): number | null {
  const end = text.length - 1;
  let at = start;
  let whole = 0;
  for (let digit = digitAt(text, at); digit >= 0; digit = digitAt(text, at)) {
    whole = whole * 10 + digit;
    at += 1;
  }
  if (at === start) return null;
  if (at === end) return whole * 1e6;
  if (text.charCodeAt(at) !== 0x2e) return null;
  let micros = 0;
  let unit = 1e5;
  for (at += 1; at < end; at += 1) {
    const digit = digitAt(text, at);
    if (digit < 0) return null;
    micros += digit * unit;
    unit /= 10;
  }
  return whole * 1e6 + micros;
}

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 0x30;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

/** Most calls return one of a few results. */
const resultOf = recalled(4096, parseUntimed);

const plain = /^(-?\d+|0x[0-9a-f]+|\?)(?: (E[A-Z0-9_]+) \(([^()]*)\))?$/;

/** Reads a result that no duration follows. */
export function parseUntimed(body: string): SyscallResult {
  return parsePlain(body) ?? parseAnnotated(body);
}

function parsePlain(body: string): SyscallResult | null {
  const match = plain.exec(body);
  if (match === null) return null;
  const [, value = "", errno = null, note = null] = match;
  return {
    value: numberOf(value),
    text: body,
    errno,
    note,
    descriptor: null,
    injected: false,
  };
}

/** What `parseUntimed` says of a plain result, without its patterns. */
export function parsePlainResult(text: string): SyscallResult {
  const angle = text.indexOf("<");
  if (angle >= 0) {
    const descriptor = cachedDescriptorTarget(text.slice(angle + 1, -1), false);
    const value = integer(text.slice(0, angle));
    return { value, text, errno: null, note: null, descriptor, injected: false };
  }
  const gap = text.indexOf(" ");
  const printed = gap < 0 ? text : text.slice(0, gap);
  const value = numberOf(printed);
  if (gap < 0) return { value, text, errno: null, note: null, descriptor: null, injected: false };
  const open = text.indexOf("(", gap);
  const errno = open === gap + 1 ? null : text.slice(gap + 1, open - 1);
  const note = text.slice(open + 1, -1);
  // `(errno 38)` is an errno without a name.
  if (errno === null && note.startsWith("errno ")) return parseUntimed(text);
  const injected = errno === null && note.startsWith("INJECTED");
  return { value, text, errno, note, descriptor: null, injected };
}

const head = /^(\?|-?0x[0-9a-f]+|-?\d+)(?: \/\* [^]*? \*\/)?/;
const annotation =
  /^<(\/(?:[^<>\\]|\\[^]|<[^<>]*>)*|(?:->|"[^"\\]*(?:\\[^][^"\\]*)*"|\\[^]|<(?:[^<>"\\]|\\[^])*>|[^<>"\\])*)>(\(deleted\))?/;
const errnoName = /^ (E[A-Z0-9_]+)(?= |$)/;
const errnoNumber = /^ \((errno \d+)\)/;

/** The forms beyond a number with an errno: annotations, several notes, injected results, raw numbers. */
function parseAnnotated(body: string): SyscallResult {
  const [number = "", value = "?"] = head.exec(body) ?? [];
  const target = annotation.exec(body.slice(number.length));
  const afterTarget = body.slice(number.length + (target?.[0].length ?? 0));
  const [marked = "", errno = null] = errnoName.exec(afterTarget) ?? errnoNumber.exec(afterTarget) ?? [];
  const rest = afterTarget.slice(marked.length).trim();
  return {
    value: numberOf(value),
    text: body,
    errno,
    note: noteOf(rest),
    descriptor: descriptorOf(target),
    injected: rest.includes("(INJECTED"),
  };
}

function descriptorOf(target: RegExpExecArray | null): DescriptorTarget | null {
  return target ? cachedDescriptorTarget(target[1] ?? "", target[2] !== undefined) : null;
}

function numberOf(printed: string): number | bigint | null {
  return printed === "?" ? null : integer(printed);
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
