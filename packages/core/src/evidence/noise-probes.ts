import type { SyscallEvent, TraceState } from "../model/event.ts";
import type { Address } from "../model/facts.ts";
import type { Origin } from "../model/origin.ts";
import { argumentsOf } from "../syntax/arguments.ts";
import { addressIn, openFileOf } from "./call-arguments.ts";
import type { Note } from "./noise.ts";

/** A datagram socket that was connected and on which nothing has been written so far. */
interface Silent {
  remote: Address;
  at: Origin;
  errno: string | null;
}

const discard = 9;
const dns = 53;
const sends: ReadonlySet<string> = new Set(["write", "writev", "sendto", "sendmsg", "sendmmsg"]);

/**
 * Finds the sockets by which resolvers ask the kernel for a route: a datagram socket is connected to an address, to port 9
 * or 53, and never written to (RFC 6724; net/addrselect.go, libc's getaddrinfo). The same to port 53 of a name server
 * would be a question that was not asked, so there the address must be one that a stream was opened to.
 */
export function watchForRouteProbes(note: Note): {
  onSyscall: (call: SyscallEvent, state: TraceState) => void;
  end: () => void;
} {
  const silent = new Map<number, Silent[]>();
  const visited = new Set<string>();

  function onConnect(call: SyscallEvent, state: TraceState): void {
    const remote = addressIn(argumentsOf(call)[1]?.value);
    const file = openFileOf(call, state);
    if (remote === null || file === null || !call.complete) return;
    if (file.socket?.type !== "datagram") {
      visited.add(remote.ip);
    } else if (remote.port === discard || remote.port === dns) {
      const { errno } = call.result;
      const probes = silent.get(file.id) ?? [];
      probes.push({ remote, at: call.endOrigin, errno });
      silent.set(file.id, probes);
    }
  }

  return {
    onSyscall(call, state) {
      if (call.name === "connect") onConnect(call, state);
      else if (silent.size > 0 && sends.has(call.name)) {
        const file = openFileOf(call, state);
        if (file !== null) silent.delete(file.id);
      }
    },
    end() {
      for (const { remote, at, errno } of [...silent.values()].flat()) {
        if (remote.port === dns && !visited.has(remote.ip)) continue;
        if (errno === null) note("route-probe", at);
        else if (errno === "ENETUNREACH" || errno === "EHOSTUNREACH") note("route-probe-unreachable", at);
      }
    },
  };
}
