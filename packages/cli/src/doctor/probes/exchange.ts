import { request as requestHttp, type IncomingMessage } from "node:http";
import {
  connect as connectHttp2,
  constants,
  type ClientHttp2Session,
  type IncomingHttpHeaders,
} from "node:http2";
import type { Duplex } from "node:stream";
import {
  blankNetworkError,
  type GoError,
  type NetworkError,
  type NetworkReason,
  type TraceError,
} from "@gotrace/core";
import type { Limits } from "./measuring.ts";
import { errorOfHandshake } from "./tls.ts";

/** One answer, as far as it came. */
export interface Answer {
  /** Null where none began. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Bytes of the body that came; the body may hold fewer. */
  readonly received: number;
  /** Reading was stopped before the end: enough came to know its speed. */
  readonly stopped: boolean;
  readonly firstByteMs: number | null;
  readonly bodyMs: number | null;
  readonly error: GoError | TraceError | null;
}

export interface Wish {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** What to ask a plain HTTP server for: a path, or for a forward proxy the whole URL. */
  readonly target: string;
  /** More of the body is not read. */
  readonly mostBytes: number;
}

/** Collects an answer with its times. Each part must come within the limit. */
class Collector {
  readonly host: string;
  readonly #started = performance.now();
  readonly #parts: Buffer[] = [];
  readonly #limits: Limits;
  readonly #mostBytes: number;
  readonly #finish: (answer: Answer) => void;
  #timer: NodeJS.Timeout;
  #head: { status: number; headers: Answer["headers"]; at: number } | null = null;
  #received = 0;
  #done = false;

  constructor(limits: Limits, { mostBytes, url }: Wish, finish: (answer: Answer) => void) {
    this.host = url.hostname;
    this.#limits = limits;
    this.#mostBytes = mostBytes;
    this.#finish = finish;
    this.#timer = setTimeout(() => this.#late(), limits.timeoutMs);
    limits.signal.addEventListener("abort", () => this.#late(), { once: true });
  }

  head(status: number, headers: Answer["headers"]): void {
    this.#head = { status, headers, at: performance.now() };
    this.#again();
  }

  part(bytes: Buffer): void {
    this.#received += bytes.length;
    if (this.#received <= this.#mostBytes) this.#parts.push(bytes);
    this.#again();
    const spent = performance.now() - (this.#head?.at ?? this.#started);
    if (this.#received >= this.#mostBytes || spent > this.#limits.timeoutMs) this.end(null, true);
  }

  end(error: Answer["error"], stopped = false): void {
    if (this.#done) return;
    this.#done = true;
    clearTimeout(this.#timer);
    const now = performance.now();
    this.#finish({
      status: this.#head?.status ?? null,
      headers: this.#head?.headers ?? {},
      body: Buffer.concat(this.#parts),
      received: this.#received,
      stopped,
      firstByteMs: this.#head === null ? null : this.#head.at - this.#started,
      bodyMs: this.#head === null ? null : now - this.#head.at,
      error,
    });
  }

  /** The connection broke: before the answer, or in it. */
  broke(reason: NetworkReason, text: string): void {
    this.end({
      ...blankNetworkError(reason),
      phase: this.#head === null ? "request" : "body",
      network: "tcp",
      text,
    });
  }

  get begun(): boolean {
    return this.#head !== null;
  }

  #again(): void {
    clearTimeout(this.#timer);
    if (!this.#done) this.#timer = setTimeout(() => this.#late(), this.#limits.timeoutMs);
  }

  #late(): void {
    const waitedMs = this.#limits.timeoutMs;
    this.end({ kind: this.#head === null ? "no-response" : "transfer-stalled", waitedMs });
  }
}

/** Puts one request over a connection of its own, which is closed afterwards. */
export function exchange(socket: Duplex, alpn: string | null, wish: Wish, limits: Limits): Promise<Answer> {
  return new Promise<Answer>((resolve) => {
    const collector = new Collector(limits, wish, (answer) => {
      resolve(answer);
      socket.destroy();
    });
    if (alpn === "h2") byHttp2(socket, wish, collector);
    else byHttp1(socket, wish, collector);
  });
}

function byHttp1(socket: Duplex, { target, headers, url }: Wish, collector: Collector): void {
  const call = requestHttp({
    method: "GET",
    path: target,
    headers: { host: url.host, ...headers, connection: "close" },
    createConnection: () => socket,
  });
  call.on("response", (answer: IncomingMessage) => {
    collector.head(answer.statusCode ?? 0, answer.headers);
    answer.on("data", (bytes: Buffer) => collector.part(bytes));
    answer.on("end", () => collector.end(null));
    answer.on("error", (error: NodeJS.ErrnoException) => breakOff(error, collector));
    answer.on("aborted", () => collector.broke("unexpected-eof", "unexpected EOF"));
  });
  call.on("error", (error: NodeJS.ErrnoException) => breakOff(error, collector));
  call.end();
}

function breakOff(error: NodeJS.ErrnoException, collector: Collector): void {
  const { code = "", syscall, message } = error;
  // With TLS 1.3 a server says only now what it thinks of the client's certificate, or of its want.
  if (code.startsWith("ERR_SSL_")) collector.end(errorOfHandshake(error, collector.host));
  else if (code === "EPIPE") collector.broke("broken-pipe", message);
  else if (code.startsWith("HPE_")) {
    // The parser also says so of a body that is shorter than was declared.
    collector.broke(collector.begun ? "unexpected-eof" : "http-malformed", message);
  } else if (code === "ECONNRESET" && syscall === "read") collector.broke("reset", message);
  else collector.broke(collector.begun ? "unexpected-eof" : "eof", message);
}

function byHttp2(socket: Duplex, { headers, url }: Wish, collector: Collector): void {
  const session = connectHttp2(url.origin, { createConnection: () => socket });
  session.on("error", (error: NodeJS.ErrnoException) => sessionBroke(error, collector));
  session.on("goaway", (code: number) => {
    if (code !== constants.NGHTTP2_NO_ERROR) collector.end(http2Error("http2-goaway", code, collector));
  });
  const stream = requestIn(session, headers, url, collector);
  if (!stream) return;
  stream.on("response", (fields: IncomingHttpHeaders & { ":status"?: number }) =>
    collector.head(fields[":status"] ?? 0, fields),
  );
  stream.on("data", (bytes: Buffer) => collector.part(bytes));
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (stream.rstCode !== constants.NGHTTP2_NO_ERROR && error.code === "ERR_HTTP2_STREAM_ERROR") {
      collector.end(http2Error("http2-stream-error", stream.rstCode ?? 0, collector));
    } else sessionBroke(error, collector);
  });
  // An orderly end closes the connection's other streams before this one; what is left out was lost with it.
  stream.on("end", () =>
    setImmediate(() => (socket.destroyed ? endOf(stream, collector) : collector.end(null))),
  );
  session.on("close", () =>
    setImmediate(() => collector.broke(collector.begun ? "unexpected-eof" : "eof", "EOF")),
  );
  // A reset may take the session away without a word to it.
  socket.once("close", () =>
    setTimeout(() => collector.broke(collector.begun ? "unexpected-eof" : "eof", "EOF"), lastWordsMs),
  );
  stream.end();
}

/** What has arrived before the connection closed is read by then. */
const lastWordsMs = 100;

function endOf(stream: { rstCode: number }, collector: Collector): void {
  if (stream.rstCode === constants.NGHTTP2_NO_ERROR) collector.end(null);
  else collector.broke("unexpected-eof", "unexpected EOF");
}

function requestIn(
  session: ClientHttp2Session,
  headers: Wish["headers"],
  url: URL,
  collector: Collector,
): ReturnType<ClientHttp2Session["request"]> | null {
  try {
    return session.request({ ":method": "GET", ":path": url.pathname + url.search, ...headers });
  } catch (error) {
    collector.broke("eof", String(error));
    return null;
  }
}

function sessionBroke(error: NodeJS.ErrnoException, collector: Collector): void {
  if (/^(?:ECONNRESET$|EPIPE$|ERR_SSL_)/.test(error.code ?? "")) breakOff(error, collector);
  else collector.broke(collector.begun ? "unexpected-eof" : "eof", error.message);
}

function http2Error(reason: NetworkReason, code: number, collector: Collector): NetworkError {
  const name = Object.entries(constants).find(
    ([key, value]) => key.startsWith("NGHTTP2_") && value === code,
  )?.[0];
  return {
    ...blankNetworkError(reason),
    phase: collector.begun ? "body" : "request",
    http2: {
      streamId: 1,
      code: name?.replace("NGHTTP2_", "") ?? String(code),
      receivedFromPeer: true,
      debug: null,
    },
  };
}
