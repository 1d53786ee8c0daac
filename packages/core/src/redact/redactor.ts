import { createPrivateNames, type PrivateKind } from "./private-names.ts";
import { mayHoldSecret, placeholder, secretPatterns, type SecretKind } from "./secret-patterns.ts";
import { literal, spellingsOf, unescaped } from "./spellings.ts";

/**
 * `secrets`: what opens a door. `strict`: also what says whose house it is: user names, home folders, hosts that are not
 * public, internal addresses.
 */
export const redactLevels = ["off", "secrets", "strict"] as const;

export type RedactLevel = (typeof redactLevels)[number];

/** How many different texts of one kind were removed. */
export interface Redaction {
  kind: SecretKind | PrivateKind;
  count: number;
}

/**
 * Takes out of one report what must not leave the machine. A secret that is recognised anywhere is removed everywhere, in
 * other spellings too: first `learn` from all that is to be shown, then `redact` it, and `sieve` the text that was made of it.
 */
export interface Redactor {
  learn(text: string, key: string): void;
  redact(text: string): string;
  /** Takes what was learned out of a finished text, whatever its format. */
  sieve(text: string): string;
  counts(): Redaction[];
}

/** A longer memory would be a way to fill it. */
const mostSecrets = 500;
/** What a format may have as a word of its own: the name of a field, of a function. */
const word = /^[a-z_]+$/i;
/** Shorter ones are words that stand anywhere. */
const shortestLearned = 5;

export function createRedactor(level: RedactLevel): Redactor {
  if (level === "off") return { learn: ignore, redact: same, sieve: same, counts: () => [] };
  const names = level === "strict" ? createPrivateNames() : null;
  const found = new Map<string, SecretKind>();
  let learned: RegExp | null = null;

  function note(kind: SecretKind, secret: string): void {
    if (found.size >= mostSecrets || found.has(secret)) return;
    found.set(secret, kind);
    learned = null;
    const password = kind === "authorization" ? passwordOfBasic(secret) : null;
    if (password !== null) note(kind, password);
  }

  function withoutLearned(text: string): string {
    learned ??= patternOf([...found.keys()]);
    return text.replace(learned, "***");
  }

  function redactSecrets(text: string): string {
    const masked = mayHoldSecret.test(text) ? maskPatterns(text, ignore) : text;
    return found.size === 0 ? masked : withoutLearned(maskEscaped(masked, withoutLearned));
  }

  return {
    learn(text, key) {
      names?.learn(text, key);
      for (const candidate of escapes.test(text) ? [text, unescaped(text)] : [text])
        if (mayHoldSecret.test(candidate)) maskPatterns(candidate, note);
    },
    redact(text) {
      const masked = maskEscaped(redactSecrets(text), redactSecrets);
      return names === null ? masked : names.replace(masked);
    },
    sieve(text) {
      const secrets = patternOf([...found.keys()].filter((secret) => !word.test(secret)));
      const sieved = text.replace(secrets, "***");
      return names === null ? sieved : names.replaceInText(sieved);
    },
    counts: () => [...countsOf(found), ...(names?.counts() ?? [])],
  };
}

function ignore(): void {}

function same(text: string): string {
  return text;
}

function maskPatterns(text: string, note: (kind: SecretKind, secret: string) => void): string {
  return secretPatterns.reduce(
    (masked, { kind, pattern }) =>
      masked.replace(pattern, (whole: string, before: string, secret: string) => {
        if (placeholder.test(secret)) return whole;
        note(kind, secret);
        return `${before}***${whole.slice(before.length + secret.length)}`;
      }),
    text,
  );
}

const escapes = /(?:\\x[0-9a-f]{2}|\\[0-7]{1,3}){4}/;

/** A string that strace wrote in escapes goes as a whole where what it says holds a secret. */
function maskEscaped(text: string, redact: (text: string) => string): string {
  if (!escapes.test(text)) return text;
  return text.replaceAll(/"((?:[^"\\]|\\.)*)"/g, (whole, inner: string) => {
    const said = unescaped(inner);
    return said !== inner && redact(said) !== said ? '"***"' : whole;
  });
}

function patternOf(secrets: readonly string[]): RegExp {
  const spellings = secrets
    .filter((secret) => secret.length >= shortestLearned)
    .flatMap(spellingsOf)
    .toSorted((a, b) => b.length - a.length);
  // Nothing matches an empty look-ahead that is turned round.
  return spellings.length === 0 ? /(?!)/g : new RegExp(spellings.map(literal).join("|"), "g");
}

/** RFC 7617, section 2. */
function passwordOfBasic(credentials: string): string | null {
  const decoded = Buffer.from(credentials, "base64").toString("utf8");
  return /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(decoded) ? decoded.slice(decoded.indexOf(":") + 1) : null;
}

function countsOf(found: ReadonlyMap<string, SecretKind>): Redaction[] {
  const counts = new Map<SecretKind, number>();
  for (const kind of found.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count }));
}
