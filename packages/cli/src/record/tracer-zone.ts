/** What strace is given so that it knows the time zone, and the options that keep that from the command. */
export interface TracerZone {
  readonly env: Readonly<Record<string, string>>;
  readonly options: readonly string[];
}

/**
 * Without TZ, libc looks at /etc/localtime twice for each line that strace writes (tzset(3)), though its times are seconds since 1970.
 * strace is given a time zone, and takes it out of the command's environment again (strace(1), -E).
 */
export function tracerZone(env: Readonly<Record<string, string | undefined>>): TracerZone {
  return env["TZ"] === undefined ? { env: { TZ: "UTC0" }, options: ["-E", "TZ"] } : { env: {}, options: [] };
}
