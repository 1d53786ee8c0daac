import type { Fix } from "./fix.ts";
import type { Origin } from "./origin.ts";
import type { SettingSource } from "./setting.ts";

/**
 * Remarks on the settings of a run or a machine, and go's own remarks on modules. A note is no verdict and no finding: it changes
 * neither the outcome nor the exit status. The ids are part of the public result: never renamed, never used again.
 */
export const noteKinds = [
  "goproxy-without-direct",
  "goproxy-entries-unread",
  "pattern-list-with-blank",
  "gosumdb-off",
  "gonosumdb-missing",
  "netrc-host-not-private",
  "goprivate-too-wide",
  "goinsecure-too-wide",
  "goflags-insecure",
  "checksum-database-offline",
  "goenv-shadowed-by-environment",
  "variable-in-the-wrong-place",
  "proxy-variables-differ",
  "http-proxy-alone",
  "no-proxy-covers-proxy",
  "no-proxy-entry-ignored",
  "apt-proxy-alone",
  "profile-proxy-not-exported",
  "mod-vendor-without-vendor",
  "gotoolchain-local-older-than-go-line",
  "retracted",
  "deprecated",
] as const;

export type NoteKind = (typeof noteKinds)[number];

/** One remark, with what it rests on. */
export interface Note {
  kind: NoteKind;
  /** One sentence with this run's values, without a final full stop. */
  text: string;
  /** Why it matters. */
  why: string;
  /** From safest to least safe; the first never weakens anything. Empty where there is nothing to do. */
  fixes: Fix[];
  /** Both sides of it: where each value stands. */
  seen: NotePlace[];
}

/** Where something that a note rests on was seen. */
export interface NotePlace {
  /** Null where it was read from the machine, not from a record. */
  origin: Origin | null;
  /** `trace.log:12`, or the file on the machine; `environment` for a variable of it, `go env` for what that printed. */
  at: string;
  /** Null where it is no setting. */
  source: SettingSource | null;
  /** `GOSUMDB=off`, `go.mod: go 1.24.0`. */
  shows: string;
}
