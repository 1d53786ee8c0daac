import type { Report } from "../model/report.ts";
import { maskSecrets } from "../redact/mask-secrets.ts";
import { json } from "./json.ts";
import { mapStrings } from "./sanitise.ts";
import { text } from "./text/text.ts";

export interface RenderOptions {
  /** Columns to fill; 100 unless told. Only `text` has lines to fit. */
  width?: number;
  /** Colour and weight by ANSI sequences; off unless told. Only `text` has any. */
  color?: boolean;
}

/** The names of the formats that `render` knows, the one for people first. */
export const formats = ["text", "json"] as const;

/** A format that `render` knows. */
export type Format = (typeof formats)[number];

const renderers: Record<Format, (report: Report, options: Required<RenderOptions>) => string> = {
  text,
  json,
};

/**
 * The report in one of the formats, ending in a newline. Secrets are masked, and no control character of the record
 * reaches the result.
 */
export function render(report: Report, format: Format, options: RenderOptions = {}): string {
  const { width = 100, color = false } = options;
  return renderers[format](mapStrings(report, maskSecrets), { width, color });
}
