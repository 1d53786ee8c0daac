import type { Failure } from "../model/run.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule, type Subject } from "./rule.ts";

export const goenvInvalid: Rule = {
  cause: "goenv-invalid",
  title: (subject) => {
    const value = errorOfKind(subject.failure, "goenv-invalid")?.value;
    return value
      ? `the setting ${name(subject)} has a value that go refuses: ${value}`
      : `the setting ${name(subject)} is not valid`;
  },
  why:
    "Go reads its settings from the environment and from the file that `go env -w` writes. Some values end the command " +
    "at once: a GOPATH or GOMODCACHE that is not an absolute path (`~` in quotes is none), a word that GO111MODULE, " +
    "GOTOOLCHAIN or GOAUTH does not know, a line of the file that is no NAME=VALUE.",
  looksLike: {
    log: [
      'go: GOPATH entry is relative; must be absolute path: "rel".',
      'GOMODCACHE entry is relative; must be absolute path: "rel".',
      "go: unknown environment setting GO111MODULE=x",
      'go: invalid GOTOOLCHAIN "x" (1.21 and later)',
    ],
    trace: ["~/.config/go/env may be read, no go.mod, no socket, exit status 1 or 2"],
  },
  isNot: [
    { cause: "goflags-invalid", tell: "there the words are `parsing $GOFLAGS`" },
    { cause: "home-missing", tell: "there the value is missing, not wrong" },
    { cause: "goproxy-malformed", tell: "there the bad value is that of GOPROXY" },
  ],
  fixes: (subject) => [
    fix(
      "see the value and where it is set: the environment goes before the file",
      `env | grep '^GO'; cat "$(go env GOENV)"`,
    ),
    fix("set it right: paths absolute, written out without ~", `export ${name(subject)}=…`),
    fix("or go back to go's default", `unset ${name(subject)}; go env -u ${name(subject)}`),
  ],
  links: [
    "https://pkg.go.dev/cmd/go#hdr-Environment_variables",
    "https://go.dev/ref/mod#environment-variables",
  ],
  match: (failure) => (isBadSetting(failure) ? localMatch : null),
};

function isBadSetting(failure: Failure): boolean {
  const toolchain = errorOfKind(failure, "toolchain-invalid");
  return (
    errorOfKind(failure, "goenv-invalid") !== null ||
    errorOfKind(failure, "goauth-invalid") !== null ||
    toolchain?.reason === "gotoolchain"
  );
}

function name({ failure }: Subject): string {
  if (errorOfKind(failure, "goauth-invalid")) return "GOAUTH";
  if (errorOfKind(failure, "toolchain-invalid")) return "GOTOOLCHAIN";
  return errorOfKind(failure, "goenv-invalid")?.name ?? "GO…";
}
