import type { DnsQuery, Measurement, NetworkError, Role } from "@gotrace/core";
import { queryError } from "@gotrace/core";
import type { Network } from "./network.ts";
import { bad, good, ms, suspicious, type Place } from "./measuring.ts";
import { askServer } from "./name-server.ts";

const link = "name servers";

/** A name that go will have to look up, and on whose account. */
export interface Target {
  readonly host: string;
  readonly role: Role;
}

/** Asks each name server of resolv.conf by itself, over UDP and TCP, for both families of addresses. */
export async function examineNameServers(target: Target, network: Network): Promise<Measurement[]> {
  const { servers, missing } = network.config;
  const place: Place = { link, name: "/etc/resolv.conf", stage: "dns", ...target };
  const head = missing
    ? [suspicious(place, "it is not there: go asks 127.0.0.1 and ::1")]
    : [good(place, settingsWords(network))];
  const each = await Promise.all(servers.map(({ ip }) => oneServer(ip, target, network)));
  const alive = each.some(({ answer }) => answer === "good");
  return [
    ...head,
    ...each.map((one) => (alive && one.answer === "bad" ? { ...one, answer: "suspicious" as const } : one)),
  ];
}

function settingsWords({ config: { servers, search, ndots }, resolver: { nsswitchHosts } }: Network): string {
  return [
    `${servers.length} server${servers.length === 1 ? "" : "s"}`,
    ...(search.length === 0
      ? []
      : [`searches ${search.join(", ")} for names with fewer than ${ndots} dot${ndots === 1 ? "" : "s"}`]),
    ...(nsswitchHosts === null ? [] : [`nsswitch.conf: ${nsswitchHosts}`]),
  ].join("; ");
}

async function oneServer(ip: string, target: Target, { config, signal }: Network): Promise<Measurement> {
  const { host: name } = target;
  const server = { ip, port: 53 };
  const started = performance.now();
  const asked = await Promise.all(
    (["udp", "tcp"] as const).flatMap((transport) =>
      (["A", "AAAA"] as const).map((type) =>
        askServer({ server, transport, name, type }, config.timeoutMs, signal).then(({ query }) => query),
      ),
    ),
  );
  const place: Place = { link, name: ip, stage: "dns", ...target };
  const measured = (["udp", "tcp"] as const).map((transport) => transportWords(transport, asked)).join("; ");
  const udp = asked.filter(({ transport }) => transport === "udp");
  const silent = udp.find(({ answer }) => answer === null);
  if (!silent) return good(place, `${name}: ${measured}`, { tookMs: performance.now() - started });
  const error = serverError(silent, name);
  const found = { tookMs: performance.now() - started, error };
  return bad(place, `${name}: ${measured}`, found);
}

function serverError(query: DnsQuery, host: string): NetworkError | null {
  const error = queryError(query);
  return error && { ...error, operation: "lookup", host };
}

/** `udp: 2 A, no AAAA (12 ms)`. */
function transportWords(transport: DnsQuery["transport"], asked: readonly DnsQuery[]): string {
  const own = asked.filter((query) => query.transport === transport);
  const words = [...new Set(own.map(answerWords))].join(", ");
  const times = own.flatMap(({ asked: { time }, answer }) =>
    answer?.time == null || time === null ? [] : [(answer.time - time) / 1000],
  );
  return `${transport}: ${words}${times.length === 0 ? "" : ` (${ms(Math.max(...times))})`}`;
}

function answerWords({ type, answer, error }: DnsQuery): string {
  if (error !== null) return error.errno === "ECONNREFUSED" ? "nothing listens there" : error.errno;
  if (answer === null) return "no answer";
  if (answer.responseCode !== "NOERROR") return answer.responseCode;
  return `${answer.addresses.length || "no"} ${type}`;
}
