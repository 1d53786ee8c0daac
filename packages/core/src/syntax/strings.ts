// strace writes bytes as C escapes (print_quoted_string in its util.c): \" \\ \f \n \r \t \v, and octal in the
// shortest form that the next character allows; with -x and -xx hexadecimal (\x7f).

const backslash = 0x5c;

// What a letter behind a backslash stands for; 0 for those that stand for themselves.
const named = new Uint8Array(256);
for (const [letter, byte] of Object.entries({ a: 7, b: 8, e: 27, f: 12, n: 10, r: 13, t: 9, v: 11 })) {
  named[letter.charCodeAt(0)] = byte;
}

let scratch = Buffer.allocUnsafe(1 << 16);

/** Decodes the text between a string's quotes: one character (0 to 255) a byte. */
export function unescapeString(text: string): string {
  return text.includes("\\") ? unescapeRange(text, 0, text.length) : text;
}

/** Decodes a part of a text. */
export function unescapeRange(text: string, start: number, end: number): string {
  if (scratch.length < end - start) scratch = Buffer.allocUnsafe(2 * (end - start));
  let length = 0;
  let at = start;
  while (at < end) {
    const char = text.charCodeAt(at);
    at += 1;
    if (char !== backslash || at >= end) {
      scratch[length] = char;
    } else {
      at = readEscape(text, at, end, length);
    }
    length += 1;
  }
  return scratch.toString("latin1", 0, length);
}

/** Puts the byte of the escape whose backslash stands before `start` into the scratch; returns where it ends. */
function readEscape(text: string, start: number, end: number, slot: number): number {
  const first = text.charCodeAt(start);
  if (first >= 0x30 && first <= 0x37) return readOctal(text, start, end, slot);
  if (first === 0x78 && start + 2 < end) {
    const byte = Number.parseInt(text.slice(start + 1, start + 3), 16);
    if (!Number.isNaN(byte)) {
      scratch[slot] = byte;
      return start + 3;
    }
  }
  scratch[slot] = named[first] === 0 ? first : (named[first] ?? first);
  return start + 1;
}

function readOctal(text: string, start: number, end: number, slot: number): number {
  let byte = 0;
  let at = start;
  while (at < end && at < start + 3) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 7) break;
    byte = byte * 8 + digit;
    at += 1;
  }
  scratch[slot] = byte;
  return at;
}
