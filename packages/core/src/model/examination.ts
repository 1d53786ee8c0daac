import type { Connection, DnsQuery, FileAccess } from "./facts.ts";
import type { GoError } from "./go-error.ts";
import type { Note } from "./note.ts";
import type { TraceError } from "./run.ts";
import type { SettingsView } from "./setting.ts";
import type { Role, Stage } from "./vocabulary.ts";

/** What was found out about a machine without any run of go: whom go would ask for what, and what came of asking. */
export interface Examination {
  /** For example `go1.22.12`; null where there is no go. */
  readonly goVersion: string | null;
  readonly cwd: string;
  readonly settings: SettingsView;
  /** Settings that contradict each other, or weaken what go checks. */
  readonly notes: readonly Note[];
  readonly environment: Readonly<Record<string, string>>;
  readonly questions: readonly Question[];
  /** In the order of the report. */
  readonly measurements: readonly Measurement[];
  /** It was broken off: what was not answered by then is `not-asked`. */
  readonly interrupted: boolean;
  /** What was not examined, each a sentence. */
  readonly limits: readonly string[];
}

/** A module that go would fetch, and whom it would ask for it. */
export interface Question {
  readonly module: string;
  readonly version: string | null;
  /** Nobody needs this module: it only shows whether a proxy answers, and `not found` is an answer. */
  readonly sample: boolean;
  /** Whom go asks, in this order. */
  readonly route: readonly RouteEntry[];
  /** Name of the checksum database that go asks about it; null where it asks none. */
  readonly database: string | null;
  /** go.sum has its checksum, so that the database need not be asked. */
  readonly inGoSum: boolean;
  /** It is golang.org/toolchain: the name of the toolchain that the project asks for. Null for every other module. */
  readonly toolchain: string | null;
}

/** An element of GOPROXY, or `direct` for what GONOPROXY covers. */
export interface RouteEntry {
  /** The link that its measurements belong to. */
  readonly link: string;
  /** A URL, `direct` or `off`. */
  readonly value: string;
  readonly separator: "," | "|" | null;
}

/** One thing that was asked or looked at, and what came of it. */
export interface Measurement {
  /** What it is a part of, and the heading that it stands under: a base URL, `name servers`, `module cache`. */
  readonly link: string;
  /** What was asked: `dns`, `tcp`, `tls`, `.info`, … */
  readonly name: string;
  readonly stage: Stage;
  readonly role: Role;
  readonly host: string | null;
  /** Null where it is about every module that takes this link. */
  readonly module: string | null;
  readonly version: string | null;
  readonly url: string | null;
  /**
   * `suspicious`: not as it should be, and go gets by. `not-asked`: it depends on something that failed, or go would not ask
   * either.
   */
  readonly answer: "good" | "suspicious" | "bad" | "not-asked";
  /** What was measured, in one line; of `not-asked`, why. */
  readonly measured: string;
  /** What belongs to it and needs lines of its own: the certificates of a chain. */
  readonly details: readonly string[];
  readonly tookMs: number | null;
  /** What is wrong, in the terms in which go's own error is read. Null where nothing is, or where no rule is about it. */
  readonly error: GoError | TraceError | null;
  /** The errors around it, outermost first. */
  readonly around: readonly GoError[];
  /** Of a request: the status of its answer. */
  readonly status: number | null;
  /** The facts that a trace would have shown. */
  readonly queries: readonly DnsQuery[];
  readonly connections: readonly Connection[];
  readonly files: readonly FileAccess[];
}
