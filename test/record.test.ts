// gotrace record as its users run it: the built command, a real strace, a real go.
import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import type { MachineState } from "@gotrace/core";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { isTraced, until } from "./support/waiting.ts";
import { manifestOf, member, missing, recordingPlace, reportOf, said, skipped } from "./support/recording.ts";

describe.skipIf(missing !== null)(`gotrace record${skipped}`, () => {
  const place = recordingPlace();

  test("a program that hangs already is recorded, and goes on", async () => {
    await writeFile(join(place.folder, "lock"), "");
    const holder = place.start(["flock", "-o", "lock", "-c", "echo held; exec sleep 600"]);
    await said(holder.stdout, "held");
    const waiter = place.start(["flock", "lock", "echo", "mine"]);
    const child = place.record(["-o", "run.gotrace", "--attach", String(waiter.pid)]);
    await said(child.stderr, "is recorded");
    await until(() => isTraced(waiter.pid ?? 0));
    // It is held; strace writes down at what.
    await rest(1000);
    child.kill("SIGINT");
    const { exitCode, stderr } = await child;
    expect(exitCode).toBe(0);
    expect(stderr).toContain("lock-wait");
    expect(stderr).toMatch(new RegExp(String.raw`process ${holder.pid} \(flock -o lock .*had the lock`));
    expect((await manifestOf(place)).command).toMatchObject({
      argv: ["flock", "lock", "echo", "mine"],
      attachedTo: waiter.pid,
    });
    const { stdout: sleeper } = await execa("pgrep", ["-P", String(holder.pid)]);
    process.kill(Number(sleeper));
    expect((await waiter).stdout).toBe("mine\n");
    await holder;
  });

  test("without strace: the log, its times, and how it ended", async () => {
    await writeFile(
      join(place.folder, "go.mod"),
      "module example.com/app\n\ngo 1.19\n\nrequire example.com/hello v1.0.0\n",
    );
    const { stderr, exitCode } = await place.record([
      "-o",
      "run.gotrace",
      "--no-strace",
      "--",
      "go",
      "mod",
      "download",
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("goproxy-off");
    expect((await manifestOf(place)).tracer).toBeNull();
    expect((await reportOf(place)).command).toMatchObject({
      argv: ["go", "mod", "download"],
      exitStatus: 1,
      cwd: place.folder,
    });
  });

  test("--verbose-go lets go say what it asks for, and keeps the flags that are set", async () => {
    const { stdout } = await place.record([
      "-o",
      "run.gotrace",
      "--no-analyze",
      "--verbose-go",
      "--",
      "sh",
      "-c",
      "echo $GOFLAGS $GODEBUG",
    ]);
    expect(stdout).toBe("-mod=mod -x netdns=2,http2debug=1\n");
  });

  test("what opens a door is not in it, and neither are sources", async () => {
    const secrets = {
      proxy: "proxypass-7731",
      netrc: "netrcpass-7732",
      token: "sesame-7733-token",
      header: "headerpass-7734",
      log: "logpass-7735",
      argument: "argpass-7736",
    };
    const source = "package main // the crown jewels\n\nfunc main() {}\n";
    await writeFile(join(place.folder, "main.go"), source);
    await writeFile(
      join(place.folder, "go.mod"),
      "module example.com/app\n\ngo 1.19\n\nrequire example.com/hello v1.0.0\n",
    );
    await writeFile(join(place.folder, ".netrc"), `machine localhost login dev password ${secrets.netrc}\n`, {
      mode: 0o600,
    });
    const server = await listen();
    const port = portOf(server);
    Object.assign(place.env, {
      GOPROXY: `http://dev:${secrets.proxy}@localhost:${port}`,
      BUILD_TOKEN: secrets.token,
    });
    const basic = Buffer.from(`dev:${secrets.header}`).toString("base64");
    const script = [
      "cat .netrc main.go",
      "go list ./... ; go mod download -x",
      `echo "https://dev:${secrets.log}@git.corp.example/x" >&2`,
      `echo "Authorization: Basic ${basic}"; echo $BUILD_TOKEN; printf ${secrets.token} | base64`,
      `true --password ${secrets.argument}`,
    ].join("; ");
    await place.record(["-o", "run.gotrace", "--no-analyze", "--", "sh", "-c", script]);
    server.close();

    const { stdout: names } = await execa("tar", ["-tzf", join(place.folder, "run.gotrace")]);
    const everything = (await Promise.all(names.split("\n").map((name) => member(place, name)))).join("\n");
    expect(everything).toContain("read(");
    for (const secret of Object.values(secrets)) {
      const hex = Array.from(Buffer.from(secret), (byte) => String.raw`\x${byte.toString(16)}`).join("");
      for (const spelling of [
        secret,
        encodeURIComponent(secret),
        hex,
        Buffer.from(secret)
          .toString("base64")
          .replace(/.{4}=*$/, ""),
      ]) {
        expect(everything).not.toContain(spelling);
      }
    }
    expect(everything).not.toContain(basic);
    expect(everything).not.toContain("BUILD_TOKEN=s");
    // cat printed the source, and that is its own affair; as a file's contents it is not kept.
    expect((await member(place, "trace.log")).match(/read\(\d+<[^>]*main\.go>, "[^"]/g)).toBeNull();
    const manifest = await manifestOf(place);
    expect(manifest.removed.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(6);
    const machine = JSON.parse(await member(place, "machine.json")) as MachineState;
    expect(machine.netrc?.hosts).toEqual(["localhost"]);
    expect(machine.goEnv?.["GOPROXY"]).toBe(`http://dev:***@localhost:${port}`);
    // And it is still a record that tells.
    expect((await reportOf(place)).command.argv).toEqual(["go", "mod", "download", "-x"]);
  });
});

/** A server that answers every request with 404. */
async function listen(): Promise<Server> {
  const server = createServer((socket) => {
    socket.once("data", () =>
      socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    );
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
