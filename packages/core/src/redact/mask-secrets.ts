/** Replaces the secrets that go's settings, requests and traces are known to carry by `***`. */
export function maskSecrets(text: string): string {
  // Most strings hold none of these, and a report has many strings.
  if (!mayHoldSecret.test(text)) return text;
  return masks.reduce(
    (masked, pattern) =>
      masked.replace(pattern, (whole: string, before: string, secret: string) =>
        placeholder.test(secret) ? whole : `${before}***${whole.slice(before.length + secret.length)}`,
      ),
    text,
  );
}

const mayHoldSecret = /@|authorization|password|passwd|token|secret|api_?key|gh[a-z]_|github_pat_|glpat-/i;

/** What advice has where the reader is to put a secret of his own. */
const placeholder = /^(?:USER|PASSWORD|TOKEN|SECRET|\$[A-Z_]+|\$\{[A-Z_]+\}|\.{3}|\*{3})$/;

/** White space, or what strace writes for it. */
const blank = String.raw`(?:\s|\\n|\\t)+`;

/** Each has two groups, one right after the other: what stays, and the secret. */
const masks: RegExp[] = [
  // `https://user:secret@host`; the password runs to the last @ before the path, as URL parsers have it.
  /\b([a-z][a-z0-9+.-]*:\/\/[^\s/?#:@"'<>]*:)([^\s/?#"'<>]*)@/gi,
  // A user alone is a token over http, and only a name over ssh.
  /\b(https?:\/\/)([^\s/?#:@"'<>]+)@/gi,
  /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:(?:basic|bearer|digest|negotiate|token)\s+)?)([^\s"'\\,]+)/gi,
  // `machine h login l password p` of .netrc.
  new RegExp(
    String.raw`\b((?:machine|login|account)${blank}[^\s\\]+${blank}password${blank})([^\s"'\\]+)`,
    "gi",
  ),
  // `GITHUB_TOKEN=…`, `?private_token=…`, `"password": "…"`, `PRIVATE-TOKEN: …`; not a sentence with a colon in it.
  /\b((?:[a-z0-9]+[_-])*(?:token|secret|password|passwd|api_?key)(?:=["']?|["']:\s*["']))([^\s"'\\&,;]+)/gi,
  /\b((?:[a-z0-9]+-)+token:\s+)([^\s"'\\&,;]+)/gi,
  /\b(gh[a-z]_|github_pat_|glpat-)([A-Za-z0-9_-]{8,})/g,
];
