import { networkError, plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const httpRedirect: Rule = {
  cause: "http-redirect",
  title: (subject) => `${subject.host} ${whereTo(subject)}`,
  why:
    "Go follows up to ten redirects and never one from https to http. A login page that sends the visitor in a circle, http " +
    "and https that point at each other behind a load balancer, and a server that builds its links from a wrong external URL " +
    "end in this.",
  looksLike: {
    log: ['Get "/path": stopped after 10 redirects', "redirected from secure URL A to insecure URL B"],
    trace: ["one request after another over the same connection, or connections to a second host"],
  },
  isNot: [
    { cause: "http-not-a-module", tell: "there the redirects end, at a page that is no module" },
    { cause: "http-unauthorized", tell: "there the server says 401 instead of redirecting to a login" },
  ],
  fixes: ({ url }) => [
    fix(
      "see where it leads",
      ifKnown(url, `curl -sSIL --max-redirs 12 '${url}' | grep -iE '^(HTTP|location)'`),
    ),
    fix("if it leads to a login: give go the credentials that the server wants (~/.netrc)"),
    fix(
      "if it leads from https to http: set the server's external URL to https (external_url, X-Forwarded-Proto)",
    ),
    fix("name in GOPROXY the URL at the end of the chain", "go env GOPROXY"),
  ],
  links: ["https://pkg.go.dev/net/http#Client", "https://go.dev/ref/mod#goproxy-protocol"],
  match: (failure) => networkError(failure, "redirect-loop", "insecure-redirect") && plainMatch,
};

function whereTo({ failure }: Subject): string {
  return networkError(failure, "insecure-redirect")
    ? "redirects from https to http"
    : "redirects without an end";
}
