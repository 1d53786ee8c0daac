// Which lines belong to one message. go joins the parts of an error by line break and TAB; wrappers turn TABs to blanks
// or lose them, and some parts have none (go.mod errors, git's advice, SECURITY ERROR).

/** What is known of the message that is being collected. */
export interface OpenGroup {
  readonly lines: readonly string[];
  /** The head's own indentation, in columns: a log quoted in an issue is indented as a whole. */
  readonly indent: number;
  /** Blank lines since the last line of text; kept only if text of the same message follows. */
  readonly blanks: number;
}

const longestGroup = 2000;

/** Begins a message whatever stands before it, unless a server's words are being read. */
const strongHead =
  /^(?:go: |go get: |go mod download: |go get \S+: |go install: |# get |# lock |# cd |-> unzip |verifying \S+@|exit status \d|mkdir -p \S+ # |\d+\.\d+s # |cd \S+; |go package net: |http2: |panic: |\{|\+ |\$ )/u;

/** A message that may go on over several lines. */
const openHead =
  /^(?:go: |go [a-z]|can't load package|verifying |[^\s:]+\.go:\d|[^\s@:]+@|\S+ (?:imports|requires|tested by)$|package |build |module |error |errors |malformed go\.sum|cannot |ambiguous |missing |# cd |-> unzip |GOAUTH encountered|panic: |fatal error: |SIG|runtime|goroutine |\[signal|get "|Get "|unzip |version |reading |git |fatal: |svn: |inconsistent |parsing |updates to |no required |pattern |\/\S+\/link: )/u;

const indentation = /^[\t ]*/u;

/** The width of a line's indentation; a TAB counts as eight columns, which is what wrappers make of it. */
export function indentOf(line: string): number {
  let width = 0;
  for (const character of indentation.exec(line)?.[0] ?? "") width += character === "\t" ? 8 : 1;
  return width;
}

/** Whether `line` goes on with the message in `group`. */
export function continues(group: OpenGroup, line: string): boolean {
  const [head = ""] = group.lines;
  if (group.lines.length >= longestGroup) return false;
  const text = line.trimStart();
  if (indentOf(line) > group.indent && openHead.test(head)) {
    if (!strongHead.test(text)) return group.blanks === 0 || goesOnAfterBlank(group, text);
    return group.blanks === 0 && group.lines.some((one) => one.includes("server response:"));
  }
  if (strongHead.test(text)) return false;
  return continuesUnindented(group, head, text);
}

/** Whether `line` is the rest of the last line: the place, or what go was about, stands there, and here why it failed. */
export function endsLine(group: OpenGroup, line: string): boolean {
  const last = (group.lines.at(-1) ?? "").trimEnd();
  if (group.blanks > 0 || !last.endsWith(":") || !openHead.test(group.lines[0] ?? "")) return false;
  return (/^[^\s:]+\.go:\d+:\d+:$/u.test(last) ? placedError : reason).test(line.trimStart());
}

/** How many lines a margin may have made of one. */
const mostBroken = 4;

/** A line of go's that says no more than where: what follows at once may be the rest of it, broken at a margin. */
export function mayGoOn(group: OpenGroup, already: number, line: string): boolean {
  const [head = "", ...others] = group.lines;
  if (others.length > 0 || group.blanks > 0 || already >= mostBroken) return false;
  return head.length >= shortestBroken && brokenHead.test(head) && !strongHead.test(line.trimStart());
}

const shortestBroken = 40;

const brokenHead =
  /^(?:go: (?!downloading |finding |extracting |found |added |upgraded )|go (?:get|install|mod download)[ :]|package \S+: |build \S+: cannot load |Get "|\S+@v\d\S*: |[^\s:]+\.go:\d+:\d+: )/u;

function goesOnAfterBlank(group: OpenGroup, text: string): boolean {
  const [head = ""] = group.lines;
  if (head.includes("inconsistent vendoring"))
    return /^To (?:ignore|sync) |^go (?:mod|work) vendor/u.test(text);
  return (
    group.lines.some((line) => line.includes("exit status ")) ||
    isCrash(head) ||
    /SECURITY ERROR/u.test(group.lines.join("\n"))
  );
}

function continuesUnindented(group: OpenGroup, head: string, text: string): boolean {
  const last = (group.lines.at(-1) ?? "").trimEnd();
  if (group.blanks === 0 && continuesLast(last, text)) return true;
  return parts.some(({ of, part }) => of(head, group) && part.test(text));
}

/** The line before cannot be the last of its message. */
function continuesLast(last: string, text: string): boolean {
  if (/ (?:requires|imports|tested by)$/u.test(last)) return true;
  if (/(?:to add it|to add|to update it|run|requirements, run):$/u.test(last))
    return /^(?:go |cd )/u.test(text);
  if (/parsing \S*go\.mod:$/u.test(last)) return text.startsWith("module declares its path as:");
  if (last.includes("module declares its path as:")) return text.startsWith("but was required as:");
  // Broken before the last words that tell what it is.
  if (/ambiguous import: found (?:package )?\S+$/u.test(last)) return text.startsWith("in multiple ");
  if (/^malformed go\.sum:$|: malformed go\.sum:$/u.test(last)) return /\.sum:\d/u.test(text);
  if (/^cd [^;]+$/u.test(last)) return /^(?:git|hg|svn|bzr|fossil) /u.test(text);
  if (/: exit status \d+:$/u.test(last)) return true;
  return /server response:$|checksum mismatch$/u.test(last);
}

/** Nothing that stands by itself: why what was named in the line before failed. */
const reason =
  /^(?:(?:Get|Head) "?https?:|dial (?:tcp|udp)\b|read (?:tcp|udp|")|lookup \S+(?: on \S+)?: |x509: |tls: |remote error: tls|net\/http: TLS|unexpected EOF$|EOF$|proxyconnect |reading https?:|[45]\d\d [A-Z][a-z]|invalid (?:pseudo-)?version: |unknown revision |unrecognized import path "|checksum mismatch$)/u;

const placedError =
  /^(?:ambiguous import: |no required module |cannot find (?:module|package) |missing go\.sum entry |package \S+ is not in |\S+@v\d\S*: )/u;

interface Part {
  readonly of: (head: string, group: OpenGroup) => boolean;
  readonly part: RegExp;
}

/** Parts that cmd/go itself prints without indentation, or that are known by their words alone. */
const parts: readonly Part[] = [
  {
    of: (_, group) => group.lines.some((line) => /checksum mismatch|SECURITY ERROR/u.test(line)),
    part: /^(?:downloaded: |\S+: +h1:|SECURITY ERROR$|This download does NOT|The bits may have been|have intercepted the|For more information, see 'go help module-auth'|go\.sum database server misbehavior|old database:|new database:|proof of misbehavior:)/u,
  },
  {
    of: (_, group) => group.lines.some((line) => /exit status |: git [a-z-]+ /u.test(line)),
    part: /^(?:Confirm the import path was entered correctly|If this is a private repository, see|fatal: |error: |remote: |hint: |ERROR: |ssh: |git@|Permission denied|Host key|Please make sure you have|and the repository exists|kex_exchange|Connection (?:closed|reset|timed)|No \S+ host key|@+|Warning: |Load key)/u,
  },
  {
    of: (_, group) => /reading "?https?:\/\/\S+: [45]\d\d /u.test(group.lines.at(-1) ?? ""),
    part: /^server response:$/u,
  },
  {
    of: (head) => /errors? (?:parsing|loading) \S+:$/u.test(head),
    part: /^(?:(?:[A-Za-z]:[\\/])?[^:]*\.(?:mod|work)(?::\d+)*: |unknown (?:directive|block type): |invalid (?:go|toolchain) version ')/u,
  },
  {
    of: (head) => head.includes("inconsistent vendoring in "),
    part: /^(?:\S+: is |To ignore the vendor|To sync the vendor|run 'go mod vendor'|go (?:mod|work) vendor$)/u,
  },
  {
    of: (head) => head.includes("reading tree note: "),
    part: /^(?:note:|go\.sum database tree|— |\d+$|[\w+/]{40,}=*$)/u,
  },
  {
    of: isCrash,
    part: /^(?:PC=0x|goroutine \d+ |runtime stack:|created by |[\w./*()·-]+\(.*\)$|\[signal |\[recovered\]|r[a-z0-9]{1,2} +0x|exit status 2$)/u,
  },
  {
    of: (head) => /link: running \S+ failed: /u.test(head),
    part: /^(?:collect2|gcc|g\+\+|clang|cc|\/\S+\/ld): /u,
  },
  { of: (head) => head.includes("cannot find package "), part: /^\/\S+ \(from \$GO/u },
];

function isCrash(head: string): boolean {
  return /^(?:panic: |fatal error: |SIG|runtime|goroutine |\[signal|unexpected fault)/u.test(head);
}
