import type { Connection, DnsQuery } from "../model/facts.ts";

/** Gives each connection whose bytes named no host the name that was looked up for its address, the latest before it. */
export function nameConnections(connections: readonly Connection[], queries: readonly DnsQuery[]): void {
  const names = new Map<string, { name: string; time: number }[]>();
  for (const query of queries) {
    const name = (query.name ?? "").replace(/\.$/, "");
    if (name === "" || !query.answer) continue;
    for (const address of query.answer.addresses) {
      const known = names.get(address) ?? [];
      known.push({ name, time: query.answer.time ?? 0 });
      names.set(address, known);
    }
  }
  for (const connection of connections) {
    const candidates = names.get(connection.remote.ip) ?? [];
    const started = connection.started.time ?? Infinity;
    connection.host ??= candidates.findLast(({ time }) => time <= started)?.name ?? candidates[0]?.name ?? null;
  }
}
