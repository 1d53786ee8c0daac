/** Text that arrives in pieces, made into lines that begin with the time at which their first byte came. */
export interface LineStamper {
  /** `time` in seconds since 1970. The text is Latin-1: a character a byte. */
  write(text: string, time: number): void;
  /** The last line had no end. */
  end(): void;
}

/** A line that never ends is cut into such pieces. */
const longestLine = 1 << 16;

/** `2026-11-24T06:36:54.681234Z go: downloading …`, as CI systems stamp their logs; gotrace and others read it as it is. */
export function stampedLines(onLine: (line: string) => void): LineStamper {
  let open = "";
  let since = 0;
  function emit(line: string): void {
    onLine(`${stampOf(since)} ${line.replace(/\r$/, "")}\n`);
  }
  return {
    write(text, time) {
      if (open === "") since = time;
      const lines = (open + text).split("\n");
      open = lines.pop() ?? "";
      for (const line of lines) {
        emit(line);
        since = time;
      }
      if (open.length > longestLine) {
        emit(open);
        open = "";
      }
    },
    end() {
      if (open !== "") emit(open);
      open = "";
    },
  };
}

/** ISO 8601 in UTC with microseconds. */
function stampOf(seconds: number): string {
  const micros = Math.round(seconds * 1e6);
  const rest = String(micros % 1e6).padStart(6, "0");
  return new Date(Math.floor(micros / 1e6) * 1000).toISOString().replace(/\.\d+Z$/, `.${rest}Z`);
}
