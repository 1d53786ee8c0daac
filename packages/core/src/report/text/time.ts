import type { TimeReport, Waits } from "../../model/report.ts";
import { hanging, padTo, shorten, wrap } from "./layout.ts";
import { duration } from "./words.ts";

const kinds = ["dns", "connect", "tls", "response", "transfer", "vcs", "lock"] as const;
const kindNames: Readonly<Record<string, string>> = {
  response: "waiting for answers",
  vcs: "version control",
};

/** So many places are worth a line each. */
const maxPlaces = 4;

/** Where the time went: by what was waited for and, if `places` are wanted, at which hosts and for which modules. */
export function timeLines(time: TimeReport, places: boolean, width: number): string[] {
  const { total } = time;
  if (total === null) return [];
  const parts = waitTexts(time, total / 100);
  const lines = wrap(`${duration(total)} in all${parts === "" ? "" : `: ${parts}`}`, width);
  if (!places) return lines;
  const hosts = time.byHost.map((row) => ({ name: `${row.host} (${row.role})`, row }));
  const modules = time.byModule.map((row) => ({ name: row.module, row }));
  return [...lines, ...placeLines("at", hosts, total, width), ...placeLines("for", modules, total, width)];
}

/** The longest wait first; what is less than `least` is left out. */
function waitTexts(waits: Readonly<Record<(typeof kinds)[number], number | null>>, least: number): string {
  return kinds
    .flatMap((kind) => ((waits[kind] ?? 0) > 0 ? [{ kind, ms: waits[kind] ?? 0 }] : []))
    .filter(({ ms }) => ms >= least)
    .toSorted((a, b) => b.ms - a.ms)
    .map(({ kind, ms }) => `${kindNames[kind] ?? kind} ${duration(ms)}`)
    .join(", ");
}

function placeLines(
  preposition: string,
  places: readonly { name: string; row: Waits }[],
  total: number,
  width: number,
): string[] {
  const worth = places.filter(({ row }) => row.waited >= total / 100).slice(0, maxPlaces);
  return worth.flatMap(({ name, row }, index) => {
    const text = `${shorten(name, width / 2)}: ${waitTexts(row, row.waited / 20)}`;
    return hanging(padTo(index === 0 ? preposition : "", 5), wrap(text, width - 5));
  });
}
