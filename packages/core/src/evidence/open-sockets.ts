// A TCP socket as /proc and ss show it, as a connection of which the calls are not on record.
import type { Connection, Moment, Program, TlsHandshake } from "../model/facts.ts";
import type { Origin } from "../model/origin.ts";
import type { OpenSocket } from "../model/processes.ts";
import { micros, type Micros } from "../model/time.ts";
import { newConnection } from "./new-connection.ts";

/** When the socket was seen first and last. */
interface Seen {
  readonly since: Micros;
  readonly end: Micros;
}

/** Null for a socket that listens, and for one that is closing. */
export function connectionOfSocket(
  socket: OpenSocket & { readonly at: Origin },
  seen: Seen,
  programs: readonly Program[],
): Connection | null {
  if (socket.state === "SYN_SENT") return newConnection(socket.pid, socket.remote, startOfDial(socket, seen));
  if (socket.state !== "ESTABLISHED" && socket.state !== "CLOSE_WAIT") return null;
  const started = { at: socket.at, time: seen.since };
  const connection: Connection = {
    ...newConnection(socket.pid, socket.remote, started),
    outcome: { kind: "connected", moment: started },
  };
  // Without ss nothing tells whether anybody waits for an answer.
  if (socket.sent === null || socket.received === null) return connection;
  const secure = speaksTls(socket, programs);
  if (socket.received === 0 ? secure === null : isAmbiguous(socket)) {
    const { sent, received, receivedAgoMs } = socket;
    const last = { at: socket.at, time: micros(seen.end - (receivedAgoMs ?? 0) * 1000) };
    return { ...connection, bytesSent: sent, bytesReceived: received, lastActivity: last };
  }
  return withBytes(connection, socket, seen, secure ?? true);
}

/** More than a handshake: certificates, tickets, HTTP/2's settings. */
const answerBytes = 10_000;
/** What a server says between a request and its answer (a WINDOW_UPDATE) comes within this. */
const promptMs = 1000;

/** Much came, and the last of it right after the last that went: it may be an answer's beginning, or its end. */
function isAmbiguous({ received, sentAgoMs, receivedAgoMs }: OpenSocket): boolean {
  const laterMs = (sentAgoMs ?? 0) - (receivedAgoMs ?? 0);
  return (received ?? 0) >= answerBytes && laterMs >= 0 && laterMs < promptMs;
}

/** The kernel waits a second, and longer each time, before it sends the first packet again. tcp(7), tcp_syn_retries. */
function startOfDial(
  { retransmits, at }: OpenSocket & { readonly at: Origin },
  { since, end }: Seen,
): Moment {
  return { at, time: micros(Math.min(since, end - retransmits * 1e6)) };
}

function withBytes(
  connection: Connection,
  socket: OpenSocket & { readonly at: Origin },
  { since, end }: Seen,
  secure: boolean,
): Connection {
  const first = { at: socket.at, time: since };
  const { sentAgoMs, receivedAgoMs } = timesOf(socket);
  const ago = (ms: number | null): Moment | null =>
    ms === null ? null : { at: socket.at, time: micros(end - ms * 1000) };
  const [lastSent, lastReceived] = [ago(sentAgoMs), ago(receivedAgoMs)];
  const isAnswered = lastReceived !== null;
  return {
    ...connection,
    tls: secure && lastSent !== null ? handshake(first, isAnswered ? first : null) : null,
    bytesSent: socket.sent ?? 0,
    bytesReceived: socket.received ?? 0,
    firstByteSent: lastSent && first,
    firstByteReceived: lastReceived && first,
    lastSent,
    lastReceived,
    lastActivity: isAnswered && (receivedAgoMs ?? 0) < (sentAgoMs ?? Infinity) ? lastReceived : lastSent,
  };
}

/** Since when nothing went, and nothing came; null where nothing ever did. */
function timesOf({
  sent,
  received,
  sentAgoMs,
  receivedAgoMs,
}: OpenSocket): Pick<OpenSocket, "sentAgoMs" | "receivedAgoMs"> {
  const [went, came] = [sentAgoMs ?? 0, receivedAgoMs ?? 0];
  // No answer is in so few bytes: what came last belongs to the handshake, or says that the request is there.
  const belated = (received ?? 0) >= answerBytes ? came : Math.max(came, went + 1);
  return { sentAgoMs: sent ? went : null, receivedAgoMs: received ? belated : null };
}

/** What was sent first is a greeting; once something came back, it is taken for answered. */
function handshake(clientHello: Moment, answered: Moment | null): TlsHandshake {
  return {
    clientHello,
    serverName: null,
    serverHello: answered,
    established: answered,
    rejected: null,
    alert: null,
    plainAnswer: null,
  };
}

const wellKnown: ReadonlyMap<number, boolean> = new Map([
  [443, true],
  [80, false],
  // ssh
  [22, false],
]);

/** By the port, or by a URL with that port in the program's settings or arguments; null where neither tells. */
function speaksTls({ remote, pid }: OpenSocket, programs: readonly Program[]): boolean | null {
  const known = wellKnown.get(remote.port);
  if (known !== undefined) return known;
  const program = programs.find((one) => one.pid === pid);
  const texts = [...Object.values(program?.environment ?? {}), ...(program?.argv ?? [])];
  const schemes = new Set(
    texts.flatMap((text) =>
      Array.from(text.matchAll(/\b(https?):\/\/[^\s/|,]*:(\d+)/g), ([, scheme, port]) =>
        Number(port) === remote.port ? scheme : null,
      ),
    ),
  );
  schemes.delete(null);
  if (schemes.size !== 1) return null;
  return schemes.has("https");
}
