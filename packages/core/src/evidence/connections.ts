import type { OpenFile, SyscallEvent, TraceState } from "../model/event.ts";
import type { Address, Connection, ConnectOutcome, Moment } from "../model/facts.ts";
import type { Micros } from "../model/time.ts";
import { argumentsOf } from "../syntax/arguments.ts";
import { addressIn, bufferOf, openFileOf, returned } from "./call-arguments.ts";
import { type Collector, endOf, startOf, wantOnSockets } from "./collector.ts";
import { noteReceivedBytes, noteSentBytes } from "./connection-bytes.ts";
import { newConnection } from "./new-connection.ts";

const dnsPort = 53;
const sends: readonly string[] = ["write", "writev", "sendto", "sendmsg"];
const receives: readonly string[] = ["read", "readv", "recvfrom", "recvmsg"];

/** What connect says of a socket that does not block: no outcome yet. The outcome is in SO_ERROR, often on another thread. */
const pendingErrnos: ReadonlySet<string> = new Set([
  "EINPROGRESS",
  "EALREADY",
  "EINTR",
  "EAGAIN",
  "ERESTARTSYS",
]);

/** Errors of read and write that do not end a connection. */
const passingErrnos: ReadonlySet<string> = new Set(["EAGAIN", "EINTR", "ERESTARTSYS"]);

/** Follows TCP connections from connect to close, by open file: threads share descriptors, and dup and fork make more. */
export function collectConnections(connections: Connection[]): Collector {
  const byFile = new Map<number, Connection>();

  function onConnect(call: SyscallEvent, state: TraceState): void {
    const file = openFileOf(call, state);
    const remote = addressIn(argumentsOf(call)[1]?.value);
    if (file === null || remote === null || !mayBeTcp(file) || remote.port === dnsPort) return;
    const connection = byFile.get(file.id) ?? begin(call, file, remote);
    if (call.complete && connection.outcome.kind === "pending") connection.outcome = connectOutcome(call);
  }

  function begin(call: SyscallEvent, file: OpenFile, remote: Address): Connection {
    const connection = newConnection(call.pid, remote, startOf(call));
    byFile.set(file.id, connection);
    connections.push(connection);
    return connection;
  }

  /** A connection made before strace attached is known from its descriptor's annotation alone. */
  function adopt(call: SyscallEvent, file: OpenFile): Connection | null {
    const remote = file.socket?.remote;
    if (!file.inherited || remote?.kind !== "inet" || file.socket?.type !== "stream") return null;
    if (remote.port === dnsPort || file.socket.local?.kind !== "inet") return null;
    const connection = begin(call, file, { ip: remote.ip, port: remote.port });
    connection.outcome = { kind: "connected", moment: startOf(call) };
    return connection;
  }

  function onSocketError(call: SyscallEvent, state: TraceState): void {
    const args = argumentsOf(call);
    const option = args[2]?.value;
    if (option?.kind !== "constant" || option.name !== "SO_ERROR") return;
    const file = openFileOf(call, state);
    const connection = file === null ? undefined : byFile.get(file.id);
    if (connection?.outcome.kind !== "pending") return;
    const errno = socketError(call);
    if (errno === null) return;
    connection.outcome =
      errno === "0"
        ? { kind: "connected", moment: endOf(call) }
        : { kind: "failed", errno, moment: endOf(call) };
  }

  function onTransfer(call: SyscallEvent, state: TraceState, sending: boolean): void {
    const file = openFileOf(call, state);
    if (file === null || file.kind !== "socket") return;
    const connection = byFile.get(file.id) ?? adopt(call, file);
    if (connection === null) return;
    const { errno } = call.result;
    if (errno === null) noteTransfer(connection, call, sending);
    else if (!passingErrnos.has(errno)) noteTransferError(connection, errno, endOf(call));
  }

  return {
    wanted: wantOnSockets("connect", "getsockopt", ...sends, ...receives, "close"),
    onSyscall(call, state) {
      if (call.name === "connect") onConnect(call, state);
      else if (call.name === "getsockopt") onSocketError(call, state);
      else if (call.name === "close") onClose(call, openFileOf(call, state));
      else onTransfer(call, state, sends.includes(call.name));
    },
  };

  function onClose(call: SyscallEvent, file: OpenFile | null): void {
    const connection = file === null ? undefined : byFile.get(file.id);
    // A fork's copy of the descriptor closes without ending the connection.
    if (!connection || connection.pid !== call.pid) return;
    connection.closed = startOf(call);
    if (connection.outcome.kind === "pending")
      connection.outcome = { kind: "abandoned", moment: startOf(call) };
  }
}

function noteTransfer(connection: Connection, call: SyscallEvent, sending: boolean): void {
  const count = returned(call);
  if (count === null) return;
  if (connection.outcome.kind === "pending") connection.outcome = { kind: "connected", moment: endOf(call) };
  if (count === 0) {
    if (!sending) connection.endOfFile ??= endOf(call);
    return;
  }
  noteCount(connection, call, count, sending);
  const { bytes } = bufferOf(call);
  if (sending) noteSentBytes(connection, bytes, startOf(call));
  else noteReceivedBytes(connection, bytes, endOf(call));
}

function connectOutcome(call: SyscallEvent): ConnectOutcome {
  const { errno } = call.result;
  if (errno === null || errno === "EISCONN") return { kind: "connected", moment: endOf(call) };
  return pendingErrnos.has(errno) ? { kind: "pending" } : { kind: "failed", errno, moment: endOf(call) };
}

function mayBeTcp(file: OpenFile): boolean {
  const type = file.socket?.type ?? null;
  return type === null || type === "stream";
}

/** `getsockopt(7, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4])`: the errno's name, or `0`. */
function socketError(call: SyscallEvent): string | null {
  const list = argumentsOf(call)[3]?.value;
  const value = list?.kind === "array" ? list.items[0]?.value : undefined;
  if (value?.kind === "constant") return value.name;
  return value?.kind === "number" ? value.text : null;
}

function noteTransferError(connection: Connection, errno: string, moment: Moment): void {
  // A non-blocking connect that failed can show on the first read or write instead of SO_ERROR.
  if (connection.outcome.kind === "pending") connection.outcome = { kind: "failed", errno, moment };
  else connection.error ??= { ...moment, errno };
}

/**
 * HTTP/2 answers data with WINDOW_UPDATE (two of 13 bytes), SETTINGS with an acknowledgement, PING with PING; 22 bytes are
 * TLS's. No request and no answer is as small. RFC 9113 section 6.
 */
const largestControlFrames = 48;

function noteCount(connection: Connection, call: SyscallEvent, count: number, sending: boolean): void {
  if (sending) {
    connection.bytesSent += count;
    connection.firstByteSent ??= startOf(call);
    if (connection.tls?.established && count <= largestControlFrames) return;
    connection.lastSent = endOf(call);
  } else {
    connection.bytesReceived += count;
    connection.firstByteReceived ??= endOf(call);
    if (isOverhead(connection, count, endOf(call).time)) return;
    noteWait(connection, endOf(call).time);
    connection.lastReceived = endOf(call);
  }
  connection.lastActivity = sending ? connection.lastSent : connection.lastReceived;
}

/** What a server sends without being asked: control frames, and right behind the handshake its session tickets and SETTINGS. */
function isOverhead({ tls }: Connection, count: number, time: Micros | null): boolean {
  if (!tls?.established) return false;
  if (count <= largestControlFrames) return true;
  const roundTrip = (tls.serverHello?.time ?? 0) - (tls.clientHello.time ?? 0);
  return (
    time !== null && tls.established.time !== null && time - tls.established.time <= roundTrip + graceMicros
  );
}

/** A server under load takes a moment for its session tickets. */
const graceMicros = 2000;

/** Shorter gaps are a network's and a scheduler's daily bread, and there are too many of them to keep. */
const shortestWaitMicros = 20_000;

/** Data came: since the last request it was waited for, or since the last part of the answer. */
function noteWait(connection: Connection, to: Micros | null): void {
  const from = connection.lastActivity?.time ?? null;
  const handshaking = connection.tls !== null && connection.tls.established === null;
  if (from === null || to === null || handshaking || to - from < shortestWaitMicros) return;
  const asked = connection.lastActivity === connection.lastSent || connection.lastReceived === null;
  (asked ? connection.responseWaits : connection.transferWaits).push({ from, to });
}
