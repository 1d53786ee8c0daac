import { expect, test } from "vitest";
import { render } from "../../src/report/render.ts";
import { mapStrings } from "../../src/report/sanitise.ts";
import { failedReport } from "./sample-reports.ts";

test("is the report itself", async () => {
  expect(JSON.parse(await render(failedReport(), "json"))).toEqual(failedReport());
});

test("shows a terminal no control character, and loses none", async () => {
  const hostile = mapStrings(failedReport(), (text) =>
    text === "/home/dev/app" ? "\u009b31m\u202e\u{e0041}\u001b" : text,
  );
  const output = await render(hostile, "json");
  expect(output.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(JSON.parse(output)).toEqual(hostile);
});

test("masks secrets", async () => {
  const leaking = mapStrings(failedReport(), (text) =>
    text.replace("https://goproxy", "https://ci:hunter2@goproxy"),
  );
  expect(await render(leaking, "json")).not.toContain("hunter2");
  expect(await render(leaking, "text")).not.toContain("hunter2");
});
