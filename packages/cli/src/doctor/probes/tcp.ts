import { connect, isIPv6, type Socket } from "node:net";
import { connectionError, type Connection, type GoError, type TraceError } from "@gotrace/core";
import { moment, pendingConnection, type Limits } from "./measuring.ts";

/** One try to open a connection. */
export interface Dialled {
  /** Null where it did not come about. */
  readonly socket: Socket | null;
  readonly connection: Connection;
  readonly tookMs: number;
}

/** Opens a TCP connection to an address. */
export function dial(
  ip: string,
  port: number,
  host: string,
  { timeoutMs, signal }: Limits,
): Promise<Dialled> {
  const connection = pendingConnection(ip, port, host);
  const started = performance.now();
  return new Promise((resolve) => {
    const socket = connect({ host: ip, port });
    const end = (outcome: Connection["outcome"]): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abandon);
      socket.removeAllListeners();
      const open = outcome.kind === "connected";
      if (!open) socket.destroy();
      // Without a listener a late error would end the process.
      socket.on("error", () => {});
      resolve({
        socket: open ? socket : null,
        connection: { ...connection, outcome },
        tookMs: performance.now() - started,
      });
    };
    const abandon = (): void => end({ kind: "abandoned", moment: moment() });
    const timer = setTimeout(abandon, timeoutMs);
    signal.addEventListener("abort", abandon);
    socket.on("connect", () => end({ kind: "connected", moment: moment() }));
    socket.on("error", (error: NodeJS.ErrnoException) =>
      end({ kind: "failed", errno: error.code ?? "EIO", moment: moment() }),
    );
  });
}

/** Both families of addresses, each by its first address that answers. */
export async function dialFamilies(
  addresses: readonly string[],
  port: number,
  host: string,
  limits: Limits,
): Promise<Dialled[]> {
  const families = [addresses.filter((ip) => !isIPv6(ip)), addresses.filter((ip) => isIPv6(ip))];
  const tried = await Promise.all(families.map((family) => dialOneByOne(family, port, host, limits)));
  return tried.flat();
}

const mostAddresses = 3;

/** One address after another, until one answers: as ssh does with all of them, and Go within a family. */
export async function dialOneByOne(
  addresses: readonly string[],
  port: number,
  host: string,
  limits: Limits,
): Promise<Dialled[]> {
  const dialled: Dialled[] = [];
  for (const ip of addresses.slice(0, mostAddresses)) {
    const one = await dial(ip, port, host, limits);
    dialled.push(one);
    if (one.socket !== null) break;
  }
  return dialled;
}

/** What go would have said of a connection that did not come about. */
export function dialError({ connection, tookMs }: Dialled): GoError | TraceError | null {
  const error = connectionError(connection);
  if (error !== null || connection.outcome.kind !== "abandoned") return error;
  return { kind: "connect-pending", waitedMs: tookMs };
}

/** `refused (ECONNREFUSED)`, `no answer in 5 s`. */
export function dialWords({ connection: { outcome }, tookMs }: Dialled): string {
  switch (outcome.kind) {
    case "connected":
      return `connected in ${tookMs < 1 ? "<1" : Math.round(tookMs)} ms`;
    case "failed":
      return errnoWords[outcome.errno] ?? outcome.errno;
    case "abandoned":
    case "pending":
      return `no answer in ${(tookMs / 1000).toFixed(1)} s`;
  }
}

const errnoWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refused: nothing listens there (ECONNREFUSED)",
  ENETUNREACH: "no route to that network (ENETUNREACH)",
  EHOSTUNREACH: "no route to that host (EHOSTUNREACH)",
  ETIMEDOUT: "no answer (ETIMEDOUT)",
  EACCES: "forbidden on this machine (EACCES)",
  EPERM: "forbidden on this machine (EPERM)",
  EADDRNOTAVAIL: "this machine has no address of that family (EADDRNOTAVAIL)",
};
