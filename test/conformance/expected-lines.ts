// strace's own test programs print the lines that strace must print for them. Parsing those lines and parsing the log
// must give the same typed calls.
import type { SyscallEvent } from "../../packages/core/src/model/event.ts";
import { argumentsOf, parseArguments } from "../../packages/core/src/syntax/arguments.ts";
import { parseResult } from "../../packages/core/src/syntax/result.ts";
import { scanBody } from "../../packages/core/src/syntax/scan-line.ts";
import type { Log } from "./logs.ts";
import { reasonOf, type Reason } from "./reasons.ts";
import { sameArguments } from "./same-value.ts";

/** How many expected lines were found among the calls of the log. */
export interface Agreement {
  agree: number;
  differ: number;
  /** Expected lines that are regular expressions, halves of calls or no calls. */
  notCompared: number;
  /** How many differ for which reason. */
  reasons: Map<Reason, number>;
  samples: string[];
}

// Calls that the log has beyond the expected ones (loader, libc) are passed over, but not without end.
const reach = 5000;

/**
 * Compares call by call: each expected line is the next such call, or one that was passed over, since an abbreviated struct
 * equals more than one.
 */
export function compareExpected(
  { name, bytes }: Log,
  calls: readonly SyscallEvent[],
  agreement: Agreement,
): void {
  let from = 0;
  const used = new Set<number>();
  for (const line of bytes.toString("latin1").split("\n")) {
    if (line === "") continue;
    const body = scanBody(line.replace(/^\d+ +/, ""), 0);
    if (body?.kind !== "call" || /\\[()[{|.]/.test(line)) {
      agreement.notCompared += 1;
      continue;
    }
    const args = parseArguments(body.args);
    const { result } = parseResult(body.result);
    const isExpected = (event: SyscallEvent, index: number): boolean =>
      !used.has(index) &&
      event.name === body.name &&
      sameResult(event.result, result) &&
      sameArguments(argumentsOf(event), args);
    const ahead = calls
      .slice(from, from + reach)
      .findIndex((event, index) => isExpected(event, from + index));
    const at = ahead < 0 ? calls.slice(0, from).findIndex(isExpected) : from + ahead;
    if (at >= 0) {
      agreement.agree += 1;
      used.add(at);
      from = Math.max(from, at + 1);
    } else {
      agreement.differ += 1;
      const reason = reasonOf(
        args,
        result,
        calls.filter((call) => call.name === body.name),
      );
      agreement.reasons.set(reason, (agreement.reasons.get(reason) ?? 0) + 1);
      if (agreement.samples.length < 2000)
        agreement.samples.push(`${reason}: ${name}: ${line.slice(0, 200)}`);
    }
  }
}

function sameResult(a: SyscallEvent["result"], b: SyscallEvent["result"]): boolean {
  return a.value === b.value && a.errno === b.errno;
}
