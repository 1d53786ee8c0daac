import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const usageError: Rule = {
  cause: "usage-error",
  title: ({ command, failure }) => {
    const usage = errorOfKind(failure, "usage");
    return usage && usage.text !== ""
      ? `this go does not understand ${command}: ${firstLine(usage.text)}`
      : `this go does not understand ${command}`;
  },
  why:
    "Go prints its usage and ends with status 2 before it does anything. The flag or command belongs to another Go " +
    "version (`go mod download -x` came with 1.14, `go mod tidy -x` with 1.20, `go get -insecure` went with 1.17), " +
    "stands behind the arguments, or is misspelled.",
  looksLike: {
    log: [
      "flag provided but not defined: -x, then usage: go …",
      "go: unknown subcommand, or: go CMD: unknown command, Run 'go help' for usage.",
    ],
    trace: ["the usage is written, exit status 2, no go.mod, no socket"],
  },
  isNot: [
    { cause: "goflags-invalid", tell: "there the flag stands in GOFLAGS, and go says `parsing $GOFLAGS`" },
    { cause: "no-gomod", tell: "there the command is right and runs outside of a module" },
  ],
  fixes: ({ run }) => {
    const words = run.argv?.slice(1).filter((word) => !word.startsWith("-")) ?? [];
    const topic = words[0] === "mod" || words[0] === "work" ? words.slice(0, 2) : words.slice(0, 1);
    return [
      fix("see what this go knows", ["go version; go help", ...topic].join(" ")),
      fix("put flags before the packages and modules"),
      fix("take the flag out, or a Go that has it"),
    ];
  },
  links: ["https://pkg.go.dev/cmd/go", "https://go.dev/ref/mod#mod-commands"],
  match: (failure) => errorOfKind(failure, "usage") && localMatch,
};

function firstLine(text: string): string {
  return text.split("\n")[0]?.replace(/\.$/, "") ?? "";
}
