import type {
  AttributedMessage,
  Connection,
  DnsQuery,
  FileAccess,
  LockWait,
  TlsHandshake,
} from "../model/facts.ts";
import { compareOrigins, type Origin } from "../model/origin.ts";
import type { Evidence } from "../model/report.ts";
import type { Run, Tool } from "../model/run.ts";
import type { Stage } from "../model/vocabulary.ts";
import type { Judgement } from "./judge.ts";
import { resolverEvidence } from "./resolver-evidence.ts";
import { holderEvidence, openCallEvidence } from "./open-wait.ts";

/** The places of the record that prove a judgement, in the order in which they came about. */
export function evidenceOf({ failure }: Judgement, run: Run, stage: Stage): Evidence[] {
  const evidence = [
    ...attemptEvidence(failure.module, failure.host, run),
    ...(failure.query ? queryEvidence(failure.query) : []),
    ...(stage === "dns"
      ? resolverEvidence(failure, run).map(({ origin, shows }) => proof(origin, shows))
      : []),
    ...(failure.connection ? connectionEvidence(failure.connection) : []),
    ...(failure.file ? fileEvidence(failure.file) : []),
    ...(failure.lock ? lockEvidence(failure.lock) : []),
    ...(failure.tool ? toolEvidence(failure.tool) : []),
    ...openCallEvidence(failure, run).map(({ origin, shows }) => proof(origin, shows)),
  ];
  const { message } = failure;
  if (message) {
    evidence.push({
      ...blank(message.message.origin),
      quote: message.message.text,
      shows: "what go printed in the end",
    });
    if (isElsewhere(message)) evidence.push(proof(message.alsoAt, "the same text as the trace has it"));
  }
  return evidence;
}

/** Where log and trace share one stream, both have the text in the same line. */
function isElsewhere(message: AttributedMessage): message is AttributedMessage & { alsoAt: Origin } {
  return message.alsoAt !== null && compareOrigins(message.alsoAt, message.message.origin) !== 0;
}

/** A place, and what its line shows. `at` and `quote` are filled in when the report is made. */
function proof(origin: Origin, shows: string): Evidence {
  return { ...blank(origin), shows };
}

function blank(origin: Origin): Evidence {
  return { origin, at: "", quote: "", shows: "" };
}

/** Answers that were no success, to requests for this module or at this host. */
function attemptEvidence(module: string | null, host: string | null, run: Run): Evidence[] {
  const related = run.attempts.filter(
    (attempt) =>
      attempt.ended !== null &&
      (attempt.error !== null || (attempt.status ?? 0) >= 400) &&
      (module === null ? attempt.host === host : attempt.module === module),
  );
  return related.slice(-4).map((attempt) => {
    const answer = attempt.status === null ? "failed" : `answered ${attempt.status}`;
    return proof(
      attempt.ended?.at ?? attempt.started.at,
      `${attempt.host || attempt.via} ${answer} (${attempt.endpoint})`,
    );
  });
}

function queryEvidence(query: DnsQuery): Evidence[] {
  const server = query.server === null ? "the name server" : `${query.server.ip}:${query.server.port}`;
  const asked = proof(
    query.asked.at,
    `${server} is asked for ${query.type ?? "an address"} of ${query.name ?? query.partialName}`,
  );
  if (query.answer) return [asked, proof(query.answer.at, `it answers ${query.answer.responseCode}`)];
  if (query.error) return [asked, proof(query.error.at, `the socket says ${query.error.errno}`)];
  return query.abandoned
    ? [asked, proof(query.abandoned.at, "no answer came; the socket is closed")]
    : [asked];
}

function connectionEvidence(connection: Connection): Evidence[] {
  const peer = `${connection.remote.ip}:${connection.remote.port}`;
  const evidence = [proof(connection.started.at, `connect to ${peer}`)];
  const { outcome, tls, tunnel, error } = connection;
  if (outcome.kind === "failed") evidence.push(proof(outcome.moment.at, `the outcome: ${outcome.errno}`));
  if (outcome.kind === "abandoned") evidence.push(proof(outcome.moment.at, "closed without an outcome"));
  if (tunnel)
    evidence.push(proof(tunnel.at, `CONNECT ${tunnel.target}, answered ${tunnel.status ?? "never"}`));
  if (tls && tls.established === null) evidence.push(...handshakeEvidence(tls));
  if (error)
    evidence.push(proof(error.at, `${error.errno} after ${connection.bytesReceived} bytes received`));
  else if (connection.endOfFile && connection.bytesReceived === 0) {
    evidence.push(proof(connection.endOfFile.at, "closed by the peer before any answer"));
  }
  return evidence;
}

function handshakeEvidence(tls: TlsHandshake): Evidence[] {
  const name = tls.serverName === null ? "" : ` for ${tls.serverName}`;
  const evidence = [proof(tls.clientHello.at, `ClientHello${name}`)];
  if (tls.plainAnswer) evidence.push(proof(tls.plainAnswer.at, "the answer is not TLS"));
  if (tls.alert) evidence.push(proof(tls.alert.at, `TLS alert: ${tls.alert.name}`));
  else if (tls.rejected) {
    evidence.push(proof(tls.rejected.at, "an alert right after the server's certificate: refused"));
  }
  return evidence;
}

function fileEvidence(file: FileAccess): Evidence[] {
  return [proof(file.at, `${file.call} ${file.path}: ${file.errno ?? "ok"}`)];
}

function lockEvidence(lock: LockWait): Evidence[] {
  const holder = lock.holder && holderEvidence(lock.holder);
  return [
    ...(holder ? [proof(holder.origin, holder.shows)] : []),
    proof(lock.asked.at, `the lock is asked for: ${lock.path}`),
    ...(lock.granted ? [proof(lock.granted.at, "it is granted")] : []),
  ];
}

function toolEvidence({ program, name }: Tool): Evidence[] {
  const started = proof(program.started.at, `${name} starts: ${program.argv.slice(1, 4).join(" ")}`);
  if (program.ended === null) return [started];
  return [
    started,
    proof(program.ended.at, `it ends with ${program.signal ?? `status ${program.exitStatus ?? "?"}`}`),
  ];
}
