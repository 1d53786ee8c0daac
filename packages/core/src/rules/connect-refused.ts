import type { Fix } from "../model/fix.ts";
import type { Failure } from "../model/run.ts";
import { connectFailure } from "./connect-helpers.ts";
import { plainMatch } from "./matching.ts";
import { otherWays, reach, service } from "./reach-helpers.ts";
import { fix, type Rule } from "./rule.ts";

export const connectRefused: Rule = {
  cause: "connect-refused",
  title: (subject) => `nothing accepts connections at ${service(subject)}: connection refused`,
  why:
    "The machine was reached and answered that no program listens on that port, or a firewall on the way rejects the " +
    "connection instead of dropping it. A local module proxy that is not running, a wrong port in GOPROXY and an " +
    "egress rule with REJECT all look like this.",
  looksLike: {
    log: ["dial tcp IP:PORT: connect: connection refused"],
    trace: ["connect = -1 EINPROGRESS, then getsockopt(SO_ERROR, [ECONNREFUSED]), often on another thread"],
  },
  isNot: [
    {
      cause: "forward-proxy-refused",
      tell: "there go says `proxyconnect`: the forward proxy refused, not the host",
    },
    { cause: "dns-server-unreachable", tell: "there the refusal comes from port 53, and go says `lookup`" },
    { cause: "connect-timeout", tell: "there nothing answers at all for 30 seconds" },
  ],
  fixes: (subject) => [
    fix(`see whether ${subject.host} answers from this machine`, reach(subject)),
    ...spelling(subject.failure),
    ...otherWays(subject.failure),
  ],
  links: ["https://go.dev/ref/mod#module-proxy", "https://go.dev/ref/mod#environment-variables"],
  match: (failure, run) => connectFailure(failure, run, "connect-refused") && plainMatch,
};

function spelling({ role }: Failure): Fix[] {
  return role !== "direct" && role !== "checksum-database"
    ? [fix("check host and port of the GOPROXY entry, and that the proxy is running", "go env GOPROXY")]
    : [];
}
