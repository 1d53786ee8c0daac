/**
 * Go's path.Match: whether a glob matches the whole of a name. `*` and `?` stop at a slash, `[…]` is a class (which may match a
 * slash), `\` quotes. A malformed glob matches nothing. Go's source: path/match.go, Match, scanChunk, matchChunk, getEsc.
 */
export function pathMatches(glob: string, name: string): boolean {
  const tokens = tokensOf(glob);
  return tokens !== null && matches(tokens, Array.from(name));
}

type Token =
  | { kind: "star" }
  | { kind: "any" }
  | { kind: "literal"; character: string }
  | { kind: "class"; negated: boolean; ranges: readonly [number, number][] };

/** The parts of a glob, or null where it is malformed. */
function tokensOf(glob: string): Token[] | null {
  const characters = Array.from(glob);
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? "";
    if (character === "*") tokens.push({ kind: "star" });
    else if (character === "?") tokens.push({ kind: "any" });
    else if (character === "[") {
      const parsed = classAt(characters, at + 1);
      if (parsed === null) return null;
      tokens.push(parsed.token);
      at = parsed.end - 1;
    } else if (character === "\\") {
      const quoted = characters[++at];
      if (quoted === undefined) return null;
      tokens.push({ kind: "literal", character: quoted });
    } else tokens.push({ kind: "literal", character });
  }
  return tokens;
}

/** `^`, ranges, `]`: at least one range stands in it, and neither `-` nor `]` begins one unless it is quoted. */
function classAt(characters: readonly string[], start: number): { token: Token; end: number } | null {
  const negated = characters[start] === "^";
  const ranges: [number, number][] = [];
  for (let at = negated ? start + 1 : start; ;) {
    if (characters[at] === "]" && ranges.length > 0) {
      return { token: { kind: "class", negated, ranges }, end: at + 1 };
    }
    const low = boundAt(characters, at);
    const high = low !== null && characters[low.end] === "-" ? boundAt(characters, low.end + 1) : low;
    if (low === null || high === null) return null;
    ranges.push([low.code, high.code]);
    at = high.end;
  }
}

function boundAt(characters: readonly string[], start: number): { code: number; end: number } | null {
  const first = characters[start];
  if (first === undefined || first === "-" || first === "]") return null;
  const at = first === "\\" ? start + 1 : start;
  const character = characters[at];
  // The class must go on behind it: a bound that ends the glob makes it malformed.
  if (character === undefined || at + 1 >= characters.length) return null;
  return { code: character.codePointAt(0) ?? 0, end: at + 1 };
}

/** The last star is the only one that ever has to take more: what stands before it is settled. */
function matches(tokens: readonly Token[], name: readonly string[]): boolean {
  let at = 0;
  let token = 0;
  let retry: { token: number; at: number } | null = null;
  while (at < name.length || token < tokens.length) {
    const wanted = tokens[token];
    if (wanted?.kind === "star") {
      retry = { token, at };
      token += 1;
    } else if (wanted !== undefined && at < name.length && matchesOne(wanted, name[at] ?? "")) {
      token += 1;
      at += 1;
    } else if (retry !== null && retry.at < name.length && name[retry.at] !== "/") {
      retry = { token: retry.token, at: retry.at + 1 };
      token = retry.token + 1;
      at = retry.at;
    } else return false;
  }
  return true;
}

function matchesOne(token: Exclude<Token, { kind: "star" }>, character: string): boolean {
  switch (token.kind) {
    case "any":
      return character !== "/";
    case "literal":
      return character === token.character;
    case "class": {
      const code = character.codePointAt(0) ?? 0;
      return token.ranges.some(([low, high]) => low <= code && code <= high) !== token.negated;
    }
  }
}
