import type { Connection, Facts, PartialReason } from "../model/facts.ts";
import { millisBetween, type Micros } from "../model/time.ts";
import type { Run } from "../model/run.ts";

/** What the record cannot show, each a sentence that ends in what to record next. */
export function limitsOf(run: Run, facts: Facts): string[] {
  const limits: string[] = [];
  if (!facts.traced) {
    limits.push("there is no trace: names, connections, files and waits that go did not print are unknown");
    return limits;
  }
  if (facts.firstTime === null) {
    limits.push("this trace has no timestamps, so nothing is said of waits: record with strace -ttt -T");
  }
  if (!run.networkTraced && !usesNetwork(run)) {
    limits.push(
      "no network call is in the trace: either none was made, or they were left out by -e trace= or a missing -f",
    );
  }
  const endedWell = run.ending.kind === "exited" && run.ending.status === 0;
  if (!endedWell && facts.truncatedStrings > 0 && run.messages.every(({ truncated }) => truncated)) {
    limits.push(
      "strace cut what go printed: record with strace -s 4096, or give go's output as a second input",
    );
  }
  if (run.program === null)
    limits.push("the start of the go command is not in the record: its arguments are unknown");
  for (const reason of run.partial) limits.push(partialTexts[reason]);
  if (run.ending.kind === "open")
    limits.push(...run.connections.flatMap((one) => openQuestion(one, run.lastTime)));
  return limits;
}

/** A connection that was open before the record began: what it had asked is not there. */
function openQuestion(connection: Connection, end: Micros | null): string[] {
  const { outcome, firstByteSent, bytesReceived, lastActivity, remote } = connection;
  if (outcome.kind !== "connected" || firstByteSent !== null || connection.closed !== null) return [];
  const waited = millisBetween(lastActivity?.time ?? null, end);
  if (waited === null) return [];
  return [
    `a connection to ${remote.ip}:${remote.port} is open, and nothing came on it for ${(waited / 1000).toFixed(1)} s ` +
      `(${bytesReceived} bytes before): go waits for an answer or for the rest of one, or keeps it for its next request`,
  ];
}

const partialTexts: Readonly<Record<PartialReason, string>> = {
  "summary-only": "a table of counts (strace -c) holds no calls: record without -c",
  "forks-not-followed": "only the first thread was traced: record with strace -f",
  narrowed: "the traced calls (-e trace=) leave out what go reads and writes: record without -e trace=",
  cut: "the trace is cut: what came after its last line is lost",
  "attached-late": "strace was attached to a running command: what it did before is lost",
};

function usesNetwork(run: Run): boolean {
  return run.connections.length > 0 || run.dnsQueries.length > 0;
}
