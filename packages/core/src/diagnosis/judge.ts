import type { Failure, Run } from "../model/run.ts";
import { causes } from "../model/vocabulary.ts";
import { rules } from "../rules/registry.ts";
import type { Match, Rule } from "../rules/rule.ts";

/** A failure with the rule that names its cause. */
export interface Judgement {
  failure: Failure;
  rule: Rule;
  match: Match;
}

/**
 * Asks every rule about a failure. Where several match, one outranks the others; that is a property of the rules, and a
 * test holds them to it.
 *
 * @returns null where no rule knows the failure: gotrace does not guess
 */
export function judge(failure: Failure, run: Run): Judgement | null {
  const judgements = matchingRules(failure, run);
  const outranked = new Set(judgements.flatMap(({ rule }) => rule.outranks ?? []));
  return judgements.find(({ rule }) => !outranked.has(rule.cause)) ?? null;
}

/** Every rule that matches, in the order of the vocabulary. */
export function matchingRules(failure: Failure, run: Run): Judgement[] {
  const judgements: Judgement[] = [];
  for (const cause of causes) {
    const rule = rules[cause];
    const match = rule?.match(failure, run);
    if (rule && match) judgements.push({ failure, rule, match });
  }
  return judgements;
}
