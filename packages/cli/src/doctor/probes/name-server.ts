import { createSocket } from "node:dgram";
import { connect, isIPv6 } from "node:net";
import { decode, encode, RECURSION_DESIRED, streamEncode, type Packet } from "dns-packet";
import type { Address, DnsQuery } from "@gotrace/core";
import { moment } from "./measuring.ts";

export interface ServerQuestion {
  readonly server: Address;
  readonly transport: "udp" | "tcp";
  /** Without the final dot. */
  readonly name: string;
  readonly type: "A" | "AAAA";
}

/** A question and its answer, with what only the answer tells: that it did not fit into one datagram. */
export interface Asked {
  readonly query: DnsQuery;
  readonly truncated: boolean;
}

/** Puts one question to one name server, as a stub resolver does. RFC 1035; over TCP section 4.2.2. */
export async function askServer(
  question: ServerQuestion,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Asked> {
  const { server, transport, name, type } = question;
  const id = Math.floor(Math.random() * 0x10000);
  const request: Packet = { type: "query", id, flags: RECURSION_DESIRED, questions: [{ type, name }] };
  const query: DnsQuery = {
    pid: 0,
    server,
    transport,
    name,
    partialName: name,
    type,
    asked: moment(),
    answer: null,
    error: null,
    abandoned: null,
  };
  if (signal.aborted) return { query: { ...query, abandoned: moment() }, truncated: false };
  const reply = await (transport === "udp" ? overUdp : overTcp)(server, request, timeoutMs, signal);
  switch (reply.kind) {
    case "silence":
      return { query: { ...query, abandoned: moment() }, truncated: false };
    case "error":
      return { query: { ...query, error: { ...moment(), errno: reply.errno } }, truncated: false };
    case "packet":
      return {
        query: { ...query, answer: { ...moment(), ...answerIn(reply.packet, type) } },
        truncated: reply.packet.flag_tc === true,
      };
  }
}

type DecodedReply = Packet & { rcode?: string; flag_tc?: boolean };

type Reply =
  | { kind: "packet"; packet: DecodedReply }
  | { kind: "error"; errno: string }
  | { kind: "silence" };

function answerIn(
  { rcode = "NOERROR", answers = [] }: DecodedReply,
  type: string,
): { responseCode: string; answerCount: number; addresses: string[] } {
  const addresses = answers.flatMap((each) =>
    each.type === type && "data" in each && typeof each.data === "string" ? [each.data] : [],
  );
  return { responseCode: rcode, answerCount: answers.length, addresses };
}

function overUdp(server: Address, request: Packet, timeoutMs: number, signal: AbortSignal): Promise<Reply> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(server.ip) ? "udp6" : "udp4");
    const end = (reply: Reply): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      socket.removeAllListeners("message");
      // Closing a socket that is closed already throws.
      socket.close(() => {});
      resolve(reply);
    };
    const abort = (): void => once(() => end({ kind: "silence" }));
    const once = onlyOnce();
    const timer = setTimeout(abort, timeoutMs);
    signal.addEventListener("abort", abort);
    socket.on("error", (error: NodeJS.ErrnoException) =>
      once(() => end({ kind: "error", errno: error.code ?? "EIO" })),
    );
    socket.on("message", (message) => {
      const packet = readPacket(message);
      if (packet !== null && packet.id === request.id) once(() => end({ kind: "packet", packet }));
    });
    const failed = (error: NodeJS.ErrnoException | null | undefined): void => {
      if (error) once(() => end({ kind: "error", errno: error.code ?? "EIO" }));
    };
    // A connected socket is told of an ICMP "port unreachable". What keeps it from being connected comes as an argument.
    const connected = (error?: NodeJS.ErrnoException): void => {
      if (error) failed(error);
      else socket.send(encode(request), failed);
    };
    socket.connect(server.port, server.ip, connected);
  });
}

function overTcp(server: Address, request: Packet, timeoutMs: number, signal: AbortSignal): Promise<Reply> {
  return new Promise((resolve) => {
    const socket = connect(server.port, server.ip);
    const once = onlyOnce();
    const received: Buffer[] = [];
    const end = (reply: Reply): void =>
      once(() => {
        clearTimeout(timer);
        signal.removeEventListener("abort", abort);
        socket.destroy();
        resolve(reply);
      });
    const abort = (): void => end({ kind: "silence" });
    const timer = setTimeout(abort, timeoutMs);
    signal.addEventListener("abort", abort);
    socket.on("error", (error: NodeJS.ErrnoException) => end({ kind: "error", errno: error.code ?? "EIO" }));
    socket.on("end", abort);
    socket.on("data", (chunk) => {
      received.push(chunk);
      const bytes = Buffer.concat(received);
      if (bytes.length < 2 || bytes.length < 2 + bytes.readUInt16BE(0)) return;
      const packet = readPacket(bytes.subarray(2));
      end(packet === null ? { kind: "silence" } : { kind: "packet", packet });
    });
    socket.on("connect", () => socket.write(streamEncode(request)));
  });
}

/** What is no DNS message is as good as no answer. */
function readPacket(bytes: Buffer): DecodedReply | null {
  try {
    return decode(bytes);
  } catch {
    return null;
  }
}

function onlyOnce(): (act: () => void) => void {
  let done = false;
  return (act) => {
    if (done) return;
    done = true;
    act();
  };
}
