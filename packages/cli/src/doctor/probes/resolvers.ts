import { setTimeout as rest } from "node:timers/promises";
import { lookUp, type Lookup } from "./lookup.ts";
import type { BothAnswers, Network } from "./network.ts";

/** So long an answer of a name server is no silence. */
const promptMs = 300;

/**
 * Looks a name up as Go's own resolver does. Where that finds nothing the C library may: it waits for a silent server as long as
 * Go, so that it is asked as soon as there is no prompt answer, and not afterwards.
 */
export async function lookUpByBoth(host: string, network: Network): Promise<BothAnswers> {
  const found = lookUp(host, network.resolver, network.config, network.signal);
  const unwanted = new AbortController();
  const prompt = Promise.race([found, rest(promptMs, null, { ref: false })]);
  const asked = prompt.then((lookup) =>
    isFound(lookup) ? null : network.libc(host, AbortSignal.any([network.signal, unwanted.signal])),
  );
  const lookup = await found;
  if (!isFound(lookup)) return { lookup, libc: await asked };
  unwanted.abort();
  return { lookup, libc: null };
}

function isFound(lookup: Lookup | null): boolean {
  return lookup !== null && lookup.addresses.length > 0;
}
