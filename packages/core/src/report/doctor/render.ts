import type { DoctorReport } from "../../model/doctor-report.ts";
import { createRedactor, type RedactLevel } from "../../redact/redactor.ts";
import { jsonText } from "../json.ts";
import { eachString, mapStrings } from "../sanitise.ts";
import { doctorMarkdown } from "./markdown.ts";
import { doctorText } from "./text.ts";

export const doctorFormats = ["text", "json", "markdown"] as const;

/** How `gotrace doctor` can print what it found. */
export type DoctorFormat = (typeof doctorFormats)[number];

/** Writes a doctor's report in one of the formats, ending in a newline, without secrets and control characters. */
export function renderDoctor(
  report: DoctorReport,
  format: DoctorFormat,
  options: { width?: number; color?: boolean; redact?: RedactLevel } = {},
): string {
  const { width = 100, color = false, redact = "secrets" } = options;
  const redactor = createRedactor(redact);
  eachString(report, (text, key) => redactor.learn(text, key));
  const clean = mapStrings(report, (text) => redactor.redact(text));
  const removed = redactor.counts();
  const shown = removed.length === 0 ? clean : { ...clean, removed };
  return redactor.sieve(written(shown, format, width, color));
}

function written(report: DoctorReport, format: DoctorFormat, width: number, color: boolean): string {
  switch (format) {
    case "text":
      return doctorText(report, width, color);
    case "json":
      return jsonText(report);
    case "markdown":
      return doctorMarkdown(report);
  }
}
