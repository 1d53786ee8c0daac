import { connectFailure } from "./connect-helpers.ts";
import { plainMatch } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const connectNoSourceAddress: Rule = {
  cause: "connect-no-source-address",
  title: ({ host }) => `this machine has no address of its own to connect to ${host} from`,
  why:
    "The kernel could not choose an address and port for this end of the connection: IPv6 is switched off and the target " +
    "is an IPv6 address, such as [::1], or all local ports towards it are in use or waiting to be freed. The host was " +
    "never asked.",
  looksLike: {
    log: [
      "dial tcp IP:443: connect: cannot assign requested address",
      "can't assign requested address (macOS)",
    ],
    trace: ["connect = -1 EADDRNOTAVAIL, at once"],
  },
  isNot: [
    {
      cause: "connect-network-unreachable",
      tell: "there it is the route that is missing, not the address at this end",
    },
    { cause: "fd-exhausted", tell: "there descriptors have run out, not ports" },
  ],
  fixes: ({ host }) => [
    fix("see which addresses this machine has", "ip -brief address"),
    fix(
      `see what ${host} resolves to; where it is IPv6 only by a line in /etc/hosts, add an IPv4 one`,
      "cat /etc/hosts",
    ),
    fix("count the connections that hold ports", "ss -s"),
    fix("allow more local ports", "sudo sysctl -w net.ipv4.ip_local_port_range='1024 65535'"),
  ],
  links: ["https://go.dev/ref/mod#module-proxy"],
  match: (failure, run) => connectFailure(failure, run, "connect-no-source-address") && plainMatch,
};
