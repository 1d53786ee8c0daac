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
 * as many leading elements of the path as it has itself. golang.org/x/mod/module, MatchPrefixPatterns.
 */
export function matchPrefixPatterns(patterns: string, path: string): boolean {
  return patterns
    .split(",")
    .map((glob) => glob.trim().replace(/\/$/, ""))
    .some((glob) => glob !== "" && matchesPrefix(glob, path));
}

function matchesPrefix(glob: string, path: string): boolean {
  const elements = glob.split("/").length;
  const prefix = path.split("/").slice(0, elements);
  return prefix.length === elements && globExpression(glob)?.test(prefix.join("/")) === true;
}

/** Go's path.Match: `*` and `?` stop at a slash, `[…]` is a class, `\` quotes. A malformed glob matches nothing. */
function globExpression(glob: string): RegExp | null {
  let source = "";
  for (let i = 0; i < glob.length; i++) {
    const char = glob.charAt(i);
    if (char === "*") source += "[^/]*";
    else if (char === "?") source += "[^/]";
    else if (char === "\\" && i + 1 < glob.length) source += quote(glob.charAt(++i));
    else if (char === "[") {
      const end = glob.indexOf("]", i + 2);
      if (end < 0) return null;
      const body = glob.slice(i + 1, end).replace(/[\\[\]]/g, String.raw`\$&`);
      source += `(?!/)[${body}]`;
      i = end;
    } else source += quote(char);
  }
  try {
    return new RegExp(`^${source}$`, "s");
  } catch {
    return null;
  }
}

function quote(char: string): string {
  return char.replace(/[$()*+./?[\\\]^{|}-]/, String.raw`\$&`);
}
