import type { SocketAddress } from "../model/event.ts";
import type { Argument, StructValue, Value } from "../model/strace-value.ts";
import { fieldOf, flagsOf, integerOf, plainValue, stringOf, structOf } from "./values.ts";

/**
 * The address in a `struct sockaddr`: `{sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("10.0.0.1")}`,
 * `{sa_family=AF_INET6, sin6_port=htons(443), …, inet_pton(AF_INET6, "::1", &sin6_addr), …}`,
 * `{sa_family=AF_UNIX, sun_path=@"name"}`. Null for other families and where strace printed an address in memory.
 */
export function socketAddressOf(argument: Argument | undefined): SocketAddress | null {
  const struct = structOf(argument);
  if (struct === null) return null;
  const path = stringOf(fieldOf(struct, "sun_path"));
  if (path !== null) return { kind: "unix", path: (path.abstract ? "@" : "") + path.bytes };
  const port = portOf(fieldOf(struct, "sin_port") ?? fieldOf(struct, "sin6_port"));
  const ip = ipIn(struct);
  return port === null || ip === null ? null : { kind: "inet", ip, port };
}

/** `AF_INET`, `AF_INET6`, `AF_UNIX`, …; 4.8 says PF_INET and AF_LOCAL. */
export function familyName(name: string | undefined): string | null {
  if (name === undefined) return null;
  const family = name.replace(/^PF_/, "AF_");
  return family === "AF_LOCAL" || family === "AF_FILE" ? "AF_UNIX" : family;
}

/** The family that a `struct sockaddr` names. */
export function familyOf(argument: Argument | undefined): string | null {
  return familyName(flagsOf(fieldOf(structOf(argument), "sa_family"))[0]);
}

function portOf(field: Argument | undefined): number | null {
  if (field === undefined) return null;
  const value = plainValue(field.value);
  // -X raw and verbose print the two bytes in network order: `sin_port="\x01\xbb"`.
  if (value.kind === "string") return value.bytes.charCodeAt(0) * 256 + value.bytes.charCodeAt(1);
  const number = integerOf(value.kind === "call" ? value.args[0] : field);
  return typeof number === "number" ? number : null;
}

/** The address: `sin_addr=inet_addr("…")`, a call of inet_pton (which has no field name), or the bytes (-X raw). */
function ipIn(struct: StructValue): string | null {
  for (const { name, value } of struct.fields) {
    const ip = ipOf(name, plainValue(value));
    if (ip !== null) return ip;
  }
  return null;
}

function ipOf(name: string | null, value: Value): string | null {
  if (value.kind === "string")
    return name === "sin_addr" || name === "sin6_addr" ? formatIp(value.bytes) : null;
  if (value.kind !== "call") return null;
  const index = ["inet_addr", "inet_pton"].indexOf(value.name);
  return index < 0 ? null : (stringOf(value.args[index])?.bytes ?? null);
}

/** Four or sixteen bytes as an address in text; null for any other number of bytes. */
export function formatIp(bytes: string): string | null {
  const codes = Array.from(bytes, (char) => char.charCodeAt(0));
  if (codes.length === 4) return codes.join(".");
  if (codes.length !== 16) return null;
  const groups = Array.from(
    { length: 8 },
    (_, index) => ((codes[index * 2] ?? 0) << 8) | (codes[index * 2 + 1] ?? 0),
  );
  return compressZeros(groups.map((group) => group.toString(16)));
}

/** RFC 5952: the longest run of two or more zero groups, the first of equals, becomes `::`. */
function compressZeros(groups: readonly string[]): string {
  const runs = groups.map((_, start) => {
    const end = groups.findIndex((group, index) => index >= start && group !== "0");
    return (end < 0 ? groups.length : end) - start;
  });
  const longest = Math.max(...runs);
  if (longest < 2) return groups.join(":");
  const start = runs.indexOf(longest);
  return `${groups.slice(0, start).join(":")}::${groups.slice(start + longest).join(":")}`;
}
