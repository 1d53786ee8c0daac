import { expect, test } from "vitest";
import { noiseKinds } from "../../src/model/noise.ts";
import { noteKinds } from "../../src/model/note.ts";
import { inputKinds, severities } from "../../src/model/report.ts";
import { settingSources } from "../../src/model/setting.ts";
import { laneKinds, linkKinds, markKinds, spanKinds, spanOutcomes } from "../../src/model/timeline.ts";
import { causes, confidences, outcomes, roles, stages, stageStatuses } from "../../src/model/vocabulary.ts";
import { render } from "../../src/report/render.ts";
import { failedReport, healthyReport, unknownReport } from "../report/sample-reports.ts";
import { reportSchema, schemaErrors } from "./validate-report.ts";

test.each(
  Object.entries({
    outcome: outcomes,
    role: roles,
    stage: stages,
    cause: causes,
    confidence: confidences,
    severity: severities,
    stageStatus: stageStatuses,
    inputKind: inputKinds,
    noiseKind: noiseKinds,
    noteKind: noteKinds,
    settingSource: settingSources,
    laneKind: laneKinds,
    spanKind: spanKinds,
    spanOutcome: spanOutcomes,
    markKind: markKinds,
    linkKind: linkKinds,
  }),
)("the schema's values of %s are the vocabulary's", (name, values) => {
  const definitions = reportSchema["$defs"] as Record<string, { enum: string[] }>;
  expect(definitions[name]?.enum).toEqual(values);
});

test.each([failedReport(), healthyReport(), unknownReport()])(
  "JSON output is valid by the schema",
  async (report) => {
    expect(schemaErrors(JSON.parse(await render(report, "json")))).toEqual([]);
  },
);

test("the schema knows every field: none more, none less", () => {
  const { limits: _, ...incomplete } = failedReport();
  expect(schemaErrors(incomplete)).toEqual(["/ must have required property 'limits'"]);
  expect(schemaErrors({ ...failedReport(), extra: 1 })).toEqual(["/ must NOT have additional properties"]);
  const unknownCause = { ...failedReport().diagnosis, cause: "bad-luck" };
  expect(schemaErrors({ ...failedReport(), diagnosis: unknownCause })).toContain(
    "/diagnosis/cause must be equal to one of the allowed values",
  );
});
