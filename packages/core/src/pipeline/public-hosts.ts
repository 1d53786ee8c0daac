import { isPublicProxy } from "./goproxy.ts";

// Hosts that answer on the open Internet, so that a private address or a company's resolver has no business with them.
const publicHosts: ReadonlySet<string> = new Set([
  "sum.golang.org",
  "sum.golang.google.cn",
  "storage.googleapis.com",
  "go.googlesource.com",
  "golang.org",
  "google.golang.org",
  "go.dev",
  "gopkg.in",
  "github.com",
  "gitlab.com",
  "bitbucket.org",
]);

/** True for the public mirrors, the public checksum database and the hosts that most public modules come from. */
export function isPublicHost(host: string | null): boolean {
  return host !== null && (publicHosts.has(host.toLowerCase()) || isPublicProxy(host));
}
