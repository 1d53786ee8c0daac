// Windows PowerShell writes UTF-16 into the file of `go build 2> go.log` (about_Redirection, about_Character_Encoding).
import type { ByteSource } from "./byte-source.ts";

type Utf16 = "utf-16le" | "utf-16be";

/** Tells UTF-16 by its byte order mark; null for anything else. */
export function utf16Of(head: Uint8Array): Utf16 | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : null;
}

/** The same text in UTF-8, without the mark. */
export function inUtf8(source: ByteSource, encoding: Utf16): ByteSource {
  return {
    path: source.path,
    get rereadable() {
      return source.rereadable;
    },
    read: () => recode(source, encoding),
  };
}

async function* recode(source: ByteSource, encoding: Utf16): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of source.read()) yield Buffer.from(decoder.decode(piece, { stream: true }));
  yield Buffer.from(decoder.decode());
}
