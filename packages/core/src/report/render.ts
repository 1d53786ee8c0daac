import type { Report } from "../model/report.ts";
import { createRedactor, type RedactLevel } from "../redact/redactor.ts";
import type { Format } from "./formats.ts";
import { eachString, mapStrings } from "./sanitise.ts";
import type { TimelineView } from "./timeline/view.ts";

export interface RenderOptions {
  /** Columns to fill; 100 unless told. Only what is for a terminal has lines to fit. */
  width?: number;
  /** Colour and weight by ANSI sequences; off unless told. Only what is for a terminal has any. */
  color?: boolean;
  /** What of the picture to show; everything unless told. Only `waterfall` can leave something out. */
  view?: TimelineView;
  /** Draw what is left out as long as it is normal. Only for `waterfall`. */
  all?: boolean;
  /** What to take out; `secrets` unless told. */
  redact?: RedactLevel;
}

/** Writes a report in one format, ending in a newline. Secrets are masked already; what is markup in the format is escaped here. */
export type Renderer = (report: Report, options: Required<RenderOptions>) => string;

/** Each format is loaded when it is asked for, so that none waits for another's modules. */
const renderers: Record<Format, () => Promise<Renderer>> = {
  text: async () => (await import("./text/text.ts")).text,
  waterfall: async () => (await import("./waterfall/waterfall.ts")).waterfall,
  markdown: async () => (await import("./markdown/markdown.ts")).markdown,
  mermaid: async () => (await import("./mermaid/mermaid.ts")).mermaid,
  perfetto: async () => (await import("./perfetto/perfetto.ts")).perfetto,
  otlp: async () => (await import("./otlp/otlp.ts")).otlp,
  har: async () => (await import("./har/har.ts")).har,
  github: async () => (await import("./github/github.ts")).github,
  html: async () => (await import("./html/html.ts")).html,
  json: async () => (await import("./json.ts")).json,
};

/**
 * The report in one of the formats, ending in a newline. Secrets are removed, and no control character of the record
 * reaches the result.
 *
 * @throws Error where the format is a picture (`needsTimeline`) and the report was made without `timeline: true`
 */
export async function render(report: Report, format: Format, options: RenderOptions = {}): Promise<string> {
  const { width = 100, color = false, view = {}, all = false, redact = "secrets" } = options;
  const renderer = await renderers[format]();
  const redactor = createRedactor(redact);
  eachString(report, (text, key) => redactor.learn(text, key));
  const clean = mapStrings(report, (text) => redactor.redact(text));
  const removed = redactor.counts();
  const shown = removed.length === 0 ? clean : { ...clean, removed };
  const written = renderer(shown, { width, color, view, all, redact });
  return outsideOfCode(written, format, (part) => redactor.sieve(part));
}

/** The page's own script and style hold nothing of the record, and its policy admits them by their hashes. */
function outsideOfCode(text: string, format: Format, change: (part: string) => string): string {
  if (format !== "html") return change(text);
  const parts = text.split(/(<style>.*?<\/style>|<script>.*?<\/script>)/s);
  return parts.map((part, index) => (index % 2 === 1 ? part : change(part))).join("");
}
