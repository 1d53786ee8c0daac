import type { Failure, Run } from "../model/run.ts";
import { everAnswered } from "./dns-helpers.ts";
import { errorOfKind, networkError, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const dnsTimeout: Rule = {
  cause: "dns-timeout",
  title: ({ host }) => `no name server answered the question for ${host}`,
  why:
    "The question went out and nothing came back. Go waits five seconds for each name server of /etc/resolv.conf and " +
    "goes through the list twice (unless `options timeout` and `attempts` say otherwise). A firewall that drops port 53, " +
    "a name server left over from another network or from a VPN, and a dead server all look like this.",
  looksLike: {
    log: [
      "dial tcp: lookup HOST on IP:53: read udp A->IP:53: i/o timeout",
      "dial tcp: lookup HOST: i/o timeout",
    ],
    trace: [
      "the question is written to port 53, again after five seconds, and no read on that socket succeeds",
    ],
  },
  isNot: [
    {
      cause: "connect-timeout",
      tell: "there the name was resolved: the text has an address and no `lookup`",
    },
    { cause: "dns-server-unreachable", tell: "there the refusal comes at once" },
    { cause: "dns-slow-server", tell: "there an answer comes in the end" },
  ],
  fixes: ({ host }) => [
    fix(
      "see which name servers are asked, and whether they answer",
      ifKnown(host, `cat /etc/resolv.conf; dig ${host}`),
    ),
    fix("put a name server that can be reached from here into /etc/resolv.conf (in Docker: --dns)"),
    fix("let UDP and TCP port 53 to the name server pass the firewall"),
    fix(
      "where one of several servers is dead: take it out, or wait less for it",
      "options timeout:1 attempts:2",
    ),
  ],
  links: ["https://pkg.go.dev/net#hdr-Name_Resolution"],
  match: (failure, run) =>
    (networkError(failure, "dns-timeout") && plainMatch) ?? pending(failure) ?? neverAnswered(failure, run),
};

/** The record ends, or the command was ended, while the question was open. */
function pending(failure: Failure): Match | null {
  return errorOfKind(failure, "dns-pending") && { confidence: "likely" };
}

/** The command went on without the answer, and lost its time on it. */
function neverAnswered(failure: Failure, run: Run): Match | null {
  const error = errorOfKind(failure, "slow");
  return error?.on === "dns-server" && failure.query !== null && !everAnswered(failure, run)
    ? plainMatch
    : null;
}
