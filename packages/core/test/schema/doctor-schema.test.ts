import { readFileSync } from "node:fs";
import { Ajv2020, type AnySchemaObject } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { diagnoseMachine } from "../../src/diagnosis/diagnose-machine.ts";
import { checkStatuses } from "../../src/model/doctor-report.ts";
import { renderDoctor } from "../../src/report/doctor/render.ts";
import { reportSchema } from "./validate-report.ts";

const schema = JSON.parse(
  readFileSync(new URL("../../schema/doctor.schema.json", import.meta.url), "utf8"),
) as AnySchemaObject;
const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
const validate = ajv.addSchema(reportSchema, "report.schema.json").compile(schema);

const report = diagnoseMachine({
  goVersion: null,
  cwd: "/home/dev/app",
  settings: {
    statements: [],
    environmentWhole: true,
    unknownValues: new Set(),
    userFileWhole: true,
    gorootFileWhole: true,
    goEnvWhole: false,
    ignoredLines: [],
    goVersion: null,
  },
  environment: {},
  notes: [],
  questions: [],
  measurements: [],
  interrupted: false,
  limits: ["no host was asked (--offline)"],
});

test("the status of a check is one of the schema's", () => {
  const { checkStatus } = schema["$defs"] as Record<string, { enum: string[] }>;
  expect(checkStatus?.enum).toEqual(checkStatuses);
});

test("JSON output is valid by the schema, which knows every field: none more, none less", () => {
  expect(validate(JSON.parse(renderDoctor(report, "json"))), JSON.stringify(validate.errors)).toBe(true);
  const { limits: _, ...less } = report;
  expect(validate(less)).toBe(false);
  expect(validate({ ...report, more: 1 })).toBe(false);
});

test("where nothing was asked, nothing is known", () => {
  expect(report.outcome).toBe("unknown");
});
