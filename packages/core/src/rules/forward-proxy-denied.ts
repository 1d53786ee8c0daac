import type { Failure } from "../model/run.ts";
import { isAuthAnswer } from "./forward-proxy-auth.ts";
import {
  forwardProxyHost,
  showProxyVariables,
  theForwardProxy,
  tunnelUnanswered,
} from "./forward-proxy-helpers.ts";
import { errorOfKind, networkError, within } from "./matching.ts";
import { fix, type Match, type Rule, type Subject } from "./rule.ts";

export const forwardProxyDenied: Rule = {
  cause: "forward-proxy-denied",
  title: (subject) => `${theForwardProxy(subject)} did not let go through${answerOf(subject)}`,
  why:
    "Go asked the forward proxy for a tunnel (CONNECT) and got an answer other than 200: a policy forbids the host, or the " +
    "forward proxy could not reach it. Go prints the answer's text without its number and names the host it wanted, so it " +
    "is easily taken for the host's own answer.",
  looksLike: {
    log: [
      'Get "https://…": Forbidden (also: Bad Gateway, Service Unavailable, Gateway Timeout), without a number',
      "CONNECT tunnel failed, response 403 (git; older: Received HTTP code 403 from proxy after CONNECT)",
    ],
    trace: ["CONNECT HOST:443 HTTP/1.1 is written and HTTP/1.1 403 (502, 503, …) is read, in clear text"],
  },
  isNot: [
    {
      cause: "http-forbidden",
      tell: "there the module proxy answers: `reading URL: 403 Forbidden`, with the number",
    },
    { cause: "http-server-error", tell: "there too `reading URL: 503 Service Unavailable` has the number" },
    { cause: "forward-proxy-auth", tell: "there the answer is 407, and credentials help" },
  ],
  fixes: ({ failure }) => [
    fix("see which forward proxy the environment names", showProxyVariables),
    fix(
      "see its own words",
      `curl -v ${failure.url === null ? "https://proxy.golang.org/" : `'${failure.url}'`}`,
    ),
    fix(
      "ask whoever runs it to allow the host; go needs proxy.golang.org, sum.golang.org and storage.googleapis.com",
    ),
    fix(
      "or use a module proxy inside of the network, past the forward proxy",
      "export NO_PROXY=goproxy.corp.example",
    ),
  ],
  links: ["https://pkg.go.dev/net/http#ProxyFromEnvironment", "https://go.dev/ref/mod#environment-variables"],
  match: (failure, run) => {
    const confidence = confidenceOf(failure);
    return confidence && { host: forwardProxyHost(failure, run), confidence };
  },
};

function confidenceOf(failure: Failure): NonNullable<Match["confidence"]> | null {
  const error = errorOfKind(failure, "network");
  if (error?.reason === "connect-answer") return isAuthAnswer(failure) ? null : "certain";
  // It hung up instead of answering.
  if (tunnelUnanswered(failure) && networkError(failure, "eof", "reset", "broken-pipe", "unexpected-eof"))
    return "likely";
  return error?.proxyconnect && error.reason === "eof" && within(failure, "vcs") ? "likely" : null;
}

function answerOf({ failure }: Subject): string {
  const error = errorOfKind(failure, "network");
  if (error?.reason !== "connect-answer") return ": it hung up on CONNECT";
  const words = [error.status, error.statusText].filter((word) => word !== null).join(" ");
  return words === "" ? "" : `: ${words}`;
}
