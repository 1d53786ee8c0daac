/** An input that cannot be analysed: missing, unreadable, empty, binary, or neither a trace nor a log. */
export interface InputError extends Error {
  readonly name: "InputError";
  /** The path or name of the input, as the caller gave it. */
  readonly input: string;
}

/** Makes the error from one ready sentence that names the input and says what is wrong with it. */
export function inputError(input: string, sentence: string): InputError {
  return Object.assign(new Error(sentence), { name: "InputError" as const, input });
}

/** Told by its name, so that an error of another copy of this package is known too. */
export function isInputError(error: unknown): error is InputError {
  return error instanceof Error && error.name === "InputError" && "input" in error;
}
