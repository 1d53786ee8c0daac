// Where strace and the traced program share one stream (no -o), the program's output lands inside strace's lines:
// strace writes a call's beginning before the call runs and the rest after it.
//
//   write(1, "no newline", 10no newline)              = 10
//   [pid 31315] futex(0xc000048d48, FUTEX_WAIT_PRIVATE, 0, NULLgo: github.com/acme/widget@v1.2.0: reading …
//
// strace breaks off behind a whole token, so the program's text starts where the arguments' tokens end.
import { annotationEnd, closingQuote } from "./annotation.ts";

const token =
  /, |-?0x[0-9a-f]+|-?\d+|[A-Z_][A-Z0-9_]*|[a-z_][A-Za-z0-9_]*[=(]|[a-z]\)|\/\*[^]*?\*\/|\.\.\.|\?\?\?| (?:or|&&|==|=>) |->|<<|[,{}[\]()|~&*@=]| (?=["\-0-9<A-Z_a-z{}[\]()|~&*@/.?]|$)/y;

/** The index behind the token at `at`; -1 where none of strace's tokens is there. */
function tokenEnd(text: string, at: number): number {
  // Strings and annotations may be megabytes long, for which a pattern with a choice at each character has no stack.
  if (text.startsWith('"', at)) {
    const end = closingQuote(text, at + 1) + 1;
    return end > text.length ? -1 : text.startsWith("...", end) ? end + 3 : end;
  }
  if (text.startsWith("<", at) && !text.startsWith("<<", at)) {
    const end = annotationEnd(text, at + 1);
    return end < 0 ? -1 : end + 1;
  }
  token.lastIndex = at;
  return token.test(text) ? token.lastIndex : -1;
}

const outputCall = /^(?:write|writev|pwrite64|sendto|sendmsg)$/;
const written = /^(?:[12](?:<[^]*>)?, )"(?:[^"\\]|\\[^])*"(?:\.\.\.)?, \d+/;

/** The index at which the arguments that start at `start` stop being strace's; the text's length where they do not. */
export function inlineStart(text: string, start: number, name: string): number {
  // A write's own text follows its count, and may look like anything.
  const own = outputCall.test(name) ? written.exec(text.slice(start)) : null;
  if (own !== null) return start + own[0].length;
  let at = start;
  while (at < text.length) {
    const end = tokenEnd(text, at);
    if (end < 0) return at;
    at = end;
  }
  return at;
}

// The name is what strace was called by, so it may have a path in front, which is looked for backwards: a pattern that
// begins with one would try every character of a long line.
const announcement = /strace[\w.-]{0,40}: Process \d+ (?:attached|detached)/g;

/** Where strace says, within a line and not before `start`, that it follows another process; null where it does not. */
export function announcementStart(text: string, start: number): number | null {
  announcement.lastIndex = start;
  const name = announcement.exec(text)?.index ?? null;
  if (name === null || text[name - 1] !== "/") return name;
  let at = name;
  while (at > start && !/[\s"(]/.test(text.charAt(at - 1))) at -= 1;
  // A path begins with a dot or, behind the call's last token, with its first slash.
  return text[at] === "." ? at : text.indexOf("/", at);
}

/** Arguments of a call with the program's output taken out. */
export interface Separated {
  readonly args: string;
  /** What the program printed; null where it printed nothing into this line. */
  readonly output: string | null;
}

/** Separates a whole call's arguments from what its own write put behind them. */
export function separateWrite(name: string, args: string): Separated {
  if (!outputCall.test(name)) return { args, output: null };
  const match = written.exec(args);
  if (match === null || match[0].length === args.length) return { args, output: null };
  const output = args.slice(match[0].length);
  // sendto goes on after the count.
  return output.startsWith(", ") ? { args, output: null } : { args: match[0], output };
}
