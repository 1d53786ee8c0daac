import type { AttributedMessage } from "../../model/facts.ts";
import type { Origin } from "../../model/origin.ts";
import type { Run } from "../../model/run.ts";
import type { MarkKind, SpanOutcome } from "../../model/timeline.ts";
import type { Micros } from "../../model/time.ts";
import { commandLane } from "./program-spans.ts";
import type { DraftLane } from "./draft.ts";

/** A moment, before it has a place in the picture. */
export interface DraftMark {
  lane: DraftLane;
  kind: MarkKind;
  label: string;
  time: Micros | null;
  outcome: SpanOutcome;
  module: string | null;
  origins: Origin[];
}

/** What go said, what ended it, and where the record stops. */
export function marksOf(run: Run): DraftMark[] {
  const lane = commandLane(run);
  const marks = run.messages.filter(isComplaint).map((attributed) => messageMark(attributed, lane));
  return [...marks, ...endMarks(run, lane)];
}

/** Tools' complaints come again in go's own message, which is the one that go gave up with. */
function isComplaint({ message }: AttributedMessage): boolean {
  return message.body.kind === "error" || message.body.kind === "crash";
}

function messageMark({ message, time, alsoAt }: AttributedMessage, lane: DraftLane): DraftMark {
  return {
    lane,
    kind: "message",
    label: message.text.split("\n")[0]?.trim() ?? "",
    time,
    outcome: "failed",
    module: null,
    origins: [message.origin, ...(alsoAt === null ? [] : [alsoAt])],
  };
}

function endMarks(run: Run, lane: DraftLane): DraftMark[] {
  const { ending, ended, lastTime } = run;
  const blank = { lane, module: null };
  if (ending.kind === "signaled" && ended !== null) {
    const origins = [ended.at];
    return [{ ...blank, kind: "signal", label: ending.signal, time: ended.time, outcome: "failed", origins }];
  }
  if (ending.kind !== "open" || lastTime === null) return [];
  const label = "the record ends here, and the command does not";
  return [{ ...blank, kind: "end-of-record", label, time: lastTime, outcome: "open", origins: [] }];
}
