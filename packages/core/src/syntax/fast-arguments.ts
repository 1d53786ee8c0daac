// The plain part of `grammars/strace.peggy`, by hand: a cursor over the text, a decision a character, no backtracking.
// It takes the forms that make up nearly all of a trace and gives up on the rest, which the grammar then parses. Both
// give equal values: a test holds them against each other on every recorded line and on generated ones.
//
// The grammar is the place to read what strace prints; this file only says the same faster.
import type { Argument, ListEnd, Value } from "../model/strace-value.ts";
import { annotationEnd } from "./annotation.ts";
import {
  codes,
  inPath,
  inString,
  isDigit,
  isValueEnd,
  nameClass,
  operatorAt,
  startsOperator,
} from "./argument-bytes.ts";
import { addToList, beginList, endList, forgetLists } from "./argument-lists.ts";
import { cachedDescriptorTarget } from "./descriptor-cache.ts";
import { decodedText, decodeQuoted } from "./strings.ts";

/** Thrown, and caught here, where the text needs the grammar. Made once: a stack costs more than the parsing. */
const needsGrammar = new Error("this form is left to the grammar");

// A text may be a piece of another one, or several that were joined: to ask it for each of its characters is slow. So it
// is asked once for all of them.
const capacity = 1 << 22;
const bytes = Buffer.allocUnsafeSlow(capacity);
let text = "";
let size = 0;
let at = 0;

/** Only one byte a character can be copied. V8 knows of most texts that they hold no other, and does not look. */
const wide = /[\u0100-\uffff]/;

/** Parses arguments; null where a form needs the grammar. */
export function parsePlainArguments(source: string): Argument[] | null {
  size = source.length;
  if (size >= capacity || wide.test(source)) return null;
  text = source;
  bytes.write(source, 0, "latin1");
  bytes[size] = end;
  at = 0;
  forgetLists();
  try {
    const found = list(end);
    // A NUL is no end.
    return at === size + 1 ? found : null;
  } catch (error) {
    if (error === needsGrammar || error instanceof RangeError) return null;
    throw error;
  } finally {
    text = "";
  }
}

const { end, space, quote, comma, dash, slash, zero, nine, less, equals, greater, star } = codes;

/** The character at an index up to the text's end, behind which stands a NUL. */
const codeAt = (index: number): number => bytes[index] as number;

function skipSpaces(): void {
  while (codeAt(at) === space) at += 1;
}

/** Arguments up to a closing bracket, or to the end of the text. */
function list(close: number): Argument[] {
  const start = beginList();
  skipSpaces();
  while (codeAt(at) !== close) {
    addToList(argument());
    const next = codeAt(at);
    if (next === comma) {
      at += 1;
      skipSpaces();
      // A text that breaks off behind a comma is the first half of a call; a list never does.
      if (close !== end && codeAt(at) === close) throw needsGrammar;
    } else if (next === space) {
      skipSpaces();
      const after = codeAt(at);
      if (after === comma || after === equals || after === less) throw needsGrammar;
    } else if (next !== close) {
      throw needsGrammar;
    }
  }
  at += 1;
  return endList(start);
}

function argument(): Argument {
  if (nameClass[codeAt(at)] !== 3) return { name: null, value: value() };
  const start = at;
  const nameEnd = wordEnd(start);
  // `name.part=` is a key, too; so are `c_cc[VMIN]=` and, in 4.8, `msg_name(0)=`: rare.
  const next = codeAt(nameEnd);
  if (next === 0x2e || next === 0x5b) throw needsGrammar;
  if (next !== equals || codeAt(nameEnd + 1) === equals || codeAt(nameEnd + 1) === greater) {
    return { name: null, value: valueAfter(nameOrCall(nameEnd)) };
  }
  at = nameEnd + 1;
  const named = value();
  // -N prints some names twice.
  if (codeAt(at) === equals) throw needsGrammar;
  return { name: text.slice(start, nameEnd), value: named };
}

function fail(): never {
  throw needsGrammar;
}

/** Where the word ends that begins at an index. */
function wordEnd(start: number): number {
  let stop = start + 1;
  while (nameClass[codeAt(stop)] !== 0) stop += 1;
  return stop;
}

/** An expression, and what it became: `28 => 16`. */
function value(): Value {
  return valueAfter(primary());
}

function valueAfter(first: Value): Value {
  if (isValueEnd[codeAt(at)] === 1) return first;
  const before = expression(operand(first));
  let arrow = at;
  if (codeAt(at) === space) arrow += 1;
  const sign = codeAt(arrow);
  if ((sign !== equals && sign !== dash) || codeAt(arrow + 1) !== greater) return before;
  at = arrow + 2;
  if (codeAt(at) === space) at += 1;
  return { kind: "arrow", before, after: value() };
}

/** `A|B|C`, `8192*1024`, `1<<2`, `A or B`; chains of different operators are the grammar's. */
function expression(first: Value): Value {
  const operator = operatorAt(bytes, at);
  if (operator === null) {
    if (startsOperator(bytes, at)) throw needsGrammar;
    return first;
  }
  const operands = [first];
  while (operatorAt(bytes, at) === operator) {
    at += operator === "or" ? " or ".length : operator.length;
    operands.push(operand(primary()));
  }
  if (operatorAt(bytes, at) !== null || startsOperator(bytes, at)) throw needsGrammar;
  return { kind: "operation", operator, operands };
}

/** A value with what stands behind it: `3</etc/hosts>`, an address with `39 vars` in a comment. */
function operand(first: Value): Value {
  let found = first;
  for (;;) {
    const next = codeAt(at);
    if (next === less && codeAt(at + 1) !== less) {
      found = annotated(found);
    } else if (next === space && codeAt(at + 1) === slash && codeAt(at + 2) === star) {
      at += 1;
      found = { kind: "comment", value: found, text: comment() };
    } else if (next === slash && codeAt(at + 1) === star) {
      found = { kind: "comment", value: found, text: comment() };
    } else {
      return found;
    }
  }
}

function annotated(inner: Value): Value {
  const start = at + 1;
  at = codeAt(start) === slash ? pathEnd(start) : annotationEnd(text, start);
  if (at < 0) throw needsGrammar;
  const inside = text.slice(start, at);
  at += 1;
  const deleted = codeAt(at) === 0x28 && text.startsWith("(deleted)", at);
  if (deleted) at += 9;
  return { kind: "descriptor", value: inner, target: cachedDescriptorTarget(inside, deleted) };
}

/** `annotationEnd` of a path: most have nothing in them that must be looked at. */
function pathEnd(start: number): number {
  let stop = start;
  while (inPath[codeAt(stop)] === 1) stop += 1;
  return codeAt(stop) === greater ? stop : annotationEnd(text, start);
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
  const first = codeAt(at);
  if (first === quote) return string();
  if (first === dash || (first >= zero && first <= nine)) return number();
  if (nameClass[first] === 3) return nameOrCall(wordEnd(at));
  if (first === 0x7b) return struct();
  if (first === 0x5b) return array(false);
  return rarePrimary(first);
}

function rarePrimary(first: number): Value {
  switch (first) {
    case 0x7e:
      at += 1;
      return codeAt(at) === 0x5b ? array(true) : fail();
    case 0x2e:
      return elision("...");
    case 0x3f:
      return elision("???");
    case 0x26:
      return reference();
    default:
      throw needsGrammar;
  }
}

function reference(): Value {
  const start = at + 1;
  if (nameClass[codeAt(start)] !== 3) throw needsGrammar;
  at = wordEnd(start);
  return { kind: "reference", name: text.slice(start, at) };
}

function string(): Value {
  const start = at + 1;
  let close = start;
  while (inString[codeAt(close)] === 1) close += 1;
  const isPlain = codeAt(close) === quote;
  if (!isPlain) close = decodeQuoted(bytes, start, size);
  if (close >= size) throw needsGrammar;
  const inside = isPlain ? text.slice(start, close) : decodedText();
  at = close + 1;
  const truncated = codeAt(at) === 0x2e && text.startsWith("...", at);
  if (truncated) at += 3;
  return { kind: "string", bytes: inside, truncated, abstract: false };
}

function number(): Value {
  const start = at;
  if (codeAt(at) === dash) at += 1;
  const digits = at;
  if (codeAt(at) === zero && codeAt(at + 1) === 0x78) at += 2;
  const isHex = at > digits;
  while (isDigit(codeAt(at), isHex)) at += 1;
  const next = codeAt(at);
  // `192.0.2.1`, `1.5`, `00:11:22`, call signs: the grammar's.
  if (at === digits + (isHex ? 2 : 0) || next === 0x2e || next === 0x3a || nameClass[next] !== 0) {
    throw needsGrammar;
  }
  return { kind: "number", text: text.slice(start, at) };
}

function nameOrCall(nameEnd: number): Value {
  const name = text.slice(at, nameEnd);
  at = nameEnd;
  const next = codeAt(at);
  if (next === 0x3a) throw needsGrammar;
  if (next !== 0x28) return { kind: "constant", name };
  at += 1;
  const args = list(0x29);
  // 4.8: `msg_name(0)=NULL`.
  return codeAt(at) === equals ? fail() : { kind: "call", name, args };
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
