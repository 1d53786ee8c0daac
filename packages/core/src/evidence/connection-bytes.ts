import type { Connection, Moment, TlsHandshake } from "../model/facts.ts";
import { decodeHttpText } from "./wire/http-text.ts";
import { decodeTlsRecord, type TlsRecord } from "./wire/tls-record.ts";

/** Notes what a program wrote to a connection: a ClientHello, its answer to the server's certificate, a plain request. */
export function noteSentBytes(connection: Connection, bytes: string, moment: Moment): void {
  const record = decodeTlsRecord(bytes);
  if (record) noteSentRecord(connection, record, moment);
  else if (connection.tls?.established == null) noteRequest(connection, bytes, moment);
}

function noteSentRecord(connection: Connection, record: TlsRecord, moment: Moment): void {
  if (record.kind === "client-hello") {
    connection.tls ??= newHandshake(moment, record.serverName);
    connection.host ??= record.serverName;
    return;
  }
  const { tls } = connection;
  if (!tls || tls.established) return;
  if (record.kind === "alert") noteSentAlert(tls, record, moment);
  else if (record.kind === "change-cipher-spec" && record.refused) tls.rejected ??= moment;
  else if (isClientsLastFlight(tls, record)) tls.established = moment;
}

/** Its Finished message, or data: the client sends either only when it has accepted the server. */
function isClientsLastFlight(tls: TlsHandshake, record: TlsRecord): boolean {
  if (record.kind === "change-cipher-spec") return true;
  return record.kind === "application-data" && tls.serverHello !== null && tls.rejected === null;
}

function noteSentAlert(tls: TlsHandshake, record: TlsRecord & { kind: "alert" }, moment: Moment): void {
  if (record.code !== null)
    tls.alert ??= { ...moment, name: record.name, code: record.code, fromServer: false };
  if (tls.serverHello) tls.rejected ??= moment;
}

/** Notes what came from the peer: its part of the handshake, an alert, a plain answer. */
export function noteReceivedBytes(connection: Connection, bytes: string, moment: Moment): void {
  const record = decodeTlsRecord(bytes);
  if (record) noteReceivedRecord(connection.tls, record, moment);
  else notePlainAnswer(connection, bytes, moment);
}

function noteReceivedRecord(tls: TlsHandshake | null, record: TlsRecord, moment: Moment): void {
  if (!tls) return;
  if (record.kind === "alert" && record.code !== null && record.code !== 0 && !tls.established) {
    tls.alert ??= { ...moment, name: record.name, code: record.code, fromServer: true };
  } else if (record.kind !== "alert") {
    tls.serverHello ??= moment;
  }
}

function newHandshake(clientHello: Moment, serverName: string | null): TlsHandshake {
  return {
    clientHello,
    serverName,
    serverHello: null,
    established: null,
    rejected: null,
    alert: null,
    plainAnswer: null,
  };
}

function noteRequest(connection: Connection, bytes: string, moment: Moment): void {
  const text = decodeHttpText(bytes);
  if (text?.kind !== "request") return;
  if (text.method === "CONNECT") {
    connection.tunnel = { ...moment, target: text.target, status: null, reason: null };
    return;
  }
  const absolute = /^https?:\/\//.test(text.target);
  const host = text.host ?? `${connection.remote.ip}:${connection.remote.port}`;
  const url = absolute ? text.target : `http://${host}${text.target}`;
  if (!absolute && text.host !== null) connection.host ??= host.replace(/:\d+$/, "");
  connection.requests.push({ ...moment, method: text.method, url, answer: null });
}

function notePlainAnswer(connection: Connection, bytes: string, moment: Moment): void {
  const text = decodeHttpText(bytes);
  const { tls, tunnel } = connection;
  if (tls && !tls.serverHello) {
    tls.plainAnswer ??= { ...moment, bytes: bytes.slice(0, 80) };
    return;
  }
  if (text?.kind !== "answer") return;
  if (tunnel && tunnel.status === null) {
    tunnel.status = text.status;
    tunnel.reason = text.reason;
    return;
  }
  const request = connection.requests.find((candidate) => candidate.answer === null);
  if (request)
    request.answer = { ...moment, status: text.status, reason: text.reason, contentType: text.contentType };
}
