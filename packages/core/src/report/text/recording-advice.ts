import type { Report } from "../../model/report.ts";
import { wrap, wrapCommand } from "./layout.ts";
import type { Style } from "./style.ts";
import { commandLine } from "./words.ts";

/**
 * What to record so that the next analysis can tell, where this one cannot. Long strings (-s) hold go's messages and
 * the names in handshakes; -yy names sockets; SIGURG is the Go runtime's own noise.
 */
export function recordingAdvice(report: Report, width: number, style: Style): string[] {
  if (report.diagnosis !== null || report.outcome === "ok") return [];
  const command = report.command.argv === null ? "go mod download -x" : commandLine(report.command);
  const strace = "strace -f -ttt -T -yy -s 4096 -e 'signal=!SIGURG' -o trace.log";
  const typed = (text: string): string[] =>
    wrapCommand(text, width - 2).map((line) => `  ${style.command(line)}`);
  return [
    ...wrap("Record the command again, with everything that a diagnosis may need:", width),
    ...typed(`gotrace record -- ${command}`),
    ...wrap("Or where there is no gotrace, and analyse both files:", width),
    ...typed(`${strace} ${command} 2> go.log`),
    ...typed("gotrace analyze trace.log go.log"),
  ];
}
