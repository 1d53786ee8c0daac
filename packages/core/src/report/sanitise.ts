/**
 * Text of a trace as it may be shown: whatever moves a cursor, changes a colour, reverses the reading direction or
 * is not visible is spelled out, so that the reader sees what is there and the terminal obeys nothing.
 */
export function printable(text: string): string {
  return text.replace(invisible, escaped);
}

// Controls (Cc), format characters with the bidirectional ones and tags (Cf), lone surrogates (Cs), separators (Zl, Zp).
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

function escaped(character: string): string {
  const named = shortEscapes.get(character);
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\u{${hex}}`;
}

const shortEscapes = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** The same, line by line: for a message of several lines. */
export function printableLines(text: string): string {
  return text
    .split("\n")
    .map((line) => printable(line.replaceAll("\t", " ")))
    .join("\n");
}

/** The same value with every string in it changed; `key` is the name of the field that holds it. */
export function mapStrings<T>(value: T, change: (text: string, key: string) => string): T {
  return mapped(value, "", change) as T;
}

function mapped(value: unknown, key: string, change: (text: string, key: string) => string): unknown {
  if (typeof value === "string") return change(value, key);
  if (Array.isArray(value)) return value.map((item) => mapped(item, key, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapped(item, name, change)]));
}

/** Shows every string in a value, with the name of the field that holds it. */
export function eachString(value: unknown, visit: (text: string, key: string) => void): void {
  visitStrings(value, "", visit);
}

function visitStrings(value: unknown, key: string, visit: (text: string, key: string) => void): void {
  if (typeof value === "string") visit(value, key);
  else if (Array.isArray(value)) for (const item of value) visitStrings(item, key, visit);
  else if (typeof value === "object" && value !== null)
    for (const [name, item] of Object.entries(value)) visitStrings(item, name, visit);
}
