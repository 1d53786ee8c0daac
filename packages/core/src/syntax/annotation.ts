// Where an annotation in angle brackets ends: `</etc/hosts>`, `<TCP:[10.0.0.2:1->10.0.0.1:443]>`,
// `</dev/null<char 1:3>>`, `<UNIX-STREAM:[1->2,"name"]>`. strace writes < and > of names as \74 and \76.

/**
 * The index of the `>` that closes the annotation whose text starts at `start`; -1 where there is none. A bracket that
 * strace would not have written ends the search, so that a line of brackets is not gone over once for each of them.
 */
export function annotationEnd(text: string, start: number): number {
  // A path may end in "-"; between the addresses of a socket stands "->".
  const isPath = text.charCodeAt(start) === 0x2f;
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const char = text.charCodeAt(at);
    if (char === 0x5c) {
      at += 1;
      if (isAngle(text.charCodeAt(at))) return -1;
    } else if (char === 0x22) {
      at = closingQuote(text, at + 1);
    } else if (char === 0x3c) {
      depth += 1;
      if (depth > 1) return -1;
    } else if (char === 0x3e && (isPath || text.charCodeAt(at - 1) !== 0x2d)) {
      if (depth === 0) return at;
      depth -= 1;
    }
    at += 1;
  }
  return -1;
}

/** The index of the quote that closes the string within which `start` stands; the text's length or more without one. */
export function closingQuote(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at;
}

function isAngle(char: number): boolean {
  return char === 0x3c || char === 0x3e;
}
