/**
 * The ways in which a text can stand in a report beside its own: in a URL, in base64 at any of its three alignments, and as
 * strace escapes it with -x and -xx.
 */
export function spellingsOf(text: string): string[] {
  const bytes = Buffer.from(text, "utf8");
  const hex = Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
  const octal = Array.from(bytes, (byte) => `\\${byte.toString(8)}`).join("");
  const percent = Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(
    "",
  );
  return [...new Set([text, encodeURIComponent(text), percent, hex, octal, ...base64Forms(bytes)])];
}

/** What of the text's base64 does not depend on its neighbours, for each place that it can have in a group of three bytes. */
function base64Forms(bytes: Buffer): string[] {
  // Shorter forms than this are found by chance.
  const shortest = 6;
  return [0, 1, 2]
    .map((before) => {
      const encoded = Buffer.concat([Buffer.alloc(before), bytes])
        .toString("base64")
        .replace(/=+$/, "");
      const first = before === 0 ? 0 : before + 1;
      const whole = Math.floor(((before + bytes.length) * 8) / 6);
      return encoded.slice(first, whole);
    })
    .filter((form) => form.length >= shortest);
}

/** A string as strace wrote it, with its escapes undone. strace(1), -x and -xx. */
export function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  // Half of what goes through a connection is escapes: a replacement for each would take ten times as long.
  const units = new Uint16Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; count += 1) {
    const unit = text.charCodeAt(at);
    const escape = unit === backslash ? escapeAt(text, at + 1) : null;
    units[count] = escape?.unit ?? unit;
    at += 1 + (escape?.length ?? 0);
  }
  return Buffer.from(units.buffer, 0, 2 * count).toString("utf16le");
}

const backslash = 0x5c;

/** What stands behind a backslash, and how long it is; null where it is no escape. */
function escapeAt(text: string, at: number): { unit: number; length: number } | null {
  const first = text.charCodeAt(at);
  if (isOctal(first)) return octalAt(text, at);
  const letter = letters.get(first);
  if (letter !== undefined) return letter;
  const hex = first === 0x78 ? /^[0-9a-f]{2}$/.exec(text.slice(at + 1, at + 3)) : null;
  return hex === null ? null : { unit: Number.parseInt(hex[0], 16), length: 3 };
}

/** Up to three digits. */
function octalAt(text: string, at: number): { unit: number; length: number } {
  let unit = 0;
  let length = 0;
  for (; length < 3 && isOctal(text.charCodeAt(at + length)); length += 1)
    unit = unit * 8 + text.charCodeAt(at + length) - 0x30;
  return { unit, length };
}

function isOctal(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x37;
}

const letters: ReadonlyMap<number, { unit: number; length: number }> = new Map(
  Object.entries({ n: "\n", r: "\r", t: "\t", v: "\v", f: "\f", '"': '"', "\\": "\\" }).map(
    ([letter, meant]) => [letter.charCodeAt(0), { unit: meant.charCodeAt(0), length: 1 }],
  ),
);

/** A pattern that is the text itself. RegExp.escape of ES2025 is not in every Node that gotrace runs on. */
export function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
