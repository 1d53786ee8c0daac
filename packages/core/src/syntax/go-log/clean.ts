// Bytes to readable text: colours, carriage returns, UTF-8 read as Latin-1; what web pages make of quotation marks.
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

const unlikeGo =
  /\[email.protected\]|&(?:quot|gt|lt|amp|#3[49]|#x27);|[\u2018\u2019\u201c-\u201e]|^\^@|\]\(https?:|<\/?(?:pre|code|br|p|samp)\b/u;

const entities: Readonly<Record<string, string>> = {
  "&quot;": '"',
  "&#34;": '"',
  "&gt;": ">",
  "&lt;": "<",
  "&#39;": "'",
  "&#x27;": "'",
  "&amp;": "&",
};

/** Some pages take `MOD@VER` for an electronic mail address, and hide it: which module it was is lost. */
const hiddenAddress = /(?<=^|[\s(])(?:[\w.~-]+\/)*\[email.protected\](?:\/go\.mod)?(?:: |$)/gu;

/** Blogs and trackers turn quotation marks to typographic ones, signs to entities, addresses to links, and leave tags; a NUL is typed as ^@. */
function plain(text: string): string {
  return text
    .replace(/^(?:\^@)+/u, "")
    .replaceAll(hiddenAddress, "")
    .replaceAll(/(https?:\/\/[^\s/]+\/(?:lookup\/)?)[^\s"]*\[email.protected\]/gu, "$1")
    .replaceAll(/^(?:<(?:pre|code|samp|p)(?: [^>]*)?>)+|(?:<\/(?:pre|code|samp|p)>|<br ?\/?>)+$/gu, "")
    .replaceAll(/&(?:quot|gt|lt|#3[49]|#x27|amp);/gu, (entity) => entities[entity] ?? entity)
    .replaceAll(/\[([^\]\s]+)\]\(https?:[^)\s]*\)/gu, "$1")
    .replaceAll(/[\u2018\u2019]/gu, "'")
    .replaceAll(/[\u201c-\u201e]/gu, '"');
}

/**
 * One line as a terminal would show it: without colours and other escape sequences; of text that a carriage return
 * overwrote (progress bars, GitLab's section marks) the last part. Terminals and trackers pad lines with blanks: they go.
 */
export function cleanLine(line: string): string {
  let text = decodeBytes(line);
  if (text.includes("\u001b") || text.includes("\u009b")) text = stripVTControlCharacters(text);
  if (unlikeGo.test(text)) text = plain(text);
  if (!text.includes("\r")) return text.trimEnd();
  const shown = text.split("\r").filter((part) => part.trim() !== "");
  return (shown.at(-1) ?? "").trimEnd();
}
