import { errorOfKind, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const connectSlowIpv6: Rule = {
  cause: "connect-slow-ipv6",
  title: ({ host }) => `most of the time went into IPv6 connections to ${host} that lead nowhere`,
  why:
    "The name has IPv6 and IPv4 addresses, this machine believes that it has IPv6, and packets that way are lost. Go tries " +
    "IPv6 first and starts IPv4 beside it 300 ms later, for each new connection; git and ssh may wait far longer. The " +
    "command ends well, and late.",
  looksLike: {
    log: ["nothing: the command ends well"],
    trace: [
      "connect to an AF_INET6 address without an outcome, 300 ms later connect to an AF_INET one, which wins",
    ],
  },
  isNot: [
    { cause: "connect-timeout", tell: "there no address answers, and the command fails" },
    { cause: "goproxy-slow-entry", tell: "there a dead element of GOPROXY is asked again for each file" },
    { cause: "dns-slow-server", tell: "there the wait is for the name server" },
  ],
  fixes: ({ host }) => [
    fix("compare the two ways", ifKnown(host, `curl -6 -v https://${host}/; curl -4 -v https://${host}/`)),
    fix("mend IPv6: route, router advertisement, or a tunnel's MTU", "ip -6 route; ip -6 address"),
    fix("or switch it off on this machine", "sudo sysctl -w net.ipv6.conf.all.disable_ipv6=1"),
  ],
  links: ["https://pkg.go.dev/net#Dialer"],
  match: (failure) => (errorOfKind(failure, "slow")?.on === "ipv6-connect" ? plainMatch : null),
};
