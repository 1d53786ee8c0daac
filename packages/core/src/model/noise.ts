import type { Origin } from "./origin.ts";

/** What alarms a reader of a Go trace and is normal. The ids are part of the public result. */
export const noiseKinds = [
  "epoll-on-file",
  "read-not-ready",
  "connect-in-progress",
  "preemption-signal",
  "futex-wait",
  "restarted-call",
  "path-search",
  "module-root-search",
  "cache-miss",
  "optional-file",
  "path-prefix-not-found",
  "sumdb-supported",
  "search-domain",
  "route-probe",
  "route-probe-unreachable",
  "spare-connection",
  "lost-address-race",
  "superseded-thread",
  "pidfd-probe",
  "telemetry-child",
  "local-name-service",
] as const;

export type NoiseKind = (typeof noiseKinds)[number];

/** How often one kind was met, and where first. */
export interface NoiseCount {
  kind: NoiseKind;
  count: number;
  first: Origin;
}
