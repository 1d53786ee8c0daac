// Bytes to readable text: colours, carriage returns, UTF-8 read as Latin-1.
import { stripVTControlCharacters } from "node:util";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Text whose characters are bytes becomes the text that those bytes spell; any other text stays as it is. */
export function decodeBytes(text: string): string {
  let high = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0xff) return text;
    if (code > 0x7f) high = true;
  }
  if (!high) return text;
  try {
    return utf8.decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  } catch {
    return text;
  }
}

/**
 * One line as a terminal would show it: without colours and other escape sequences; of text that a carriage return
 * overwrote (progress bars, GitLab's section marks) the last part. Terminals and trackers pad lines with blanks: they go.
 */
export function cleanLine(line: string): string {
  let text = decodeBytes(line);
  if (text.includes("\u001b") || text.includes("\u009b")) text = stripVTControlCharacters(text);
  if (!text.includes("\r")) return text.trimEnd();
  const shown = text.split("\r").filter((part) => part.trim() !== "");
  return (shown.at(-1) ?? "").trimEnd();
}
