import type { Report } from "../model/report.ts";

/** The report as `report.schema.json` describes it. */
export function json(report: Report): string {
  return jsonText(report);
}

/** Any value as JSON that a terminal may be shown. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(rawControls, asEscape)}\n`;
}

// JSON.stringify escapes the controls below U+0020 and lone surrogates; these it lets through to the terminal.
const rawControls = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

function asEscape(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
