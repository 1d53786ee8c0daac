import { errorOfKind, plainMatch } from "./matching.ts";
import { showProxyVariables } from "./forward-proxy-helpers.ts";
import { fix, type Rule } from "./rule.ts";

export const forwardProxyMalformed: Rule = {
  cause: "forward-proxy-malformed",
  title: () => "the value of HTTPS_PROXY or HTTP_PROXY is not an address that go understands",
  why:
    "The variable should hold a URL with scheme, host and port. A blank, a password with unescaped characters (@ : / # %), " +
    "an unknown scheme or a doubled one makes go read it as something else, and it then looks for a host called http.",
  looksLike: {
    log: [
      "proxyconnect tcp: dial tcp: lookup http on IP:53: no such host (also: lookup https, ftp)",
      'invalid proxy address "…": parse …',
    ],
    trace: ["a question on port 53 for the name http or https"],
  },
  isNot: [
    { cause: "forward-proxy-no-such-host", tell: "there the name that is looked up is a real one" },
    { cause: "goproxy-malformed", tell: "there the value is GOPROXY's" },
  ],
  fixes: () => [
    fix("see the values as they are", showProxyVariables),
    fix("write scheme, host and port", "export HTTPS_PROXY=http://proxy.example:3128"),
    fix(
      "escape special characters of the password: @ is %40, : is %3A, / is %2F, # is %23, % is %25, a blank is %20",
      "export HTTPS_PROXY=http://USER:p%40ss@proxy.example:3128",
    ),
    fix("use a scheme that go knows: http, https, socks5 or socks5h"),
  ],
  links: ["https://pkg.go.dev/net/http#ProxyFromEnvironment"],
  match: (failure) =>
    errorOfKind(failure, "network")?.reason === "proxy-value-malformed" ? plainMatch : null,
};
