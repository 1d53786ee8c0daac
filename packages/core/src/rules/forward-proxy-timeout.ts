import type { Failure, Run } from "../model/run.ts";
import { timedOutAt } from "./connect-helpers.ts";
import {
  atForwardProxy,
  forwardProxyHost,
  isForwardProxy,
  showProxyVariables,
  theForwardProxy,
} from "./forward-proxy-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const forwardProxyTimeout: Rule = {
  cause: "forward-proxy-timeout",
  title: (subject) => `${theForwardProxy(subject)} does not answer`,
  why:
    "Either the connection to the forward proxy does not open (wrong address, a firewall that drops, no VPN), or it opens " +
    "and CONNECT gets no answer because the proxy itself cannot reach the host. For the second go waits a minute and then " +
    "says only `context deadline exceeded`, without a word about a forward proxy.",
  looksLike: {
    log: ["proxyconnect tcp: dial tcp IP:PORT: i/o timeout", 'Get "https://…": context deadline exceeded'],
    trace: [
      "connect to the forward proxy without an outcome, or CONNECT HOST:443 written and no HTTP/1.1 line read",
    ],
  },
  isNot: [
    { cause: "connect-timeout", tell: "there no `proxyconnect`: the host itself does not answer" },
    { cause: "forward-proxy-denied", tell: "there the forward proxy answers, and the answer is no" },
    { cause: "http-no-response", tell: "there the request itself is sent and gets no answer" },
  ],
  fixes: ({ command }) => [
    fix("see which forward proxy the environment names", showProxyVariables),
    fix("see whether it passes another client", "curl -v --max-time 20 https://proxy.golang.org/"),
    fix("connect the VPN, or correct host and port", "export HTTPS_PROXY=http://proxy.example:3128"),
    fix(
      "if this network needs no forward proxy: try without",
      `env -u HTTPS_PROXY -u https_proxy ${command}`,
    ),
  ],
  links: ["https://pkg.go.dev/net/http#ProxyFromEnvironment"],
  outranks: ["connect-timeout"],
  match(failure, run) {
    const host = forwardProxyHost(failure, run);
    if (atForwardProxy(failure, run, "connect-timeout", "connect-kernel-timeout", "read-timeout"))
      return { host };
    // go's words: the minute for CONNECT is the only deadline that it has, but the words do not say so.
    if (timedOutAt(failure) === "forward-proxy") {
      return { host, confidence: failure.connection === null ? "likely" : "certain" };
    }
    return isPending(failure, run) ? { host, confidence: "likely" } : null;
  },
};

function isPending(failure: Failure, run: Run): boolean {
  if (errorOfKind(failure, "connect-pending")) return isForwardProxy(failure, run);
  return errorOfKind(failure, "no-response") !== null && failure.during === "forward-proxy";
}
