import type { Failure } from "../model/run.ts";
import { forwardProxyHost, showProxyVariables, theForwardProxy } from "./forward-proxy-helpers.ts";
import { answered } from "./http-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const forwardProxyAuth: Rule = {
  cause: "forward-proxy-auth",
  title: (subject) => `${theForwardProxy(subject)} wants a user name and password (407)`,
  why:
    "The company's forward proxy lets nobody through without credentials, and HTTPS_PROXY has none, or wrong ones. Go can " +
    "send a name and password (Basic) from the URL in the variable; it cannot do NTLM or Kerberos, which many company " +
    "proxies demand. The status has no number in go's text, which tells it from an answer of a module proxy.",
  looksLike: {
    log: [
      'Get "https://…": Proxy Authentication Required',
      "reading http://…: 407 Proxy Authentication Required (http URLs)",
      "CONNECT tunnel failed, response 407 (git; older: Received HTTP code 407 from proxy after CONNECT)",
    ],
    trace: ["CONNECT HOST:443 HTTP/1.1 is written, HTTP/1.1 407 is read, both in clear text"],
  },
  isNot: [
    {
      cause: "http-unauthorized",
      tell: "there the module proxy wants credentials: `reading URL: 401 Unauthorized`",
    },
    { cause: "forward-proxy-denied", tell: "there the forward proxy knows who asks, and refuses" },
  ],
  fixes: () => [
    fix("see which forward proxy the environment names", showProxyVariables),
    fix(
      "put name and password into it (each of @ : / # % as %40 %3A %2F %23 %25)",
      "export HTTPS_PROXY=http://USER:PASSWORD@proxy.example:3128",
    ),
    fix(
      "where the proxy demands NTLM or Kerberos: run cntlm or px on this machine, and name that",
      "export HTTPS_PROXY=http://127.0.0.1:3128",
    ),
    fix(
      "a module proxy inside of the network needs no forward proxy: except it",
      "export NO_PROXY=goproxy.corp.example",
    ),
  ],
  links: ["https://pkg.go.dev/net/http#ProxyFromEnvironment"],
  match(failure, run) {
    if (!isAuthAnswer(failure)) return null;
    return { host: forwardProxyHost(failure, run) };
  },
};

/** Go prints the status's text alone, curl its number alone. */
export function isAuthAnswer(failure: Failure): boolean {
  if (answered(failure, 407)) return true;
  const error = errorOfKind(failure, "network");
  if (error?.reason !== "connect-answer") return false;
  if (error.status !== null) return error.status === 407;
  return authenticationTexts.has(error.statusText?.toLowerCase() ?? "");
}

const authenticationTexts: ReadonlySet<string> = new Set([
  "proxy authentication required",
  "authentication required",
  "authenticationrequired",
]);
