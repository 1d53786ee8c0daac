/**
 * Orders two versions of Go, with or without `go` in front: `1.21` < `1.21rc1` < `1.21.0` < `1.21.1`, and before 1.21, where
 * no release had a zero behind it, `1.20` is that release. Null where one of them is no version. internal/gover, Compare.
 */
export function compareGoVersions(a: string, b: string): number | null {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left === null || right === null) return null;
  for (const [i, part] of left.entries()) {
    const difference = part - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const kinds = ["", "alpha", "beta", "rc"];

/** Major, minor, patch (-1: a language version), kind of pre-release, its number. */
function partsOf(version: string): number[] | null {
  // `go1.22.12 X:nocoverageredesign`, `go1.21.0-custom`: what a builder added does not count.
  const found = /^(?:go)?(\d+)(?:\.(\d+)(?:\.(\d+)|(alpha|beta|rc)(\d+))?)?(?:[-+ ].*)?$/.exec(
    version.trim(),
  );
  if (!found) return null;
  const [, major = "0", minor, patch, kind = "", pre = "0"] = found;
  const numbers = [Number(major), Number(minor ?? 0)];
  if (patch !== undefined) return [...numbers, 0, Number(patch), 0];
  if (kind !== "") return [...numbers, -1, kinds.indexOf(kind), Number(pre)];
  const isRelease = Number(major) === 1 && (minor === undefined || Number(minor) < 21);
  return isRelease ? [...numbers, 0, 0, 0] : [...numbers, -1, 0, 0];
}
