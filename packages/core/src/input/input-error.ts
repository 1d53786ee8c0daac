/** Why an input cannot be read at all. */
export type InputProblem = "unreadable" | "binary" | "look-alike" | "foreign-archive" | "bomb" | "damaged";

/** An input that gotrace refuses, with one sentence for the user in `message`. */
export class InputError extends Error {
  /** What is wrong with it. */
  readonly problem: InputProblem;
  /** The input, as it was named. */
  readonly path: string;

  constructor(problem: InputProblem, path: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "InputError";
    this.problem = problem;
    this.path = path;
  }
}
