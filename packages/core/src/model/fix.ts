/** Something to do. */
export interface Fix {
  text: string;
  /** What to type, if anything. */
  command: string | null;
  /** What is less safe afterwards; null where nothing is. */
  weakens: string | null;
}
