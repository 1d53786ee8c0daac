import { everAnswered } from "./dns-helpers.ts";
import { ifKnown } from "./commands.ts";
import { errorOfKind, plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const dnsSlowServer: Rule = {
  cause: "dns-slow-server",
  title: ({ host }) => `most of the time went into waiting for the name server to answer for ${host}`,
  why:
    "The name was resolved in the end, but late: the first server of /etc/resolv.conf does not answer and go waits five " +
    "seconds before it asks the next one, or a forwarder answers the question for A and drops the one for AAAA, for which " +
    "go waits all the same. Go keeps no answers, so every connection pays again.",
  looksLike: {
    log: ["nothing: the command ends well"],
    trace: ["a question on port 53 without an answer, the same one after five seconds, then an answer"],
  },
  isNot: [
    { cause: "dns-timeout", tell: "there no server ever answers" },
    {
      cause: "dns-slow-search",
      tell: "there every question is answered at once, and there are many of them",
    },
    { cause: "connect-slow-ipv6", tell: "there the name is resolved, and the IPv6 connection is what hangs" },
  ],
  fixes: ({ host }) => [
    fix(
      "see which servers are asked, and time each",
      ifKnown(host, `cat /etc/resolv.conf; time dig @IP ${host}`),
    ),
    fix("take the dead server out of /etc/resolv.conf, or put it last"),
    fix("wait less for it", "options timeout:1 attempts:2"),
    fix("if AAAA questions are what gets no answer: mend or replace the forwarder (a router, a VPN client)"),
  ],
  links: ["https://pkg.go.dev/net#hdr-Name_Resolution"],
  match(failure, run) {
    if (errorOfKind(failure, "slow")?.on !== "dns-server") return null;
    return failure.query === null || everAnswered(failure, run) ? plainMatch : null;
  },
};
