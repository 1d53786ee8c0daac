import { isRelevantVariable } from "../machine/environment.ts";

/**
 * Takes out of the lines of a trace what is nobody's business: the contents of files, and variables of the environment that neither
 * go nor git looks at. What remains are lines as strace writes them (with -s 0, or in a smaller environment).
 */
export interface TraceSieve {
  line(text: string): string;
}

const transfer =
  /^(\d+) +[\d.]+ (?:p?read(?:64|v2?)?|p?write(?:64|v2?)?)\((\d+)<(\/[^<>]*)>(?:\(deleted\))?, /;
const resumed = /^(\d+) +[\d.]+ <\.\.\. (?:p?read(?:64|v2?)?) resumed>/;
const string = /"(?:[^"\\]|\\.)*"(?:\.\.\.)?/g;

/**
 * Files whose contents say something of how modules are fetched: of modules and their cache, of the resolver, of go's and git's
 * settings, of the kernel. Those of the user's programs and of the modules themselves are not among them.
 */
const telling =
  /(?:\/go\.(?:mod|sum|work|work\.sum|env)|\/go\/env|\/vendor\/modules\.txt|\/cache\/(?:download|lock)\b.*(?:\.info|\.mod|\.lock|\.ziphash|\/list|\/sumdb\/.*|\/lock)|\/etc\/(?:resolv\.conf|hosts|nsswitch\.conf|host\.conf|gai\.conf|gitconfig)|\/\.gitconfig|\/git\/config|\/\.git\/(?:config|HEAD)|^\/(?:proc|dev|sys)\/.*)$/;

export function createTraceSieve(): TraceSieve {
  /** The threads that wait in a read whose contents are not wanted. */
  const muted = new Set<string>();

  function withoutContents(text: string): string {
    const head = transfer.exec(text);
    if (head !== null) {
      const [start, thread = "", descriptor, file = ""] = head;
      if (isWanted(descriptor, file)) return text;
      if (text.endsWith("<unfinished ...>")) muted.add(thread);
      return withoutString(text, start.length);
    }
    const [start, thread] = resumed.exec(text) ?? [];
    if (start === undefined || thread === undefined || !muted.delete(thread)) return text;
    return withoutString(text, start.length);
  }

  return {
    line: (text) => (text.includes(" execve") ? withoutVariables(text) : withoutContents(text)),
  };
}

/** Most of these calls have one string, which may be long; what strace writes behind it has none. */
function withoutString(text: string, from: number): string {
  if (text.startsWith("[{iov_base", from))
    return text.slice(0, from) + text.slice(from).replaceAll(string, '""...');
  const [start, end] = [text.indexOf('"', from), text.lastIndexOf('"')];
  if (start < 0 || end <= start) return text;
  const rest = text.slice(end + 1);
  return `${text.slice(0, start)}""...${rest.startsWith("...") ? rest.slice(3) : rest}`;
}

/** Standard output and error may be files, and what go prints is what a diagnosis rests on. */
function isWanted(descriptor: string | undefined, file: string): boolean {
  return descriptor === "1" || descriptor === "2" || telling.test(file);
}

const item = String.raw`"(?:[^"\\]|\\.)*"(?:\.\.\.)?`;
const execution = new RegExp(
  String.raw`^(\d+ +[\d.]+ execve(?:at)?\((?:[^"\s]+, )?${item}, \[(?:(?:${item}|\.\.\.)(?:, )?)*\], \[)((?:${item}(?:, )?)*)(?=[\].])`,
);
const variable = /^"([^="\\]*)=/;

function withoutVariables(text: string): string {
  return text.replace(execution, (_, head: string, variables: string) => {
    const kept = (variables.match(string) ?? []).filter((each) =>
      isRelevantVariable(variable.exec(each)?.[1] ?? ""),
    );
    // Before `...` of a list that strace cut there is a comma.
    return head + kept.join(", ") + (variables.endsWith(", ") && kept.length > 0 ? ", " : "");
  });
}
