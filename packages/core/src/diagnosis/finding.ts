import type { Finding, Severity } from "../model/report.ts";
import type { Failure, Run } from "../model/run.ts";
import { stagesOf, type Confidence, type Stage } from "../model/vocabulary.ts";
import { chainOf } from "./chain.ts";
import { evidenceOf } from "./evidence.ts";
import type { Judgement } from "./judge.ts";
import { pasteSafe } from "./paste-safe.ts";
import { ruledOutBy } from "./ruled-out.ts";
import { accountOf, subjectOf } from "./subject.ts";

/** Puts a judgement into the words and the shape of the report. */
export function findingOf(judgement: Judgement, run: Run, severity: Severity): Finding {
  const { failure, rule, match } = judgement;
  const subject = subjectOf(failure, match, run);
  const stage = stageOf(judgement);
  const { module, host, role } = accountOf(failure, match);
  return {
    stage,
    cause: rule.cause,
    role,
    severity,
    title: rule.title(subject),
    explanation: rule.why,
    confidence: match.confidence ?? confidenceOf(failure),
    module,
    version: module === null ? null : failure.version,
    host,
    evidence: evidenceOf(judgement, run, stage),
    chain: chainOf(judgement, run, stage),
    ruledOut: ruledOutBy(judgement, run, stage),
    fixes: pasteSafe(rule.fixes(subject), subject),
  };
}

/** What system calls show of the network has no second source where go's own words are missing. */
function confidenceOf({ message, error }: Failure): Confidence {
  const measured = error.kind === "signal" || error.kind === "lock-wait" || error.kind === "slow";
  return message !== null || measured ? "certain" : "likely";
}

export function stageOf({ rule, match, failure }: Judgement): Stage {
  if (match.stage) return match.stage;
  const possible = stagesOf(rule.cause);
  if (possible.length > 1 && failure.during !== null && possible.includes(failure.during))
    return failure.during;
  return possible[0] ?? "system";
}
