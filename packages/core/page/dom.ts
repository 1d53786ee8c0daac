type Child = Node | string | null;

interface Properties {
  class?: string;
  /** Attributes other than class; handlers are added by the caller. */
  [name: string]: string | undefined;
}

/** An element with its children. Text becomes text nodes: nothing of a trace is ever read as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(properties)) {
    if (value !== undefined) made.setAttribute(attribute, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A button that does one thing. */
export function button(label: string, title: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", title, "aria-label": title }, label);
  made.addEventListener("click", act);
  return made;
}
