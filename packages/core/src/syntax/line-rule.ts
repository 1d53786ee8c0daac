/** What is asked of the lines of one name that were picked, with what the lines before have told. */
export interface LineRule {
  readonly name: string;
  /** Judges a call by its thread and by its arguments from `start` on; null where every such line is wanted. */
  readonly begins: ((tid: number, bytes: Buffer, start: number, end: number) => boolean) | null;
  /** Judges a call that `begins` did not want by its result; null where no result matters. */
  readonly returns: ((bytes: Buffer, start: number, end: number) => boolean) | null;
  /** Judges the second half of a split call by its arguments; null where they do not matter. */
  readonly rest: LineRule["begins"];
}
