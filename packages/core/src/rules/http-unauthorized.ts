import { answered } from "./http-helpers.ts";
import { plainMatch } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { fix, type Rule } from "./rule.ts";

export const httpUnauthorized: Rule = {
  cause: "http-unauthorized",
  title: ({ host }) => `${host} wants credentials that go did not send, or does not accept them (401)`,
  why:
    "The server asks who is there. Go takes credentials from ~/.netrc (for https only, and by the host's name without a " +
    "port), from the URL in GOPROXY, and since 1.24 from what GOAUTH names. A 401 does not let go ask the next element of " +
    "GOPROXY, unless a `|` stands between them.",
  looksLike: {
    log: ["reading URL: 401 Unauthorized", "(1.24 and later sends the request twice under one `# get` line)"],
    trace: ["openat ~/.netrc = -1 ENOENT before the request, or a .netrc without the host"],
  },
  isNot: [
    { cause: "http-forbidden", tell: "there the server knows who asks, and says no: 403" },
    { cause: "forward-proxy-auth", tell: "there the forward proxy asks: 407, or the text without a number" },
    { cause: "vcs-auth-https", tell: "there git asks for a user name, not the module proxy" },
  ],
  fixes: ({ host }) => [
    fix(
      "put the credentials into ~/.netrc (mode 600; in CI and Docker of the user that runs go)",
      `machine ${host.includes(" ") ? "HOST" : host} login USER password TOKEN`,
    ),
    fix(
      "see whether go finds the file: HOME must be right, and NETRC may name another",
      "ls -l ~/.netrc; go env GOAUTH GOPROXY",
    ),
    fix("try the credentials by hand", ifKnown(host, `curl --netrc -v https://${host}/`)),
    fix(
      "1.24 and later: or have git's credential helper asked",
      "go env -w GOAUTH='git /path/to/any/repository'",
    ),
  ],
  links: [
    "https://go.dev/ref/mod#private-module-proxy-auth",
    "https://pkg.go.dev/cmd/go#hdr-GOAUTH_environment_variable",
  ],
  match: (failure) => (answered(failure, 401) ? plainMatch : null),
};
