import type { SpanAttributes, TimelineSpan } from "../../model/timeline.ts";

/** A value as OTLP/JSON writes it: 64-bit integers are strings. opentelemetry/proto/common/v1/common.proto */
export type AnyValue =
  | { stringValue: string }
  | { intValue: string }
  | { doubleValue: number }
  | { boolValue: boolean }
  | { arrayValue: { values: AnyValue[] } };

export interface KeyValue {
  key: string;
  value: AnyValue;
}

type Plain = string | number | boolean | readonly string[] | null | undefined;

/** The pairs whose value is known. */
export function keyValues(pairs: Readonly<Record<string, Plain>>): KeyValue[] {
  return Object.entries(pairs).flatMap(([key, value]) =>
    value == null ? [] : [{ key, value: anyValue(value) }],
  );
}

function anyValue(value: NonNullable<Plain>): AnyValue {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value !== "number")
    return { arrayValue: { values: value.map((each) => ({ stringValue: each })) } };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/**
 * A span's facts by the semantic conventions where they have a name, under `gotrace.` where they do not.
 * https://opentelemetry.io/docs/specs/semconv/
 */
export function spanAttributes(span: TimelineSpan): KeyValue[] {
  const { kind, stage, outcome, result, role, host, module, version, failing, attributes, evidence } = span;
  return keyValues({
    ...networkAttributes(attributes, host),
    ...httpAttributes(attributes),
    ...processAttributes(attributes),
    "error.type": outcome === "failed" ? errorType(attributes, result) : null,
    "gotrace.kind": kind,
    "gotrace.stage": stage,
    "gotrace.outcome": outcome,
    "gotrace.result": result,
    "gotrace.role": role,
    "gotrace.module": module,
    "gotrace.version": version,
    "gotrace.failing": failing,
    "gotrace.seen_at": evidence.map(({ at }) => at),
  });
}

function networkAttributes(attributes: SpanAttributes, host: string | null): Record<string, Plain> {
  const { peer, transport, questionName, addresses, serverName, alert, responseCode, questionType } =
    attributes;
  const [, address, port] = /^\[?(.*?)\]?:(\d+)$/.exec(peer ?? "") ?? [];
  return {
    "server.address": host,
    "network.peer.address": address,
    "network.peer.port": port === undefined ? null : Number(port),
    "network.transport": transport,
    "dns.question.name": questionName,
    "dns.answers": addresses,
    "gotrace.dns.question.type": questionType,
    "gotrace.dns.response_code": responseCode,
    "tls.client.server_name": serverName,
    "gotrace.tls.alert": alert,
  };
}

function httpAttributes(attributes: SpanAttributes): Record<string, Plain> {
  const { method, url, status, via, printedMs } = attributes;
  return {
    "http.request.method": method,
    "url.full": url,
    "http.response.status_code": status,
    "gotrace.via": via,
    "gotrace.printed_ms": printedMs,
  };
}

function processAttributes({
  pid,
  argv,
  cwd,
  exitStatus,
  path,
  signal,
}: SpanAttributes): Record<string, Plain> {
  return {
    "process.pid": pid,
    "process.command_args": argv,
    "process.working_directory": cwd,
    "process.exit.code": exitStatus,
    "gotrace.signal": signal,
    "file.path": path,
  };
}

/** A class of errors, few in number: an errno, a status, what DNS or TLS says; never a sentence. */
function errorType(
  { errno, status, alert, responseCode, signal }: SpanAttributes,
  result: string | null,
): string {
  if (errno !== undefined) return errno;
  if (status !== undefined) return String(status);
  return (
    alert ??
    signal ??
    (responseCode === undefined || responseCode === "NOERROR" ? null : responseCode) ??
    shortResult(result)
  );
}

function shortResult(result: string | null): string {
  return result !== null && /^exit status \d+$/.test(result) ? result : "_OTHER";
}
