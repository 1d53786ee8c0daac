/** What a removed text was. */
export const secretKinds = [
  "url-credentials",
  "authorization",
  "cookie",
  "netrc-password",
  "git-credential",
  "token",
  "private-key",
  "url-signature",
  "credentials-file",
] as const;

export type SecretKind = (typeof secretKinds)[number];

/** How one kind of secret is recognised: two groups, one right after the other, what stays and the secret. */
export interface SecretPattern {
  kind: SecretKind;
  pattern: RegExp;
}

/** White space, or what strace writes for it. */
const blank = String.raw`(?:\s|\\n|\\t)+`;

/** Files that hold nothing but secrets, as -y prints them behind a descriptor. */
const credentialsFile = String.raw`(?:[._]netrc|/(?:netrc|credentials)(?=>)|\.git-credentials|git/credentials|\.npmrc|\.docker/config\.json|\.ssh/id_\w+|\.pem|\.key|(?<!/go)\.env)`;

export const secretPatterns: readonly SecretPattern[] = [
  {
    kind: "private-key",
    pattern: /(-----BEGIN [A-Z ]*PRIVATE KEY-----)((?:(?!-----END )[\s\S])+)/g,
  },
  {
    kind: "credentials-file",
    pattern: new RegExp(
      String.raw`((?:read|readv|pread64|write|pwrite64)\(\d+<[^>]*${credentialsFile}>, (?:\[\{iov_base=)?")((?:[^"\\]|\\.)+)`,
      "g",
    ),
  },
  // `https://user:secret@host`; the password runs to the last @ before the path, as URL parsers have it.
  { kind: "url-credentials", pattern: /\b([a-z][a-z0-9+.-]*:\/\/[^\s/?#:@"'<>]*:)([^\s/?#"'<>]*)(?=@)/gi },
  // The same where the URL stands in a query of another.
  {
    kind: "url-credentials",
    pattern:
      /\b([a-z][a-z0-9+.-]*%3A%2F%2F(?:(?!%3A|%40|%2F)[^\s/?#:@"'<>&])*%3A)((?:(?!%40|%2F)[^\s/?#"'<>&])+)(?=%40)/gi,
  },
  // A user alone is a token over http, and only a name over ssh.
  { kind: "url-credentials", pattern: /\b(https?:\/\/)([^\s/?#:@"'<>]+)(?=@)/gi },
  {
    kind: "authorization",
    pattern:
      /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?(?:(?:basic|bearer|digest|negotiate|token)\s+)?)([^\s"'\\,]+)/gi,
  },
  // The rest of a Digest's parameters.
  { kind: "authorization", pattern: /\b((?:response|cnonce|nonce)=\\?")([^"\\\s]+)/gi },
  { kind: "cookie", pattern: /\b((?:set-)?cookie:\s*)([^\r\n"'\\]+)/gi },
  // `machine h login l password p` of .netrc.
  {
    kind: "netrc-password",
    pattern: new RegExp(
      String.raw`\b((?:machine|login|account)${blank}[^\s\\]+${blank}password${blank})([^\s"'\\]+)`,
      "gi",
    ),
  },
  // What git's credential helpers say to each other, a line each.
  { kind: "git-credential", pattern: /((?:^|\\n|\n|")password=)([^\s"'\\&,;]+)/gi },
  // `GITHUB_TOKEN=…`, `?private_token=…`, `"password": "…"`, `PRIVATE-TOKEN: …`; not a sentence with a colon in it.
  {
    kind: "token",
    pattern:
      /\b((?:[a-z0-9]+[_-])*[a-z0-9]*(?:token|secret|password|passwd|(?:api|access|secret|private|signing)_?key)(?:=["']?|["']:\s*["']))([^\s"'\\&,;]+)/gi,
  },
  {
    kind: "token",
    pattern: /(--?(?:[a-z]+-)*(?:token|password|secret)(?:",\s*"|\s+))([^\s"'\\&,;-][^\s"'\\&,;]*)/gi,
  },
  { kind: "token", pattern: /\b((?:[a-z0-9]+-)+token:\s+)([^\s"'\\&,;]+)/gi },
  // Shapes that their makers gave them so that they can be found.
  { kind: "token", pattern: /\b(gh[a-z]_|github_pat_|glpat-|npm_|xox[abprs]-)([A-Za-z0-9_-]{8,})/g },
  { kind: "token", pattern: /\b(AKIA|ASIA)([A-Z0-9]{16})\b/g },
  { kind: "token", pattern: /\b(eyJ)([A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)/g },
  {
    kind: "url-signature",
    pattern:
      /([?&](?:X-Amz-(?:Signature|Credential|Security-Token)|X-Goog-Signature|sig|signature)=)([^\s"'\\&]+)/gi,
  },
];

/** Most strings hold none of these, and a report has many strings. An @ alone stands in every path of the module cache. */
export const mayHoldSecret: RegExp =
  /:\/\/[^\s/?#"'<>]*@|%3A%2F%2F|auth|cookie|password|passwd|token|secret|(?:api|access|private|signing)_?key|gh[a-z]_|github_pat_|glpat-|npm_|xox|AKIA|ASIA|eyJ|PRIVATE KEY|nonce|[?&](?:x-amz-|x-goog-|sig)|netrc|credentials|\.npmrc|docker|\.ssh|\.pem|\.key|\.env/i;

/** What advice has where the reader is to put a secret of his own. */
export const placeholder: RegExp =
  /^(?:USER|PASSWORD|TOKEN|SECRET|\$[A-Z_]+|\$\{[A-Z_]+\}|\.{3}|\*{3}|USER:PASSWORD)$/;
