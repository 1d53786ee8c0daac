import { readFileSync } from "node:fs";
import peggy from "peggy";
import type { LeaderShape } from "../../src/syntax/leader.ts";

/** What grammars/trace-line.peggy says of a line. */
export interface GrammarLine {
  readonly kind:
    | "call"
    | "head"
    | "tail"
    | "signal"
    | "exit"
    | "superseded"
    | "diagnostic"
    | "dump"
    | "frame"
    | "table"
    | "other";
  readonly tid?: number | null;
  /** As printed. */
  readonly clock?: string | null;
  readonly relative?: string | null;
  /** Of the call or the signal. */
  readonly name?: string | null;
  readonly args?: string;
  readonly status?: number | null;
  readonly result?: string | null;
  readonly value?: string | null;
  readonly errno?: string | null;
  /** Seconds, as printed. */
  readonly duration?: string | null;
}

// A bracket that never closes would be tried once for each that is open: `cache` keeps what was tried.
const parser = peggy.generate(
  readFileSync(new URL("../../../../grammars/trace-line.peggy", import.meta.url), "utf8"),
  { cache: true },
);

/** Parses one line without colours. */
export function parseLineByGrammar(line: string, leader: LeaderShape): GrammarLine {
  return parser.parse(line, { leader }) as GrammarLine;
}
