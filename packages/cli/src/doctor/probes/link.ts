import type { Measurement, Role } from "@gotrace/core";
import { wayTo, type Way } from "../forward-proxy.ts";
import { connectThrough, type Through } from "./connect-through.ts";
import { dialsMeasured, lookupMeasured, tlsMeasured } from "./link-measurements.ts";
import { lookUp } from "./lookup.ts";
import { bad, good, notAsked, type Place } from "./measuring.ts";
import { hostOf, portOf, type Link, type Network } from "./network.ts";
import { dialFamilies } from "./tcp.ts";

/** Goes the way to a server link by link, and notes each; what depends on a broken one is not asked. */
export async function openLink(name: string, role: Role, origin: URL, network: Network): Promise<Link> {
  const way = wayTo(origin, network.env);
  const noted: Measurement[] = [];
  const note = (measurement: Measurement): void => {
    noted.push(measurement);
    network.note(measurement);
  };
  const broken = (): Link => {
    const error = noted.findLast(({ answer }) => answer === "bad")?.error ?? null;
    return { name, role, origin, connect: null, error, absolute: false };
  };
  const at: At = { name, role, origin, way, note };
  if (way.kind === "malformed") {
    const place = placeOf(at, "forward proxy", "forward-proxy");
    note(bad(place, `${way.variable} is no address that go can use`, { error: way.error }));
    return broken();
  }
  const peer = peerOf(origin, way);
  const lookup = await lookUp(peer.host, network.resolver, network.config, network.signal);
  // An address and a line of /etc/hosts are the same to everybody.
  const asked = lookup.queries.length > 0;
  const libc = asked ? await network.libc(peer.host) : null;
  const found = lookupMeasured(peerPlace(at, "dns", "dns"), peer.host, lookup, libc, way, network.resolver);
  note(found.measurement);
  if (found.addresses.length === 0) {
    noteRest(at, "there is no address", true);
    return broken();
  }
  const dialled = await dialFamilies(found.addresses, peer.port, peer.host, network);
  for (const { socket } of dialled) socket?.destroy();
  note(dialsMeasured(peerPlace(at, "tcp", "connect"), dialled, way));
  const reached = dialled.find(({ socket }) => socket !== null);
  if (!reached) {
    noteRest(at, "there is no connection", false);
    return broken();
  }
  const steps = { ...peer, ip: reached.connection.remote.ip, way, origin, network };
  const first = await connectThrough(steps);
  first.socket?.destroy();
  noteThrough(at, first, network);
  if (first.error !== null) return broken();
  const absolute = way.kind === "proxy" && origin.protocol === "http:" && way.proxy.scheme.startsWith("http");
  return { name, role, origin, absolute, error: null, connect: () => connectThrough(steps) };
}

interface At {
  name: string;
  role: Role;
  origin: URL;
  way: Way;
  note: (measurement: Measurement) => void;
}

function placeOf({ name: link, role, origin }: At, name: string, stage: Place["stage"]): Place {
  return { link, name, stage, role, host: hostOf(origin) };
}

/** What is asked of the forward proxy is of its stage, and on its account. */
function peerPlace(at: At, name: string, stage: Place["stage"]): Place {
  const place = placeOf(at, name, stage);
  if (at.way.kind !== "proxy") return place;
  return { ...place, name: `${name} of the forward proxy`, stage: "forward-proxy", host: at.way.proxy.host };
}

function peerOf(origin: URL, way: Way): { host: string; port: number } {
  if (way.kind === "proxy") return { host: way.proxy.host, port: way.proxy.port };
  return { host: hostOf(origin), port: portOf(origin) };
}

function noteRest(at: At, why: string, withTcp: boolean): void {
  if (withTcp && at.way.kind === "itself") at.note(notAsked(placeOf(at, "tcp", "connect"), why));
  if (at.origin.protocol === "https:") at.note(notAsked(placeOf(at, "tls", "tls"), why));
}

function noteThrough(at: At, through: Through, network: Network): void {
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
  if (secure) at.note(tlsMeasured({ ...placeOf(at, "tls", "tls"), url: at.origin.href }, through, network));
}
