import type { GitSetting } from "@gotrace/core";
import type { Machine } from "./machine.ts";

/** What changes where git connects to, and how. */
export const gitKeys: string =
  "^(url\\..*\\.(insteadof|pushinsteadof)|https?\\..*|https?\\.(proxy|sslcainfo|sslcapath|sslverify|extraheader)|core\\.(gitproxy|sshcommand|askpass)|credential\\..*|protocol\\..*|safe\\..*|ssh\\..*|remote\\..*\\.proxy)$";

/** git's settings of all its files together, as they hold in the command's folder. None where there is no git. */
export async function readGitConfig(machine: Machine): Promise<GitSetting[]> {
  const { stdout } = await machine.run("git", ["config", "--null", "--show-origin", "--get-regexp", gitKeys]);
  // -z: `file:/home/dev/.gitconfig NUL key LF value NUL`. git config, --null.
  const parts = stdout.split("\0");
  const settings: GitSetting[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [origin = "", entry = ""] = [parts[i], parts[i + 1]];
    const end = entry.indexOf("\n");
    settings.push({
      file: origin.startsWith("file:") ? origin.slice("file:".length) : origin.replace(/:$/, "") || null,
      key: end < 0 ? entry : entry.slice(0, end),
      // A key without a value means true.
      value: end < 0 ? "true" : entry.slice(end + 1),
    });
  }
  return settings;
}
