// One line of a log that holds several of go's: escaped line breaks of structured logs, glued messages.

/** `level=error msg="…"` of logrus, zap's and docker's JSON lines. */
const logfmt = /(?:^|\s)(?:msg|message|error|err|stderr)="((?:[^"\\]|\\.)*)"/u;
const jsonText = /"(?:msg|message|log|error|stderr|stdout|err)"\s*:\s*"((?:[^"\\]|\\.)*)"/u;

/** What tells that escaped text is go's. */
const ours = /go: |# get http|verifying |server response|\.go:\d/u;

/** Where a message begins in the middle of a line, behind text that did not end its line. */
const glued =
  /(?<=^|[^\w./@-])(?:go: (?=[a-z\w]\S* ?)|# get https?:\/\/|verifying (?:module: |go\.mod: |\S+@v\d))/u;

/** go 1.18 and earlier print `# lock FILE` without a line break behind it. */
const gluedLock = /^(# lock .*?\.lock)((?:mkdir -p |# |cd |go: |-> unzip ).*)$/su;

/**
 * The lines that a structured log folded into one, or null for an ordinary line. A JSON object of go's own (`-json`)
 * is none: its fields are `Path`, `ImportPath`, `Action`.
 */
export function unfoldLine(text: string): string[] | null {
  if (!text.includes("\\n") && !text.includes('\\"') && !text.includes('"')) return null;
  if (/"(?:ImportPath|Action|Path)":/u.test(text)) return null;
  const quoted = logfmt.exec(text)?.[1] ?? (text.startsWith("{") ? jsonText.exec(text)?.[1] : undefined);
  if (quoted !== undefined && ours.test(quoted)) return unescape(quoted).split("\n");
  if (text.includes("\\n") && ours.test(text) && !text.startsWith("http2: "))
    return unescape(text).split("\n");
  return null;
}

function unescape(text: string): string {
  return text.replaceAll(/\\(["\\nrt])/gu, (_, letter: string) => {
    if (letter === "n") return "\n";
    if (letter === "t") return "\t";
    return letter === "r" ? "" : letter;
  });
}

/** Splits what earlier versions of go glued behind `# lock FILE`. */
export function splitGlued(text: string): string[] {
  const match = gluedLock.exec(text);
  if (match === null) return [text];
  return [match[1] ?? text, ...splitGlued(match[2] ?? "")];
}

/** The message inside a line that begins with something else; null where there is none. */
export function gluedMessage(text: string): string | null {
  const match = glued.exec(text);
  if (match === null || match.index === 0) return null;
  const before = text[match.index - 1];
  const found = text.slice(match.index);
  // A quote in front has its partner behind.
  const closing = before === "(" ? ")" : before;
  return closing !== undefined && /["'`)_*]/u.test(closing) && found.endsWith(closing)
    ? found.slice(0, -1)
    : found;
}
