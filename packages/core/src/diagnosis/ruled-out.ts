import type { Step } from "../model/report.ts";
import type { Run } from "../model/run.ts";
import { stages, type Stage } from "../model/vocabulary.ts";
import { locate } from "./locate.ts";
import type { Judgement } from "./judge.ts";

/** What it is not: earlier stages that the record shows to have gone well for the same host. */
export function ruledOutBy({ failure, match }: Judgement, run: Run, stage: Stage): Step[] {
  const host = match.host === undefined ? failure.host : match.host;
  const steps: Step[] = [];
  if (host !== null && isBefore("dns", stage)) steps.push(...nameResolved(host, run));
  if (host !== null && isBefore("connect", stage)) steps.push(...connected(host, run));
  if (host !== null && isBefore("tls", stage)) steps.push(...handshakeDone(host, run));
  if (run.traced && run.networkTraced && isLocalStage(stage) && run.connections.length === 0) {
    steps.push({ text: "not the network: no connection was opened", at: null });
  }
  return steps;
}

function isBefore(a: Stage, b: Stage): boolean {
  return stages.indexOf(a) < stages.indexOf(b);
}

function isLocalStage(stage: Stage): boolean {
  return isBefore(stage, "lock");
}

function nameResolved(host: string, run: Run): Step[] {
  const query = run.dnsQueries.find(
    ({ name, answer }) => name === host && (answer?.addresses.length ?? 0) > 0,
  );
  if (!query?.answer) return [];
  const text = `not DNS: ${host} is ${query.answer.addresses.join(", ")}`;
  return [{ text, at: locate(query.answer.at) }];
}

function connected(host: string, run: Run): Step[] {
  const connection = run.connections.find((each) => each.host === host && each.outcome.kind === "connected");
  if (connection?.outcome.kind !== "connected") return [];
  const { ip, port } = connection.remote;
  return [
    {
      text: `not the way there: ${ip}:${port} accepted the connection`,
      at: locate(connection.outcome.moment.at),
    },
  ];
}

function handshakeDone(host: string, run: Run): Step[] {
  const established = run.connections.find((each) => each.host === host && each.tls?.established)?.tls
    ?.established;
  return established ? [{ text: "not TLS: the handshake was completed", at: locate(established.at) }] : [];
}
