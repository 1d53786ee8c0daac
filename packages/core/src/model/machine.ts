/**
 * What the machine is like that a go command runs on: all that decides how go fetches modules and does not stand in a trace.
 * Pure data, the same in JSON. What could not be read is null: the file is not there, the program is missing, another OS.
 *
 * It may hold credentials as they were found; `withoutSecrets` takes them out, before it is written or shown anywhere.
 */
export interface MachineState {
  /** ISO 8601, in UTC. */
  takenAt: string;
  system: SystemState;
  versions: ToolVersions;
  /** `go env -json`: what go works with, by name, wherever each value comes from. Null where go is missing or failed. */
  goEnv: Readonly<Record<string, string>> | null;
  /** What go said instead. */
  goEnvError: string | null;
  /** The file that `go env -w` writes. */
  goEnvFile: TextFile | null;
  /** `go.env` of GOROOT: the defaults of this toolchain, which a distribution may have changed. Since Go 1.21. */
  gorootEnvFile: TextFile | null;
  /** Of the environment only what go, git and the network libraries look at. */
  environment: Readonly<Record<string, string>>;
  resolver: ResolverState;
  /** Settings of a forward proxy that go does not see, or sees only in some shells. */
  forwardProxies: {
    /** `Acquire::http::Proxy` and its kin in apt's configuration. */
    apt: SettingLine[];
    /** `http_proxy=…` in /etc/environment and in what login shells read. */
    profile: SettingLine[];
  };
  netrc: NetrcState | null;
  /** Lines of git's configuration that change where or how it connects: `url.….insteadOf`, `http.….proxy`, … */
  gitConfig: GitSetting[];
  /** Limit of open files of one process. */
  openFiles: { soft: number | null; hard: number | null } | null;
  disks: DiskState[];
  clock: ClockState;
  project: ProjectState;
}

export interface SystemState {
  /** As Node spells it: `linux`, `darwin`, `win32`. */
  os: string;
  /** Release of the kernel. */
  kernel: string;
  /** `x64`, `arm64`. */
  arch: string;
  /** `ID` and `PRETTY_NAME` of os-release(5). */
  distribution: { id: string | null; name: string | null } | null;
  /** What says that this is a container: `docker`, `podman`, `kubernetes`, `lxc`; null where nothing does. */
  container: string | null;
}

/** Versions as the programs print them: `go1.22.12`, `2.39.5`, `6.1`, `OpenSSH_9.2p1`. Null where one is missing. */
export interface ToolVersions {
  go: string | null;
  git: string | null;
  strace: string | null;
  ssh: string | null;
}

/** A small text file, without its comments and empty lines. */
export interface TextFile {
  path: string;
  lines: string[];
}

/** One line of a configuration, and the file it stands in. */
export interface SettingLine {
  file: string;
  text: string;
}

export interface ResolverState {
  /** resolv.conf(5). */
  resolvConf: TextFile | null;
  /** The databases that nsswitch.conf(5) names for `hosts`, for example `files dns`. */
  nsswitchHosts: string | null;
  /** hosts(5). */
  hosts: { address: string; names: string[] }[] | null;
}

/** Only which hosts it has credentials for, never the credentials. */
export interface NetrcState {
  path: string;
  /** `default` stands for every other host. */
  hosts: string[];
  /** Octal, for example `600`. */
  mode: string | null;
}

export interface GitSetting {
  /** The file that holds it, or `command line`; null where git did not say. */
  file: string | null;
  /** Lower case but for the part between the dots. */
  key: string;
  value: string;
}

/** The file system below a folder that go writes to. */
export interface DiskState {
  /** What the folder is for. */
  use: "GOMODCACHE" | "GOCACHE" | "TMPDIR" | "project";
  path: string;
  exists: boolean;
  /** Of the file system of the nearest folder above that exists. */
  freeBytes: number | null;
  totalBytes: number | null;
  freeInodes: number | null;
  /** `ext4`, `overlay`, `nfs4`, `tmpfs`, …, where the system tells. */
  type: string | null;
  /** Mount options, for example `ro,nosuid`. */
  options: string | null;
  /** Whether this user may write in the folder, or make it. */
  writable: boolean;
}

export interface ClockState {
  /** Milliseconds since 1970. */
  epochMs: number;
  /** Name of the time zone, for example `Europe/Berlin`. */
  timeZone: string;
  /** Seconds since the machine started. */
  uptimeSeconds: number;
  /** Whether the kernel's clock is kept by NTP; null where the system does not tell. */
  synchronized: boolean | null;
}

/** The module that the command works in. Never source. */
export interface ProjectState {
  cwd: string;
  /** Null where there is none. */
  goMod: ProjectFile | null;
  goWork: ProjectFile | null;
  goSum: ProjectFile | null;
  goWorkSum: ProjectFile | null;
  /** There is a vendor folder with a modules.txt beside go.mod or go.work. */
  vendor: boolean;
}

export interface ProjectFile {
  path: string;
  /** Null for the sums in a bundle, where they are files of their own. */
  text: string | null;
  /** Longer than is kept; the text is its beginning, up to a line's end. */
  cut: boolean;
}
