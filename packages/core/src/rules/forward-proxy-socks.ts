import { forwardProxyHost, showProxyVariables, theForwardProxy } from "./forward-proxy-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const forwardProxySocks: Rule = {
  cause: "forward-proxy-socks",
  title: (subject) => `${theForwardProxy(subject)} did not make the SOCKS connection`,
  why:
    "HTTPS_PROXY names a SOCKS5 proxy. It was reached, and it refused: its rules do not allow the target, it could not " +
    "reach it, or it wants a user name and password. A port that speaks http instead of SOCKS fails in this way too.",
  looksLike: {
    log: [
      "socks connect tcp PROXY:PORT->HOST:443: unknown error general SOCKS server failure",
      "Can't complete SOCKS5 connection to HOST (git)",
    ],
    trace: ["bytes \\5\\1\\0 go to the proxy, and its reply's second byte is not 0"],
  },
  isNot: [
    { cause: "forward-proxy-refused", tell: "there the proxy itself does not take connections" },
    { cause: "forward-proxy-denied", tell: "there the proxy speaks http, and answers CONNECT" },
  ],
  fixes: () => [
    fix("see which proxy the environment names", showProxyVariables),
    fix(
      "see whether it works for another client",
      "curl -v -x socks5h://proxy.example:1080 https://proxy.golang.org/",
    ),
    fix("give it the credentials it wants", "export HTTPS_PROXY=socks5://USER:PASSWORD@proxy.example:1080"),
    fix("if the port speaks http: say so", "export HTTPS_PROXY=http://proxy.example:3128"),
  ],
  links: ["https://pkg.go.dev/net/http#ProxyFromEnvironment"],
  match(failure, run) {
    return errorOfKind(failure, "network")?.reason === "socks"
      ? { host: forwardProxyHost(failure, run) }
      : null;
  },
};
