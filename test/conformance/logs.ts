import { readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";

/** One log, or the lines that a test program says strace must print (`.exp`). */
export interface Log {
  readonly name: string;
  readonly bytes: Buffer;
}

const named = /(?:\.log|\.exp|\/?(?:trace|mixed)(?:\.log)?)(?:\.gz)?$|\.(?:log|trace)\.\d+$|\/trace\.\d+$/;

/** Every trace below a path: files, folders, `.tar.gz` archives. Logs of go and other files are left out. */
export function* logsIn(path: string): Generator<Log> {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).toSorted()) yield* logsIn(join(path, name));
  } else if (path.endsWith(".tar.gz")) {
    yield* filesOfTar(gunzipSync(readFileSync(path)));
  } else if (named.test(path) && basename(path) !== "go.log") {
    const bytes = readFileSync(path);
    yield { name: path, bytes: path.endsWith(".gz") ? gunzipSync(bytes) : bytes };
  }
}

const block = 512;

/** The regular files of a tar archive (ustar: name at 0, size in octal at 124, type at 156). */
function* filesOfTar(tar: Buffer): Generator<Log> {
  for (let at = 0; at + block <= tar.length;) {
    const name = tar.toString("latin1", at, at + 100).replace(/\0.*$/s, "");
    if (name === "") return;
    const size = Number.parseInt(tar.toString("latin1", at + 124, at + 136), 8);
    const isFile = tar[at + 156] === 0x30 || tar[at + 156] === 0;
    const start = at + block;
    if (isFile && named.test(name)) yield { name, bytes: tar.subarray(start, start + size) };
    at = start + Math.ceil(size / block) * block;
  }
}
