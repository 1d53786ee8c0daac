import type { GoError } from "../model/go-error.ts";

/** An error in a few words: its own, as far as it has any. */
export function errorText(error: GoError): string {
  switch (error.kind) {
    case "http-status":
      return `${error.status} ${error.statusText}`.trim();
    case "vcs":
      return error.failures[0]?.text ?? `${error.tool} ended with status ${error.exitStatus ?? "?"}`;
    case "checksum-mismatch":
      return "checksum mismatch";
    default:
      return "text" in error && error.text !== "" ? error.text : error.kind;
  }
}
