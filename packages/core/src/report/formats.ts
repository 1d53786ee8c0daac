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

/** All others draw the run: their report must come from `analyze(…, { timeline: true })`. */
const withoutPicture: ReadonlySet<Format> = new Set<Format>(["text", "json", "github"]);

/** Whether a report in this format needs `timeline` in its runs. */
export function needsTimeline(format: Format): boolean {
  return !withoutPicture.has(format);
}
