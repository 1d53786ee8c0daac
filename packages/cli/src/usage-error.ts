/** The command was called in a way that cannot work; the message is one sentence for the user. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
