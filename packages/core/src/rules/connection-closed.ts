import type { Failure } from "../model/run.ts";
import { isOverSsh, stageOfBreak } from "./connection-end.ts";
import { tunnelUnanswered } from "./forward-proxy-helpers.ts";
import { networkError } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const connectionClosed: Rule = {
  cause: "connection-closed",
  title: ({ host }) => `${host} closed the connection before it answered`,
  why:
    "The connection opened, go sent its greeting or its request, and the other side closed without a byte of an answer. A " +
    "server or load balancer that crashes, restarts or has no backend does that, a filter on the way, and a plain server on " +
    "a port that go takes for TLS.",
  looksLike: {
    log: ['Get "URL": EOF', "Empty reply from server (git)"],
    trace: ["read on the socket = 0 before the first byte of the answer"],
  },
  isNot: [
    { cause: "connection-reset", tell: "there the end comes by force: connection reset by peer" },
    { cause: "transfer-cut", tell: 'there a part of the answer had come: unexpected EOF in `read "URL"`' },
    { cause: "forward-proxy-scheme", tell: "there go says `proxyconnect tcp: EOF`" },
  ],
  fixes: ({ url, command }) => [
    fix("run it once more: what had arrived is in the module cache", command),
    fix("see what another client gets", ifKnown(url, `curl -v -o /dev/null '${url}'`)),
    fix("see whether scheme and port of the URL are right", "go env GOPROXY"),
    fix("look into the log of the server or load balancer at that time"),
  ],
  links: ["https://go.dev/ref/mod#module-proxy", "https://go.dev/ref/mod#environment-variables"],
  match(failure) {
    if (!endedSilently(failure) || isOverSsh(failure) || tunnelUnanswered(failure)) return null;
    return { stage: stageOfBreak(failure) };
  },
};

/** With HTTP/2 a server that closes while go waits for headers is `unexpected EOF`. */
function endedSilently(failure: Failure): boolean {
  if (networkError(failure, "eof")) return true;
  return networkError(failure, "unexpected-eof")?.phase === "request";
}
