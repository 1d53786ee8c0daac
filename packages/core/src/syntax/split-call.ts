// Finds where a call's arguments end and its result begins. `) = ` also occurs inside strings, paths and wait
// macros, so the end is either proven by what follows it or found by skipping over strings, comments and brackets.

import { annotationEnd, closingQuote } from "./annotation.ts";

/** Positions in a line: `args` up to `argsEnd` (the call's closing parenthesis), the result from `result` on. */
export interface CallParts {
  readonly argsEnd: number;
  readonly result: number;
}

/**
 * A result that cannot be the end of a string or of an annotation: it holds no quote, and its only angle brackets
 * are those of a duration and of a whole path. strace writes < and > of paths as \74 and \76.
 */
const plainResult =
  /(?:\d+<\/[^<>"\\*]*>|(?:-?\d+|0x[0-9a-f]+|\?)(?:(?: E[A-Z0-9_]+)? \([^()"<>]*\))?)(?: <\d+(?:\.\d+)?>)?$/y;

/** The parts of the call whose arguments start at `start`; null where the text has no end of that call. */
export function splitCall(text: string, start: number): CallParts | null {
  const equals = text.lastIndexOf(" = ");
  if (equals > start - 2) {
    const end = closingParenthesisBefore(text, equals);
    plainResult.lastIndex = equals + 3;
    if (end >= start && plainResult.test(text)) return { argsEnd: end, result: equals + 3 };
  }
  return splitByDepth(text, start);
}

/** Index of the parenthesis that stands before the spaces that end at `index`; -1 for none. */
function closingParenthesisBefore(text: string, index: number): number {
  let at = index;
  while (at > 0 && text.charCodeAt(at - 1) === 0x20) at -= 1;
  return text.charCodeAt(at - 1) === 0x29 ? at - 1 : -1;
}

// One step over a piece that may hold brackets of its own: a string, a comment, a shift, an annotation behind a
// number, a name or a comment, a marker in angle brackets; or over plain text.
// Strings and annotations may be megabytes long: they are gone over by hand, since a pattern needs stack for each
// character that it might have to give back.
const plain = /[^"()[\]{}<>/]+/y;
const afterCall = / *= /y;

function splitByDepth(text: string, start: number): CallParts | null {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x29 && depth <= 0) {
      afterCall.lastIndex = at + 1;
      if (afterCall.test(text)) return { argsEnd: at, result: afterCall.lastIndex };
    }
    if (isOpening(code)) depth += 1;
    // A tail may close what its head opened, so the depth of what is seen here stops at zero.
    else if (isClosing(code)) depth = Math.max(0, depth - 1);
    at = stepOver(text, at, code);
  }
  return null;
}

/** True for `(`, `[` and `{`. */
export function isOpening(code: number): boolean {
  return code === 0x28 || code === 0x5b || code === 0x7b;
}

/** True for `)`, `]` and `}`. */
export function isClosing(code: number): boolean {
  return code === 0x29 || code === 0x5d || code === 0x7d;
}

/** The index behind the token at `at`. */
export function stepOver(text: string, at: number, code: number): number {
  switch (code) {
    case 0x22:
      return Math.min(text.length, closingQuote(text, at + 1) + 1);
    case 0x2f:
      return text.charCodeAt(at + 1) === 0x2a ? endOfComment(text, at) : at + 1;
    case 0x3c:
      return stepOverAngle(text, at);
    default:
      return isOpening(code) || isClosing(code) || code === 0x3e
        ? at + 1
        : (endOf(plain, text, at) ?? at + 1);
  }
}

function stepOverAngle(text: string, at: number): number {
  if (text.charCodeAt(at + 1) === 0x3c) return at + 2;
  const end = annotationEnd(text, at + 1);
  return end < 0 ? at + 1 : end + 1;
}

function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** The end of a comment, which may hold comments (`0 /* QCMD(0 /* Q_??? *\/, USRQUOTA) *\/`). */
function endOfComment(text: string, at: number): number {
  let depth = 0;
  const mark = /\/\*|\*\//g;
  mark.lastIndex = at;
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    depth += match[0] === "/*" ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return text.length;
}
