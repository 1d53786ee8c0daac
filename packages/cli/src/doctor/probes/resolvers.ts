import { setTimeout as rest } from "node:timers/promises";
import { blankNetworkError } from "@gotrace/core";
import { knownHere, lookUp, type Lookup } from "./lookup.ts";
import type { BothAnswers, Network } from "./network.ts";

/** So long an answer of a name server is no silence. */
const promptMs = 300;

/**
 * Looks a name up as Go's own resolver does. Where that finds nothing the C library may: it waits for a silent server as long as
 * Go, so that it is asked as soon as there is no prompt answer, and not afterwards.
 */
export async function lookUpByBoth(host: string, network: Network): Promise<BothAnswers> {
  if (network.bySystem) return { lookup: await lookUpBySystem(host, network), libc: null };
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

/** The system tells less than a name server: no server, and not why there is no answer for now. */
async function lookUpBySystem(host: string, { resolver, libc, signal }: Network): Promise<Lookup> {
  const started = performance.now();
  const known = knownHere(host, resolver);
  const answer = known === null ? await libc(host, signal) : null;
  const addresses = known?.addresses ?? answer?.addresses ?? [];
  const reason = answer === null || answer.temporary ? "dns-temporary-failure" : "dns-no-such-host";
  return {
    addresses,
    from: known === null ? "this system" : known.from,
    queries: [],
    files: [],
    error: addresses.length > 0 ? null : { ...blankNetworkError(reason), operation: "lookup", host },
    tookMs: performance.now() - started,
    searched: 0,
    searchMs: 0,
  };
}
