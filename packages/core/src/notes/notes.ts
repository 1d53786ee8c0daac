import type { MachineState } from "../model/machine.ts";
import { noteKinds, type Note } from "../model/note.ts";
import type { Finding } from "../model/report.ts";
import type { Run } from "../model/run.ts";
import { mergedSettings, settingsOfMachine } from "../pipeline/machine-settings.ts";
import { settingsOfRun } from "../pipeline/settings.ts";
import type { Scene } from "./note-rule.ts";
import { noteRules } from "./registry.ts";

/**
 * What is to be remarked of a run.
 *
 * @param machine the machine that it ran on, where that is known
 * @param findings what is said of the run already, the verdict first
 */
export function notesOfRun(
  run: Run,
  findings: readonly Finding[],
  machine: MachineState | null = null,
): Note[] {
  const own = settingsOfRun(run);
  const settings = machine === null ? own : mergedSettings(own, settingsOfMachine(machine));
  const verdict = findings.find(({ severity }) => severity !== "warning") ?? null;
  return notesOf({ settings, run, machine, diagnosis: verdict }, findings);
}

/** What is to be remarked of a machine, before any go command runs. Values are as they were found: take secrets out before showing it. */
export function notesOfMachine(machine: MachineState): Note[] {
  return notesOf({ settings: settingsOfMachine(machine), run: null, machine, diagnosis: null }, []);
}

/** The notes that no finding makes superfluous. */
export function unsaidNotes(notes: readonly Note[], findings: readonly Finding[]): Note[] {
  const said = new Set(findings.map(({ cause }) => cause));
  return notes.filter(({ kind }) => !(noteRules[kind].saidBy ?? []).some((cause) => said.has(cause)));
}

function notesOf(scene: Scene, findings: readonly Finding[]): Note[] {
  const said = new Set(findings.map(({ cause }) => cause));
  return noteKinds.flatMap((kind) => {
    const { why, find, saidBy = [] } = noteRules[kind];
    if (saidBy.some((cause) => said.has(cause))) return [];
    return find(scene).map(({ text, fixes, seen }) => ({
      kind,
      text,
      why,
      fixes: fixes.map((each) => ({ ...each })),
      seen: seen.map((place) => ({ ...place })),
    }));
  });
}
