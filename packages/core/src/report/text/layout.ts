import { createRequire } from "node:module";

/** Breaks text into lines of at most `width` columns, at spaces where it can, inside a word where it must. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    let rest = line === "" ? word : `${line} ${word}`;
    if (columns(rest) > width && columns(word) <= width) {
      lines.push(line);
      rest = word;
    }
    while (columns(rest) > width) {
      const head = rest.slice(0, breakingPoint(rest, width));
      lines.push(head.trimEnd());
      rest = rest.slice(head.length);
    }
    line = rest;
  }
  return [...lines, line];
}

/** Where a line that ends in a word too long to fit is cut: after a character at which a reader expects it. */
function breakingPoint(text: string, width: number): number {
  const head = prefix(text, width);
  const border = head.search(/[ /,;:=&?@.-][^ /,;:=&?@.-]*$/) + 1;
  return border > width / 2 ? border : head.length;
}

/** Breaks a command at spaces outside quotes, by the backslash that a shell joins lines at; no word is broken. */
export function wrapCommand(command: string, width: number): string[] {
  const words = command.match(/(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*"|['"])+/g) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && columns(longer) > width - 2) {
      lines.push(`${line} \\`);
      line = columns(word) + 4 > width ? word : `  ${word}`;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** The longest beginning that fits into `width` columns; at least one character, so that a caller's loop ends. */
function prefix(text: string, width: number): string {
  if (oneColumnEach.test(text)) return text.slice(0, Math.max(1, width));
  let taken = "";
  let used = 0;
  for (const segment of charactersOf(text)) {
    used += columns(segment);
    if (used > width && taken !== "") break;
    taken += segment;
  }
  return taken;
}

/** What a reader takes for one character each: a letter with its accents, a flag. */
function charactersOf(text: string): string[] {
  if (oneColumnEach.test(text)) return text.split("");
  // What is made first loads the rules of all scripts.
  segmenter ??= new Intl.Segmenter("en");
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

let segmenter: Intl.Segmenter | null = null;

/** Takes out the middle of a text that is wider than `width`: the host and the file name are at its ends. */
export function shorten(text: string, width: number): string {
  if (columns(text) <= width) return text;
  const tail = prefix(reversed(text), Math.floor((width - 1) / 2));
  return `${prefix(text, Math.ceil((width - 1) / 2))}…${reversed(tail)}`;
}

function reversed(text: string): string {
  return charactersOf(text).toReversed().join("");
}

/** Takes off the end of a text that is wider than `width`. */
export function cutAt(text: string, width: number): string {
  return columns(text) <= width ? text : `${prefix(text, width - 1)}…`;
}

/** Wraps a text that is to fill `limit` lines at most: if it is longer, its middle goes. */
export function wrapAtMost(text: string, width: number, limit: number): string[] {
  for (let room = width * limit; room > width; room -= 4) {
    const lines = wrap(shorten(text, room), width);
    if (lines.length <= limit) return lines;
  }
  return [shorten(text, width)];
}

/** Fills up with spaces to `width` columns. */
export function padTo(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columns(text)));
}

/** Puts `indent` spaces before each line but an empty one. */
export function indented(lines: readonly string[], indent: number): string[] {
  return lines.map((line) => (line === "" ? "" : " ".repeat(indent) + line));
}

/** `first` before the first line, and as much room before the others: a bullet, a number, a label. */
export function hanging(first: string, lines: readonly string[]): string[] {
  const room = " ".repeat(columns(first));
  return lines.map((line, index) => (index === 0 ? first : room) + line);
}

/** The columns that a text takes on a terminal, escape sequences not counted. */
export function columns(text: string): number {
  if (oneColumnEach.test(text)) return text.length;
  stringWidth ??= (createRequire(import.meta.url)("string-width") as { default: StringWidth }).default;
  return stringWidth(text);
}

// Made when it is needed: its patterns of all emoji take longer to make than the rest of a report. It says the same of these
// characters, ASCII and the signs that gotrace itself prints; a test asks it.
type StringWidth = (text: string) => number;
let stringWidth: StringWidth | null = null;
const oneColumnEach = /^[\x20-\x7e·–—’“”…→─-▟×✓✗◆▶◀]*$/;
