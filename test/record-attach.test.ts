// gotrace record --attach on a go that hangs: it makes no system call any more, and what it hangs at stands in the kernel's tables.
import { writeFile } from "node:fs/promises";
import { createServer as createHttp } from "node:http";
import { createServer as createTcp, type Server } from "node:net";
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import type { ProcessLine, Report } from "@gotrace/core";
import { describe, expect, test } from "vitest";
import { member, missing, recordingPlace, reportOf, said, skipped } from "./support/recording.ts";
import { isConnecting, isTraced, textOfFile, until } from "./support/waiting.ts";

describe.skipIf(missing !== null)(`gotrace record --attach${skipped}`, () => {
  const place = recordingPlace();

  /** Lets go hang, attaches to it for a while, ends that by Ctrl-C, and sees that go has not noticed. `hangs`: whether it does by now. */
  async function attached(
    command: readonly string[],
    hangs: (pid: number) => boolean,
    module = "example.com/hello",
  ): Promise<{ report: Report; stderr: string }> {
    await writeFile(
      join(place.folder, "go.mod"),
      `module example.com/app\n\ngo 1.19\n\nrequire ${module} v1.0.0\n`,
    );
    const go = place.start(command);
    await until(() => hangs(go.pid ?? 0));
    const child = place.record(["-o", "run.gotrace", "--attach", String(go.pid)]);
    await said(child.stderr, "is recorded");
    await until(() => isTraced(go.pid ?? 0));
    // Longer than a wait that is no more than a wait; shorter than what Go waits for a handshake.
    await rest(3500);
    child.kill("SIGINT");
    const { exitCode, stderr } = await child;
    expect(exitCode).toBe(0);
    expect(go.nodeChildProcess.exitCode).toBeNull();
    expect(go.kill("SIGKILL")).toBe(true);
    await go;
    return { report: await reportOf(place), stderr };
  }

  test("at a connection that does not open", async () => {
    place.env["GOPROXY"] = "https://10.77.9.9";
    const { report, stderr } = await attached(inBlackHole("go mod download"), atBlackHole);
    expect(report.outcome).toBe("stuck");
    expect(report.diagnosis).toMatchObject({ cause: "connect-timeout", stage: "connect", host: "10.77.9.9" });
    expect(report.diagnosis?.evidence[0]?.quote).toContain('"state":"SYN_SENT"');
    expect(report.command).toMatchObject({ argv: ["go", "mod", "download"], cwd: place.folder });
    expect(stderr).toContain("connect-timeout");
  });

  test("at a connection of git, which go started", async () => {
    Object.assign(place.env, { GOPROXY: "direct", GOPRIVATE: "*" });
    const { report } = await attached(inBlackHole("go mod download"), atBlackHole, "10.77.9.9/dev/hello.git");
    expect(report.outcome).toBe("stuck");
    expect(report.diagnosis).toMatchObject({ cause: "connect-timeout", role: "direct", host: "10.77.9.9" });
  });

  test("at a handshake that nobody answers", async () => {
    let hello = false;
    const sockets = createTcp((socket) =>
      socket
        .on("error", () => undefined)
        .on("data", () => {
          hello = true;
        }),
    );
    const { report } = await withServer(sockets, (port) => {
      place.env["GOPROXY"] = `https://127.0.0.1:${port}`;
      return attached(["go", "mod", "download"], () => hello);
    });
    expect(report.outcome).toBe("stuck");
    expect(report.diagnosis).toMatchObject({ cause: "tls-timeout", stage: "tls", role: "module-proxy" });
  });

  test("at a request that nobody answers", async () => {
    const { server, isAsked } = silent();
    const { report } = await withServer(server, (port) => {
      place.env["GOPROXY"] = `http://127.0.0.1:${port}`;
      place.env["HTTPS_PROXY"] = "http://dev:attachpass-7741@proxy.corp.example:3128";
      return attached(["go", "mod", "download"], isAsked);
    });
    expect(report.outcome).toBe("stuck");
    expect(report.diagnosis).toMatchObject({
      cause: "http-no-response",
      stage: "http",
      role: "module-proxy",
    });
    const lines = await member(place, "processes.jsonl");
    expect(lines).not.toContain("attachpass");
    const [taken, go] = lines.split("\n").map((line) => JSON.parse(line || "null") as ProcessLine);
    expect(taken).toMatchObject({ gotraceProcesses: 1, when: "start" });
    expect(go).toMatchObject({ kind: "process", parent: null, argv: ["go", "mod", "download"] });
  });

  test("in the middle of something: whether an answer has begun is not said, and with whom it talks is", async () => {
    let begun = false;
    const server = createHttp((_, response) => {
      response.writeHead(200, { "content-length": 100_000 });
      response.write("x".repeat(50_000), () => {
        begun = true;
      });
    });
    const { report } = await withServer(server, (port) => {
      place.env["GOPROXY"] = `http://127.0.0.1:${port}`;
      return attached(["go", "mod", "download"], () => begun);
    });
    expect(report.outcome).toBe("unknown");
    expect(report.limits.join("\n")).toMatch(
      /a connection to 127\.0\.0\.1:\d+ is open, and nothing came on it for/,
    );
  });

  test("a go that waits for a program is not said to wait for a server, whatever connections it has open", async () => {
    // go is killed, and leaves its work folder.
    place.env["GOTMPDIR"] = place.folder;
    const busy = "for start := time.Now(); time.Since(start) < 12*time.Second; {\n\t}";
    await writeFile(
      join(place.folder, "main.go"),
      `package main\n\nimport "time"\n\nfunc main() {\n\t${busy}\n}\n`,
    );
    const { server, isAsked } = silent();
    const { report } = await withServer(server, (port) => {
      const ask = String.raw`printf 'GET / HTTP/1.1\r\nHost: a\r\n\r\n' >&9`;
      const script = `exec 9<>/dev/tcp/127.0.0.1/${port}; ${ask}; exec go run main.go`;
      return attached(["bash", "-c", script], (pid) => isAsked() && isGo(pid));
    });
    expect(await member(place, "processes.jsonl")).toContain('"state":"ESTABLISHED"');
    expect(report.outcome).toBe("unknown");
  });
});

/** A server that never answers, and whether it was asked. */
function silent(): { server: Server; isAsked: () => boolean } {
  let asked = false;
  const server = createHttp(() => {
    asked = true;
  });
  return { server, isAsked: () => asked };
}

/** Until it has taken bash's place it is bash. */
function isGo(pid: number): boolean {
  return textOfFile(`/proc/${pid}/comm`) === "go\n";
}

function atBlackHole(pid: number): boolean {
  return isConnecting("10.77.9.9", pid);
}

async function withServer<T>(server: Server, use: (port: number) => Promise<T>): Promise<T> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  try {
    return await use(typeof address === "object" && address !== null ? address.port : 0);
  } finally {
    server.close();
    if ("closeAllConnections" in server) (server as ReturnType<typeof createHttp>).closeAllConnections();
  }
}

/** A network whose cable leads nowhere: what is sent is swallowed, as by a firewall. */
function inBlackHole(command: string): string[] {
  const network = [
    "ip link add eth0 type veth peer name void0",
    "ip link set eth0 arp off",
    "ip addr add 10.77.0.2/16 dev eth0",
    "ip link set void0 up",
    "ip link set eth0 up",
  ];
  return ["unshare", "--net", "sh", "-c", [...network, `exec ${command}`].join("\n")];
}
