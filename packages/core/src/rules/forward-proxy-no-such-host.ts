import { atForwardProxy, showProxyVariables, theForwardProxy } from "./forward-proxy-helpers.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const forwardProxyNoSuchHost: Rule = {
  cause: "forward-proxy-no-such-host",
  title: (subject) => `the name of ${theForwardProxy(subject)} cannot be resolved`,
  why:
    "HTTPS_PROXY or HTTP_PROXY names a forward proxy by a name that this machine cannot look up. Such names exist in the " +
    "company's network alone: outside of it, without the VPN, or in a container with other name servers they are unknown.",
  looksLike: {
    log: [
      "proxyconnect tcp: dial tcp: lookup PROXY on IP:53: no such host",
      "fatal: unable to access 'URL': Could not resolve proxy: PROXY (git)",
    ],
    trace: ["the only name that is asked for on port 53 is the forward proxy's, and it gets no address"],
  },
  isNot: [
    {
      cause: "dns-no-such-host",
      tell: "there no `proxyconnect`: the host's own name is what does not exist",
    },
    { cause: "forward-proxy-malformed", tell: "there the name that is looked up is a scheme: `lookup http`" },
  ],
  fixes: ({ host }) => [
    fix("see which forward proxy the environment names", showProxyVariables),
    fix("see whether the name resolves here", ifKnown(host, `getent hosts ${host}`)),
    fix("connect the VPN, or give the container the company's name servers", "docker run --dns IP …"),
    fix(
      "outside of the company's network: drop the variables",
      "unset HTTPS_PROXY HTTP_PROXY https_proxy http_proxy",
    ),
  ],
  links: ["https://pkg.go.dev/net/http#ProxyFromEnvironment"],
  match(failure, run) {
    const error = atForwardProxy(
      failure,
      run,
      "dns-no-such-host",
      "dns-server-misbehaving",
      "dns-malformed",
      "dns-timeout",
      "dns-temporary-failure",
      "dns-server-refused",
      "dns-server-unreachable",
    );
    return error && { confidence: error.reason === "dns-no-such-host" ? "certain" : "likely" };
  },
};
