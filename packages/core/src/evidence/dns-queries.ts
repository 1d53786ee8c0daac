import type { OpenFile, SyscallEvent, TraceState } from "../model/event.ts";
import type { Address, DnsQuery } from "../model/facts.ts";
import { argumentsOf } from "../syntax/arguments.ts";
import { addressIn, bufferOf, messageAddress, openFileOf, returned, stringsIn } from "./call-arguments.ts";
import { type Collector, endOf, startOf, wantOnSockets } from "./collector.ts";
import { decodeDnsMessage, decodeDnsOverTcp, type DnsMessage } from "./wire/dns-message.ts";

const dnsPort = 53;

/** A socket on which questions were asked. */
interface DnsSocket {
  server: Address | null;
  transport: "udp" | "tcp";
  /** Asked and neither answered nor failed yet, by message id. */
  open: Map<number, DnsQuery>;
}

/**
 * Reads DNS traffic off the bytes of sockets. Go's resolver connects a socket per question and uses write and read; libc
 * sends A and AAAA by one sendmmsg. A datagram socket connected to port 53 or 9 on which nothing is ever written is Go's
 * route probe (RFC 6724, net/addrselect.go) and leaves no fact.
 */
export function collectDnsQueries(queries: DnsQuery[]): Collector {
  const sockets = new Map<number, DnsSocket>();

  function socketFor(
    call: SyscallEvent,
    state: TraceState,
    address: Address | null,
  ): [DnsSocket, OpenFile] | null {
    const file = openFileOf(call, state);
    if (file === null) return null;
    const known = sockets.get(file.id);
    if (known) return [known, file];
    const server = address ?? remoteOf(file);
    if (server?.port !== dnsPort) return null;
    const socket: DnsSocket = { server, transport: transportOf(file), open: new Map() };
    sockets.set(file.id, socket);
    return [socket, file];
  }

  function onSend(call: SyscallEvent, state: TraceState): void {
    const found = socketFor(call, state, destinationOf(call));
    if (!found) return;
    const [socket] = found;
    for (const { bytes } of messagesOf(call)) {
      const message = socket.transport === "tcp" ? decodeDnsOverTcp(bytes) : decodeDnsMessage(bytes);
      if (message && !message.response) ask(call, socket, message);
    }
    if (call.result.errno !== null) fail(call, socket);
  }

  function ask(call: SyscallEvent, socket: DnsSocket, message: DnsMessage): void {
    const query: DnsQuery = {
      pid: call.pid,
      server: socket.server,
      transport: socket.transport,
      name: message.name,
      partialName: message.partialName,
      type: message.type,
      asked: startOf(call),
      answer: null,
      error: null,
      abandoned: null,
    };
    queries.push(query);
    socket.open.set(message.id, query);
  }

  function onReceive(call: SyscallEvent, state: TraceState): void {
    const file = openFileOf(call, state);
    const socket = file === null ? undefined : sockets.get(file.id);
    if (!socket) return;
    if (call.result.errno !== null) {
      if (call.result.errno !== "EAGAIN") fail(call, socket);
      return;
    }
    if ((returned(call) ?? 0) === 0) return;
    for (const { bytes } of messagesOf(call)) {
      const message = decodeDnsMessage(bytes) ?? decodeDnsOverTcp(bytes);
      if (message?.response) answer(call, socket, message);
    }
  }

  function answer(call: SyscallEvent, socket: DnsSocket, message: DnsMessage): void {
    const query = socket.open.get(message.id);
    if (!query) return;
    const { responseCode, answerCount, addresses } = message;
    query.answer = { ...endOf(call), responseCode, answerCount, addresses };
    socket.open.delete(message.id);
  }

  return {
    wanted: wantOnSockets(...sends, ...receives, "close"),
    onSyscall(call, state) {
      if (sends.includes(call.name)) onSend(call, state);
      else if (receives.includes(call.name)) onReceive(call, state);
      else if (call.name === "close") {
        const file = openFileOf(call, state);
        const socket = file === null ? undefined : sockets.get(file.id);
        for (const query of socket?.open.values() ?? []) query.abandoned = startOf(call);
        socket?.open.clear();
      }
    },
  };
}

const sends: readonly string[] = ["write", "sendto", "sendmsg", "sendmmsg"];
const receives: readonly string[] = ["read", "recvfrom", "recvmsg", "recvmmsg"];

function fail(call: SyscallEvent, socket: DnsSocket): void {
  for (const query of socket.open.values())
    query.error ??= { ...endOf(call), errno: call.result.errno ?? "" };
  socket.open.clear();
}

/** A sendmmsg carries several messages; every other call one, in one or more pieces. */
function messagesOf(call: SyscallEvent): Iterable<{ bytes: string }> {
  return call.name.endsWith("mmsg") ? stringsIn(argumentsOf(call)[1]?.value) : [bufferOf(call)];
}

/** Only these two name a destination; a write goes to where the socket is connected. */
function destinationOf(call: SyscallEvent): Address | null {
  if (call.name === "sendto") return addressIn(argumentsOf(call)[4]?.value);
  return call.name === "sendmsg" ? messageAddress(argumentsOf(call)[1]?.value) : null;
}

function remoteOf(file: OpenFile): Address | null {
  const remote = file.socket?.remote;
  return remote?.kind === "inet" ? { ip: remote.ip, port: remote.port } : null;
}

function transportOf(file: OpenFile): "udp" | "tcp" {
  return file.socket?.type === "stream" ? "tcp" : "udp";
}
