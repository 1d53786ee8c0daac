import type { Run } from "../model/run.ts";

/** The name whose look-up gave an address in this run; the address itself where no look-up is on record. */
export function hostOfAddress(run: Run, ip: string | null): string | null {
  if (ip === null) return null;
  const query = run.dnsQueries.findLast((candidate) => candidate.answer?.addresses.includes(ip) === true);
  return query?.name?.replace(/\.$/, "") ?? ip;
}

/** An address where a name should be: who it is, the record does not tell. */
export function isAddress(host: string): boolean {
  return host.includes(":") || /^\d+(?:\.\d+){3}$/.test(host);
}
