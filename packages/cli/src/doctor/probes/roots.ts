import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FileAccess } from "@gotrace/core";
import { moment } from "./measuring.ts";

// crypto/x509/root_linux.go and root_unix.go. SSL_CERT_FILE and SSL_CERT_DIR replace these places.
const bundles = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
];
const folders = ["/etc/ssl/certs", "/etc/pki/tls/certs"];

/** The certificate authorities that Go trusts on this machine, and where they come from. */
export interface Roots {
  readonly certificates: readonly string[];
  readonly sources: readonly string[];
  /** What was looked for, and whether it was there. */
  readonly files: readonly FileAccess[];
  /** The system keeps them where no file shows them: macOS and Windows. */
  readonly hidden: boolean;
}

export async function readRoots(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
): Promise<Roots> {
  if (platform === "darwin" || platform === "win32") {
    return { certificates: [], sources: [], files: [], hidden: true };
  }
  const certificates = new Set<string>();
  const sources: string[] = [];
  const files: FileAccess[] = [];
  const take = async (path: string): Promise<boolean> => {
    const found = pemBlocks(await readFile(path, "latin1").catch(() => null));
    const errno = found === null ? "ENOENT" : null;
    files.push({ ...moment(), pid: 0, call: "openat", path, errno, write: false });
    for (const each of found ?? []) certificates.add(each);
    return found !== null;
  };
  const places = env["SSL_CERT_FILE"] ? [env["SSL_CERT_FILE"]] : bundles;
  for (const path of places) {
    if (!(await take(path))) continue;
    sources.push(path);
    break;
  }
  for (const folder of env["SSL_CERT_DIR"] ? env["SSL_CERT_DIR"].split(":") : folders) {
    const before = certificates.size;
    for (const name of await readdir(folder).catch(() => [])) await take(join(folder, name));
    if (certificates.size > before) sources.push(folder);
  }
  return { certificates: [...certificates], sources, files, hidden: false };
}

export function pemBlocks(text: string | null): string[] | null {
  return text === null
    ? null
    : (text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []);
}
