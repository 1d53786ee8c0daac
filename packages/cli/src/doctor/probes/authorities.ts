import type { X509Certificate } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { GitSetting } from "@gotrace/core";
import { certificatesIn, isSignedBy } from "./git-certificates.ts";

// Other programs' own settings; and where certificates lie that update-ca-certificates(8) or update-ca-trust(8) has to take up.
const variables = ["NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO"];
const anchors: readonly [folder: string, command: string][] = [
  ["/usr/local/share/ca-certificates", "update-ca-certificates"],
  ["/etc/pki/ca-trust/source/anchors", "update-ca-trust"],
  ["/etc/ca-certificates/trust-source/anchors", "trust extract-compat"],
];

/** A place on this machine that has the authority, where go does not look. */
export interface Elsewhere {
  /** The place, with what would make go trust it. */
  readonly words: string;
  /** git looks there. */
  readonly ofGit: boolean;
}

/** Where this machine has the authority that signed a chain, and go does not look. */
export async function authoritiesElsewhere(
  chain: readonly X509Certificate[],
  env: Readonly<Record<string, string | undefined>>,
  gitConfig: readonly GitSetting[],
): Promise<Elsewhere[]> {
  const named = [
    ...variables.map((name) => ({ name, file: env[name] ?? "" })),
    ...gitConfig
      .filter(({ key }) => /^http\.(?:.*\.)?sslcainfo$/i.test(key))
      .map(({ value }) => ({ name: "http.sslCAInfo", file: value.replace(/^~(?=\/)/, env["HOME"] ?? "~") })),
  ];
  const found: Elsewhere[] = [];
  for (const { name, file } of named) {
    if (file === "" || !(await hasSigner(file, chain))) continue;
    const words = `${file} (${name}) has who signed it, and go does not read it: SSL_CERT_FILE would name it`;
    found.push({ words, ofGit: name === "GIT_SSL_CAINFO" || name === "http.sslCAInfo" });
  }
  for (const [folder, command] of anchors) {
    for (const name of await readdir(folder).catch(() => [])) {
      const file = join(folder, name);
      if (!(await hasSigner(file, chain))) continue;
      found.push({ words: `${file} has who signed it: ${command} has not taken it up yet`, ofGit: false });
    }
  }
  return found;
}

async function hasSigner(file: string, chain: readonly X509Certificate[]): Promise<boolean> {
  return isSignedBy(chain, (await certificatesIn(file)) ?? []);
}
