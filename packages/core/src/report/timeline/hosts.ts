import type { Connection } from "../../model/facts.ts";
import type { Run } from "../../model/run.ts";
import type { Role } from "../../model/vocabulary.ts";
import { hostOfAddress, isAddress } from "../../pipeline/hosts.ts";
import { roleOfHost } from "../../pipeline/roles.ts";
import type { DraftLane } from "./draft.ts";

/** The hosts of a run: what they are called, on whose account they are asked, and their lanes. Each is found out once. */
export interface Hosts {
  nameOf(connection: Pick<Connection, "host" | "remote">): string;
  /** Null for a bare address: who that is, the record does not tell. */
  roleOf(host: string, pid: number): Role | null;
  laneOf(host: string, pid: number): DraftLane;
  /** For questions whose name is not on record. */
  serverLane(address: string): DraftLane;
}

export function hostsOf(run: Run): Hosts {
  const names = new Map<string, string>();
  const roles = new Map<string, Role | null>();
  const lanes = new Map<string, DraftLane>();
  const nameOfAddress = (ip: string): string => memo(names, ip, () => hostOfAddress(run, ip) ?? ip);
  const roleOf = (host: string, pid: number): Role | null =>
    memo(roles, `${host} ${pid}`, () => (isAddress(host) ? null : roleOfHost(run, host, pid)));
  const lane = (label: string, host: string | null, role: Role | null): DraftLane =>
    memo(lanes, label, () => ({ kind: "host", label, role, host, pid: null }));
  return {
    nameOf: ({ host, remote }) => host ?? nameOfAddress(remote.ip),
    roleOf,
    laneOf: (host, pid) => lane(host, isAddress(host) ? null : host, roleOf(host, pid)),
    serverLane: (address) => lane(`name server ${address}`, null, null),
  };
}

function memo<Value>(known: Map<string, Value>, key: string, find: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = find();
  known.set(key, value);
  return value;
}
