import { createHash } from "node:crypto";
import { checksumDatabaseOf } from "@gotrace/core";

/**
 * What go says of a GOSUMDB that it cannot use. cmd/go/internal/modfetch/sumdb.go, dbDial; golang.org/x/mod/sumdb/note, NewVerifier.
 *
 * @returns null where it can, or where it is off
 */
export function complaintAboutGosumdb(value: string): string | null {
  const fields = value.split(/\s+/).filter((word) => word !== "");
  if (fields.length > 2) return "invalid GOSUMDB: too many fields";
  const [key] = fields;
  if (key === undefined || value === "off") return null;
  // A name alone is one of those whose key go has.
  const verifier = checksumDatabaseOf(value)?.verifier ?? key;
  const complaint = complaintAboutVerifier(verifier);
  return complaint && `invalid GOSUMDB: ${complaint}`;
}

/** NAME+HASH+KEY: eight hexadecimal digits of the hash of name and key, and the key in base64 behind its algorithm. */
function complaintAboutVerifier(verifier: string): string | null {
  const [, name = "", hash = "", encoded = ""] =
    /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/i.exec(verifier) ?? [];
  const key = Buffer.from(encoded, "base64");
  if (name === "" || key.length === 0) return "malformed verifier id";
  const wanted = createHash("sha256").update(`${name}\n`).update(key).digest("hex").slice(0, 8);
  if (hash.toLowerCase() !== wanted) return "invalid verifier hash";
  if (key[0] !== 1) return "unknown verifier algorithm";
  return key.length === 33 ? null : "malformed verifier id";
}
