/** What go 1.17 and later print where git failed in a repository of the module cache, with git's own lines. */
export function gitLog(module: string, version: string, ...lines: string[]): string {
  const quoted = lines.map((line) => `\t${line}`).join("\n");
  const where = "in /home/dev/go/pkg/mod/cache/vcs/912fa1495297";
  return `go: ${module}@${version}: reading ${module}/go.mod at revision ${version}: git ls-remote -q origin ${where}: exit status 128:\n${quoted}`;
}
