import { hasNoResolvConf } from "./dns-helpers.ts";
import { networkError, plainMatch } from "./matching.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const dnsServerUnreachable: Rule = {
  cause: "dns-server-unreachable",
  title: (subject) => `${nameServer(subject)} cannot be reached to look up ${subject.host}`,
  why:
    "/etc/resolv.conf names an address at which no name server listens, or to which there is no route. A resolver of this " +
    "machine that is not running, a container that inherited its host's 127.0.0.53, and a build without any network come " +
    "to this.",
  looksLike: {
    log: [
      "lookup HOST on IP:53: read udp A->IP:53: read: connection refused",
      "lookup HOST on IP:53: dial udp IP:53: connect: network is unreachable (or no route to host)",
    ],
    trace: [
      "read on the socket to port 53 = -1 ECONNREFUSED, or connect to port 53 = -1 ENETUNREACH, at once",
    ],
  },
  isNot: [
    { cause: "dns-no-resolv-conf", tell: "there go asks [::1]:53, because no name server is configured" },
    { cause: "dns-timeout", tell: "there nothing comes back, and go waits for seconds" },
    {
      cause: "connect-refused",
      tell: "there the module's host refuses, not port 53, and the text has no `lookup`",
    },
  ],
  fixes: () => [
    fix("see which name servers are configured", "cat /etc/resolv.conf"),
    fix("start the resolver of this machine", "sudo systemctl start systemd-resolved"),
    fix("in a container: give it name servers that can be reached from inside", "docker run --dns IP …"),
    fix("in a build without network: vendor the modules, or serve them from a directory", "go mod vendor"),
  ],
  links: ["https://pkg.go.dev/net#hdr-Name_Resolution", "https://go.dev/ref/mod#vendoring"],
  match: (failure, run) => {
    const error = networkError(failure, "dns-server-refused", "dns-server-unreachable");
    return error && !hasNoResolvConf(failure, run) ? plainMatch : null;
  },
};

function nameServer({ failure }: Subject): string {
  const server = failure.error.kind === "network" ? failure.error.server : null;
  return server === null ? "the name server" : `the name server ${server.ip}`;
}
