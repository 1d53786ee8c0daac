import { expect, test } from "vitest";
import { analyze } from "../../src/analyze.ts";
import type { Report } from "../../src/model/report.ts";

function sshLog(complaint: string): string {
  return `go: git.corp.example/team/lib@v1.2.0: reading git.corp.example/team/lib/go.mod at revision v1.2.0: git ls-remote -q origin in /home/dev/go/pkg/mod/cache/vcs/0a1b: exit status 128:
	${complaint}
	fatal: Could not read from remote repository.

	Please make sure you have the correct access rights
	and the repository exists.
`;
}

async function diagnose(log: string): Promise<Report["diagnosis"]> {
  const { diagnosis } = await analyze([{ name: "go.log", bytes: Buffer.from(log) }]);
  return diagnosis;
}

test("a port that refuses ssh is named, and asked by ssh", async () => {
  const diagnosis = await diagnose(
    sshLog("ssh: connect to host git.corp.example port 2222: Connection refused"),
  );
  expect(diagnosis?.cause).toBe("connect-refused");
  expect(diagnosis?.title).toContain("git.corp.example:2222");
  expect(diagnosis?.fixes.map(({ command }) => command)).toEqual([
    "ssh -vT git@git.corp.example",
    "git config --get-regexp 'url\\..*\\.insteadof'",
    null,
  ]);
});

test("what speaks HTTP is asked by curl, and may go by a forward proxy", async () => {
  const diagnosis = await diagnose(
    'go: example.com/hello@v1.1.0: Get "https://proxy.golang.org/example.com/hello/@v/v1.1.0.mod": dial tcp 10.77.0.10:443: connect: connection refused\n',
  );
  expect(diagnosis?.title).toContain("at proxy.golang.org: connection refused");
  expect(diagnosis?.fixes.map(({ command }) => command)).toEqual([
    "curl -v 'https://proxy.golang.org/example.com/hello/@v/v1.1.0.mod'",
    "go env GOPROXY",
    "export HTTPS_PROXY=http://proxy.example:3128",
  ]);
});
