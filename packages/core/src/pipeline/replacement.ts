import type { ErrorContext } from "../model/go-error.ts";

/** The module that a replace directive puts in the place of the one that is spoken of: it is what go fetches. A directory is none. */
export function replacement(context: ErrorContext | null): { path: string; version: string } | null {
  const { path = "", version = null } = context?.replacedBy ?? {};
  return version === null ? null : { path, version };
}
