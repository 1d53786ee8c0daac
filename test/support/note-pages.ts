import { notePages, renderNotePage } from "@gotrace/core";

/** The text of docs/notes.md. */
export function notePagesMarkdown(): string {
  // A level below the document's own heading.
  const pages = notePages().map((page) => renderNotePage(page, "markdown").replace(/^# /, "## ").trimEnd());
  const introduction =
    "A note is a remark on settings that contradict each other or that a reader should know of, and go's own remark on a module. It is no " +
    "verdict: it changes neither the outcome nor the exit status, and it is made only where the record shows both sides. " +
    "`gotrace explain <kind>` prints one of these pages. This file is written from the rules by `npm run docs`.";
  return `${["# The notes that gotrace makes", introduction, ...pages].join("\n\n")}\n`;
}
