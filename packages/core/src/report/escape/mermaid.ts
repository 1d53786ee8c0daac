import { printable } from "../sanitise.ts";

/**
 * Text of a message, a note or a participant in a Mermaid diagram. Whatever could end a statement, open a tag or a directive is
 * written as an entity of Mermaid's (`#59;`), and so is the keyword that closes blocks.
 */
export function mermaidText(text: string): string {
  return printable(text)
    .replaceAll(/[^\p{L}\p{N} ._/@,=()+*…·'-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`)
    .replaceAll(/\bend\b/gi, (word) => `${word.slice(0, 2)}#${word.codePointAt(2) ?? 0};`)
    .trim();
}
