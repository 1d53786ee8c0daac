import type { Connection, Interval } from "../model/facts.ts";
import type { Attempt } from "../model/run.ts";

/**
 * Within TLS a server's session tickets and SETTINGS look like the beginning of an answer, so that the wait behind them looks like
 * one for the rest of it. Where go says itself when the headers came (`# get URL: 200 OK`), what ended with them was a wait for the
 * answer.
 */
export function withAnswersAsSaid(
  connections: readonly Connection[],
  attempts: readonly Attempt[],
): readonly Connection[] {
  const headers = headersByHost(attempts);
  return connections.map((connection) => {
    const { host, transferWaits } = connection;
    const answers = new Set(host === null ? [] : endedBy(headers.get(host) ?? [], transferWaits));
    if (answers.size === 0) return connection;
    return {
      ...connection,
      responseWaits: [...connection.responseWaits, ...answers].toSorted((a, b) => a.from - b.from),
      transferWaits: transferWaits.filter((wait) => !answers.has(wait)),
    };
  });
}

/** From the request to go's line about the headers of its answer, in the order of these lines. */
function headersByHost(attempts: readonly Attempt[]): ReadonlyMap<string, readonly Interval[]> {
  const headers = new Map<string, Interval[]>();
  for (const { host, status, started, ended } of attempts) {
    if (status === null || started.time === null || ended === null || ended.time === null) continue;
    const known = headers.get(host) ?? [];
    known.push({ from: started.time, to: ended.time });
    headers.set(host, known);
  }
  for (const each of headers.values()) each.sort((a, b) => a.to - b.to);
  return headers;
}

/** Go writes its line right after it has read the headers. */
const writtenWithinMicros = 50_000;

/** The waits at whose end headers came for which go waited all the while; both lists are in order of time. */
function endedBy(headers: readonly Interval[], waits: readonly Interval[]): Interval[] {
  let first = 0;
  return waits.filter(({ from, to }) => {
    while (first < headers.length && (headers[first]?.to ?? Infinity) < to) first += 1;
    for (let at = first; at < headers.length; at += 1) {
      const each = headers[at];
      if (!each || each.to - to > writtenWithinMicros) return false;
      if (each.from <= from) return true;
    }
    return false;
  });
}
