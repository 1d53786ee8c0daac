// The public interface of @gotrace/core. What is not named here may change without notice.
export { analyze, type AnalyzeInput, type AnalyzeOptions } from "./analyze.ts";
export type { Progress } from "./input/observe.ts";
export { readEvents } from "./read-events.ts";
export type { ReadEventsOptions } from "./events/read-events.ts";
export type { Wanted, WantedCall } from "./events/wanted.ts";
export type { LeaderShape } from "./syntax/leader.ts";
export { parseLeader } from "./syntax/leader-words.ts";
export { argumentsOf } from "./syntax/arguments.ts";
export type * from "./model/event.ts";
export type * from "./model/strace-value.ts";
export { InputError } from "./input/input-error.ts";
export type * from "./model/report.ts";
export type { Fix } from "./model/fix.ts";
export { noteKinds, type Note, type NoteKind, type NotePlace } from "./model/note.ts";
export { settingSources, type KnownSetting, type SettingsView, type SettingSource } from "./model/setting.ts";
export { notePages, type NotePage } from "./notes/note-page.ts";
export { notesOfMachine } from "./notes/notes.ts";
export { settingsOfMachine } from "./pipeline/machine-settings.ts";
export { effectiveIn, isUnset, valueIn } from "./pipeline/settings.ts";
export type * from "./model/timeline.ts";
export { noiseKinds, type NoiseKind } from "./model/noise.ts";
export type { Origin } from "./model/origin.ts";
export {
  causes,
  confidences,
  outcomes,
  roles,
  stages,
  stagesOf,
  stageStatuses,
  type Cause,
  type Confidence,
  type Outcome,
  type Role,
  type Stage,
  type StageStatus,
} from "./model/vocabulary.ts";
export { explain, type CausePage } from "./rules/explain.ts";
export { causeFormats, renderCause, type CauseFormat } from "./report/render-cause.ts";
export { renderNotePage } from "./report/render-note.ts";
export { formats, needsTimeline, type Format } from "./report/formats.ts";
export { redactLevels, type RedactLevel } from "./redact/redactor.ts";
export type { TimelineView } from "./report/timeline/view.ts";
export { render, type RenderOptions } from "./report/render.ts";
export { createRedactor, type Redaction, type Redactor } from "./redact/redactor.ts";
export { learnFromMachine, withoutSecrets } from "./redact/machine-secrets.ts";
export type * from "./model/machine.ts";
// What `gotrace doctor` is made of: the probes stand in the command, the judgement here.
export type * from "./model/examination.ts";
export type * from "./model/doctor-report.ts";
export type { Recommendation } from "./model/recommendation.ts";
export type * from "./model/facts.ts";
export type { GoError } from "./model/go-error.ts";
export type { NetworkError, NetworkReason, CertificateComplaint } from "./model/network-error.ts";
export type { TraceError } from "./model/run.ts";
export type { VcsFailure } from "./model/vcs-error.ts";
export { newConnection } from "./evidence/new-connection.ts";
export { micros, type Micros } from "./model/time.ts";
export { parseFailure, parseGitOutput } from "./syntax/go-log/parse.ts";
export { escapeModulePath, matchPrefixPatterns } from "./pipeline/module-path.ts";
export { blankNetworkError, connectionError, queryError } from "./pipeline/network-errors.ts";
export { checksumDatabaseOf, planFetch, type WantedModule } from "./pipeline/fetch-plan.ts";
export { compareGoVersions } from "./pipeline/go-version.ts";
export { keepsToLocal, toolchainNeed, type ToolchainNeed } from "./pipeline/toolchain-need.ts";
export type { ChecksumDatabase } from "./pipeline/gosumdb.ts";
export { entryOutcome, goesOn } from "./diagnosis/measured-route.ts";
export { beyondDoctor, causesOfDoctor } from "./diagnosis/beyond-doctor.ts";
export { diagnoseMachine } from "./diagnosis/diagnose-machine.ts";
export { doctorFormats, renderDoctor, type DoctorFormat } from "./report/doctor/render.ts";
export { unescaped } from "./redact/spellings.ts";
export {
  bundleMembers,
  bundleVersion,
  type BundleManifest,
  type MachineFile,
  type RecordedCommand,
  type RecordedTracer,
} from "./model/bundle.ts";
export type { HeldLock, OpenSocket, ProcessLine, RunningProcess, TakenLine } from "./model/processes.ts";
export { gotraceVersion } from "./model/version.ts";
