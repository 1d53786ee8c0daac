import type { Network } from "./network.ts";
import { runGroup, type Ended } from "./run-group.ts";

/** Where git goes for a repository, and by which settings of its own. */
export interface GitTarget {
  /** After git's `insteadOf` rules. */
  readonly url: string;
  /** `https`, `http`, `ssh`, `git`, or `other` for what needs no network. */
  readonly transport: "https" | "http" | "ssh" | "git" | "other";
  readonly host: string | null;
  readonly port: number | null;
  readonly user: string | null;
  /** `proxy`, `sslcainfo`, `sslverify` and their kin, as they hold for this URL. */
  readonly http: ReadonlyMap<string, string>;
}

/** git itself applies its rules; it connects to nobody for that. */
export async function gitTarget(written: string, network: Network): Promise<GitTarget | null> {
  const run = (...args: string[]): Promise<Ended> => runGroup("git", args, network.env, network);
  const asked = await run("ls-remote", "--get-url", "--", written);
  if (asked.exitCode !== 0) return null;
  const url = asked.stdout.trim();
  const place = placeIn(url);
  const settings = place.transport.startsWith("http")
    ? await run("config", "--get-urlmatch", "http", url)
    : null;
  return { url, ...place, http: settingsIn(settings?.stdout ?? "") };
}

type Place = Pick<GitTarget, "transport" | "host" | "port" | "user">;

const schemes: Readonly<Record<string, GitTarget["transport"]>> = {
  "https:": "https",
  "http:": "http",
  "ssh:": "ssh",
  "git+ssh:": "ssh",
  "ssh+git:": "ssh",
  "git:": "git",
};

/** A URL, or `user@host:path`, which is ssh as well. git-fetch(1), GIT URLS. */
export function placeIn(url: string): Place {
  const parsed = url.includes("://") ? URL.parse(url) : null;
  if (parsed !== null) {
    return {
      transport: schemes[parsed.protocol] ?? "other",
      host: parsed.hostname.replace(/^\[|\]$/g, "") || null,
      port: parsed.port === "" ? null : Number(parsed.port),
      user: parsed.username || null,
    };
  }
  const [, user = null, host = null] = /^(?:([^@/:]+)@)?([^/:]+):(?!\/\/)/.exec(url) ?? [];
  return { transport: host === null ? "other" : "ssh", host, port: null, user };
}

/** `http.proxy http://webproxy:3128`, a line a setting. */
function settingsIn(text: string): Map<string, string> {
  const lines = text.split("\n").flatMap((line) => {
    const [, key = "", value = "true"] = /^http\.(\S+)(?: (.*))?$/.exec(line) ?? [];
    return key === "" ? [] : [[key.toLowerCase(), value] as const];
  });
  return new Map(lines);
}

/** What ssh makes of a host: its own configuration applied. ssh(1), -G. */
export interface SshTarget {
  readonly host: string;
  readonly port: number;
  /** It goes there by way of another host or a program, which only it can do. */
  readonly indirect: boolean;
  readonly identityFiles: readonly string[];
}

export async function sshTarget(
  { host, port, user }: GitTarget,
  network: Network,
): Promise<SshTarget | null> {
  if (host === null || host.startsWith("-")) return null;
  const options = [
    "-G",
    ...(port === null ? [] : ["-p", String(port)]),
    ...(user === null ? [] : ["-l", user]),
  ];
  const { exitCode, stdout } = await runGroup("ssh", [...options, "--", host], network.env, network);
  if (exitCode !== 0) return null;
  const values = (name: string): string[] =>
    stdout.split("\n").flatMap((line) => (line.startsWith(`${name} `) ? [line.slice(name.length + 1)] : []));
  const [hostname = host] = values("hostname");
  return {
    host: hostname,
    port: Number(values("port")[0] ?? 22),
    indirect: [...values("proxyjump"), ...values("proxycommand")].some((value) => value !== "none"),
    identityFiles: values("identityfile"),
  };
}
