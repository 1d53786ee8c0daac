import {
  checksumDatabaseOf,
  type ChecksumDatabase,
  type MachineState,
  type Question,
  type RouteEntry,
} from "@gotrace/core";
import { askDatabase, askSupport } from "./probes/checksum-database.ts";
import { notAsked } from "./probes/measuring.ts";
import type { Asking } from "./probes/module-proxy.ts";
import type { Link } from "./probes/network.ts";
import { baseUrl, settingOf } from "./proxy-url.ts";

/** Asks the checksum database: through the first proxy that passes it on, else itself. cmd/go/internal/modfetch/sumdb.go, initBase. */
export async function askChecksums(
  questions: readonly Question[],
  served: (question: Question) => Promise<boolean>,
  state: MachineState,
  asking: Asking,
): Promise<void> {
  const database = checksumDatabaseOf(settingOf(state)("GOSUMDB"));
  const checked = questions.filter((question) => question.database !== null);
  const [first] = checked;
  if (database === null || first === undefined) return;
  const heading = `${database.name} (checksum database)`;
  const through = await proxyFor(database, heading, database.url === null ? first.route : [], state, asking);
  if (through === "nobody") return;
  if (through !== "itself") {
    const base = new URL(`${through.base.href.replace(/\/$/, "")}/sumdb/${database.name}`);
    return askDatabase(through.link, base, heading, database, { checked, served }, asking);
  }
  const base = new URL(database.url ?? `https://${database.name}`);
  const link = await asking.linkTo(new URL(base.origin), heading, "checksum-database");
  if (link.connect !== null) await askDatabase(link, base, heading, database, { checked, served }, asking);
}

/** `nobody`: the proxy that go asks first is broken, and go goes no further. */
async function proxyFor(
  database: ChecksumDatabase,
  heading: string,
  route: readonly RouteEntry[],
  state: MachineState,
  asking: Asking,
): Promise<{ link: Link; base: URL } | "itself" | "nobody"> {
  for (const entry of route) {
    const base = baseUrl(entry, state);
    if (base === null || !/^https?:$/.test(base.protocol)) return "itself";
    const link = await asking.linkTo(new URL(base.origin), entry.link, "module-proxy");
    const goesOn = entry.separator === "|";
    if (link.connect === null && goesOn) continue;
    if (link.connect === null) {
      const place = { link: heading, name: "not asked", stage: "sumdb", role: "checksum-database" } as const;
      asking.network.note(notAsked(place, "go asks the proxy first, and cannot reach it"));
      return "nobody";
    }
    const support = await askSupport(link, base, heading, database, goesOn, asking);
    if (support === "failed") return "nobody";
    if (support === "passes it on") return { link, base };
  }
  return "itself";
}
