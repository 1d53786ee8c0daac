import type { Failure, Run } from "../model/run.ts";
import { isPublicProxy } from "../pipeline/goproxy.ts";
import { connectFailure, timedOutAt } from "./connect-helpers.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { otherWays, reach } from "./reach-helpers.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const connectTimeout: Rule = {
  cause: "connect-timeout",
  title: ({ host }) => `${host} does not answer to a connection: its packets, or this machine's, are dropped`,
  why:
    "The name was resolved, the first packet went out, and nothing came back: a firewall drops it without a word, the " +
    "address is not reachable from this network, or the machine is off. Go gives up after 30 seconds, git and ssh only " +
    "when the kernel does, after about two minutes. In mainland China and behind company firewalls this is the usual face " +
    "of a blocked proxy.golang.org or sum.golang.org.",
  looksLike: {
    log: [
      "dial tcp IP:443: i/o timeout (Go's own 30 seconds)",
      "dial tcp IP:443: connect: connection timed out (the kernel's)",
      "Failed to connect to HOST port 443 after 130000 ms (git)",
    ],
    trace: ["connect = -1 EINPROGRESS, no SO_ERROR, and close on the socket 30.0 seconds later"],
  },
  isNot: [
    {
      cause: "dns-timeout",
      tell: "there the text says `lookup`, and the name server is what does not answer",
    },
    {
      cause: "tls-timeout",
      tell: "there the connection opens and the handshake gets no answer for 10 seconds",
    },
    {
      cause: "forward-proxy-timeout",
      tell: "there go says `proxyconnect`: the forward proxy does not answer",
    },
    { cause: "connect-refused", tell: "there an answer comes at once, and it is no" },
  ],
  fixes: (subject) => [
    fix(`see whether ${subject.host} answers from this machine`, reach(subject, "--connect-timeout 10 ")),
    ...otherWays(subject.failure),
    fix(`or have the firewall let this machine connect to ${subject.host}`),
    ...mirror(subject.failure),
  ],
  links: ["https://go.dev/ref/mod#module-proxy", "https://go.dev/ref/mod#environment-variables"],
  match: (failure, run) => timedOut(failure, run) ?? pending(failure),
};

function timedOut(failure: Failure, run: Run): Match | null {
  if (connectFailure(failure, run, "connect-timeout", "connect-kernel-timeout")) return plainMatch;
  return timedOutAt(failure) === "connect" ? plainMatch : null;
}

/** The record ends, or the command was ended, while the connection was being opened. */
function pending(failure: Failure): Match | null {
  return errorOfKind(failure, "connect-pending") && { confidence: "likely" };
}

/** Where the public mirror is what cannot be reached, another mirror may. The checksum database still checks its modules. */
function mirror({ role, host }: Failure): ReturnType<Rule["fixes"]> {
  if (role === "module-proxy" && host !== null && isPublicProxy(host)) {
    return [
      fix("or use a mirror that can be reached from here", "go env -w GOPROXY=https://goproxy.cn,direct"),
    ];
  }
  if (role === "checksum-database") {
    return [fix("or use the database's other name", "go env -w GOSUMDB=sum.golang.google.cn")];
  }
  return [];
}
