/** The names of the formats that `render` knows, the one for people first. */
export const formats = [
  "text",
  "waterfall",
  "json",
  "markdown",
  "mermaid",
  "html",
  "perfetto",
  "otlp",
  "har",
  "github",
] as const;

/** A format that `render` knows. */
export type Format = (typeof formats)[number];

/** Formats that draw the run: their report must come from `analyze(…, { timeline: true })`. */
const pictures: ReadonlySet<Format> = new Set<Format>([
  "waterfall",
  "markdown",
  "mermaid",
  "html",
  "perfetto",
  "otlp",
  "har",
]);

/** Whether a report in this format needs `timeline` in its runs. */
export function needsTimeline(format: Format): boolean {
  return pictures.has(format);
}
