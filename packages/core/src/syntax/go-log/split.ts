// One line of a log that holds several of go's: escaped line breaks of structured logs, glued messages.

/** `level=error msg="…"` of logrus, zap's and docker's JSON lines. */
const logfmt = /(?:^|\s)(?:msg|message|error|err|stderr)="((?:[^"\\]|\\.)*)"/u;
const jsonText = /"(?:msg|message|log|error|stderr|stdout|err)"\s*:\s*"((?:[^"\\]|\\.)*)"/u;

/** What tells that escaped text is go's. */
const ours = /go: |# get http|verifying |server response|\.go:\d/u;

/** A line break that was written as `\\n`. What follows tells it from a Windows path (`C:\\new`). */
const escapedBreak =
  /\\n(?=$|["'`)\s\\#/]|go: |fatal: |verifying |server response|[\w./-]+\.go:\d|[A-Z][a-z]+ )/u;

/** A JSON object of go's own (`-json`) is no folded log. */
const goJson = /"(?:ImportPath|Action|Path)":/u;

/** Where a message begins in the middle of a line, behind text that did not end its line. */
const glued =
  /(?<=^|[^\w./@-])(?:go: (?=[a-z\w]\S* ?)|# get https?:\/\/|verifying (?:module: |go\.mod: |\S+@v\d)|The command '\/bin\/sh -c )/u;

/** Errors without `go: ` in the middle of a sentence or of another tool's line: only what no program but go says. */
const gluedPhrase =
  /(?<=^|[^\w./@-])(?:go\.mod requires go >= \d|(?:cannot find module providing|no required module provides) package |missing go\.sum entry |inconsistent vendoring in |cannot find package "|unrecognized import path "|GOPROXY list is not |go\.mod:\d+(?::\d+)?: (?:invalid go version '|unknown (?:directive|block type): )|ambiguous import: found package |[\w.-]+\.[a-z]{2,}\/[^\s:@"'`()<>]+@v\d[^\s:]*: (?=[a-zG])|(?<=`)"?https?:\/\/[^\s"'`]+\/@(?:v\/|latest)[^\s"'`]*": (?=[a-z]))/u;

/** go 1.18 and earlier print `# lock FILE` without a line break behind it. */
const gluedLock = /^(# lock .*?\.lock)((?:mkdir -p |# |cd |go: |-> unzip ).*)$/su;

/** hugo prints how long it collected modules, without a line break behind it. */
const gluedDuration = /^(.* in \d+ m?s)(go: .*)$/su;

/** The lines that a structured log folded into one, or null for an ordinary line. */
export function unfoldLine(text: string): string[] | null {
  if (!/[\\"]/u.test(text) || text.startsWith("http2: ") || goJson.test(text)) return null;
  const quoted = quotedText(text);
  if (quoted !== null) return unescape(quoted).split("\n");
  return escapedBreak.test(text) && ours.test(text) ? unescape(text).split("\n") : null;
}

function quotedText(text: string): string | null {
  const quoted = (text.startsWith("{") ? jsonText : logfmt).exec(text)?.[1];
  return quoted !== undefined && ours.test(quoted) ? quoted : null;
}

function unescape(text: string): string {
  return text.replaceAll(/\\(["\\nrt])/gu, (_, letter: string) => {
    if (letter === "n") return "\n";
    if (letter === "t") return "\t";
    return letter === "r" ? "" : letter;
  });
}

/** A web page, or who pasted it, made one line of several. */
const gluedProgress = /^((?:.*? )?go: (?:downloading|finding|extracting) \S+ v?[\d.]\S*) +(go: .*)$/su;

/** `go get -v` of 1.13 and earlier, pasted with the error behind it. */
const gluedDiscovery = /^(get "[^"]*": found meta tag .*?\?go-get=1) +((?:verifying |go: |get ").*)$/su;

/** Splits what earlier versions of go glued behind `# lock FILE`, and hugo before `go: `. */
export function splitGlued(text: string): string[] {
  const match =
    gluedLock.exec(text) ?? gluedDuration.exec(text) ?? gluedProgress.exec(text) ?? gluedDiscovery.exec(text);
  if (match === null) return [text];
  return [match[1] ?? text, ...splitGlued(match[2] ?? "")];
}

/** The message inside a line that begins with something else; null where there is none. */
export function gluedMessage(text: string): string | null {
  return behind(glued.exec(text), text);
}

/** Like `gluedMessage`, for errors without `go: `: what is found counts only where the grammar knows it. */
export function gluedError(text: string): string | null {
  const found = behind(gluedPhrase.exec(text), text);
  if (found === null) return null;
  const before = text.slice(0, text.length - found.length);
  const end = found.lastIndexOf('"');
  return isOdd(before) && isOdd(found) && end > 0 ? found.slice(0, end) : found;
}

/** A quotation begins in the text, or ends in it. */
function isOdd(text: string): boolean {
  return (text.match(/(?<!\\)"/gu) ?? []).length % 2 === 1;
}

/** A program's text that makes such a message: a verb of fmt's stands where the message has a word. */
const template = /%[+#]?[sqvdwT](?!\w)/u;

function behind(match: RegExpExecArray | null, text: string): string | null {
  if (match === null || match.index === 0 || template.test(text.slice(match.index))) return null;
  const before = text[match.index - 1];
  const rest = text.slice(match.index);
  // Code in a sentence ends at its mark.
  const found = before === "`" && rest.includes("`") ? rest.slice(0, rest.indexOf("`")) : rest;
  // A quote in front has its partner behind.
  const closing = before === "(" ? ")" : before;
  return closing !== undefined && /["'`)_*]/u.test(closing) && found.endsWith(closing)
    ? found.slice(0, -1)
    : found;
}
