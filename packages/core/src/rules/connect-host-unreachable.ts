import { connectFailure } from "./connect-helpers.ts";
import { plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { otherWays } from "./reach-helpers.ts";
import { fix, type Rule } from "./rule.ts";

export const connectHostUnreachable: Rule = {
  cause: "connect-host-unreachable",
  title: ({ host }) => `no way to ${host}: no route to host`,
  why:
    "A router or a firewall on the way, or this machine itself, says that the host cannot be reached. In the local network " +
    "it means that nobody has the address; farther away it is a firewall that rejects with ICMP (firewalld does), or a VPN " +
    "whose far side is gone.",
  looksLike: {
    log: [
      "dial tcp IP:443: connect: no route to host",
      "Failed to connect to HOST port 443: No route to host (git)",
    ],
    trace: ["connect = -1 EHOSTUNREACH, or getsockopt(SO_ERROR, [EHOSTUNREACH]) after some seconds"],
  },
  isNot: [
    { cause: "connect-network-unreachable", tell: "there this machine has no route at all" },
    { cause: "connect-refused", tell: "there the host was reached and refuses" },
    { cause: "connect-timeout", tell: "there nothing comes back" },
  ],
  fixes: ({ host, failure }) => [
    fix(
      "see which way the packets take",
      ifKnown(host, `ip route get "$(getent ahostsv4 ${host} | awk 'NR==1{print $1}')"`),
    ),
    fix("connect the VPN anew, if the host is behind one"),
    fix("look for a firewall rule that rejects", "sudo nft list ruleset; sudo iptables -S"),
    ...otherWays(failure),
  ],
  links: ["https://go.dev/ref/mod#module-proxy", "https://go.dev/ref/mod#environment-variables"],
  match: (failure, run) => connectFailure(failure, run, "connect-host-unreachable") && plainMatch,
};
