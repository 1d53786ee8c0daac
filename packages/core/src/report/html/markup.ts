/** Text that is markup already; nothing else gets into a page unescaped. */
export interface Markup {
  readonly markup: string;
}

type Value = Markup | string | number | null | readonly Value[];

/** A piece of a page: what is filled in is escaped, unless it is markup itself. Null fills in nothing. */
export function markup(pieces: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return { markup: pieces.map((piece, index) => piece + written(values[index] ?? null)).join("") };
}

/** Text that must not be changed: that of a script or style element, which we wrote. */
export function verbatim(text: string): Markup {
  return { markup: text };
}

/** A value as the text of a data element: JSON in which nothing can end the element, or begin another. */
export function jsonText(value: unknown): Markup {
  const escaped = JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return { markup: escaped };
}

function written(value: Value): string {
  if (value === null) return "";
  if (typeof value === "string")
    return value.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
  if (typeof value === "number") return String(value);
  return isMarkup(value) ? value.markup : value.map(written).join("");
}

function isMarkup(value: Markup | readonly Value[]): value is Markup {
  return "markup" in value;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
