import { readFile } from "node:fs/promises";
import process from "node:process";
import type { Machine } from "../machine/machine.ts";
import { readSystem, straceVersionOption as versionOption } from "../machine/system.ts";

/** Whether this machine lets strace do its work. */
export type Tracer =
  | { readonly kind: "ready"; readonly version: string }
  /** `message`: one sentence, with what helps. */
  | { readonly kind: "unusable"; readonly message: string };

/** Asks strace for its version, by letting it trace itself: where that fails, no command can be traced. */
export async function findTracer(machine: Machine): Promise<Tracer> {
  if (machine.platform !== "linux") {
    return unusable(
      `strace is for Linux, and this is ${machine.platform}: what go prints is recorded, with its times`,
    );
  }
  const { missing, ok, stdout, stderr } = await machine.run("strace", [
    "-f",
    "-o",
    "/dev/null",
    "strace",
    versionOption,
  ]);
  if (missing) return unusable(`strace is not installed: ${installation(await distributionOf(machine))}`);
  if (!ok) return unusable(await denial(stderr));
  return { kind: "ready", version: versionIn(stdout) ?? "unknown" };
}

function unusable(message: string): Tracer {
  return { kind: "unusable", message };
}

/** `strace -- version 6.1`, of all versions. */
function versionIn(text: string): string | null {
  return /version (\S+)/.exec(text)?.[1] ?? null;
}

async function distributionOf(machine: Machine): Promise<string | null> {
  return (await readSystem(machine)).distribution?.id ?? null;
}

const installers: Readonly<Record<string, string>> = {
  debian: "apt-get install strace",
  ubuntu: "apt-get install strace",
  alpine: "apk add strace",
  fedora: "dnf install strace",
  rhel: "dnf install strace",
  centos: "dnf install strace",
  rocky: "dnf install strace",
  almalinux: "dnf install strace",
  amzn: "dnf install strace",
  arch: "pacman -S strace",
  opensuse: "zypper install strace",
  "opensuse-leap": "zypper install strace",
  sles: "zypper install strace",
  nixos: "nix-shell -p strace",
};

function installation(distribution: string | null): string {
  return installers[distribution ?? ""] ?? "install the package strace";
}

/**
 * The line by which strace says that it may not attach to a process; null where it could. Of several processes (-p) it goes on with
 * those that it could attach to: a compiler that go had started may be over by then. Old versions name no process.
 */
export function refusal(stderr: string, pid: number): string | null {
  const lines = stderr.matchAll(/^.*attach: ptrace\(\w+, (\d+|\.\.\.)\): .*$/gm);
  for (const [line, of] of lines) {
    if (of === "..." || Number(of) === pid) return line;
  }
  return null;
}

/** Why ptrace is refused, as far as the system says it. ptrace(2), Yama's documentation, docker run --help. */
export async function denial(stderr: string): Promise<string> {
  const said = stderr.trim().split("\n")[0]?.slice(0, 200) ?? "";
  // A sandbox's filter may also say that there is no such call.
  const refused =
    /not permitted|EPERM|denied/i.test(stderr) ||
    (/PTRACE.*not implemented/i.test(stderr) && (await isFiltered()));
  if (!refused) return `strace does not work here (${said || "it said nothing"})`;
  const scope = await yamaScope();
  if (scope === 3)
    return "tracing is switched off here (kernel.yama.ptrace_scope is 3) until the machine is restarted";
  if (scope === 2) return "only root may trace here (kernel.yama.ptrace_scope is 2): run it by sudo";
  if (await isFiltered()) {
    return "this container does not allow tracing (ptrace): docker run --cap-add SYS_PTRACE --security-opt seccomp=unconfined …, in Kubernetes securityContext.capabilities.add: [SYS_PTRACE]";
  }
  const asRoot = process.getuid?.() === 0 ? "" : "run it as root, ";
  return `tracing is not permitted (${said}): ${asRoot}in a container with docker run --cap-add SYS_PTRACE`;
}

async function yamaScope(): Promise<number | null> {
  const text = await readFile("/proc/sys/kernel/yama/ptrace_scope", "utf8").catch(() => null);
  return text === null ? null : Number(text);
}

/** A seccomp filter is over this process: mode 2. proc(5), Seccomp. */
async function isFiltered(): Promise<boolean> {
  const text = await readFile("/proc/self/status", "utf8").catch(() => "");
  return /^Seccomp:\s*2$/m.test(text);
}
