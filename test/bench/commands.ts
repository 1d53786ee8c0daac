// What the benchmarks' traces record: go and git at their daily work, with the standard library as the thing to work on,
// since it is there without a network.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const packages = [
  "net/http",
  "go/types",
  "encoding/json encoding/xml encoding/gob",
  "archive/zip archive/tar compress/bzip2",
  "text/template html/template",
  "crypto/tls crypto/x509",
  "database/sql expvar",
  "image/png image/jpeg image/gif",
  "cmd/vet",
  "cmd/go",
  "cmd/compile",
  "std",
];

const platforms = [
  "linux/amd64",
  "linux/arm64",
  "windows/amd64",
  "linux/386",
  "linux/riscv64",
  "darwin/arm64",
];

/** A repository with some commits, and a module that needs another one. */
export function makeProject(folder: string): void {
  mkdirSync(join(folder, "app"), { recursive: true });
  writeFileSync(
    join(folder, "app/go.mod"),
    "module example.com/app\n\ngo 1.19\n\nrequire example.com/hello v1.0.0\n",
  );
  writeFileSync(
    join(folder, "app/main.go"),
    'package main\n\nimport "example.com/hello"\n\nfunc main() { println(hello.Hello()) }\n',
  );
}

/**
 * Commands in an order in which small and large traces hold of everything: each go with a build cache of its own for each
 * platform, so that no run repeats another.
 */
export function* commandsToRecord(goRoots: readonly string[]): Generator<string> {
  for (const [index, platform] of platforms.entries()) {
    for (const root of goRoots) {
      const [os, arch] = platform.split("/");
      const env = `GOOS=${os} GOARCH=${arch} GOCACHE=$HOME/cache-${index}-${root.slice(root.lastIndexOf("/") + 1)}`;
      const go = `cd $HOME; ${env} ${root}/bin/go`;
      yield `${go} list -deps -json net/http`;
      yield* gitAtWork(`repository-${index}-${arch}`, root);
      for (const some of packages) {
        yield `${go} build -o /dev/null ${some}`;
        yield `${go} vet ${some}`;
        yield `${go} list -e -f '{{.Dir}} {{.Imports}}' ${some}`;
      }
    }
  }
}

function* gitAtWork(name: string, root: string): Generator<string> {
  const folder = `$HOME/${name}-${root.slice(root.lastIndexOf("/") + 1)}`;
  const git = `git -C ${folder} -c user.name=dev -c user.email=dev@example.com`;
  yield `mkdir ${folder}; cp -r ${root}/src/net ${root}/src/go ${folder}; git init ${folder}`;
  yield `${git} add net`;
  yield `${git} commit -m net`;
  yield `${git} add go; ${git} commit -m go; ${git} tag v1.0.0`;
  yield `${git} log --stat; ${git} fsck; ${git} repack -ad; git clone file://${folder} ${folder}-clone`;
}

/** A download from a proxy at a port where nobody listens. */
export function failingFetch(goRoot: string): string {
  return `cd $HOME/app; GOPROXY=http://127.0.0.1:9 GONOSUMDB=* GOPATH=$HOME/gopath GOCACHE=$HOME/cache ${goRoot}/bin/go mod download -x`;
}
