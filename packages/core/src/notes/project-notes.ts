import type { ProjectFile } from "../model/machine.ts";
import type { NoteRule, Scene } from "./note-rule.ts";
import { flagIn, parseGoflags } from "../pipeline/goflags.ts";
import { compareGoVersions } from "../pipeline/go-version.ts";
import { parseGotoolchain } from "../pipeline/gotoolchain.ts";
import { valueIn } from "../pipeline/settings.ts";
import { fix } from "../rules/rule.ts";
import { filePlace, placeOf, unsetCommand } from "./note-rule.ts";

export const modVendorWithoutVendor: NoteRule = {
  kind: "mod-vendor-without-vendor",
  title: "GOFLAGS has -mod=vendor, and there is no vendor folder",
  why: "With -mod=vendor go builds from the vendor folder and fetches nothing; without the folder every build ends in `inconsistent vendoring`.",
  links: ["https://go.dev/ref/mod#vendoring"],
  saidBy: ["vendor-inconsistent", "vendor-package-missing", "vendor-lookup-disabled"],
  find({ settings, machine }) {
    const goflags = valueIn(settings, "GOFLAGS");
    const mode = goflags === null ? null : flagIn(parseGoflags(goflags.value), "mod");
    const project = machine?.project;
    if (goflags === null || mode?.value !== "vendor" || !project?.goMod || project.vendor) return [];
    return [
      {
        text: `GOFLAGS=${goflags.value}, and beside ${(project.goWork ?? project.goMod).path} there is no vendor folder`,
        fixes: [
          fix("make it", project.goWork === null ? "go mod vendor" : "go work vendor"),
          fix("or let go fetch modules", unsetCommand(goflags)),
        ],
        seen: [placeOf(goflags), filePlace(project.goMod.path, "no vendor/modules.txt beside it")],
      },
    ];
  },
};

export const gotoolchainLocalOlder: NoteRule = {
  kind: "gotoolchain-local-older-than-go-line",
  title: "GOTOOLCHAIN keeps go from fetching the version that go.mod asks for",
  why:
    "Since Go 1.21 a go refuses a go.mod with a newer go line. With GOTOOLCHAIN=auto it would fetch that toolchain; official " +
    "container images set GOTOOLCHAIN=local.",
  links: ["https://go.dev/doc/toolchain"],
  saidBy: ["go-version-too-old", "toolchain-not-available"],
  find(scene) {
    const wanted = goLine(scene);
    const setting = valueIn(scene.settings, "GOTOOLCHAIN");
    const choice = setting === null ? null : parseGotoolchain(setting.value);
    const { goVersion } = scene.settings;
    if (
      wanted === null ||
      setting === null ||
      choice === null ||
      choice.newer !== null ||
      goVersion === null
    ) {
      return [];
    }
    const runs = choice.least === "local" ? goVersion : choice.least;
    if (!isOlder(goVersion, "1.21", false) || !isOlder(runs, wanted.version, true)) return [];
    return [
      {
        text: `${wanted.file.path} asks for go ${wanted.version}, this is ${runs}, and GOTOOLCHAIN=${setting.value} lets go fetch no other`,
        fixes: [
          fix("use a newer go, or an image that has one"),
          fix("or let go fetch it: checked against the checksum database", "go env -w GOTOOLCHAIN=auto"),
          ...(setting.source === "environment"
            ? [fix("the environment's value goes first", "unset GOTOOLCHAIN")]
            : []),
        ],
        seen: [placeOf(setting), filePlace(wanted.file.path, `go ${wanted.version}`)],
      },
    ];
  },
};

/** Whether one version is older than another, or not older; false where one cannot be read. */
function isOlder(version: string, than: string, wanted: boolean): boolean {
  const order = compareGoVersions(version, than);
  return order !== null && order < 0 === wanted;
}

/** go.work goes before go.mod. */
function goLine({ machine }: Scene): { version: string; file: ProjectFile } | null {
  const file = machine?.project.goWork ?? machine?.project.goMod ?? null;
  const version = /^go\s+(\d\S*)/m.exec(file?.text ?? "")?.[1];
  return file === null || version === undefined ? null : { version, file };
}
