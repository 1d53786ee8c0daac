import type { Connection } from "../model/facts.ts";
import type { NetworkError } from "../model/network-error.ts";
import type { Run } from "../model/run.ts";
import { hostOfAddress } from "./hosts.ts";
import { settingOf } from "./settings.ts";

/** A ClientHello that the other side did not take for one. */
function isNotTls({ pid, tls, bytesReceived }: Connection, run: Run): boolean {
  return pid === run.program?.pid && tls !== null && tls.serverHello === null && bytesReceived > 0;
}

/** The forward proxy that an error is about: by the error itself, the connections, the settings. */
export function forwardProxyHost(error: NetworkError, run: Run): string | null {
  if (error.host !== null && error.operation !== "socks") return error.host;
  if (error.address !== null) return hostOfAddress(run, error.address.ip);
  const tunnel = run.connections.findLast(
    (connection) => connection.tunnel !== null || isNotTls(connection, run),
  );
  if (tunnel) return hostOfAddress(run, tunnel.remote.ip);
  const setting = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"]
    .map((name) => settingOf(run, name)?.value)
    .find((value) => value !== undefined);
  return setting === undefined
    ? null
    : setting.replace(/^[a-z0-9]+:\/\//i, "").replace(/^.*@|[:/].*$/g, "") || null;
}
