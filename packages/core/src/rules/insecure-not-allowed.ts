import { networkError, errorOfKind } from "./matching.ts";
import { ifKnown } from "./commands.ts";
import { complaint } from "./vcs-helpers.ts";
import { fix, riskyFix, type Rule } from "./rule.ts";

export const insecureNotAllowed: Rule = {
  cause: "insecure-not-allowed",
  title: ({ host, module }) =>
    `${host} offers ${module} only without encryption, which go does not use unless it is told to`,
  why:
    "Go fetches from a module's own host by https or ssh alone. No secure way to the repository worked, or an address turned " +
    "out to be http. GOINSECURE allows clear text for the paths it names; the old flag -insecure is gone since 1.17.",
  looksLike: {
    log: [
      "no secure protocol found for repository",
      "insecure URL: http://…",
      "refusing to pass credentials to insecure URL: http://…",
    ],
    trace: ["git ls-remote by https, git+ssh and ssh, one after another, each ends with status 128"],
  },
  isNot: [
    { cause: "tls-not-tls", tell: "there https was spoken to a port without TLS" },
    {
      cause: "vcs-auth-https",
      tell: "there https works, and credentials are missing; see what git itself says",
    },
    { cause: "http-redirect", tell: "there a secure address leads to an insecure one" },
  ],
  fixes: ({ module, host, privatePattern }) => [
    fix(
      "see what git says to each of them",
      ifKnown(module, `GIT_TERMINAL_PROMPT=0 git ls-remote https://${module.replace(/\.git\/.*$/, ".git")}`),
    ),
    fix(
      `have ${host} serve https, or use ssh`,
      ifKnown(host, `git config --global url."ssh://git@${host}/".insteadOf "https://${host}/"`),
    ),
    riskyFix(
      "if it is an internal host: allow clear text for it alone",
      `go env -w GOINSECURE='${privatePattern}' GOPRIVATE='${privatePattern}'`,
      "nobody proves to be that host, and code can be read and altered on the way",
    ),
  ],
  links: ["https://go.dev/ref/mod#private-module-repo-auth", "https://go.dev/ref/mod#environment-variables"],
  match(failure, run) {
    if (networkError(failure, "insecure-url")) return { role: failure.role };
    if (networkError(failure, "insecure-credentials")) return { confidence: "likely" };
    if (!errorOfKind(failure, "insecure-protocol")) return null;
    // The words come after every failure of all protocols; what git itself said may be about something else.
    const hidden = complaint(
      failure,
      run,
      "auth-https",
      "auth-ssh",
      "host-key",
      "dubious-ownership",
      "repo-not-found",
    );
    return hidden ? null : { confidence: "likely" };
  },
};
