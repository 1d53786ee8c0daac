import { connectFailure } from "./connect-helpers.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const connectNetworkUnreachable: Rule = {
  cause: "connect-network-unreachable",
  title: ({ host }) => `this machine has no route to ${host}: network is unreachable`,
  why:
    "The kernel found no route to the address, so nothing was sent: the network is down, the container or build has none, " +
    "or only an IPv6 address was left to try on a machine without IPv6. With both kinds of address go prints the failure " +
    "of the first, so an IPv6 address in the text can hide what went wrong with IPv4.",
  looksLike: {
    log: [
      "dial tcp IP:443: connect: network is unreachable",
      "dial tcp [2001:db8::1]:443: connect: network is unreachable",
    ],
    trace: [
      "connect on a TCP socket = -1 ENETUNREACH, at once (on a UDP socket it is only go sorting addresses)",
    ],
  },
  isNot: [
    {
      cause: "connect-host-unreachable",
      tell: "there a router or firewall on the way says that the host is not there",
    },
    {
      cause: "dns-server-unreachable",
      tell: "there the unreachable address is the name server's, and go says `lookup`",
    },
    { cause: "connect-timeout", tell: "there packets are sent and nothing comes back" },
  ],
  fixes: ({ host }) => [
    fix("see addresses and routes", "ip -brief address; ip route; ip -6 route"),
    fix(
      "see whether IPv4 works where the text has an IPv6 address",
      ifKnown(host, `curl -4 -v https://${host}/`),
    ),
    fix(
      "in a container or sandbox: give the build a network, or fetch the modules beforehand",
      "go mod vendor",
    ),
  ],
  links: ["https://go.dev/ref/mod#vendoring", "https://go.dev/ref/mod#module-proxy"],
  match(failure, run) {
    if (connectFailure(failure, run, "connect-network-unreachable")) return {};
    // A blackhole route answers EINVAL, and so does an IPv6 address that needs a zone: there is no way to it either.
    return connectFailure(failure, run, "connect-invalid-argument") && { confidence: "possible" };
  },
};
