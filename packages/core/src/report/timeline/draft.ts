import type { Moment } from "../../model/facts.ts";
import type { Origin } from "../../model/origin.ts";
import type { LaneKind, LinkKind, TimelineSpan } from "../../model/timeline.ts";
import type { Role } from "../../model/vocabulary.ts";

/** The lane that a span stands in, before lanes have numbers; those with the same kind and label are one. */
export interface DraftLane {
  kind: LaneKind;
  label: string;
  role: Role | null;
  host: string | null;
  pid: number | null;
}

/** What a span says of itself, whatever the picture around it. */
type SpanFacts = Pick<
  TimelineSpan,
  "kind" | "stage" | "label" | "result" | "role" | "host" | "module" | "version" | "outcome" | "attributes"
>;

/** A span as it is read off one fact, before it has a number, a row and a rank. */
export interface DraftSpan extends SpanFacts {
  lane: DraftLane;
  from: Moment;
  /** Null where the end is not on record. */
  to: Moment | null;
  /** The lines that it rests on. */
  origins: Origin[];
  parent: DraftSpan | null;
}

export interface DraftLink {
  kind: LinkKind;
  from: DraftSpan;
  to: DraftSpan;
}

/** What one kind of facts adds to the picture. */
export interface Draft {
  spans: DraftSpan[];
  links: DraftLink[];
}

/** The fields that most spans leave empty. */
export const blankSpan = {
  result: null,
  role: null,
  host: null,
  module: null,
  version: null,
  parent: null,
} as const;

/** The same value without the fields that are not known. */
export function known<T extends object>(attributes: { [K in keyof T]: T[K] | null | undefined }): T {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value != null)) as T;
}
