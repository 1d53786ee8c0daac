/** A setting of go that would mend what was found, and what else it does. */
export interface Recommendation {
  /** For example `GOPRIVATE`. */
  name: string;
  /** Null: the setting is to be taken away, so that go's own value holds. */
  value: string | null;
  /** Why it is recommended here. */
  why: string;
  /** What to type. */
  command: string;
  /** What go checks afterwards, and what it does not. */
  effect: string;
  /** What is less safe afterwards; null where nothing is. `--apply` leaves such a one to its reader. */
  weakens: string | null;
  /** How long it is meant to stay. */
  lasts: string;
  /** What puts things back as they were. */
  undo: string;
  /** A variable of the environment hides what `go env -w` writes: it has to be set there, and the command says how. */
  inEnvironment: boolean;
  /** `gotrace doctor --apply` has done it. */
  applied: boolean;
}
