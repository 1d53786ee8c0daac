// Why an expected line is not among the calls of its log: the archive's `.exp` files are of another run of the test
// program, so what differs from run to run differs in them. Each reason is tried by taking away only what it explains.
import type { SyscallEvent } from "../../packages/core/src/model/event.ts";
import type { Argument, Value } from "../../packages/core/src/model/strace-value.ts";
import { argumentsOf } from "../../packages/core/src/syntax/arguments.ts";
import { anything, sameArguments } from "./same-value.ts";

/** Why an expected line has no equal. */
export type Reason =
  | "the log, which is cut, holds it fewer times"
  | "another run's pids, ports, inodes or sizes"
  | "another result on the machine that recorded"
  | "memory that one of both printed as an address"
  | "an empty list that one of both printed as NULL"
  | "not explained";

/** True for a value that a reason explains away. */
type Blur = (value: Value) => boolean;

const isNumber: Blur = (value) => value.kind === "number" && value.text.length > 1;
const isRunsName: Blur = (value) => isNumber(value) || (value.kind === "string" && value.abstract);
const isAddress: Blur = (value) => value.kind === "number" && /^0x[0-9a-f]{9,}$/.test(value.text);
const isNothing: Blur = (value) =>
  (value.kind === "array" && value.items.length === 0) ||
  (value.kind === "constant" && value.name === "NULL");

const reasons: readonly (readonly [Reason, Blur, boolean])[] = [
  ["the log, which is cut, holds it fewer times", () => false, false],
  ["another result on the machine that recorded", () => false, true],
  ["an empty list that one of both printed as NULL", isNothing, false],
  ["another run's pids, ports, inodes or sizes", isRunsName, true],
  ["memory that one of both printed as an address", (value) => isAddress(value) || isRunsName(value), true],
];

/** The first reason that explains why none of the calls is the expected one. */
export function reasonOf(
  args: readonly Argument[],
  result: SyscallEvent["result"],
  calls: readonly SyscallEvent[],
): Reason {
  for (const [reason, blur, anyResult] of reasons) {
    const blurred = blurAll(args, blur);
    const explained = calls.some(
      (call) =>
        (anyResult || (call.result.value === result.value && call.result.errno === result.errno)) &&
        sameArguments(blurAll(argumentsOf(call), blur), blurred),
    );
    if (explained) return reason;
  }
  return "not explained";
}

function blurAll(args: readonly Argument[], blur: Blur): Argument[] {
  return args.map(({ name, value }) => ({ name, value: blurValue(value, blur) }));
}

function blurValue(value: Value, blur: Blur): Value {
  if (blur(value)) return anything;
  switch (value.kind) {
    case "struct":
      return { ...value, fields: blurAll(value.fields, blur) };
    case "array":
      return { ...value, items: blurAll(value.items, blur) };
    case "call":
      return { ...value, args: blurAll(value.args, blur) };
    case "operation":
      return { ...value, operands: value.operands.map((operand) => blurValue(operand, blur)) };
    case "arrow":
      return { ...value, before: blurValue(value.before, blur), after: blurValue(value.after, blur) };
    case "descriptor":
      return blurValue(value.value, blur);
    case "comment":
      // A number with its name beside it: the name tells.
      return value.value === null || /^[A-Z]/.test(value.text) ? value : blurValue(value.value, blur);
    default:
      return value;
  }
}
