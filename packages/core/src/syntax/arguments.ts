import { parse } from "#grammar/strace";
import type { SyscallEvent } from "../model/event.ts";
import type { Argument } from "../model/strace-value.ts";
import { cachedDescriptorTarget } from "./descriptor-cache.ts";
import { parsePlainArguments } from "./fast-arguments.ts";
import { recalled } from "./recall.ts";
import { unescapeString } from "./strings.ts";

const makers = { unescape: unescapeString, target: cachedDescriptorTarget } as const;

/** Parses the text between a call's parentheses. Any text is accepted: what no rule knows becomes a raw value. */
export function parseArguments(text: string): readonly Argument[] {
  return parsePlainArguments(text) ?? parseByGrammar(text);
}

/** The same by the grammar alone. */
export function parseByGrammar(text: string): readonly Argument[] {
  try {
    return parse(text, makers);
  } catch (error) {
    // Only nesting that exhausts the stack gets here; the text is kept like any that no rule knows.
    if (error instanceof RangeError) return [{ name: null, value: { kind: "raw", text } }];
    throw error;
  }
}

/** A call's typed arguments. Parsed when first asked for, and kept; calls whose arguments read alike share them. */
export function argumentsOf(event: SyscallEvent): readonly Argument[] {
  event.parsedArguments ??=
    event.argsText.length > longest ? parseArguments(event.argsText) : recall(event.argsText);
  return event.parsedArguments;
}

/** Longer arguments hold strings that hardly come again. */
const longest = 160;
const recall = recalled(1024, parseArguments);
