// The plain part of `grammars/strace.peggy`, by hand: a cursor over the text, a decision a character, no backtracking.
// It takes the forms that make up nearly all of a trace and gives up on the rest, which the grammar then parses. Both
// give equal values: a test holds them against each other on every recorded line and on generated ones.
//
// The grammar is the place to read what strace prints; this file only says the same faster.
import type { Argument, ListEnd, OperationValue, Value } from "../model/strace-value.ts";
import { annotationEnd, closingQuote } from "./annotation.ts";
import { cachedDescriptorTarget } from "./descriptor-cache.ts";
import { unescapeRange } from "./strings.ts";

/** Thrown, and caught here, where the text needs the grammar. Made once: a stack costs more than the parsing. */
const needsGrammar = new Error("this form is left to the grammar");

let text = "";
let at = 0;

/** Parses arguments; null where a form needs the grammar. */
export function parsePlainArguments(source: string): Argument[] | null {
  text = source;
  at = 0;
  try {
    return list(end);
  } catch (error) {
    if (error === needsGrammar || error instanceof RangeError) return null;
    throw error;
  } finally {
    text = "";
  }
}

const end = -1;
const [space, quote, comma, dash, slash] = [0x20, 0x22, 0x2c, 0x2d, 0x2f] as const;
const [zero, nine, less, equals, greater] = [0x30, 0x39, 0x3c, 0x3d, 0x3e] as const;
const [star, bar] = [0x2a, 0x7c] as const;

// 3: may begin a name; 2: may only go on in one.
const nameClass = new Uint8Array(256);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_") nameClass[char.charCodeAt(0)] = 3;
for (const char of "0123456789") nameClass[char.charCodeAt(0)] = 2;

const code = (): number => (at < text.length ? text.charCodeAt(at) : end);

function skipSpaces(): void {
  while (at < text.length && text.charCodeAt(at) === space) at += 1;
}

/** Arguments up to a closing bracket, or to the end of the text. */
function list(close: number): Argument[] {
  const found: Argument[] = [];
  skipSpaces();
  while (code() !== close) {
    found.push(argument());
    const next = code();
    if (next === comma) {
      at += 1;
      skipSpaces();
      // A text that breaks off behind a comma is the first half of a call; a list never does.
      if (close !== end && code() === close) throw needsGrammar;
    } else if (next === space) {
      skipSpaces();
      const after = code();
      if (after === comma || after === equals || after === less) throw needsGrammar;
    } else if (next !== close) {
      throw needsGrammar;
    }
  }
  at += 1;
  return found;
}

function argument(): Argument {
  const first = code();
  if (first < 0 || (nameClass[first] ?? 0) !== 3) return { name: null, value: value() };
  const start = at;
  const name = word();
  // `name.part=` is a key, too; so are `c_cc[VMIN]=` and, in 4.8, `msg_name(0)=`: rare.
  const next = code();
  if (next === 0x2e || next === 0x5b) throw needsGrammar;
  if (next === equals && text.charCodeAt(at + 1) !== equals && text.charCodeAt(at + 1) !== greater) {
    at += 1;
    const after = at;
    const named = value();
    // -N prints some names twice.
    if (code() === equals) throw needsGrammar;
    return after === at ? fail() : { name, value: named };
  }
  at = start;
  return { name: null, value: value() };
}

function fail(): never {
  throw needsGrammar;
}

function word(): string {
  const start = at;
  at += 1;
  while (at < text.length && (nameClass[text.charCodeAt(at)] ?? 0) !== 0) at += 1;
  return text.slice(start, at);
}

/** An expression, and what it became: `28 => 16`. */
function value(): Value {
  const before = expression();
  const next = code();
  let arrow = at;
  if (next === space) arrow += 1;
  const sign = text.charCodeAt(arrow);
  if ((sign !== equals && sign !== dash) || text.charCodeAt(arrow + 1) !== greater) return before;
  at = arrow + 2;
  if (code() === space) at += 1;
  return { kind: "arrow", before, after: value() };
}

const operators: Readonly<Record<number, OperationValue["operator"]>> = {
  [bar]: "|",
  [star]: "*",
  [less]: "<<",
};

/** `A|B|C`, `8192*1024`, `1<<2`; chains of different operators are the grammar's. */
function expression(): Value {
  const first = operand();
  const sign = code();
  if (!isSign(sign)) {
    if (startsOperator(sign)) throw needsGrammar;
    return first;
  }
  const operands = [first];
  while (code() === sign) {
    at += sign === less ? 2 : 1;
    operands.push(operand());
  }
  const rest = code();
  if (isSign(rest) || startsOperator(rest)) throw needsGrammar;
  return { kind: "operation", operator: operators[sign] ?? fail(), operands };
}

function isSign(char: number): boolean {
  return char === bar || char === star || char === less;
}

/** An operator that is left to the grammar: `+`, `-`, ` or `, `&&`, `==`. */
function startsOperator(char: number): boolean {
  if (char === dash) return text.charCodeAt(at + 1) !== greater;
  return char === 0x2b || char === 0x26 || isWordOperator(char);
}

/** ` or `, ` && `, ` == `. */
function isWordOperator(sign: number): boolean {
  if (sign === equals) return text.charCodeAt(at + 1) === equals;
  if (sign !== space) return false;
  const next = text.charCodeAt(at + 1);
  if (next === 0x26) return true;
  if (next === equals) return text.charCodeAt(at + 2) === equals;
  return next === 0x6f && text.startsWith("or ", at + 1);
}

/** A value with what stands behind it: `3</etc/hosts>`, an address with `39 vars` in a comment. */
function operand(): Value {
  let found = primary();
  for (;;) {
    const next = code();
    if (next === less && text.charCodeAt(at + 1) !== less) {
      found = annotated(found);
    } else if (next === space && text.charCodeAt(at + 1) === slash && text.charCodeAt(at + 2) === star) {
      at += 1;
      found = { kind: "comment", value: found, text: comment() };
    } else if (next === slash && text.charCodeAt(at + 1) === star) {
      found = { kind: "comment", value: found, text: comment() };
    } else {
      return found;
    }
  }
}

function annotated(inner: Value): Value {
  const start = at + 1;
  at = annotationEnd(text, start);
  if (at < 0) throw needsGrammar;
  const inside = text.slice(start, at);
  at += 1;
  const deleted = code() === 0x28 && text.startsWith("(deleted)", at);
  if (deleted) at += 9;
  return { kind: "descriptor", value: inner, target: cachedDescriptorTarget(inside, deleted) };
}

function comment(): string {
  const close = text.indexOf("*/", at);
  const inside = text.slice(at + 2, close);
  // Comments nest with -X verbose.
  if (close < 0 || inside.includes("/*")) throw needsGrammar;
  at = close + 2;
  return inside.trim();
}

function primary(): Value {
  const first = code();
  if (first === quote) return string();
  if (first === dash || (first >= zero && first <= nine)) return number();
  if (first >= 0 && nameClass[first] === 3) return nameOrCall();
  if (first === 0x7b) return struct();
  if (first === 0x5b) return array(false);
  return rarePrimary(first);
}

function rarePrimary(first: number): Value {
  switch (first) {
    case 0x7e:
      at += 1;
      return code() === 0x5b ? array(true) : fail();
    case 0x2e:
      return elision("...");
    case 0x3f:
      return elision("???");
    case 0x26:
      at += 1;
      return { kind: "reference", name: word() };
    default:
      throw needsGrammar;
  }
}

function string(): Value {
  const start = at + 1;
  let close = text.indexOf('"', start);
  const escape = text.indexOf("\\", start);
  const escaped = escape >= 0 && escape < close;
  if (escaped) close = closingQuote(text, escape);
  if (close < 0 || close >= text.length) throw needsGrammar;
  const bytes = escaped ? unescapeRange(text, start, close) : text.slice(start, close);
  at = close + 1;
  const truncated = code() === 0x2e && text.startsWith("...", at);
  if (truncated) at += 3;
  return { kind: "string", bytes, truncated, abstract: false };
}

function number(): Value {
  const start = at;
  if (code() === dash) at += 1;
  const digits = at;
  if (code() === zero && text.charCodeAt(at + 1) === 0x78) at += 2;
  const isHex = at > digits;
  while (isDigit(code(), isHex)) at += 1;
  const next = code();
  // `192.0.2.1`, `1.5`, `00:11:22`, call signs: the grammar's.
  if (at === digits + (isHex ? 2 : 0) || next === 0x2e || next === 0x3a || (nameClass[next] ?? 0) !== 0) {
    throw needsGrammar;
  }
  return { kind: "number", text: text.slice(start, at) };
}

function isDigit(char: number, isHex: boolean): boolean {
  return (char >= zero && char <= nine) || (isHex && char >= 0x61 && char <= 0x66);
}

function nameOrCall(): Value {
  const name = word();
  const next = code();
  if (next === 0x3a) throw needsGrammar;
  if (next !== 0x28) return { kind: "constant", name };
  at += 1;
  const args = list(0x29);
  // 4.8: `msg_name(0)=NULL`.
  return code() === equals ? fail() : { kind: "call", name, args };
}

function elision(mark: "..." | "???"): Value {
  if (!text.startsWith(mark, at)) throw needsGrammar;
  at += 3;
  return { kind: "elision", mark };
}

function struct(): Value {
  at += 1;
  const fields = list(0x7d);
  return { kind: "struct", fields, end: takeEnd(fields) };
}

function array(negated: boolean): Value {
  at += 1;
  const items = list(0x5d);
  return { kind: "array", items, negated, end: takeEnd(items) };
}

/** Takes the mark that ends a list off it: `{a=1, ...}`. */
function takeEnd(items: Argument[]): ListEnd {
  const last = items.at(-1);
  if (last === undefined || last.name !== null || last.value.kind !== "elision") return "whole";
  items.pop();
  return last.value.mark === "..." ? "abbreviated" : "unreadable";
}
