import { settingOf } from "../pipeline/settings.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const goflagsInvalid: Rule = {
  cause: "goflags-invalid",
  title: ({ failure, run }) => {
    const flag = errorOfKind(failure, "goflags-invalid")?.flag ?? settingOf(run, "GOFLAGS")?.value;
    return flag === undefined
      ? "GOFLAGS holds something that is no flag"
      : `GOFLAGS holds something that go refuses: ${flag}`;
  },
  why:
    "GOFLAGS is a list of flags, separated by blanks, that go adds to every command that knows them. Each needs its " +
    "dash, and `=` before its value: `-mod=mod`, not `mod=mod` and not `-mod mod`. A flag that no go command knows is " +
    "refused as well, even by `go env`.",
  looksLike: {
    log: [
      'go: parsing $GOFLAGS: non-flag "mod=mod"',
      "go: parsing $GOFLAGS: unknown flag -insecure",
      "go: parsing $GOFLAGS: …",
    ],
    trace: ["go ends before it reads go.mod, no socket"],
  },
  isNot: [
    {
      cause: "usage-error",
      tell: "there the flag stands on the command line, and go prints `flag provided but not defined`",
    },
    { cause: "goenv-invalid", tell: "there another setting has the bad value" },
  ],
  fixes: () => [
    fix(
      "see where the value comes from: the environment, or the file that go env -w writes",
      'echo "$GOFLAGS"; cat ~/.config/go/env',
    ),
    fix("write flags with their dash and =", "export GOFLAGS=-mod=mod"),
    fix("or do without", "unset GOFLAGS; go env -u GOFLAGS"),
  ],
  links: [
    "https://go.dev/ref/mod#environment-variables",
    "https://pkg.go.dev/cmd/go#hdr-Environment_variables",
  ],
  outranks: ["usage-error"],
  match(failure, run) {
    // Go names no place for a flag that it no longer has: on the command line it is a usage error.
    const removed = errorOfKind(failure, "usage")?.reason === "removed-flag";
    if (removed) return settingOf(run, "GOFLAGS")?.value.includes("-insecure") ? localMatch : null;
    return errorOfKind(failure, "goflags-invalid") && localMatch;
  },
};
