import { styleText } from "node:util";

/** What a piece of the report is, as far as its look is concerned. */
export interface Style {
  bad: (text: string) => string;
  good: (text: string) => string;
  warn: (text: string) => string;
  faint: (text: string) => string;
  strong: (text: string) => string;
  /** Something to type. */
  command: (text: string) => string;
}

/** Colours by ANSI sequences, or none. Whether the reader has a terminal is the caller's to know. */
export function styleFor(color: boolean): Style {
  return color ? coloured : plain;
}

const coloured: Style = {
  bad: painted(["bold", "red"]),
  good: painted("green"),
  warn: painted("yellow"),
  faint: painted("dim"),
  strong: painted("bold"),
  command: painted("cyan"),
};

const plain: Style = {
  bad: unchanged,
  good: unchanged,
  warn: unchanged,
  faint: unchanged,
  strong: unchanged,
  command: unchanged,
};

function painted(format: Parameters<typeof styleText>[0]): (text: string) => string {
  return (text) => styleText(format, text, { validateStream: false });
}

function unchanged(text: string): string {
  return text;
}
