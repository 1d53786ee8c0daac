import type { X509Certificate } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { certificatesIn, isSignedBy } from "./git-certificates.ts";

// Other programs' own settings; and where certificates lie that update-ca-certificates(8) or update-ca-trust(8) has to take up.
const variables = ["NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO"];
const anchors: readonly [folder: string, command: string][] = [
  ["/usr/local/share/ca-certificates", "update-ca-certificates"],
  ["/etc/pki/ca-trust/source/anchors", "update-ca-trust"],
  ["/etc/ca-certificates/trust-source/anchors", "trust extract-compat"],
];

/** Where this machine has the authority that signed a chain, and go does not look: each place with what would make go trust it. */
export async function authoritiesElsewhere(
  chain: readonly X509Certificate[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<string[]> {
  const found: string[] = [];
  for (const name of variables) {
    const file = env[name];
    if (file && (await hasSigner(file, chain)))
      found.push(`${file} (${name}) has who signed it, and go does not read it: SSL_CERT_FILE would name it`);
  }
  for (const [folder, command] of anchors) {
    for (const name of await readdir(folder).catch(() => [])) {
      const file = join(folder, name);
      if (await hasSigner(file, chain))
        found.push(`${file} has who signed it: ${command} has not taken it up yet`);
    }
  }
  return found;
}

async function hasSigner(file: string, chain: readonly X509Certificate[]): Promise<boolean> {
  return isSignedBy(chain, (await certificatesIn(file)) ?? []);
}
