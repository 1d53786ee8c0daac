import { causes, type Cause } from "../model/vocabulary.ts";

// What only a run can meet. A reason says what there is to be seen, and why doctor does not see it.
const inCommand = "it is in the command that is typed, and doctor is told of none";
const inImports =
  "it shows when go reads what the packages import, and doctor looks at go.mod and asks servers";
const inSums =
  "it depends on which packages a command builds, and so on which lines of go.sum it needs; nothing is built by doctor, and so nothing fails to build";
const inArchive =
  "it is in what an archive or a go.mod holds, as a whole; doctor reads the beginning of an archive and keeps nothing of it";
const inRepository =
  "it is in the commits of a repository; doctor asks git what there is (ls-remote) and fetches nothing";
const inProcess =
  "it is a limit or an end of that one process, and doctor is another one; where the limit is this machine's, it is met as another cause";
const inRecord = "it is about a recording, and doctor has none";

/**
 * The causes that `gotrace doctor` cannot know, each with its reason. All others it finds as `analyze` does, and the same at every
 * time that it looks: what went wrong once and is over (one reset, one 503) no doctor can find.
 */
export const beyondDoctor: Readonly<Partial<Record<Cause, string>>> = {
  "usage-error": inCommand,
  "no-gomod": "doctor may be started anywhere, and says only what a go.mod that is there asks for",
  "gomod-needs-update": inImports,
  "install-replace-directive": inCommand,
  "vendor-inconsistent":
    "it stops go build and not go mod download: doctor says so as a warning, with this cause",
  "vendor-package-missing": inImports,
  "vendor-lookup-disabled": inCommand,
  "missing-gosum-entry": inSums,
  "gosum-malformed": inSums,
  "tls-rejected":
    "it is what a trace shows of a certificate that was refused; doctor has the certificate, and says why",
  "vcs-old-git": inRepository,
  "vcs-invalid-pseudo-version": inRepository,
  "vcs-major-mismatch": inRepository,
  "vcs-subdirectory": inRepository,
  "vcs-network":
    "the list of what a repository has comes whole, and the pack behind it does not; doctor fetches no pack",
  "discovery-bad-path": "doctor refuses such a name itself, as wrong usage",
  "no-matching-versions": inCommand,
  "version-conflict": inCommand,
  "version-query-invalid": inCommand,
  "checksum-mismatch-gosum": inArchive,
  "checksum-mismatch-sumdb": inArchive,
  "dependency-gomod-malformed": inArchive,
  "gosum-write-failed": "only a command that changes go.sum meets it, and doctor changes nothing",
  "no-required-module": inImports,
  "package-not-in-std": inImports,
  "package-not-in-module": inImports,
  "ambiguous-import": inImports,
  "build-failed": "nothing is built by doctor, and so nothing fails to build",
  "vcs-stamping-failed": "nothing is built by doctor, and so nothing fails to build",
  "fd-exhausted": inProcess,
  "out-of-memory": inProcess,
  "syscall-blocked": inProcess,
  "go-crashed": inProcess,
  interrupted: inProcess,
  terminated: inProcess,
  killed: inProcess,
  "tracer-denied": inRecord,
  "tracer-partial": inRecord,
  "not-a-go-trace": inRecord,
};

/** What doctor finds, in the order of the vocabulary. */
export const causesOfDoctor: readonly Cause[] = causes.filter((cause) => beyondDoctor[cause] === undefined);
