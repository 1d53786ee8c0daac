/** Replaces the secrets that go's settings, requests and traces are known to carry by `***`. */
export function maskSecrets(text: string): string {
  // Most strings hold none of these, and a report has many strings.
  if (!mayHoldSecret.test(text)) return text;
  return masks.reduce((masked, mask) => masked.replace(mask.pattern, mask.replacement), text);
}

const mayHoldSecret = /@|authorization|password|passwd|token|secret|api_?key|gh[a-z]_|github_pat_|glpat-/i;

const masks: { pattern: RegExp; replacement: string }[] = [
  // `https://user:secret@host`; the password runs to the last @ before the path, as URL parsers have it.
  { pattern: /\b([a-z][a-z0-9+.-]*:\/\/[^\s/?#:@"'<>]*):[^\s/?#"'<>]*@/gi, replacement: "$1:***@" },
  // A user alone is a token over http, and only a name over ssh.
  { pattern: /\b(https?:\/\/)[^\s/?#:@"'<>]+@/gi, replacement: "$1***@" },
  {
    pattern:
      /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:(?:basic|bearer|digest|negotiate|token)\s+)?)[^\s"'\\,]+/gi,
    replacement: "$1***",
  },
  // `machine h login l password p` of .netrc, and settings such as GITHUB_TOKEN=… or ?private_token=….
  { pattern: /\b(password|passwd)(\s+|\\n|\\t)([^\s"'\\]+)/gi, replacement: "$1$2***" },
  {
    pattern:
      /\b((?:[a-z0-9]+[_-])*(?:token|secret|password|passwd|api_?key)["']?[=:]\s*["']?)[^\s"'\\&,;]+/gi,
    replacement: "$1***",
  },
  { pattern: /\b(gh[a-z]_|github_pat_|glpat-)[A-Za-z0-9_-]{8,}/g, replacement: "$1***" },
];
