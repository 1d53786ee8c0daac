import { settingOf } from "../pipeline/settings.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const goproxyMalformed: Rule = {
  cause: "goproxy-malformed",
  title: ({ failure, run }) => {
    const value = errorOfKind(failure, "goproxy-malformed")?.value ?? settingOf(run, "GOPROXY")?.value;
    return value === undefined
      ? "go cannot make sense of GOPROXY"
      : `go cannot make sense of GOPROXY: ${value}`;
  },
  why:
    "GOPROXY is a list of URLs, `direct` and `off`, separated by `,` or `|`. Each URL begins with https://, http:// or " +
    "file://, or with a bare host name that has a dot, which counts as https. An entry breaks that rule, and go stops " +
    "before it asks anyone.",
  looksLike: {
    log: [
      "invalid proxy URL missing scheme: VALUE",
      "invalid proxy URL scheme (must be https, http, file): ftp://HOST",
      "GOPROXY list is not the empty string, but contains no entries",
    ],
    trace: ["go.mod is read, no socket, exit status 1"],
  },
  isNot: [
    { cause: "goproxy-off", tell: "there the value is right and forbids every look-up" },
    { cause: "dns-no-such-host", tell: "a misspelled host is a valid URL, whose name does not resolve" },
  ],
  fixes: () => [
    fix(
      "see the value, and whether the environment or go's own file sets it",
      "go env GOPROXY; go env GOENV; env | grep GOPROXY",
    ),
    fix("write it as go understands it", "go env -w GOPROXY=https://proxy.golang.org,direct"),
    fix(
      "a value in the environment goes before go env -w: take it out of the profile or the CI settings",
      "unset GOPROXY",
    ),
  ],
  links: ["https://go.dev/ref/mod#environment-variables", "https://go.dev/ref/mod#module-proxy"],
  match: (failure) => errorOfKind(failure, "goproxy-malformed") && localMatch,
};
