/** One of several questions. It ends early when `stop` says that nobody wants its answer any more. */
export type Ask<Answer> = (stop: AbortSignal) => Promise<Answer>;

/** As long as an answer may take that is on its way; Go gives IPv6 the same (net.Dialer, FallbackDelay). */
const headStartMs = 300;

/**
 * Asks questions of which each is of use only where the one before it did not settle the matter. Silence is not waited for again and
 * again: while one has no answer, those after it are asked as well, one more every 300 ms. What counts is the order all the same: an
 * answer settles the matter when all before it have come, or have been waited for in vain.
 *
 * @returns the answers up to the one that settled it, as somebody would have got them who asks one after another
 */
export async function inTurn<Answer>(
  questions: readonly Ask<Answer>[],
  settles: (answer: Answer) => boolean,
  signal: AbortSignal,
): Promise<Answer[]> {
  const settled = new AbortController();
  const stop = AbortSignal.any([signal, settled.signal]);
  const asked: Promise<Answer>[] = [];
  const askNext = (): void => {
    const next = questions[asked.length];
    if (next !== undefined) asked.push(next(stop));
  };
  const answers: Answer[] = [];
  while (answers.length < questions.length && !signal.aborted) {
    if (asked.length === answers.length) askNext();
    const meanwhile = setInterval(askNext, headStartMs);
    const answer = await asked[answers.length];
    clearInterval(meanwhile);
    if (answer === undefined) break;
    answers.push(answer);
    if (settles(answer)) break;
  }
  settled.abort();
  return answers;
}
