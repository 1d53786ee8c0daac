// strace's own test programs print the lines that strace must print for them. Parsing those lines and parsing the log
// must give the same typed calls.
import type { SyscallEvent } from "../../packages/core/src/model/event.ts";
import { argumentsOf, parseArguments } from "../../packages/core/src/syntax/arguments.ts";
import { parseResult } from "../../packages/core/src/syntax/result.ts";
import { scanBody } from "../../packages/core/src/syntax/scan-line.ts";
import type { Log } from "./logs.ts";
import { sameArguments } from "./same-value.ts";

/** How many expected lines were found among the calls of the log. */
export interface Agreement {
  agree: number;
  differ: number;
  /** Expected lines that are regular expressions, halves of calls or no calls. */
  notCompared: number;
  samples: string[];
}

// Calls that the log has beyond the expected ones (loader, libc) are passed over, but not without end.
const reach = 5000;

/** Compares in order, call by call. */
export function compareExpected(
  { name, bytes }: Log,
  calls: readonly SyscallEvent[],
  agreement: Agreement,
): void {
  let from = 0;
  for (const line of bytes.toString("latin1").split("\n")) {
    if (line === "") continue;
    const body = scanBody(line.replace(/^\d+ +/, ""), 0);
    if (body?.kind !== "call" || /\\[()[{|.]/.test(line)) {
      agreement.notCompared += 1;
      continue;
    }
    const args = parseArguments(body.args);
    const { result } = parseResult(body.result);
    const at = calls.findIndex(
      (event, index) =>
        index >= from &&
        index < from + reach &&
        event.name === body.name &&
        sameResult(event.result, result) &&
        sameArguments(argumentsOf(event), args),
    );
    if (at >= 0) {
      agreement.agree += 1;
      from = at + 1;
    } else {
      agreement.differ += 1;
      if (agreement.samples.length < 200) agreement.samples.push(`${name}: ${line.slice(0, 200)}`);
    }
  }
}

function sameResult(a: SyscallEvent["result"], b: SyscallEvent["result"]): boolean {
  return a.value === b.value && a.errno === b.errno;
}
