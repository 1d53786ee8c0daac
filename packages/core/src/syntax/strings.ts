// strace writes bytes as C escapes (print_quoted_string in its util.c): \" \\ \f \n \r \t \v, and octal in the
// shortest form that the next character allows; with -x and -xx hexadecimal (\x7f).

const escape = /\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([^]))/g;

const named: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  e: "\u001B",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Decodes the text between a string's quotes: one character (0 to 255) a byte. */
export function unescapeString(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(escape, (_, hex: string | undefined, octal: string | undefined, other: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    return named[other] ?? other;
  });
}
