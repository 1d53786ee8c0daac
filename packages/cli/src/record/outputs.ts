import { readlinkSync } from "node:fs";

/** What the two outputs were that the command got from us: as the kernel names them, `pipe:[4711]`, `/dev/pts/0`, a file. */
export function ourOutputs(): ReadonlySet<string> {
  const names = ["1", "2"].map((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      return "";
    }
  });
  return new Set(names.filter((name) => name !== "" && name !== "/dev/null"));
}
