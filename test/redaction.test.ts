import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { analyze, formats, render, type AnalyzeInput, type Report } from "@gotrace/core";
import { beforeAll, describe, expect, test } from "vitest";

// Secrets planted in a recorded run, in every place where such a run can hold one; then every format is searched for them.
const folder = fileURLToPath(new URL("../fixtures/tls-unknown-authority/", import.meta.url));

const secrets = {
  url: "hunter2-in-the-url",
  token: "hunter2-in-argv",
  environment: "hunter2-in-environment",
  header: "hunter2-in-a-header",
  basic: "hunter2-in-basic",
  netrc: "hunter2-in-netrc",
  github: "ghp_0123456789abcdefghijABCDEFGHIJ012345",
  signature: "hunter2hunter2signature",
};

const host = "proxy.golang.org";

/** go prints the URL as it is in its settings, with the password in it where it did not look for one. */
function planted(text: string): string {
  return text.replaceAll(`https://${host}`, `https://ci:${secrets.url}@${host}`);
}

async function plantedInputs(): Promise<AnalyzeInput[]> {
  const log = planted(await readFile(`${folder}go.log`, "utf8"));
  const basic = Buffer.from(`ci:${secrets.basic}`).toString("base64");
  const words = [
    `go: example.com/hello@v1.1.0: reading https://${host}/x?X-Amz-Signature=${secrets.signature}: 403 Forbidden`,
    `fatal: could not read from https://x:${secrets.github}@github.com/acme/widget`,
    `Authorization: Bearer ${secrets.header}`,
    `Proxy-Authorization: Basic ${basic}`,
    `machine ${host} login ci password ${secrets.netrc}`,
    `get https://elsewhere.example/?next=https%3A%2F%2Fci%3A${secrets.url}%40${host}%2F`,
    `GITLAB_TOKEN=${secrets.environment}`,
  ];
  const trace = planted(await readFile(`${folder}trace.log`, "utf8"))
    .replace(
      '"-x"]',
      `"-x", "-modcacherw", "--token=${secrets.token}", "-H", "Authorization: Bearer ${secrets.header}"]`,
    )
    .replace("/* 6 vars */", `["PATH=/usr/bin", "GITHUB_TOKEN=${secrets.environment}", "HOME=/home/dev"]`)
    .replace(/(?<=\n)/, splitRead)
    .replaceAll(secrets.url, (own, at: number) => (at % 2 === 0 ? own : inHexadecimal(own)));
  return [
    { name: "trace.log", bytes: once(trace) },
    { name: "go.log", bytes: once(`${words.join("\n")}\n${log}`) },
  ];
}

/** ~/.netrc as go reads it, its password in two pieces. */
const splitRead = [
  `99    1795364900.243000 read(3</home/dev/.netrc>, "machine ${host} login ci password ${secrets.netrc.slice(0, 9)}", 4096) = 60 <0.000056>`,
  `99    1795364900.243100 read(3</home/dev/.netrc>, "${secrets.netrc.slice(9)}\\n", 4096) = 9 <0.000056>`,
  "",
].join("\n");

function inHexadecimal(text: string): string {
  return Array.from(Buffer.from(text), (byte) => `\\x${byte.toString(16)}`).join("");
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    inHexadecimal(secret),
    bytes.toString("base64").replace(/=+$/, "").slice(0, -2),
  ];
}

let report: Report;

beforeAll(async () => {
  report = await analyze(await plantedInputs(), { timeline: true });
});

test("without redaction they are there, so that not to find them means something", async () => {
  const shown = await render(report, "json", { redact: "off" });
  expect(shown).toContain(secrets.url);
  expect(shown).toContain(secrets.token);
});

describe.each(formats)("%s", (format) => {
  test.each(["secrets", "strict"] as const)("shows no secret: %s", async (redact) => {
    const shown = await render(report, format, { redact });
    for (const secret of Object.values(secrets)) {
      for (const spelling of spellings(secret)) expect(shown).not.toContain(spelling);
    }
  });

  test("shows no home, no internal address and no host that is not public, if it is to be strict", async () => {
    const corporate = await analyze([`${folder.replace("tls-unknown-authority", "http-503-comma")}go.log`], {
      timeline: true,
    });
    const shown = await render(corporate, format, { redact: "strict" });
    expect(shown).not.toContain("corp.example");
    expect(await render(report, format, { redact: "strict" })).not.toMatch(/\/home\/dev\b|10\.77\.0\./);
  });
});

test("how many were removed is said", async () => {
  expect(await render(report, "text")).toMatch(/^ {2}removed .*\d url-credentials/m);
});

test("a secret or a host that is a word of a format does not break the format", async () => {
  const odd: Report = { ...report, limits: ["password=evidence", "https://script/x", "token=function"] };
  const page = await render(odd, "html", { redact: "strict" });
  const plain = await render(odd, "html", { redact: "off" });
  const code = /<style>.*?<\/style>|<script>.*?<\/script>/gs;
  expect(page.match(code)).toEqual(plain.match(code));
  expect(JSON.parse(await render(odd, "json", { redact: "strict" }))).toHaveProperty("diagnosis.evidence");
});

test("what is no secret stays", async () => {
  const sums =
    "github.com/acme/widget v0.0.0-20240102030405-0123456789ab h1:Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4MTIzNDU2Nzg=";
  const plain: Report = { ...report, limits: [sums] };
  expect(await render(plain, "json")).toContain(sums);
  expect(await render(plain, "json", { redact: "strict" })).toContain(sums);
});
