import type { AttributedMessage } from "../model/facts.ts";
import type { MessageBody } from "../model/message.ts";
import type { NoteRule, Remark, Scene } from "./note-rule.ts";
import { ifKnown } from "../rules/commands.ts";
import { fix } from "../rules/rule.ts";

type Warning = Extract<MessageBody, { kind: "warning" }>;

export const retracted: NoteRule = {
  kind: "retracted",
  title: "a version that is used was retracted by its author",
  why: "The author says in a later go.mod that this version should not be used. It stays where it is and builds as before.",
  links: ["https://go.dev/ref/mod#go-mod-file-retract"],
  find: (scene) =>
    remarks(scene, "retracted", ({ module, version, said }) => ({
      text: `${module}@${version} was retracted by its author${reason(said)}`,
      fixes: [fix("see which versions are left", ifKnown(module ?? "", `go list -m -u ${module}`))],
    })),
};

export const deprecated: NoteRule = {
  kind: "deprecated",
  title: "a module that is used is deprecated",
  why: "The author says in its go.mod what to use instead. It stays where it is and builds as before.",
  links: ["https://go.dev/ref/mod#go-mod-file-module-deprecation"],
  find: (scene) =>
    remarks(scene, "deprecated", ({ module, said }) => ({
      text: `${module} is deprecated${reason(said)}`,
      fixes: [],
    })),
};

function reason(said: string | null): string {
  const words = (said ?? "").trim().replace(/\.$/, "");
  return words === "" ? "" : `: ${words}`;
}

/** More than a reader reads. */
const most = 10;

/** One for each module that go warned of. */
function remarks(
  { run }: Scene,
  wanted: Warning["reason"],
  remarkOn: (warning: Warning) => Omit<Remark, "seen">,
): Remark[] {
  const seen = new Map<string, Remark>();
  for (const { message } of run?.messages ?? []) {
    const warning = warningIn(message, wanted);
    const key = `${warning?.module}@${warning?.version}`;
    if (warning === null || warning.module === null || seen.has(key) || seen.size >= most) continue;
    const place = { origin: message.origin, at: "", source: null, shows: "what go printed" };
    seen.set(key, { ...remarkOn(warning), seen: [place] });
  }
  return [...seen.values()];
}

function warningIn({ body }: AttributedMessage["message"], wanted: Warning["reason"]): Warning | null {
  return body.kind === "warning" && body.reason === wanted ? body : null;
}
