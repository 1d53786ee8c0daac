import type { CausePage } from "../rules/explain.ts";
import { causePageMarkdown } from "./cause-markdown.ts";
import type { RenderOptions } from "./render.ts";
import { causePageText } from "./text/cause-page.ts";

/** The names of the formats that `renderCause` knows, the one for people first. */
export const causeFormats = ["text", "json", "markdown"] as const;

/** A format that `renderCause` knows. */
export type CauseFormat = (typeof causeFormats)[number];

/** The page of a cause in one of the formats, ending in a newline. */
export function renderCause(page: CausePage, format: CauseFormat, options: RenderOptions = {}): string {
  const { width = 100, color = false } = options;
  switch (format) {
    case "text":
      return causePageText(page, { width, color });
    case "json":
      return `${JSON.stringify(page, null, 2)}\n`;
    case "markdown":
      return causePageMarkdown(page);
  }
}
