import type { Connection, GoError, TraceError } from "@gotrace/core";
import type { Socket } from "node:net";
import type { ForwardProxy, Way } from "../forward-proxy.ts";
import { moment } from "./measuring.ts";
import { hostOf, portOf, type Network, type OpenConnection } from "./network.ts";
import { dial, dialError } from "./tcp.ts";
import { shakeHands, type Handshake } from "./tls.ts";
import { openTunnel } from "./tunnel.ts";

/** A way to a server of which the first address is known. */
export interface Steps {
  /** The peer: the server itself, or the forward proxy. */
  readonly ip: string;
  readonly host: string;
  readonly port: number;
  readonly way: Way;
  readonly origin: URL;
  readonly network: Network;
}

/** A connection, and what came of each step. */
export interface Through extends OpenConnection {
  /** What the forward proxy said; null where none was asked for a tunnel. */
  readonly tunnel: string | null;
  /** Null where it did not come to one. */
  readonly handshake: Handshake | null;
  readonly tookMs: number;
}

/** A new connection by a way that is known: TCP, then the forward proxy's tunnel, then TLS. */
export async function connectThrough(steps: Steps): Promise<Through> {
  const { ip, host, port, way, origin, network } = steps;
  const started = performance.now();
  const dialled = await dial(ip, port, host, network);
  const opened: Opened =
    dialled.socket === null
      ? { socket: null, connection: dialled.connection, error: dialError(dialled), tunnel: null }
      : await passForwardProxy(dialled.socket, dialled.connection, way, steps);
  const { socket, connection, tunnel } = opened;
  const base = { ...opened, alpn: null, handshake: null, tunnel };
  if (socket === null || origin.protocol === "http:") {
    return { ...base, tookMs: performance.now() - started };
  }
  const clientHello = moment();
  const handshake = await shakeHands(socket, hostOf(origin), network.roots, network);
  const { alpn, error } = handshake;
  const tls = {
    clientHello,
    serverName: hostOf(origin),
    serverHello: handshake.chain.length > 0 ? clientHello : null,
    established: error === null && handshake.socket !== null ? moment() : null,
    rejected: null,
    alert: null,
    plainAnswer: null,
  };
  return {
    ...base,
    socket: handshake.socket,
    alpn,
    connection: { ...connection, host: hostOf(origin), tls },
    error,
    handshake,
    tookMs: performance.now() - started,
  };
}

interface Opened {
  socket: Socket | null;
  connection: Connection;
  error: GoError | TraceError | null;
  tunnel: string | null;
}

async function passForwardProxy(
  socket: Socket,
  connection: Connection,
  way: Way,
  { origin, network }: Steps,
): Promise<Opened> {
  if (way.kind !== "proxy" || !needsTunnel(way.proxy, origin)) {
    return { socket, connection, error: null, tunnel: null };
  }
  const { proxy } = way;
  let inner = socket;
  if (proxy.scheme === "https") {
    const greeted = await shakeHands(socket, proxy.host, network.roots, network);
    const { error } = greeted;
    if (greeted.socket === null || error !== null) {
      const marked = error?.kind === "network" ? { ...error, proxyconnect: true } : error;
      return { socket: null, connection, error: marked, tunnel: "no TLS with the forward proxy" };
    }
    inner = greeted.socket;
  }
  const target = { host: hostOf(origin), port: portOf(origin) };
  const tunnel = await openTunnel(inner, connection, proxy, target, network);
  return {
    socket: tunnel.socket,
    connection: tunnel.connection,
    error: tunnel.error,
    tunnel: tunnel.measured,
  };
}

/** Plain http goes through an http proxy by its whole URL. */
function needsTunnel(proxy: ForwardProxy, origin: URL): boolean {
  return origin.protocol === "https:" || proxy.scheme.startsWith("socks");
}
