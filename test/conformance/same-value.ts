// Whether two ways of writing a value say the same. The archive's programs print what strace must print with their
// own options; the logs beside them were recorded with several: with descriptors annotated (-yy), numbers beside names
// (-X verbose), structs whole (-v).
import type {
  Argument,
  CallValue,
  OperationValue,
  StringValue,
  Value,
} from "../../packages/core/src/model/strace-value.ts";
import { parseArguments } from "../../packages/core/src/syntax/arguments.ts";

/** True where both lists of arguments say the same, as far as both say anything. */
export function sameArguments(a: readonly Argument[], b: readonly Argument[]): boolean {
  return a.length === b.length && a.every((argument, index) => sameArgument(argument, b[index]));
}

function sameArgument(a: Argument, b: Argument | undefined): boolean {
  return b !== undefined && (a.name ?? b.name) === (b.name ?? a.name) && sameValue(a.value, b.value);
}

/** Stands for a value that is not compared. */
export const anything: Value = { kind: "constant", name: "*" };

/** Without annotations; a number with its name beside it is the name. */
function essence(value: Value): Value {
  if (value.kind === "descriptor") return essence(value.value);
  if (value.kind === "operation") return flat(value);
  if (value.kind !== "comment" || value.value === null) return value;
  const [named] = /^(?:[A-Z~(]|[a-z_]+\(|\d+(?:<<|\*))/.test(value.text) ? parseArguments(value.text) : [];
  return named === undefined || named.value.kind === "raw" ? essence(value.value) : essence(named.value);
}

/** -X verbose names each part of a set of flags by itself: `0x100 /* NL1 *\/|0x87860084 /* ONLCR|OFDEL *\/`. */
function flat(operation: OperationValue): OperationValue {
  const operands = operation.operands.map(essence);
  return {
    ...operation,
    operands: operands.flatMap((operand) =>
      operand.kind === "operation" && operand.operator === operation.operator ? operand.operands : [operand],
    ),
  };
}

/** True where both values say the same. */
export function sameValue(left: Value, right: Value): boolean {
  const a = essence(left);
  const b = essence(right);
  if (a === anything || b === anything) return true;
  if (a.kind === "struct" && b.kind === "struct") return sameList(a.fields, a.end, b.fields, b.end);
  if (a.kind === "array" && b.kind === "array") {
    return a.negated === b.negated && sameList(a.items, a.end, b.items, b.end);
  }
  return sameScalar(a, b) || (isPointer(a) && isPointer(b)) || JSON.stringify(a) === JSON.stringify(b);
}

function sameScalar(a: Value, b: Value): boolean {
  if (a.kind === "string" && b.kind === "string") return sameString(a, b);
  if (a.kind === "call" && b.kind === "call")
    return a.name === b.name && sameArguments(valuesOf(a), valuesOf(b));
  if (a.kind === "arrow" && b.kind === "arrow")
    return sameValue(a.before, b.before) && sameValue(a.after, b.after);
  if (a.kind !== "operation" || b.kind !== "operation") return false;
  return a.operator === b.operator && sameOperands(a.operands, b.operands);
}

/** `inet_pton(AF_INET6, "::1", &sin6_addr)` is a field, and the value of one with -X verbose, which has a name already. */
function valuesOf({ args }: CallValue): readonly Argument[] {
  return args.filter(({ value }) => value.kind !== "reference");
}

function sameString(a: StringValue, b: StringValue): boolean {
  const length = a.truncated || b.truncated ? Math.min(a.bytes.length, b.bytes.length) : Infinity;
  return a.bytes.slice(0, length) === b.bytes.slice(0, length);
}

function sameOperands(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((operand, index) => sameValue(operand, b[index] ?? operand));
}

/** Addresses in memory: some of the expected lines are another run's. */
function isPointer(value: Value): boolean {
  return value.kind === "number" && /^0x[0-9a-f]{9,}$/.test(value.text);
}

/** Where either list is abbreviated, the fields that both have by name, or the items that both have by place. */
function sameList(a: readonly Argument[], aEnd: string, b: readonly Argument[], bEnd: string): boolean {
  if (aEnd === "whole" && bEnd === "whole") return sameArguments(a, b);
  return a.every((argument, index) => {
    const other = argument.name === null ? b[index] : b.find(({ name }) => name === argument.name);
    return other === undefined || sameArgument(argument, other);
  });
}
