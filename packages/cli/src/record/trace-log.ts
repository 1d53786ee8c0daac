import { unescaped } from "@gotrace/core";
import { stampedLines, type LineStamper } from "./stamped-lines.ts";

/** Makes the log of a command out of the writes that its trace shows. */
export interface TraceLog {
  line(text: string): void;
  /** The lines, stamped with the time of the write. */
  end(): string;
}

const write = /^(\d+) +([\d.]+) write\(([12])<((?:[^<>]|<[^<>]*>|->)*)>, "((?:[^"\\]|\\.)*)"/;

/**
 * @param outputs what counts as the command's output: what other processes write into pipes of their own is between them
 */
export function createTraceLog(outputs: ReadonlySet<string>): TraceLog {
  const lines: string[] = [];
  const stampers = new Map<string, LineStamper>();
  return {
    line(text) {
      const [, thread, time = "", descriptor = "", file = "", written = ""] = write.exec(text) ?? [];
      if (thread === undefined || !isOurs(file, outputs)) return;
      const stamper = stampers.get(descriptor) ?? stampedLines((line) => lines.push(line));
      stampers.set(descriptor, stamper);
      stamper.write(unescaped(written), Number(time));
    },
    end() {
      for (const stamper of stampers.values()) stamper.end();
      return lines.join("");
    },
  };
}

/** strace -yy adds to the kernel's name: `/dev/pts/0<char 136:0>`; a socket it calls `UNIX-STREAM:[4711->4712]`, and 4.26 `(null):[4711->4712]`. */
function isOurs(file: string, outputs: ReadonlySet<string>): boolean {
  const name = file.replace(/<.*>$/, "");
  if (outputs.has(name)) return true;
  const socket = /^(?:[A-Z0-9-]+|\(null\)):\[(\d+)\b/.exec(name)?.[1];
  return socket !== undefined && outputs.has(`socket:[${socket}]`);
}
