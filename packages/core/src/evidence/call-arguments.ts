import type { OpenFile, SyscallEvent, TraceState } from "../model/event.ts";
import type { Address } from "../model/facts.ts";
import type { Argument, Value } from "../model/strace-value.ts";
import { argumentsOf } from "../syntax/arguments.ts";

/**
 * The descriptor that a call's first argument gives. Read off the text: most reads and writes are of files that nobody
 * asks about, and parsing their buffers would take most of the time of a whole analysis.
 */
export function descriptorNumber(call: SyscallEvent): number | null {
  const digits = /^(?:\w+=)?(\d+)/.exec(call.argsText)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The open file that a call's first argument refers to. */
export function openFileOf(call: SyscallEvent, state: TraceState): OpenFile | null {
  const number = descriptorNumber(call);
  return number === null ? null : state.descriptorOf(call.tid, number);
}

/** Number that a call returned, or null for an error and for calls that never returned. */
export function returned(call: SyscallEvent): number | null {
  const { value, errno } = call.result;
  return typeof value === "number" && errno === null && value >= 0 ? value : null;
}

/** The bytes of a call's buffer, whether one string or the parts of an iovec. */
export function bufferOf(call: SyscallEvent, index = 1): { bytes: string; truncated: boolean } {
  const parts: string[] = [];
  let truncated = false;
  for (const text of stringsIn(argumentsOf(call)[index]?.value)) {
    parts.push(text.bytes);
    truncated ||= text.truncated;
  }
  return { bytes: parts.join(""), truncated };
}

/** Every string within a value that is a buffer: `iov_base` of each iovec, but no socket address. */
export function* stringsIn(value: Value | undefined): Generator<{ bytes: string; truncated: boolean }> {
  switch (value?.kind) {
    case "string":
      yield value;
      break;
    case "struct":
      for (const field of value.fields) if (field.name !== "msg_name") yield* stringsIn(field.value);
      break;
    case "array":
      for (const item of value.items) yield* stringsIn(item.value);
      break;
    default:
      break;
  }
}

/** The Internet address in a `struct sockaddr` argument. */
export function addressIn(value: Value | undefined): Address | null {
  if (value?.kind !== "struct") return null;
  let ip: string | null = null;
  let port: number | null = null;
  for (const field of value.fields) {
    ip ??= ipIn(field);
    port ??= portIn(field);
  }
  return ip === null || port === null ? null : { ip, port };
}

/** `sin_addr=inet_addr("10.0.0.1")`, or `inet_pton(AF_INET6, "::1", &sin6_addr)` without a name. */
function ipIn(field: Argument): string | null {
  const { value } = field;
  if (value.kind !== "call" || (value.name !== "inet_addr" && value.name !== "inet_pton")) return null;
  const text = value.args.find((arg) => arg.value.kind === "string")?.value;
  return text?.kind === "string" ? text.bytes : null;
}

/** `sin_port=htons(443)`. */
function portIn(field: Argument): number | null {
  const { value } = field;
  if (value.kind !== "call" || value.name !== "htons") return null;
  const port = value.args[0]?.value;
  return port?.kind === "number" ? Number(port.text) : null;
}

/** The `msg_name` of a `struct msghdr` argument. */
export function messageAddress(value: Value | undefined): Address | null {
  if (value?.kind !== "struct") return null;
  return addressIn(value.fields.find((field) => field.name === "msg_name")?.value);
}

/** True where a flags argument holds one of the names. */
export function hasFlag(value: Value | undefined, ...names: string[]): boolean {
  switch (value?.kind) {
    case "constant":
      return names.includes(value.name);
    case "operation":
      return value.operands.some((operand) => hasFlag(operand, ...names));
    case "comment":
      return names.some((name) => value.text.includes(name));
    default:
      return false;
  }
}

/** A path argument: the string of the call's nth argument. */
export function pathText(call: SyscallEvent, index: number): string | null {
  const value = argumentsOf(call)[index]?.value;
  return value?.kind === "string" ? value.bytes : null;
}
