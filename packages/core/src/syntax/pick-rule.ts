import type { OpenFile } from "../model/event.ts";

/** What is wanted of the lines of one name, as far as a line tells it by itself. One that may be wanted is. */
export interface PickRule {
  readonly name: string;
  readonly always: boolean;
  /** The first argument is a descriptor of such a kind, or of a file that is not named. */
  readonly kinds: ReadonlySet<OpenFile["kind"]>;
  /** The first argument is one of these descriptors. */
  readonly descriptors: ReadonlySet<number>;
  /** The first argument's path contains one of these. */
  readonly paths: readonly string[];
  /** The arguments contain one of these. */
  readonly texts: readonly string[];
  /** What is not wanted by these may be by its result: where it failed with one of them, or never returned. Null: no result matters. */
  readonly errnos: ReadonlySet<string> | null;
  /** It names a working directory, of which the first such line of a thread is enough. */
  readonly tellsDirectory: boolean;
  /** Such a call may change processes, descriptors or directories. */
  readonly changesTables: boolean;
}
