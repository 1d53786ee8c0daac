import { isPublicHost } from "../pipeline/public-hosts.ts";
import { networkError, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const dnsNoSuchHost: Rule = {
  cause: "dns-no-such-host",
  title: ({ host }) => `the name ${host} does not exist for this machine's name server`,
  why:
    "The name server answered, and its answer is that there is no such name, or no address for it. A company's names " +
    "exist only on its own name servers, so outside of the office or without the VPN they are gone; in a container the " +
    "name servers are often not those of the machine around it. A typo in GOPROXY or in a module path looks the same.",
  looksLike: {
    log: [
      "dial tcp: lookup HOST on IP:53: no such host (Go's own resolver)",
      "dial tcp: lookup HOST: no such host (the system's resolver, by cgo)",
      "fatal: unable to access 'URL': Could not resolve host: HOST (git)",
    ],
    trace: ["the reply to the question on port 53 carries NXDOMAIN, or no address for A and AAAA both"],
  },
  isNot: [
    {
      cause: "dns-server-misbehaving",
      tell: "there the name server says that it failed, not that the name is missing",
    },
    { cause: "dns-timeout", tell: "there no answer comes at all" },
    {
      cause: "forward-proxy-no-such-host",
      tell: "there go says `proxyconnect`: the forward proxy's name is missing",
    },
    { cause: "dns-temporary-failure", tell: "there the C library could not say whether the name exists" },
  ],
  fixes: ({ host, failure }) => [
    fix("ask for the name as this machine does", ifKnown(host, `getent hosts ${host}; cat /etc/resolv.conf`)),
    failure.role === "module-proxy"
      ? fix("see whether GOPROXY is spelled right", "go env GOPROXY")
      : fix("see whether the name is spelled right where it was asked for: module path, GOPROXY, GOSUMDB"),
    isPublicHost(failure.host)
      ? fix(
          "the name is public: use name servers that resolve public names, or GOPROXY with a host that they know",
        )
      : fix("for a company's name: connect the VPN, or use the company's name servers"),
    fix("in Docker: give the container the right name servers", "docker run --dns IP …"),
  ],
  links: ["https://pkg.go.dev/net#hdr-Name_Resolution", "https://go.dev/ref/mod#environment-variables"],
  match: (failure) => networkError(failure, "dns-no-such-host") && plainMatch,
};
