import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Measurement } from "@gotrace/core";
import type { GitTarget } from "./git-target.ts";
import { good, suspicious, type Place } from "./measuring.ts";
import { pemBlocks } from "./roots.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** git, or go, was told to trust other certificates than the system does: then each has to be asked by itself. */
export function trustsItsOwn({ http }: GitTarget, env: Environment): boolean {
  const ofGit = ["sslcainfo", "sslcapath", "sslverify"].some((name) => http.has(name));
  return (
    ofGit ||
    ["GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_SSL_NO_VERIFY", "SSL_CERT_FILE", "SSL_CERT_DIR"].some(
      (name) => env[name],
    )
  );
}

/** What git was told about certificates, beside what came from the server. git-config(1), http.sslCAInfo. */
export async function gitCertificates(
  at: Place,
  { http, host }: GitTarget,
  chain: readonly X509Certificate[],
  env: Environment,
): Promise<Measurement[]> {
  const place: Place = { ...at, name: "git's roots", stage: "tls", host };
  if (env["GIT_SSL_NO_VERIFY"] || http.get("sslverify") === "false") {
    const setting = env["GIT_SSL_NO_VERIFY"] ? "GIT_SSL_NO_VERIFY" : "http.sslVerify=false";
    return [suspicious(place, `${setting}: git takes any certificate`)];
  }
  const file = env["GIT_SSL_CAINFO"] || http.get("sslcainfo");
  if (!file) return [];
  const setting = env["GIT_SSL_CAINFO"] ? "GIT_SSL_CAINFO" : "http.sslCAInfo";
  const path = file.replace(/^~(?=\/)/, env["HOME"] ?? "~");
  const roots = await certificatesIn(path);
  const named = `${file} (${setting}), which git reads and go does not`;
  if (roots === null) return [suspicious(place, `${named}: it cannot be read`)];
  if (chain.length === 0) return [good(place, `${named}: ${roots.length} certificates`)];
  return [
    isSignedBy(chain, roots)
      ? good(place, `${named}: it has who signed ${host}`)
      : suspicious(place, `${named}: it does not have who signed ${host}`),
  ];
}

/** Null where there is no such file. What is in it and no certificate is left out. */
export async function certificatesIn(path: string): Promise<X509Certificate[] | null> {
  const blocks = pemBlocks(await readFile(path, "latin1").catch(() => null));
  return (
    blocks &&
    blocks.flatMap((pem) => {
      try {
        return [new X509Certificate(pem)];
      } catch {
        return [];
      }
    })
  );
}

/** One of these has signed one of the chain, or is in it. */
export function isSignedBy(chain: readonly X509Certificate[], roots: readonly X509Certificate[]): boolean {
  return chain.some((each) =>
    roots.some(
      (root) =>
        root.fingerprint256 === each.fingerprint256 ||
        (each.checkIssued(root) && each.verify(root.publicKey)),
    ),
  );
}
