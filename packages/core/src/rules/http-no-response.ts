import type { Failure } from "../model/run.ts";
import { timedOutAt } from "./connect-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const httpNoResponse: Rule = {
  cause: "http-no-response",
  title: ({ host }) => `${host} took the request and sent no answer`,
  why:
    "The connection stands, the request went out, and no answer came. The go command sets no limit for an answer (only for " +
    "hosts that GOINSECURE covers: five seconds), so it waits until somebody ends it or the network does. A server " +
    "that hangs, a mirror that is still fetching, or a connection that died without a word look the same.",
  looksLike: {
    log: [
      "net/http: request canceled (Client.Timeout exceeded while awaiting headers) (GOINSECURE)",
      "read tcp A->B: read: connection timed out",
      "nothing: with -x a `# get URL` line without its second half",
    ],
    trace: [
      "the last write on the socket is a request; no read succeeds until the record ends or the process dies",
    ],
  },
  isNot: [
    { cause: "tls-timeout", tell: "there the handshake is what gets no answer" },
    { cause: "http-gateway-timeout", tell: "there an answer comes: 504" },
    { cause: "transfer-slow", tell: "there the headers came, and the body does not" },
    { cause: "lock-wait", tell: "there go waits for a file lock, and no request is open" },
  ],
  fixes: ({ url }) => [
    fix(
      "see whether it answers another client, and when",
      ifKnown(url, `curl -v --max-time 60 -o /dev/null '${url}'`),
    ),
    fix("look into the server's log for this request"),
    fix("try IPv4 alone, another network, or another element of GOPROXY", "go env GOPROXY"),
    fix(
      "in CI set a limit that ends the job with go's stack traces",
      "timeout -s QUIT 300 go mod download -x",
    ),
  ],
  links: ["https://go.dev/ref/mod#module-proxy", "https://github.com/golang/go/issues/28194"],
  match: (failure) => timedOut(failure) ?? pending(failure),
};

function timedOut(failure: Failure): Match | null {
  if (timedOutAt(failure) !== "http") return null;
  const said = failure.error.kind === "network" ? failure.error.reason : null;
  const sure = said === "http-no-response-in-time" || failure.connection !== null;
  return { confidence: sure ? "certain" : "likely" };
}

/** The record ends, or the command was ended, while the request was open. */
function pending(failure: Failure): Match | null {
  if (!errorOfKind(failure, "no-response")) return null;
  return failure.during === "tls" || failure.during === "forward-proxy" ? null : { confidence: "likely" };
}
