// Prints typed values and calls as strace does (util.c, strace.c), in any set of options: the inverse of the parser.
import type { SyscallResult } from "../../src/model/event.ts";
import type { Argument, DescriptorTarget, Value } from "../../src/model/strace-value.ts";
import type { LeaderShape } from "../../src/syntax/leader.ts";

/** How strings are written: plain, `-x` (whole strings in hexadecimal if not ASCII), `-xx` (all). */
export type StringStyle = "plain" | "hex-if-needed" | "hex";

/** Numbers of constants that `-X raw` prints in their place. */
export type ConstantNumbers = Readonly<Record<string, string>>;

/** A signal that a thread gets, or its end. */
export interface WrittenMark {
  readonly tid: number;
  readonly seconds: number;
  readonly mark:
    | {
        readonly kind: "signal";
        readonly signal: string;
        readonly info: string | null;
        readonly stopped: boolean;
      }
    | { readonly kind: "exit"; readonly status: number }
    | { readonly kind: "killed"; readonly signal: string; readonly coreDumped: boolean };
}

/** A line of a stack (`-k`). */
export interface WrittenFrame {
  readonly binary: string;
  /** Null where the binary has no symbols. */
  readonly symbol: string | null;
  readonly offset: number;
}

/** A call as it is to be printed. */
export interface WrittenCall {
  readonly tid: number;
  readonly name: string;
  readonly args: readonly Argument[];
  readonly result: Pick<SyscallResult, "value" | "errno" | "note">;
  /** Whole seconds since midnight or 1970, and since the line before. */
  readonly seconds: number;
  /** Microseconds; null without -T. */
  readonly duration: number | null;
}

const named: Readonly<Record<string, string>> = {
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  '"': '\\"',
  "\\": "\\\\",
};

function escape(bytes: string, isPlain: (char: string) => boolean): string {
  return Array.from(bytes, (char, index) => {
    if (named[char] !== undefined) return named[char];
    if (isPlain(char)) return char;
    const octal = char.charCodeAt(0).toString(8);
    return `\\${/^[0-7]/.test(bytes.slice(index + 1)) ? octal.padStart(3, "0") : octal}`;
  }).join("");
}

const isPrintable = (char: string): boolean => char >= " " && char <= "~";

function writeString(bytes: string, style: StringStyle): string {
  const hex = style === "hex" || (style === "hex-if-needed" && !Array.from(bytes).every(isAscii));
  if (!hex) return `"${escape(bytes, isPrintable)}"`;
  return `"${Array.from(bytes, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`).join("")}"`;
}

function isAscii(char: string): boolean {
  return isPrintable(char) || "\t\n\v\f\r".includes(char);
}

function writeTarget(target: DescriptorTarget): string {
  switch (target.kind) {
    case "path": {
      const path = escape(target.path, (char) => isPrintable(char) && char !== "<" && char !== ">");
      const device = target.device === null ? "" : `<${target.device}>`;
      return `<${path}${device}>${target.deleted ? "(deleted)" : ""}`;
    }
    case "socket": {
      const addresses = [target.local, target.remote].flatMap((end) =>
        end === null ? [] : [end.ip.includes(":") ? `[${end.ip}]:${end.port}` : `${end.ip}:${end.port}`],
      );
      return `<${target.protocol ?? "socket"}:[${target.inode ?? addresses.join("->")}]>`;
    }
    case "pipe":
      return `<pipe:[${target.inode}]>`;
    case "anonymous":
      return `<anon_inode:[${target.type}]>`;
    case "other":
      return `<${target.text}>`;
  }
}

type Writers = {
  readonly [K in Value["kind"]]: (value: Extract<Value, { kind: K }>, style: StringStyle) => string;
};

const writers: Writers = {
  string: ({ bytes, truncated, abstract }, style) =>
    `${abstract ? "@" : ""}${writeString(bytes, style)}${truncated ? "..." : ""}`,
  number: ({ text }) => text,
  constant: ({ name }) => name,
  operation: ({ operands, operator }, style) =>
    operands.map((operand) => writeValue(operand, style)).join(operator === "or" ? " or " : operator),
  struct: ({ fields, end }, style) => `{${writeList(fields, end, style)}}`,
  array: ({ items, end, negated }, style) => `${negated ? "~" : ""}[${writeList(items, end, style)}]`,
  call: ({ name, args }, style) => `${name}(${writeList(args, "whole", style)})`,
  arrow: ({ before, after }, style) => `${writeValue(before, style)} => ${writeValue(after, style)}`,
  descriptor: ({ value, target }, style) => writeValue(value, style) + writeTarget(target),
  comment: ({ value, text }, style) => `${value === null ? "" : `${writeValue(value, style)} `}/* ${text} */`,
  reference: ({ name }) => `&${name}`,
  elision: ({ mark }) => mark,
  raw: ({ text }) => text,
};

/** One value. */
export function writeValue<K extends Value["kind"]>(
  value: Extract<Value, { kind: K }>,
  style: StringStyle,
): string {
  const write: (value: Extract<Value, { kind: K }>, style: StringStyle) => string = writers[value.kind];
  return write(value, style);
}

function writeList(items: readonly Argument[], end: string, style: StringStyle): string {
  return [...items.map((item) => writeArgument(item, style)), ...ends(end)].join(", ");
}

function ends(end: string): string[] {
  return end === "whole" ? [] : [end === "abbreviated" ? "..." : "???"];
}

function writeArgument({ name, value }: Argument, style: StringStyle): string {
  return (name === null ? "" : `${name}=`) + writeValue(value, style);
}

/** The text between a call's parentheses. */
export function writeArguments(args: readonly Argument[], style: StringStyle): string {
  return args.map((argument) => writeArgument(argument, style)).join(", ");
}

/** The same arguments as `-X raw` prints them: each symbol by its number, several in one by the number of all. */
export function inNumbers(args: readonly Argument[], numbers: ConstantNumbers): Argument[] {
  return args.map(({ name, value }) => ({ name, value: rawValue(value, numbers) }));
}

function rawValue(value: Value, numbers: ConstantNumbers): Value {
  switch (value.kind) {
    case "constant":
      return { kind: "number", text: numbers[value.name] ?? "0" };
    case "operation": {
      const operands = value.operands.map((operand) => rawValue(operand, numbers));
      const sum = operands.reduce(
        (bits, operand) => (operand.kind === "number" ? bits | BigInt(operand.text) : bits),
        0n,
      );
      return { kind: "number", text: `0x${BigInt.asUintN(64, sum).toString(16)}` };
    }
    case "struct":
      return { ...value, fields: inNumbers(value.fields, numbers) };
    case "array":
      return { ...value, items: inNumbers(value.items, numbers) };
    case "call":
      return { ...value, args: inNumbers(value.args, numbers) };
    default:
      return value;
  }
}

const dotted = (digits: number): string => (digits === 0 ? "" : `.${"0".repeat(digits)}`);

/** What stands before a line's body. */
export function writeLeader(shape: LeaderShape, tid: number, seconds: number): string {
  const comm = shape.comm ? "<go>" : "";
  const delta = `${String(seconds).padStart(6)}${dotted(shape.relativeDigits)}`;
  const hms = [3600, 60, 1].map((unit) => String(Math.trunc(seconds / unit) % (unit === 3600 ? 24 : 60)));
  return [
    {
      none: "",
      column: shape.comm ? `${tid}${comm} ` : `${String(tid).padEnd(5)} `,
      bracket: `[pid ${String(tid).padStart(5)}${comm}] `,
    }[shape.pid],
    shape.context ? "[unconfined_t] " : "",
    {
      none: "",
      hms: `${hms.map((part) => part.padStart(2, "0")).join(":")}${dotted(shape.clockDigits)} `,
      epoch: `${1_700_000_000 + seconds}${dotted(shape.clockDigits)} `,
    }[shape.clock],
    { none: "", alone: `${delta} `, "beside-clock": `(+${delta}) ` }[shape.relative],
    shape.syscallNumber ? "[   0] " : "",
    shape.instructionPointer ? "[00007f395545dad7] " : "",
  ].join("");
}

function writeResult({ result, duration }: WrittenCall): string {
  const value = result.value === null ? "?" : String(result.value);
  const errno = result.errno === null ? "" : ` ${result.errno}`;
  const note = result.note === null ? "" : ` (${result.note})`;
  return `${value}${errno}${note}${duration === null ? "" : ` <${(duration / 1e6).toFixed(6)}>`}`;
}

/** A call on one line, or on two: `cut` is the number of arguments in the first half. */
export function writeCall(
  call: WrittenCall,
  shape: LeaderShape,
  style: StringStyle,
  cut: number | null,
): string[] {
  const lead = writeLeader(shape, call.tid, call.seconds);
  const all = writeArguments(call.args, style);
  if (cut === null || cut >= call.args.length) {
    return [`${lead}${`${call.name}(${all})`.padEnd(39)} = ${writeResult(call)}`];
  }
  // Since 6.16 the comma belongs to the second half.
  const head = writeArguments(call.args.slice(0, cut), style);
  return [
    `${lead}${call.name}(${head} <unfinished ...>`,
    `${lead}<... ${call.name} resumed>${all.slice(head.length)}) = ${writeResult(call)}`,
  ];
}

/** A signal or an end of a thread. */
export function writeMark({ tid, seconds, mark }: WrittenMark, shape: LeaderShape): string {
  return `${writeLeader(shape, tid, seconds)}${writeMarkBody(mark)}`;
}

function writeMarkBody(mark: WrittenMark["mark"]): string {
  switch (mark.kind) {
    case "signal":
      if (mark.stopped) return `--- stopped by ${mark.signal} ---`;
      return `--- ${mark.signal}${mark.info === null ? "" : ` ${mark.info}`} ---`;
    case "exit":
      return `+++ exited with ${mark.status} +++`;
    case "killed":
      return `+++ killed by ${mark.signal}${mark.coreDumped ? " (core dumped)" : ""} +++`;
  }
}

/** The stack of the call before it, as libunwind and libdw print it. */
export function writeStack(frames: readonly WrittenFrame[]): string[] {
  return frames.map(({ binary, symbol, offset }) => {
    const address = `0x${offset.toString(16)}`;
    return ` > ${binary}(${symbol === null ? "" : `${symbol}+${address}`}) [${address}]`;
  });
}
