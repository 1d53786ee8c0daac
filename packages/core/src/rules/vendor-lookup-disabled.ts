import { again } from "./commands.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const vendorLookupDisabled: Rule = {
  cause: "vendor-lookup-disabled",
  title: ({ command }) => `${command} has to look modules up, and -mod=vendor forbids it`,
  why:
    "With -mod=vendor go uses vendor/ and asks neither cache nor network for modules. A query such as `@latest`, " +
    "`-versions` or -u needs both. The flag is on by itself where vendor/ exists and go.mod says go 1.14 or later, and " +
    "it may also come from GOFLAGS.",
  looksLike: {
    log: [
      "module lookup disabled by -mod=vendor",
      "cannot query module due to -mod=vendor (Go version in go.mod is at least 1.14 and vendor directory exists.)",
    ],
    trace: ["go.mod and vendor/modules.txt are read, no socket, exit status 1"],
  },
  isNot: [
    { cause: "vendor-package-missing", tell: "there an import of the code is not in vendor/" },
    { cause: "goproxy-off", tell: "there GOPROXY=off forbids the look-up, vendor/ or not" },
  ],
  fixes: (subject) => [
    fix("see where the flag comes from", "go env GOFLAGS; ls vendor/modules.txt"),
    fix("for this run let go use the cache and the network", again(subject, "GOFLAGS=-mod=mod")),
    fix("then bring vendor/ up to date", "go mod vendor"),
  ],
  links: ["https://go.dev/ref/mod#vendoring", "https://go.dev/ref/mod#build-commands"],
  match(failure) {
    const disabled = errorOfKind(failure, "lookup-disabled");
    return disabled?.by === "-mod=vendor" && disabled.what !== "import" ? localMatch : null;
  },
};
