import { readFileSync } from "node:fs";
import { Ajv2020, type AnySchemaObject } from "ajv/dist/2020.js";

/** The schema that the package ships. */
export const reportSchema = JSON.parse(
  readFileSync(new URL("../../schema/report.schema.json", import.meta.url), "utf8"),
) as AnySchemaObject;

const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(reportSchema);

/** What is wrong with a report by the schema; empty where nothing is. */
export function schemaErrors(report: unknown): string[] {
  void validate(report);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
}
