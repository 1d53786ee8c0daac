import type { Failure, Run } from "../model/run.ts";
import { escapeModulePath } from "../pipeline/module-path.ts";
import { localMatch } from "./local-helpers.ts";
import { errorOfKind, within } from "./matching.ts";
import { fix, type Match, type Rule } from "./rule.ts";

export const cacheCorrupt: Rule = {
  cause: "cache-corrupt",
  title: ({ failure, moduleVersion }) =>
    failure.module === null
      ? "a file in the module cache is damaged"
      : `the module cache's copy of ${moduleVersion} is damaged`,
  why:
    "Go never looks at a cached module again once it is stored, so a copy that was damaged afterwards stays: a disk that " +
    "was full, a machine that lost power, a CI cache that was packed or restored half, an edit inside of GOMODCACHE. " +
    "Nobody on the network has a part in it.",
  looksLike: {
    log: [
      "-> unzip …/cache/download/MOD/@v/VER.zip: zip: not a valid zip file",
      "unzip …: zip: checksum error",
      "MOD VER: dir has been modified (DIR); zip has been modified (FILE); missing ziphash (go mod verify)",
      "target directory DIR exists and is not empty",
    ],
    trace: ["the .zip in the cache is opened and read, no request for it goes out"],
  },
  isNot: [
    {
      cause: "zip-invalid",
      tell: "there the archive has just been downloaded: the proxy serves something else",
    },
    { cause: "cache-poisoned", tell: "there a whole page was stored as go.mod" },
    { cause: "checksum-mismatch-gosum", tell: "there the copy is readable and has another hash than go.sum" },
  ],
  fixes: ({ failure, module }) => [
    fix(
      "drop the copies of this module: they are fetched again",
      failure.module === null
        ? "go clean -modcache"
        : `rm -rf "$(go env GOMODCACHE)"/cache/download/${escapeModulePath(module)}/@v`,
    ),
    ...(failure.module === null ? [] : [fix("or the whole module cache", "go clean -modcache")]),
    fix("see what else differs from what was downloaded", "go mod verify"),
    fix("in CI: change the cache's key, so that the damaged one is not restored"),
  ],
  links: ["https://go.dev/ref/mod#module-cache", "https://go.dev/ref/mod#go-mod-verify"],
  outranks: ["zip-invalid"],
  match: (failure, run) => (errorOfKind(failure, "cache-modified") ? localMatch : damagedZip(failure, run)),
};

function damagedZip(failure: Failure, run: Run): Match | null {
  const zip = errorOfKind(failure, "zip-invalid");
  if (!zip || downloadedNow(failure, run)) return null;
  if (zip.reason === "not-empty") return localMatch;
  return within(failure, "unzip") && (zip.reason === "not-a-zip" || zip.reason === "checksum")
    ? localMatch
    : null;
}

function downloadedNow(failure: Failure, run: Run): boolean {
  return run.attempts.some(
    (attempt) => attempt.endpoint === ".zip" && attempt.status === 200 && attempt.module === failure.module,
  );
}
