import { escapeModulePath } from "../pipeline/module-path.ts";
import { originOfGomod } from "./gomod-origin.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind } from "./matching.ts";
import { fix, type Rule } from "./rule.ts";

export const cachePoisoned: Rule = {
  cause: "cache-poisoned",
  title: ({ moduleVersion }) => `the module cache holds something that is no go.mod for ${moduleVersion}`,
  why:
    "An earlier run stored a page as this module's go.mod: a captive portal or a login page answered 200 in the proxy's " +
    "place, and neither go.sum nor the checksum database was there to notice. Go does not fetch what it has, so the " +
    "failure stays, on a good network and on none.",
  looksLike: {
    log: ["go: MOD@VER: parsing go.mod: missing module line, without any request before it"],
    trace: ["…/cache/download/MOD/@v/VER.mod is opened and read, no data from any host, exit status 1"],
  },
  isNot: [
    { cause: "http-not-a-module", tell: "there the page came in this run" },
    { cause: "dependency-gomod-malformed", tell: "there the file is a go.mod, with an error in a line" },
    { cause: "cache-corrupt", tell: "there the archive is damaged, not go.mod replaced" },
  ],
  fixes: ({ failure, module }) => {
    const directory = failure.module === null ? "MODULE" : escapeModulePath(module);
    return [
      fix("look at what is stored", `head -3 "$(go env GOMODCACHE)"/cache/download/${directory}/@v/*.mod`),
      fix("drop it: go fetches it again", `rm -rf "$(go env GOMODCACHE)"/cache/download/${directory}/@v`),
      fix("or the whole module cache, if other modules were stored on the same day", "go clean -modcache"),
      fix("commit go.sum: with it such a page is never stored", "go mod tidy"),
    ];
  },
  links: ["https://go.dev/ref/mod#module-cache", "https://go.dev/ref/mod#authenticating"],
  outranks: ["dependency-gomod-malformed", "http-not-a-module"],
  match(failure, run) {
    const parse = errorOfKind(failure, "dependency-gomod-parse");
    if (parse?.reason !== "missing-module-line" || failure.role === "direct") return null;
    return originOfGomod(failure, run) === "cache" ? { ...localMatch, confidence: "likely" } : null;
  },
};
