import type { Address, Connection, Moment } from "../model/facts.ts";

/** A connection that is being opened, and of which nothing more is known. */
export function newConnection(pid: number, remote: Address, started: Moment): Connection {
  return {
    pid,
    remote,
    started,
    outcome: { kind: "pending" },
    host: null,
    tls: null,
    tunnel: null,
    requests: [],
    bytesSent: 0,
    bytesReceived: 0,
    firstByteSent: null,
    firstByteReceived: null,
    responseWaits: [],
    transferWaits: [],
    lastSent: null,
    lastReceived: null,
    lastActivity: null,
    error: null,
    endOfFile: null,
    closed: null,
  };
}
