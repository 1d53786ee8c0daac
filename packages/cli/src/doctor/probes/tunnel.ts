import { request } from "node:http";
import type { Socket } from "node:net";
import { SocksClient } from "socks";
import { blankNetworkError, type Connection, type NetworkError } from "@gotrace/core";
import { basicAuthorization } from "../netrc.ts";
import type { ForwardProxy } from "../forward-proxy.ts";
import { moment, within, type Limits } from "./measuring.ts";

/** What a forward proxy made of the wish for a tunnel. */
export interface Tunnel {
  readonly socket: Socket | null;
  readonly connection: Connection;
  readonly measured: string;
  readonly error: NetworkError | null;
}

/** Asks a forward proxy, over an open connection to it, for a tunnel to a host. */
export function openTunnel(
  socket: Socket,
  connection: Connection,
  proxy: ForwardProxy,
  target: { host: string; port: number },
  limits: Limits,
): Promise<Tunnel> {
  return proxy.scheme.startsWith("socks")
    ? openSocks(socket, connection, proxy, target, limits)
    : openByConnect(socket, connection, proxy, target, limits);
}

/** RFC 9110, section 9.3.6. */
function openByConnect(
  socket: Socket,
  connection: Connection,
  { credentials, host }: ForwardProxy,
  target: { host: string; port: number },
  limits: Limits,
): Promise<Tunnel> {
  const authority = `${target.host}:${target.port}`;
  const asked = moment();
  const withAnswer = (status: number | null, reason: string | null): Connection => ({
    ...connection,
    tunnel: { ...asked, target: authority, status, reason },
  });
  const failed = (error: NetworkError, measured: string, status: number | null = null): Tunnel => {
    socket.destroy();
    return { socket: null, connection: withAnswer(status, error.statusText), measured, error };
  };
  const silence = (): Tunnel =>
    failed(
      atProxy("read-timeout", host),
      `takes CONNECT and does not answer in ${limits.timeoutMs / 1000} s`,
    );
  return within(limits, silence, (stop) => {
    return new Promise<Tunnel>((resolve) => {
      const call = request({
        method: "CONNECT",
        path: authority,
        headers: {
          host: authority,
          ...(credentials ? { "proxy-authorization": basicAuthorization(credentials) } : {}),
        },
        createConnection: () => socket,
        signal: stop,
      });
      call.on("connect", ({ statusCode = 0, statusMessage = "" }) => {
        const answer = `${statusCode} ${statusMessage}`.trim();
        if (statusCode === 200) {
          resolve({
            socket,
            connection: withAnswer(200, statusMessage),
            measured: `CONNECT: ${answer}`,
            error: null,
          });
          return;
        }
        const error = { ...atProxy("connect-answer", host), status: statusCode, statusText: statusMessage };
        resolve(failed(error, `CONNECT ${authority}: ${answer}`, statusCode));
      });
      call.on("error", (problem: NodeJS.ErrnoException) => {
        const reset = problem.code === "ECONNRESET" && problem.syscall === "read";
        resolve(failed(atProxy(reset ? "reset" : "eof", host), `CONNECT ${authority}: it hung up`));
      });
      call.end();
    });
  });
}

/** RFC 1928. */
async function openSocks(
  socket: Socket,
  connection: Connection,
  { host, port, credentials }: ForwardProxy,
  target: { host: string; port: number },
  { timeoutMs }: Limits,
): Promise<Tunnel> {
  try {
    await SocksClient.createConnection({
      command: "connect",
      destination: target,
      existing_socket: socket,
      timeout: timeoutMs,
      proxy: {
        host,
        port,
        type: 5,
        ...(credentials ? { userId: credentials.user, password: credentials.password } : {}),
      },
    });
    return {
      socket,
      connection,
      measured: `SOCKS 5: connected to ${target.host}:${target.port}`,
      error: null,
    };
  } catch (problem) {
    socket.destroy();
    const text = problem instanceof Error ? problem.message : String(problem);
    return {
      socket: null,
      connection,
      measured: `SOCKS 5: ${text}`,
      error: { ...atProxy("socks", host), text },
    };
  }
}

function atProxy(reason: NetworkError["reason"], host: string): NetworkError {
  return { ...blankNetworkError(reason), proxyconnect: true, network: "tcp", host, phase: "request" };
}
