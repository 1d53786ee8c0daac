import { expect, test } from "vitest";
import type { DoctorReport } from "../../src/model/doctor-report.ts";
import { doctorVerdict } from "../../src/report/doctor/verdict.ts";

const well: Pick<DoctorReport, "outcome" | "diagnosis" | "checks"> = {
  outcome: "ok",
  diagnosis: null,
  checks: [],
};

function verdict(modules: DoctorReport["modules"]): string {
  return doctorVerdict({ ...well, modules } as DoctorReport);
}

test("where no host was asked, nothing is said of the way to the modules", () => {
  expect(verdict([])).toContain("no host was asked");
});

test("modules that were tried are named", () => {
  const tried = { path: "example.com/hello", version: "v1.1.0", servedBy: "https://proxy.golang.org" };
  expect(verdict([tried])).toBe("nothing is wrong: example.com/hello@v1.1.0 can be fetched from here");
});
