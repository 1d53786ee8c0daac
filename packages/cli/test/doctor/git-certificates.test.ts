import { execFileSync, spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authoritiesElsewhere } from "../../src/doctor/probes/authorities.ts";
import { gitCertificates, trustsItsOwn } from "../../src/doctor/probes/git-certificates.ts";
import type { GitTarget } from "../../src/doctor/probes/git-target.ts";

// Certificates of the real openssl: a root, another root, and a server's that the first has signed.
const there = spawnSync("openssl", ["version"]).status === 0;
const reason = there ? "" : " (skipped: needs openssl)";

let folder = "";
let chain: X509Certificate[] = [];

function openssl(...args: string[]): void {
  execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
}

beforeAll(async () => {
  if (!there) return;
  folder = await mkdtemp(join(tmpdir(), "gotrace-roots-"));
  for (const name of ["root", "other"]) {
    const files = ["-keyout", `${name}.key`, "-out", `${name}.pem`];
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", ...files, "-days", "2", "-subj", `/CN=${name}`);
  }
  const request = ["-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=git.corp.example"];
  openssl("req", "-newkey", "rsa:2048", "-nodes", ...request);
  const by = ["-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "2"];
  openssl("x509", "-req", "-in", "server.csr", ...by, "-out", "server.pem");
  chain = [new X509Certificate(await readFile(join(folder, "server.pem")))];
  await writeFile(join(folder, "empty.pem"), "no certificate\n");
});
afterAll(async () => {
  if (there) await rm(folder, { recursive: true });
});

function target(http: Readonly<Record<string, string>>): GitTarget {
  const place = { transport: "https", host: "git.corp.example", port: null, user: null } as const;
  return { url: "https://git.corp.example/x", ...place, http: new Map(Object.entries(http)) };
}

async function said(
  http: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const at = { link: "git.corp.example (direct)", name: "", stage: "vcs", role: "direct" } as const;
  const found = await gitCertificates(at, target(http), chain, env);
  return found.map(({ answer, measured }) => `${answer}: ${measured.replace(`${folder}/`, "")}`);
}

async function elsewhere(env: Readonly<Record<string, string>>): Promise<string[]> {
  const found = await authoritiesElsewhere(chain, env, []);
  return found.map(({ words }) => words.replace(`${folder}/`, ""));
}

describe.skipIf(!there)(`the certificates that git trusts and go does not${reason}`, () => {
  test("its own bundle has who signed the server's, or has not", async () => {
    expect(await said({ sslcainfo: join(folder, "root.pem") })).toEqual([
      "good: root.pem (http.sslCAInfo), which git reads and go does not: it has who signed git.corp.example",
    ]);
    expect(await said({ sslcainfo: join(folder, "other.pem") })).toEqual([
      "suspicious: other.pem (http.sslCAInfo), which git reads and go does not: it does not have who signed git.corp.example",
    ]);
    expect(await said({ sslcainfo: join(folder, "empty.pem") })).toEqual([
      expect.stringMatching(/^suspicious: empty\.pem/),
    ]);
  });

  test("the environment goes before git's files", async () => {
    const env = { GIT_SSL_CAINFO: join(folder, "other.pem") };
    expect(await said({ sslcainfo: join(folder, "root.pem") }, env)).toEqual([
      expect.stringMatching(/^suspicious: other\.pem \(GIT_SSL_CAINFO\)/),
    ]);
  });

  test("a bundle that is not there, and no check at all", async () => {
    expect(await said({ sslcainfo: join(folder, "gone.pem") })).toEqual([
      expect.stringMatching(/it cannot be read$/),
    ]);
    expect(await said({ sslverify: "false" })).toEqual([
      "suspicious: http.sslVerify=false: git takes any certificate",
    ]);
    expect(await said({}, { GIT_SSL_NO_VERIFY: "1" })).toEqual([
      expect.stringMatching(/^suspicious: GIT_SSL_NO_VERIFY/),
    ]);
  });

  test("another program's bundle has the authority that go does not know", async () => {
    const env = { NODE_EXTRA_CA_CERTS: join(folder, "root.pem"), CURL_CA_BUNDLE: join(folder, "other.pem") };
    expect(await elsewhere(env)).toEqual([
      "root.pem (NODE_EXTRA_CA_CERTS) has who signed it, and go does not read it: SSL_CERT_FILE would name it",
    ]);
  });

  test("git's own bundle has it, from the environment or from git's files, for all hosts or for one", async () => {
    const settings = [
      ["http.sslcainfo", "other.pem"],
      ["http.https://git.corp.example/.sslcainfo", "root.pem"],
    ].map(([key = "", file = ""]) => ({ file: null, key, value: join(folder, file) }));
    const found = await authoritiesElsewhere(chain, {}, settings);
    expect(found).toMatchObject([{ ofGit: true }]);
    expect(found[0]?.words).toContain("root.pem (http.sslCAInfo) has who signed it");
    expect(await elsewhere({ GIT_SSL_CAINFO: join(folder, "root.pem") })).toEqual([
      expect.stringContaining("root.pem (GIT_SSL_CAINFO) has who signed it"),
    ]);
  });

  test("without a setting of its own nothing is said", async () => {
    expect(await said({})).toEqual([]);
    expect(trustsItsOwn(target({}), {})).toBe(false);
    expect(trustsItsOwn(target({ sslcainfo: "/x" }), {})).toBe(true);
    expect(trustsItsOwn(target({}), { SSL_CERT_FILE: "/x" })).toBe(true);
  });
});
