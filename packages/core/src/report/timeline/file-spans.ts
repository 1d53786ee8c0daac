import type { FileAccess, LockWait } from "../../model/facts.ts";
import type { Origin } from "../../model/origin.ts";
import type { Run } from "../../model/run.ts";
import type { SpanAttributes } from "../../model/timeline.ts";
import { moduleOfCachePath, type CachePath } from "../../pipeline/cache-path.ts";
import { blankSpan, known, type DraftLane, type DraftSpan } from "./draft.ts";

const cacheLane: DraftLane = { kind: "cache", label: "module cache", role: null, host: null, pid: null };
const fileLane: DraftLane = { ...cacheLane, label: "files" };
const lockLane: DraftLane = { kind: "lock", label: "locks", role: null, host: null, pid: null };

/** What of the files is in the picture, and what is only counted. */
export interface FileSpans {
  spans: DraftSpan[];
  folded: { what: string; count: number }[];
}

/**
 * Locks, what go stored in the module cache, and what failed. Look-ups are counted: there are thousands, and a miss is how
 * every fetch begins.
 *
 * @param isProof whether the verdict rests on this line
 * @param all whether to show what is only counted otherwise
 */
export function fileSpans(run: Run, isProof: (origin: Origin) => boolean, all: boolean): FileSpans {
  const counts = new Map<string, number>();
  const shown: FileAccess[] = [];
  for (const file of run.files) {
    const what = all || isProof(file.at) ? null : normalAccess(file);
    if (what === null) shown.push(file);
    else counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return {
    spans: [...shown.map(accessSpan), ...run.locks.map(lockSpan)],
    folded: [...counts].map(([what, count]) => ({ what, count })),
  };
}

/** What is normal about an access, or null where it tells something: a file of a module that arrived, an error. */
function normalAccess({ path, write, errno, call }: FileAccess): string | null {
  const entry = moduleOfCachePath(path);
  if (errno !== null && errno !== "ENOENT" && errno !== "EEXIST") return null;
  if (entry === null) return "files that were looked for and are not there";
  if (entry.module === null) return "files of repositories and of the checksum database in the module cache";
  if (write) return errno === null && call.startsWith("rename") ? null : "steps of storing a file";
  return errno === null
    ? "look-ups that the module cache answered"
    : "look-ups of what the module cache did not have";
}

function accessSpan(file: FileAccess): DraftSpan {
  const { path, errno, call, write, pid } = file;
  const entry = moduleOfCachePath(path);
  const missing = errno === "ENOENT" && !write;
  const about = { ...blankSpan, role: "local" as const, from: file, to: file, origins: [file.at] };
  return {
    ...about,
    ...placeOf(entry, write),
    kind: "cache",
    label: `${write ? "store" : "read"} ${path.split("/").slice(-2).join("/")}`,
    result: missing ? "not there" : errno,
    module: entry?.module ?? null,
    version: entry?.version ?? null,
    outcome: errno === null || missing ? "ok" : "failed",
    attributes: known<SpanAttributes>({ pid, path, errno, error: errno && `${call}: ${errno}` }),
  };
}

function placeOf(entry: CachePath | null, write: boolean): Pick<DraftSpan, "lane" | "stage"> {
  if (entry === null) return { lane: fileLane, stage: null };
  return { lane: cacheLane, stage: write ? "store" : "cache" };
}

function lockSpan({ pid, path, asked, granted, errno, holder }: LockWait): DraftSpan {
  const entry = moduleOfCachePath(path);
  return {
    ...blankSpan,
    lane: lockLane,
    kind: "lock",
    stage: "lock",
    label: `lock ${path.split("/").slice(-2).join("/")}`,
    result: errno ?? (granted === null ? null : "granted"),
    role: "local",
    module: entry?.module ?? null,
    version: entry?.version ?? null,
    from: asked,
    to: granted,
    outcome: errno === null ? (granted === null ? "open" : "ok") : "failed",
    attributes: known<SpanAttributes>({ pid, path, errno, holder: holder?.argv ? [...holder.argv] : null }),
    origins: [asked.at, ...(granted === null ? [] : [granted.at])],
  };
}
