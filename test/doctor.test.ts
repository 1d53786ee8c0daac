import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import type { DoctorReport } from "@gotrace/core";
import { Ajv2020, type AnySchemaObject } from "ajv/dist/2020.js";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import {
  differences,
  doctorIn,
  examinableScenarios,
  examineScenario,
  falseAlarms,
} from "../fixtures/lab/doctor-accuracy.ts";
import { whatIsMissing } from "../fixtures/lab/requirements.ts";
import type { Scenario } from "../fixtures/lab/scenario.ts";
import { commandFile } from "./support/built-command.ts";

// The doctor in the lab's worlds, in namespaces of their own. All of them: npm run doctor-accuracy.

/** One for each kind of fault, none of which needs a long wait, and healthy ones. */
const quick: ReadonlySet<string> = new Set([
  "cold-download",
  "forward-proxy-works",
  "private-direct-git",
  "fall-through-404",
  "dns-no-such-host",
  "dns-server-unreachable",
  "connect-refused",
  "connect-timeout",
  "git-connect-refused",
  "forward-proxy-407",
  "tls-unknown-authority",
  "tls-expired",
  "tls-no-roots",
  "http-401",
  "http-captive-portal",
  "reset-mid-zip",
  "sumdb-500",
  "sumdb-inconsistent",
  "vcs-auth-https",
  "private-on-public-proxy",
  "goproxy-off",
  "cache-permission",
]);

const timeoutSeconds = 6;
const chosen = examinableScenarios().filter(({ name }) => quick.has(name));
const possible = chosen.filter((scenario) => whatIsMissing([scenario]) === null);
const missing = whatIsMissing(chosen.filter(({ go }) => go === "1.19" || go === "1.22"));
const reason = missing === null ? "" : ` (skipped: needs the lab: ${missing})`;

const report = schemaIn("report.schema.json");
const validate = new Ajv2020({ strict: true, allowUnionTypes: true })
  .addSchema(report, "report.schema.json")
  .compile(schemaIn("doctor.schema.json"));

function schemaIn(name: string): AnySchemaObject {
  const file = new URL(`../packages/core/schema/${name}`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as AnySchemaObject;
}

describe.skipIf(missing !== null)(`gotrace doctor in the lab's worlds${reason}`, () => {
  test("there is one of each kind", () => {
    expect(chosen.map(({ name }) => name).toSorted()).toEqual([...quick].toSorted());
  });

  test.each(possible.map((scenario) => [scenario.name, scenario] as const))(
    "%s: the cause of the recording, before anything has run",
    async (_, scenario) => {
      const examined = await examineScenario(scenario, timeoutSeconds);
      expect(differences(examined)).toEqual([]);
      expect(falseAlarms(examined)).toEqual([]);
      expect(validate(examined.report), JSON.stringify(validate.errors)).toBe(true);
      expect(examined.exitStatus).toBe(examined.report.outcome === "ok" ? 0 : 1);
    },
    120_000,
  );

  test("what the README shows is what it prints", async () => {
    const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
    const shown = /^\$ npx gotrace doctor\n(.*?)^```$/ms.exec(readme)?.[1] ?? "";
    const { text } = await doctorIn(scenarioNamed("tls-unknown-authority"), []);
    expect(shown).not.toBe("");
    expect(withoutMeasures(shown)).toBe(withoutMeasures(text));
  }, 120_000);

  test("a machine without any network gets its verdict at once", async () => {
    const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: tmpdir(), NO_COLOR: "1" };
    const command = [
      "--net",
      process.execPath,
      commandFile,
      "doctor",
      "--format",
      "json",
      "example.com/hello@v1.0.0",
    ];
    const { stdout, exitCode } = await execa("unshare", command, { env, extendEnv: false, reject: false });
    const { diagnosis } = JSON.parse(stdout) as DoctorReport;
    expect(diagnosis).toMatchObject({ stage: "dns", host: "proxy.golang.org", module: "example.com/hello" });
    expect(exitCode).toBe(1);
  }, 120_000);

  test("what --apply has set is in its report, with what takes it back", async () => {
    const { text } = await doctorIn(scenarioNamed("private-on-public-proxy"), [
      "--apply",
      "--format",
      "json",
    ]);
    expect((JSON.parse(text) as DoctorReport).recommendations).toMatchObject([
      { name: "GOPRIVATE", value: "github.com/acme/*", undo: "go env -u GOPRIVATE", applied: true },
    ]);
  }, 120_000);

  test("no secret of the machine is in what it prints", async () => {
    const netrc = await doctorIn(scenarioNamed("private-direct-git"), ["--format", "json"]);
    expect(netrc.text).toContain("has some for git.corp.example");
    expect(netrc.text).not.toContain("correct-horse");
  }, 120_000);
});

function scenarioNamed(name: string): Scenario {
  const found = possible.find((scenario) => scenario.name === name) ?? possible[0];
  if (found === undefined) throw new Error(`the lab cannot make ${name}`);
  return found;
}

/** Times, sizes and keys are another's each time, and where a line ends depends on them. */
function withoutMeasures(text: string): string {
  return text
    .replaceAll(/<?\d[\d.]* (?:ms|s|kB|MB|GB|bytes)/g, "N")
    .replaceAll(/\d{4}-\d\d-\d\d/g, "DATE")
    .replaceAll(/sum\.golang\.org\+\S+/g, "KEY")
    .replaceAll(/\s+/g, " ")
    .trim();
}
