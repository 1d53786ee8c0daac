import { pathMatches } from "./path-match.ts";

/**
 * Undoes the escaping of the module cache and of proxy URLs: `github.com/!azure/x` is `github.com/Azure/x`.
 * golang.org/x/mod/module, EscapePath.
 */
export function unescapeModulePath(escaped: string): string {
  return escaped.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The escaping of the module cache and of proxy URLs. */
export function escapeModulePath(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

/**
 * Tells whether a comma-separated list of globs, as in GOPRIVATE, covers a module path: each glob is matched against
 * as many leading elements of the path as it has itself. Blanks are not taken off: ` b` in `a, b` matches nothing that there
 * is. golang.org/x/mod/module, MatchPrefixPatterns.
 */
export function matchPrefixPatterns(patterns: string, path: string): boolean {
  return patterns
    .split(",")
    .map((glob) => glob.replace(/\/$/, ""))
    .some((glob) => glob !== "" && matchesPrefix(glob, path));
}

function matchesPrefix(glob: string, path: string): boolean {
  const elements = glob.split("/").length;
  const prefix = path.split("/").slice(0, elements);
  return prefix.length === elements && pathMatches(glob, prefix.join("/"));
}
