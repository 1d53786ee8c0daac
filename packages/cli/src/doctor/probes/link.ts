import type { Measurement, Role } from "@gotrace/core";
import { wayTo, type Way } from "../forward-proxy.ts";
import { authoritiesElsewhere, type Elsewhere } from "./authorities.ts";
import { connectThrough, type Steps, type Through } from "./connect-through.ts";
import { dialsMeasured, lookupMeasured, tlsMeasured } from "./link-measurements.ts";
import { bad, good, notAsked, type Place } from "./measuring.ts";
import { hostOf, portOf, type Judge, type Link, type Network } from "./network.ts";
import { dialFamilies, type Dialled } from "./tcp.ts";
import { objection } from "./tls.ts";

/** Goes the way to a server link by link, and notes each; what depends on a broken one is not asked. */
export async function openLink(
  name: string,
  role: Role,
  origin: URL,
  network: Network,
  judge: Judge = "go",
): Promise<Link> {
  const way = wayTo(origin, network.env);
  const noted: Measurement[] = [];
  const note = (measurement: Measurement): void => {
    noted.push(measurement);
    network.note(measurement);
  };
  const broken = (): Link => {
    const error = noted.findLast(({ answer }) => answer === "bad")?.error ?? null;
    return { name, role, origin, connect: null, error, absolute: false, chain: [] };
  };
  const at: At = { name, role, origin, way, note };
  if (way.kind === "malformed") {
    const place = { ...placeOf(at, "forward proxy", "forward-proxy"), host: way.host };
    note(bad(place, `${way.variable} is no address that go can use`, { error: way.error }));
    return broken();
  }
  const peer = peerOf(origin, way);
  const reached = await reach(at, peer, network);
  if (reached === null) return broken();
  const steps = { ...peer, ip: reached.connection.remote.ip, way, origin, network };
  const first = await greet(steps, reached.tookMs);
  first.socket?.destroy();
  const forgiven = judge === "git" && isAboutCertificate(first.error);
  const chain = first.handshake?.chain ?? [];
  const elsewhere = await whoKnowsThem(first, network);
  noteThrough(at, first, network, { forgiven, elsewhere });
  if (first.error !== null && !forgiven) return { ...broken(), chain };
  return {
    name,
    role,
    origin,
    absolute: isAbsolute(at),
    error: null,
    connect: () => connectThrough(steps),
    chain,
  };
}

/** Looks the peer up and opens a connection to it, which is closed again. Null where there is no way. */
async function reach(at: At, peer: Peer, network: Network): Promise<Dialled | null> {
  const { lookup, libc } = await network.lookUp(peer.host);
  const found = lookupMeasured(peerPlace(at, "dns", "dns"), peer.host, lookup, libc, at.way, network.byLibc);
  at.note(found.measurement);
  if (found.addresses.length === 0) {
    noteRest(at, "there is no address", true);
    return null;
  }
  const dialled = await dialFamilies(found.addresses, peer.port, peer.host, network);
  for (const { socket } of dialled) socket?.destroy();
  at.note(dialsMeasured(peerPlace(at, "tcp", "connect"), dialled, at.way));
  const reached = dialled.find(({ socket }) => socket !== null) ?? null;
  if (reached === null) noteRest(at, "there is no connection", false);
  return reached;
}

const leastPatienceMs = 100;
const mostPatienceMs = 1000;

/** The first connection, with the time that the server needs to object to it. */
async function greet(steps: Steps, roundTripMs: number): Promise<Through> {
  const through = await connectThrough(steps);
  if (through.error !== null || through.handshake === null) return through;
  const patienceMs = Math.min(Math.max(leastPatienceMs, 3 * roundTripMs), mostPatienceMs);
  const error = await objection(through.handshake, hostOf(steps.origin), patienceMs);
  return error === null ? through : { ...through, error };
}

/** A forward proxy gets the whole URL of a plain http request. */
function isAbsolute({ way, origin }: At): boolean {
  return way.kind === "proxy" && origin.protocol === "http:" && way.proxy.scheme.startsWith("http");
}

/** Where this machine has an authority that go does not know. */
async function whoKnowsThem(
  { error, handshake }: Through,
  { env, gitConfig }: Network,
): Promise<Elsewhere[]> {
  const isUnknown = error?.kind === "network" && error.reason === "x509-unknown-authority";
  return isUnknown ? await authoritiesElsewhere(handshake?.chain ?? [], env, gitConfig) : [];
}

function isAboutCertificate(error: Through["error"]): boolean {
  return error?.kind === "network" && error.reason.startsWith("x509-");
}

interface At {
  name: string;
  role: Role;
  origin: URL;
  way: Way;
  note: (measurement: Measurement) => void;
}

function placeOf({ name: link, role, origin }: At, name: string, stage: Place["stage"]): Place {
  const host = hostOf(origin);
  // Git may be sent to another host than the one that the heading names.
  return { link, name: link.includes(host) ? name : `${name} of ${host}`, stage, role, host };
}

/** What is asked of the forward proxy is of its stage, and on its account. */
function peerPlace(at: At, name: string, stage: Place["stage"]): Place {
  const place = placeOf(at, name, stage);
  if (at.way.kind !== "proxy") return place;
  return { ...place, name: `${name} of the forward proxy`, stage: "forward-proxy", host: at.way.proxy.host };
}

interface Peer {
  host: string;
  port: number;
}

function peerOf(origin: URL, way: Way): Peer {
  if (way.kind === "proxy") return { host: way.proxy.host, port: way.proxy.port };
  return { host: hostOf(origin), port: portOf(origin) };
}

function noteRest(at: At, why: string, withTcp: boolean): void {
  if (withTcp && at.way.kind === "itself") at.note(notAsked(placeOf(at, "tcp", "connect"), why));
  if (at.origin.protocol === "https:") at.note(notAsked(placeOf(at, "tls", "tls"), why));
}

function noteThrough(
  at: At,
  through: Through,
  network: Network,
  { forgiven, elsewhere }: { forgiven: boolean; elsewhere: readonly Elsewhere[] },
): void {
  const { tunnel, handshake, connection, error, tookMs } = through;
  const secure = at.origin.protocol === "https:";
  if (at.way.kind === "proxy") {
    const { host, port, variable } = at.way.proxy;
    const place: Place = { ...placeOf(at, "forward proxy", "forward-proxy"), host };
    const connections = [connection];
    if (error !== null && handshake === null) {
      at.note(bad(place, tunnel ?? "the connection breaks", { error, connections, tookMs }));
      if (secure) at.note(notAsked(placeOf(at, "tls", "tls"), "the forward proxy gives no way"));
      return;
    }
    at.note(
      good(place, `${host}:${port} (${variable}): ${tunnel ?? "http needs no tunnel"}`, { connections }),
    );
  }
  if (!secure) return;
  const tls = tlsMeasured({ ...placeOf(at, "tls", "tls"), url: at.origin.href }, through, network);
  const details = [...tls.details, ...elsewhere.map(({ words }) => words)];
  if (!forgiven) at.note({ ...tls, details });
  // It is git that has to know them, and go is not concerned.
  else if (elsewhere.some(({ ofGit }) => ofGit))
    at.note({ ...tls, details, answer: "good", measured: `${tls.measured}; git does`, error: null });
  else at.note({ ...tls, details, answer: "suspicious" });
}
