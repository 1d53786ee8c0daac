import type { Fix } from "../model/fix.ts";
import type { Failure, Run } from "../model/run.ts";
import type { Cause, Confidence, Role, Stage } from "../model/vocabulary.ts";

/**
 * One cause of the vocabulary: what it looks like, what it is not, why it happens and how to mend it. A rule sees typed
 * facts (an error that a grammar read, a connection, an exit status), never the text of a line.
 */
export interface Rule {
  readonly cause: Cause;
  /** One line that names the cause with this run's host, module or file, without a final full stop. */
  readonly title: (subject: Subject) => string;
  /** Why it happens, for somebody who meets it for the first time: two to four sentences. */
  readonly why: string;
  readonly looksLike: {
    /** What go prints, by version where it changed. */
    readonly log: readonly string[];
    /** What the system calls show. */
    readonly trace: readonly string[];
  };
  /** What is easily taken for it, and what tells the two apart. */
  readonly isNot: readonly LookAlike[];
  /** From safest to least safe, with this run's names filled in. A fix that weakens verification says so, and is never first. */
  readonly fixes: (subject: Subject) => readonly Fix[];
  /** Go's own documentation first. */
  readonly links: readonly string[];
  /** Causes that this one explains: where both match, this one is named, and the other is part of how it came. */
  readonly outranks?: readonly Cause[];
  /** Null where the failure has another cause. */
  readonly match: (failure: Failure, run: Run) => Match | null;
}

export interface LookAlike {
  readonly cause: Cause;
  readonly tell: string;
}

/** That a rule matched, and what it knows better than the failure it was asked about. */
export interface Match {
  /** Where the cause is reported at more than one stage; else the cause's own. */
  readonly stage?: Stage;
  /** Null where the record does not show who served the bytes. */
  readonly role?: Role | null;
  readonly host?: string | null;
  readonly module?: string | null;
  /** `certain` where absent. */
  readonly confidence?: Confidence;
}

/** What the texts of a rule may name. Each has words for the case that the record does not tell: `the module`. */
export interface Subject {
  /** `github.com/acme/widget` or `the module`. */
  readonly module: string;
  /** `github.com/acme/widget@v1.2.0`, as far as known. */
  readonly moduleVersion: string;
  /** The path's first elements as a GOPRIVATE pattern: `github.com/acme/*`, `git.corp.example`. */
  readonly privatePattern: string;
  readonly host: string;
  readonly url: string;
  /** `proxy.golang.org` for the module proxy, `sum.golang.org` for the database, `direct …`. */
  readonly roleName: string;
  /** `go mod download` */
  readonly command: string;
  /** The directory or file at stake. */
  readonly path: string;
  readonly failure: Failure;
  readonly run: Run;
}

/** A fix without a cost to safety. */
export function fix(text: string, command: string | null = null): Fix {
  return { text, command, weakens: null };
}

/** A fix that makes go check less; `weakens` says what is no longer checked. */
export function riskyFix(text: string, command: string | null, weakens: string): Fix {
  return { text, command, weakens };
}
