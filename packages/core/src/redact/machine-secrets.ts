import type { Redactor } from "./redactor.ts";

/** Shows the redactor all that is in it, so that a secret found here is known everywhere. */
export function learnFromMachine(state: object, redactor: Redactor): void {
  mapTexts(state, "", (text, key) => {
    redactor.learn(text, key);
    return text;
  });
}

/** The same state as it may be written or shown. Learn first from everything that is to be shown. */
export function withoutSecrets<State extends object>(state: State, redactor: Redactor): State {
  return mapTexts(state, "", (text) => redactor.redact(text)) as State;
}

/** Settings are seen as `NAME=value`, because often only the name tells that the value is a secret. */
function mapTexts(value: unknown, key: string, map: (text: string, key: string) => string): unknown {
  if (typeof value === "string") return mapSetting(value, key, map);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, key, map));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapTexts(item, name, map)]));
}

function mapSetting(text: string, key: string, map: (text: string, key: string) => string): string {
  if (!/^[A-Z][A-Z0-9_]+$/i.test(key)) return map(text, key);
  const prefix = `${key}=`;
  const mapped = map(prefix + text, key);
  // The name itself is never a secret; where it would be, nothing of the text stays.
  return mapped.startsWith(prefix) ? mapped.slice(prefix.length) : "***";
}
