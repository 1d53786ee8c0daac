/** Where a fact was read. Every claim that gotrace prints carries at least one. */
export interface Origin {
  /** Index into `Report.inputs`. */
  readonly input: number;
  /** Line number in that input, from 1, as an editor counts. */
  readonly line: number;
  /** Byte offset of the line's start in the (decompressed) input, from 0. */
  readonly offset: number;
}

/** Orders two places by reading order: input first, then line. */
export function compareOrigins(a: Origin, b: Origin): number {
  return a.input - b.input || a.offset - b.offset || a.line - b.line;
}
