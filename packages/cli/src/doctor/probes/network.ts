import type {
  Connection,
  GitSetting,
  GoError,
  Measurement,
  ResolverState,
  Role,
  TraceError,
} from "@gotrace/core";
import type { X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { Lookup } from "./lookup.ts";
import type { ResolverConfig } from "./resolver-config.ts";
import type { Limits } from "./measuring.ts";
import type { Roots } from "./roots.ts";

/** What all probes of a network share. */
export interface Network extends Limits {
  /** Which go would ask; null where there is none. */
  readonly goVersion: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly resolver: ResolverState;
  readonly gitConfig: readonly GitSetting[];
  readonly config: ResolverConfig;
  readonly roots: Roots;
  /** What the C library finds, which other programs use; null where there is nobody to ask it. */
  readonly libc: (host: string, stop: AbortSignal) => Promise<LibcAnswer | null>;
  /** Looks a name up, each once. */
  readonly lookUp: (host: string) => Promise<BothAnswers>;
  /** go leaves look-ups to it: GODEBUG or nsswitch.conf says so, and this go can. */
  readonly byLibc: boolean;
  /** go asks the system, and no name server itself. */
  readonly bySystem: boolean;
  /** How many milliseconds the servers' clocks are ahead, as their answers come in. */
  readonly clockSkews: number[];
  /** Takes a finished measurement. */
  readonly note: (measurement: Measurement) => void;
}

/** What a name came to, and what others find who ask the C library; null where go finds it, or there is nobody to ask. */
export interface BothAnswers {
  readonly lookup: Lookup;
  readonly libc: LibcAnswer | null;
}

/** What getaddrinfo(3) says of a name. */
export interface LibcAnswer {
  /** In the order in which a program tries them. */
  readonly addresses: readonly string[];
  /** It has none now and may have some later: EAI_AGAIN. */
  readonly temporary: boolean;
}

/** Whose opinion of a certificate counts: go's, or that of git, which has settings of its own and is asked itself. */
export type Judge = "go" | "git";

/** A way to a server that was tried, and can be taken again for each request. */
export interface Link {
  readonly name: string;
  readonly role: Role;
  readonly origin: URL;
  /** Null where something on the way is broken. */
  readonly connect: (() => Promise<OpenConnection>) | null;
  /** What is broken; null where nothing is. */
  readonly error: GoError | TraceError | null;
  /** For plain http through a forward proxy: the request names the whole URL. */
  readonly absolute: boolean;
  /** The certificates that came with TLS, the server's own first. */
  readonly chain: readonly X509Certificate[];
}

export interface OpenConnection {
  readonly socket: Socket | TLSSocket | null;
  readonly alpn: string | null;
  readonly connection: Connection;
  readonly error: GoError | TraceError | null;
}

/** A URL's host, an IPv6 address without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

export function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "http:" ? 80 : 443;
}
