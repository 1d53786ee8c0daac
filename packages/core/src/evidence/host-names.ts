import type { Connection, DnsQuery } from "../model/facts.ts";

/** Gives each connection whose bytes named no host the name that was looked up for its address, the latest before it. */
export function nameConnections(connections: readonly Connection[], queries: readonly DnsQuery[]): void {
  const names = namesByAddress(queries);
  for (const connection of connections) {
    const candidates = names.get(connection.remote.ip) ?? [];
    const started = connection.started.time ?? Infinity;
    connection.host ??=
      candidates.findLast(({ time }) => time <= started)?.name ?? candidates[0]?.name ?? null;
  }
  nameByOrder(connections, queries);
  for (const connection of connections) nameRequests(connection);
}

/** A request of which strace cut the Host header went to the machine that was looked up. */
function nameRequests({ host, remote: { ip, port }, requests }: Connection): void {
  if (host === null) return;
  const byAddress = `http://${ip}:${port}/`;
  const byName = port === 80 ? `http://${host}/` : `http://${host}:${port}/`;
  for (const request of requests)
    if (request.url.startsWith(byAddress)) request.url = byName + request.url.slice(byAddress.length);
}

function namesByAddress(
  queries: readonly DnsQuery[],
): ReadonlyMap<string, readonly { name: string; time: number }[]> {
  const names = new Map<string, { name: string; time: number }[]>();
  for (const query of queries) {
    const name = nameOf(query);
    if (name === "" || !query.answer) continue;
    for (const address of query.answer.addresses) {
      const known = names.get(address) ?? [];
      known.push({ name, time: query.answer.time ?? 0 });
      names.set(address, known);
    }
  }
  return names;
}

function nameOf(query: DnsQuery): string {
  return (query.name ?? "").replace(/\.$/, "");
}

/**
 * strace's default `-s 32` cuts answers before their addresses. A process that has looked up one name only, and then
 * connects, connects to that name.
 */
function nameByOrder(connections: readonly Connection[], queries: readonly DnsQuery[]): void {
  for (const connection of connections) {
    if (connection.host !== null) continue;
    const names = new Set(queries.filter(({ pid }) => pid === connection.pid).map(nameOf));
    const [name, ...others] = names;
    if (name && others.length === 0 && isAnsweredWithoutAddress(queries, name)) connection.host = name;
  }
}

function isAnsweredWithoutAddress(queries: readonly DnsQuery[], name: string): boolean {
  return queries.some(
    (query) =>
      nameOf(query) === name && (query.answer?.answerCount ?? 0) > 0 && query.answer?.addresses.length === 0,
  );
}
