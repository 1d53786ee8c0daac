// Questions to typed arguments. Each looks through comments and annotations, so a consumer need not know whether the
// trace was recorded with -y, -X verbose or -N.
import type { Argument, DescriptorTarget, StringValue, StructValue, Value } from "../model/strace-value.ts";
import { integer } from "./result.ts";

/** The value without comments and annotations; after an arrow, what it was before. */
export function plainValue(value: Value): Value {
  switch (value.kind) {
    case "comment":
      return value.value === null ? value : plainValue(value.value);
    case "descriptor":
      return plainValue(value.value);
    case "arrow":
      return plainValue(value.before);
    default:
      return value;
  }
}

/** The exact integer of a number, or null. */
export function integerOf(argument: Argument | undefined): number | bigint | null {
  if (argument === undefined) return null;
  const value = plainValue(argument.value);
  return value.kind === "number" ? integer(value.text) : null;
}

/** A descriptor number; null for anything else. */
export function descriptorNumber(argument: Argument | undefined): number | null {
  const value = integerOf(argument);
  return typeof value === "number" && value >= 0 ? value : null;
}

/** What -y says of a descriptor argument; null without -y. */
export function targetOf(argument: Argument | undefined): DescriptorTarget | null {
  const value = argument?.value;
  return value?.kind === "descriptor" ? value.target : null;
}

/** A string argument; null where strace printed an address instead. */
export function stringOf(argument: Argument | undefined): StringValue | null {
  if (argument === undefined) return null;
  const value = plainValue(argument.value);
  return value.kind === "string" ? value : null;
}

/** The names in a flags argument, or of one constant: `["O_RDONLY", "O_CLOEXEC"]`. */
export function flagsOf(argument: Argument | undefined): readonly string[] {
  return argument === undefined ? [] : namesIn(argument.value);
}

function namesIn(value: Value): readonly string[] {
  switch (value.kind) {
    case "constant":
      return [value.name];
    case "operation":
      return value.operands.flatMap(namesIn);
    case "comment":
      // -X verbose: `0x80000 /* O_RDONLY|O_CLOEXEC */`.
      return [
        ...(value.value === null ? [] : namesIn(value.value)),
        ...(value.text.match(/\b[A-Z][A-Z0-9_]*\b/g) ?? []),
      ];
    case "descriptor":
      return namesIn(value.value);
    case "arrow":
      return namesIn(value.before);
    default:
      return [];
  }
}

/** A struct argument; null where strace printed an address instead. */
export function structOf(argument: Argument | undefined): StructValue | null {
  if (argument === undefined) return null;
  const value = plainValue(argument.value);
  return value.kind === "struct" ? value : null;
}

/** A field of a struct by name. */
export function fieldOf(struct: StructValue | null, name: string): Argument | undefined {
  return struct?.fields.find((field) => field.name === name);
}

/** The items of an array argument; none where there is no array. */
export function itemsOf(argument: Argument | undefined): readonly Argument[] {
  if (argument === undefined) return [];
  const value = plainValue(argument.value);
  return value.kind === "array" ? value.items : [];
}
