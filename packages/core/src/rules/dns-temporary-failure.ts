import { networkError, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const dnsTemporaryFailure: Rule = {
  cause: "dns-temporary-failure",
  title: ({ host }) => `the C library's resolver gave up on ${host}: temporary failure in name resolution`,
  why:
    "The name was looked up by the C library (EAI_AGAIN), which has one word for three things: no answer in time, an " +
    "answer that says SERVFAIL, and no name server at all. Go's official binaries since 1.21 have a resolver of their own, " +
    "so this comes from an older go, from a distribution's build, or from git.",
  looksLike: {
    log: [
      "dial tcp: lookup HOST: Temporary failure in name resolution (glibc)",
      "dial tcp: lookup HOST: Try again (musl)",
    ],
    trace: ["sendmmsg and poll on a socket to port 53, without an answer that holds an address"],
  },
  isNot: [
    { cause: "dns-no-such-host", tell: "there the name server said that the name does not exist" },
    { cause: "dns-timeout", tell: "there Go's own resolver asked, and its text says i/o timeout" },
  ],
  fixes: ({ host, command }) => [
    fix("see what the system's resolver says", ifKnown(host, `getent hosts ${host}; cat /etc/resolv.conf`)),
    fix("have Go's own resolver say more exactly what is wrong", `GODEBUG=netdns=go+1 ${command}`),
    fix("in a container: give it name servers that can be reached from inside", "docker run --dns IP …"),
    fix("without network in the build: vendor the modules beforehand", "go mod vendor"),
  ],
  links: ["https://pkg.go.dev/net#hdr-Name_Resolution"],
  match: (failure) => networkError(failure, "dns-temporary-failure") && plainMatch,
};
