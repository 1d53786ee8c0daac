import {
  atForwardProxy,
  forwardProxyHost,
  showProxyVariables,
  theForwardProxy,
} from "./forward-proxy-helpers.ts";
import { fix, type Rule } from "./rule.ts";

export const forwardProxyRefused: Rule = {
  cause: "forward-proxy-refused",
  title: (subject) => `${theForwardProxy(subject)} does not take connections`,
  why:
    "HTTPS_PROXY (or HTTP_PROXY, for http URLs) names a forward proxy that is not running, at a wrong port, or out of reach. A " +
    "variable that points to 127.0.0.1 means the container itself once it is inside of one. Go prefers the upper-case " +
    "variables, so an old one can win over a new lower-case one.",
  looksLike: {
    log: [
      "proxyconnect tcp: dial tcp IP:PORT: connect: connection refused",
      "proxyconnect tcp: dial tcp IP:PORT: connect: no route to host",
    ],
    trace: [
      "connect goes to the forward proxy's address instead of the host's, and SO_ERROR is ECONNREFUSED",
    ],
  },
  isNot: [
    { cause: "connect-refused", tell: "there no `proxyconnect`: the host itself refuses" },
    {
      cause: "forward-proxy-denied",
      tell: "there the forward proxy is running, and answers CONNECT with a refusal",
    },
    { cause: "forward-proxy-timeout", tell: "there the forward proxy does not answer at all" },
  ],
  fixes: () => [
    fix("see which forward proxy the environment names", showProxyVariables),
    fix("start it, or correct host and port", "export HTTPS_PROXY=http://proxy.example:3128"),
    fix(
      "in a container: name the host's proxy by the host's name, not by 127.0.0.1",
      "docker run -e HTTPS_PROXY=http://host.docker.internal:3128 …",
    ),
    fix(
      "if there is no forward proxy in this network: drop the variables",
      "unset HTTPS_PROXY HTTP_PROXY https_proxy http_proxy",
    ),
  ],
  links: ["https://pkg.go.dev/net/http#ProxyFromEnvironment"],
  outranks: [
    "connect-refused",
    "connect-host-unreachable",
    "connect-network-unreachable",
    "connect-denied",
    "connect-no-source-address",
  ],
  match(failure, run) {
    const host = forwardProxyHost(failure, run);
    if (atForwardProxy(failure, run, "connect-refused")) return { host };
    const unreachable = atForwardProxy(
      failure,
      run,
      "connect-host-unreachable",
      "connect-network-unreachable",
      "connect-denied",
      "connect-no-source-address",
      "connect-invalid-argument",
      "connect-other",
    );
    return unreachable && { host, confidence: "likely" };
  },
};
