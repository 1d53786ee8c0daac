import { answered } from "./http-helpers.ts";
import { plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const httpForbidden: Rule = {
  cause: "http-forbidden",
  title: ({ host, moduleVersion }) => `${host} refuses to serve ${moduleVersion} (403)`,
  why:
    "The server understood and says no. A company proxy blocks a module by policy (curation, vulnerability scan), a token " +
    "lacks the right to read, or the public mirror's storage refuses this network: then .info and .mod work and only .zip, " +
    "which is redirected to storage.googleapis.com, fails. After a `,` go does not ask the next element of GOPROXY.",
  looksLike: {
    log: ["reading URL: 403 Forbidden, often with a server response that names the policy"],
    trace: ["encrypted; for a .zip of the public mirror a second connection, to storage.googleapis.com"],
  },
  isNot: [
    { cause: "forward-proxy-denied", tell: 'there go prints `Get "URL": Forbidden`, without the number' },
    { cause: "http-unauthorized", tell: "there the server does not know who asks: 401" },
    { cause: "http-not-found", tell: "there go would go on to the next element: 404 or 410" },
  ],
  fixes: ({ url, failure }) => [
    fix("read the server's own words", ifKnown(url, `curl -v '${url}'`)),
    failure.role === "module-proxy"
      ? fix("ask whoever runs the proxy to allow this version, or require one that is allowed")
      : fix("ask whoever runs the host for the right to read it"),
    fix("see whether the token in ~/.netrc may read this repository, and has not expired"),
    fix(
      "if only .zip fails at the public mirror: allow storage.googleapis.com, or use another mirror",
      "go env -w GOPROXY=https://goproxy.io,direct",
    ),
  ],
  links: ["https://go.dev/ref/mod#private-module-proxy-auth", "https://go.dev/ref/mod#goproxy-protocol"],
  match: (failure) => (answered(failure, 403) ? plainMatch : null),
};
