import type { GoError, GoErrorKind } from "../model/go-error.ts";
import type { NetworkError, NetworkReason } from "../model/network-error.ts";
import type { Failure, TraceError } from "../model/run.ts";
import type { VcsFailure, VcsReason } from "../model/vcs-error.ts";
import type { Match } from "./rule.ts";

/** A match that adds nothing to what the failure says. */
export const plainMatch: Match = {};

type AnyError = GoError | TraceError;
type ErrorOf<Kind extends AnyError["kind"]> = Extract<AnyError, { kind: Kind }>;

/** The failure's error if it is of this kind. */
export function errorOfKind<Kind extends AnyError["kind"]>(
  failure: Failure,
  kind: Kind,
): ErrorOf<Kind> | null {
  return failure.error.kind === kind ? (failure.error as ErrorOf<Kind>) : null;
}

/** The failure's network error if it has one of these reasons and no forward proxy was at fault. */
export function networkError(failure: Failure, ...reasons: NetworkReason[]): NetworkError | null {
  const error = errorOfKind(failure, "network");
  return error && !error.proxyconnect && reasons.includes(error.reason) ? error : null;
}

/** The same for errors on the way to, or in the hands of, a forward proxy. No reason given: any. */
export function forwardProxyError(failure: Failure, ...reasons: NetworkReason[]): NetworkError | null {
  const error = errorOfKind(failure, "network");
  if (!error?.proxyconnect) return null;
  return reasons.length === 0 || reasons.includes(error.reason) ? error : null;
}

/** True where the server answered with one of these HTTP status codes. */
export function answeredWith(failure: Failure, ...statuses: number[]): boolean {
  const error = errorOfKind(failure, "http-status");
  return error !== null && statuses.includes(error.status);
}

/** The first complaint of a version control tool with one of these reasons. */
export function vcsFailure(failure: Failure, ...reasons: VcsReason[]): VcsFailure | null {
  const error = errorOfKind(failure, "vcs");
  return error?.failures.find((complaint) => reasons.includes(complaint.reason)) ?? null;
}

/** True where an error of this kind is around the failure's own: `toolchain-download` around a network error. */
export function within(failure: Failure, kind: GoErrorKind): boolean {
  return failure.around.some((error) => error.kind === kind);
}

/** The errno's text of an error about a file, wherever in the failure it stands. */
export function fileErrno(failure: Failure): string | null {
  const { error } = failure;
  return error.kind === "file" || error.kind === "lock" || error.kind === "exec" ? error.errno : null;
}
