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
  return text.replaceAll(
    /\\(?:x([0-9a-f]{2})|([0-7]{1,3})|([nrtvf"\\]))/g,
    (_, hex: string | undefined, octal: string | undefined, letter: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return letters[letter ?? ""] ?? letter ?? "";
    },
  );
}

const letters: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", v: "\v", f: "\f" };

/** A pattern that is the text itself. RegExp.escape of ES2025 is not in every Node that gotrace runs on. */
export function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
