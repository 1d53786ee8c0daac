import type { Wanted } from "../../packages/core/src/events/wanted.ts";
import { collectConnections } from "../../packages/core/src/evidence/connections.ts";
import { collectDnsQueries } from "../../packages/core/src/evidence/dns-queries.ts";
import { collectEnvFiles } from "../../packages/core/src/evidence/file-contents.ts";
import { collectFileAccesses } from "../../packages/core/src/evidence/files.ts";
import { collectLockWaits } from "../../packages/core/src/evidence/locks.ts";
import { collectOutputs } from "../../packages/core/src/evidence/outputs.ts";

/** What all collectors of evidence want of a trace. */
export const wantedByAll: readonly Wanted[] = [
  collectDnsQueries([]),
  collectConnections([]),
  collectFileAccesses([]),
  collectLockWaits([]),
  collectEnvFiles({ settings: [], envFiles: [] }),
  collectOutputs(() => {}),
].flatMap((collector) => collector.wanted);
