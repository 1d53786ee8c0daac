import type { Connection } from "../model/facts.ts";
import type { Failure } from "../model/run.ts";
import type { Stage } from "../model/vocabulary.ts";
import { errorOfKind } from "./matching.ts";

/**
 * In which stage a connection broke off. The trace's connection decides; go's words alone tell a body (`read "URL"`, or
 * no URL at all before 1.19) from a request, and no more than that.
 */
export function stageOfBreak(failure: Failure): Stage {
  const error = errorOfKind(failure, "network");
  const said = failure.message !== null;
  if (said && error?.phase === "body") return "transfer";
  if (said && error?.operation === "handshake") return "tls";
  if (failure.connection !== null) return stageOfConnection(failure.connection, said);
  return said && error?.phase === null && error.url === null ? "transfer" : "http";
}

function stageOfConnection(connection: Connection, said: boolean): Stage {
  const { tls, requests, lastSent, lastReceived } = connection;
  if (tls !== null && tls.established === null) return "tls";
  if (said) return "http";
  const request = requests.at(-1);
  if (request) return request.answer === null ? "http" : "transfer";
  if (lastSent?.time == null || lastReceived?.time == null) return "http";
  return lastReceived.time > lastSent.time ? "transfer" : "http";
}

/** Git went by ssh, which has neither TLS nor HTTP: git itself says only that it could not read. */
export function isOverSsh(failure: Failure): boolean {
  return failure.around.some(
    (outer) =>
      outer.kind === "vcs" && outer.failures.some((complaint) => complaint.reason === "no-remote-access"),
  );
}
