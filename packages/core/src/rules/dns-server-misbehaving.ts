import { networkError, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const dnsServerMisbehaving: Rule = {
  cause: "dns-server-misbehaving",
  title: ({ host }) => `the name server could not or would not look up ${host}`,
  why:
    "The name server answered that it failed (SERVFAIL) or refuses to serve this machine (REFUSED), or its answer made " +
    "no sense. The name may well exist: what is broken is the resolver, its way to the servers above it, or DNSSEC. Go's " +
    "words are the same for all of these; only the reply's code in a trace tells them apart.",
  looksLike: {
    log: [
      "dial tcp: lookup HOST on IP:53: server misbehaving",
      "lookup HOST on IP:53: cannot unmarshal DNS message, no answer from DNS server, lame referral",
    ],
    trace: [
      "replies from port 53 with code 2 (SERVFAIL) or 5 (REFUSED); the question goes to each server twice",
    ],
  },
  isNot: [
    { cause: "dns-no-such-host", tell: "there the server says for certain that the name does not exist" },
    { cause: "dns-timeout", tell: "there the server does not answer" },
    { cause: "dns-server-unreachable", tell: "there no name server listens at that address" },
  ],
  fixes: ({ host }) => [
    fix("ask the same server by hand", ifKnown(host, `dig ${host}; cat /etc/resolv.conf`)),
    fix("restart the local resolver if there is one", "sudo systemctl restart systemd-resolved"),
    fix(
      'put a name server that works for this name into /etc/resolv.conf; in Docker into daemon.json as "dns"',
    ),
    fix("if the VPN has just changed: reconnect it, so that its name servers are set again"),
  ],
  links: ["https://pkg.go.dev/net#hdr-Name_Resolution"],
  match: (failure) => networkError(failure, "dns-server-misbehaving", "dns-malformed") && plainMatch,
};
