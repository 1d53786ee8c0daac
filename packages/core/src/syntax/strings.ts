// strace writes bytes as C escapes (print_quoted_string in its util.c): \" \\ \f \n \r \t \v, and octal in the
// shortest form that the next character allows; with -x and -xx hexadecimal (\x7f).

const backslash = 0x5c;

// What a letter behind a backslash stands for; 0 for those that stand for themselves.
const named = new Uint8Array(256);
for (const [letter, byte] of Object.entries({ a: 7, b: 8, e: 27, f: 12, n: 10, r: 13, t: 9, v: 11 })) {
  named[letter.charCodeAt(0)] = byte;
}

let scratch = Buffer.allocUnsafe(1 << 16);
let length = 0;

const none = -1;
const quote = 0x22;

/** Decodes the text between a string's quotes: one character (0 to 255) a byte. */
export function unescapeString(text: string): string {
  if (!text.includes("\\")) return text;
  decode(Buffer.from(text, "latin1"), 0, text.length, none);
  return decodedText();
}

/**
 * Decodes bytes up to the quote that closes the string within which `start` stands; returns that quote's index, or `end`
 * where there is none. What came out is `decodedText()`.
 */
export function decodeQuoted(bytes: Uint8Array, start: number, end: number): number {
  return decode(bytes, start, end, quote);
}

/** What was decoded last. */
export function decodedText(): string {
  return scratch.toString("latin1", 0, length);
}

function decode(bytes: Uint8Array, start: number, end: number, closing: number): number {
  if (scratch.length < end - start) scratch = Buffer.allocUnsafe(2 * (end - start));
  const out = scratch;
  let at = start;
  let slot = 0;
  while (at < end) {
    const char = bytes[at] as number;
    if (char === closing) break;
    at += 1;
    if (char !== backslash || at >= end) out[slot] = char;
    else at = readEscape(bytes, at, end, out, slot);
    slot += 1;
  }
  length = slot;
  return at;
}

/** Puts out the byte of the escape whose backslash stands before `start`; returns where it ends. */
function readEscape(bytes: Uint8Array, start: number, end: number, out: Uint8Array, slot: number): number {
  const first = bytes[start] as number;
  if (first >= 0x30 && first <= 0x37) return readOctal(bytes, start, end, out, slot);
  if (first === 0x78 && start + 2 < end) {
    const [high, low] = [hexDigit(bytes[start + 1] as number), hexDigit(bytes[start + 2] as number)];
    if (high >= 0 && low >= 0) {
      out[slot] = high * 16 + low;
      return start + 3;
    }
  }
  const meant = named[first] as number;
  out[slot] = meant === 0 ? first : meant;
  return start + 1;
}

function hexDigit(char: number): number {
  if (char >= 0x30 && char <= 0x39) return char - 0x30;
  const letter = char | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function readOctal(bytes: Uint8Array, start: number, end: number, out: Uint8Array, slot: number): number {
  let byte = 0;
  let at = start;
  while (at < end && at < start + 3) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 7) break;
    byte = byte * 8 + digit;
    at += 1;
  }
  out[slot] = byte;
  return at;
}
