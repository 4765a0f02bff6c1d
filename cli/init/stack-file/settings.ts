import type { Findings } from "../findings/findings.ts";
import type { Listed } from "../findings/delivery.ts";
import type { Found } from "../tree/tree.ts";
import type { Entry, Item, Plain } from "./entry.ts";

/** Everything a stack file says of a package, in the order in which it is read. */
export function settingsOf(findings: Findings): readonly Entry[] {
  const owner = findings.repository.fullName?.value.split("/")[0];
  return [
    owner === undefined ? off("github:owner", "OWNER", []) : set("github:owner", owner, []),
    ...(findings.baseUrl === null ? [] : [set("github:baseUrl", findings.baseUrl, [])]),
    { key: "slipway:package", value: packageOf(findings), says: [] },
    { key: "slipway:index", value: indexOf(findings), says: [] },
    imageOf(),
    condaOf(findings),
    ...upkeepOf(findings),
    { key: "slipway:environments", value: environmentsOf(findings), says: [] },
    { key: "slipway:repository", value: repositoryOf(findings), says: [] },
    ...deliveryOf(findings),
  ];
}

function packageOf(findings: Findings): readonly Entry[] {
  const { name, importName, repository, folder, tagPrefix, kind, pythons, version, stated } = findings;
  return [
    found("name", name, "NAME"),
    ...(importName === null ? [] : [set("importName", importName.value, [importName.from])]),
    found("repository", repository.fullName, "OWNER/NAME"),
    ...(folder === "." ? [] : [set("folder", folder, [])]),
    found("tagPrefix", tagPrefix, "v"),
    found("kind", kind, "pure"),
    found("pythons", pythons, ["3.13"]),
    found("version", version, { from: "tags" }),
    ...optional("versionModules", stated.versionModules),
    ...optional("changelog", stated.changelog),
    testsOf(findings),
    ...nativeOf(findings),
  ];
}

function testsOf({ tests }: Findings): Entry {
  if (tests === null) {
    const example = [
      set("command", "pytest", []),
      set("requires", ["pytest==9.0.1"], []),
      set("sources", ["tests"], []),
    ];
    return { key: "tests", value: example, says: [], off: true };
  }
  const { command, extras, requires, sources } = tests;
  const value = [
    set("command", command.value, [command.from]),
    ...(extras === null ? [] : [set("extras", extras.value, [extras.from])]),
    ...(requires === null ? [] : [set("requires", requires.value, [requires.from])]),
    ...(sources.length === 0 ? [] : [set("sources", sources, [])]),
  ];
  return { key: "tests", value, says: [] };
}

function nativeOf({ native }: Findings): readonly Entry[] {
  if (native === null) return [];
  const value = Object.entries(native.settings).map(([key, one]) => set(key, one as Plain, []));
  return [{ key: "native", value, says: [native.from] }];
}

function indexOf({ environment }: Findings): readonly Entry[] {
  return [
    set("name", "pypi", ["testpypi for a rehearsal of releases"]),
    ...(environment.value === "pypi" ? [] : [set("environment", environment.value, [environment.from])]),
  ];
}

function imageOf(): Entry {
  const says = ["A container image of each release on GitHub's registry; alpine instead of slim is smaller."];
  return { key: "slipway:image", value: [set("base", "slim", [])], says, off: true };
}

function condaOf({ repository: { reviewer } }: Findings): Entry {
  const says = ["The package on conda-forge, where each of its maintainers has to agree."];
  const value = [set("maintainers", [reviewer?.value ?? "LOGIN"], [])];
  return { key: "slipway:conda", value, says, off: true };
}

function upkeepOf({ readme }: Findings): readonly Entry[] {
  if (readme === null) return [];
  const says = `${readme.from}; pull requests keep a section of it that tells how to install the package`;
  return [{ key: "slipway:upkeep", value: [set("readme", readme.value, [says])], says: [] }];
}

function environmentsOf({ environment, repository }: Findings): readonly Entry[] {
  const { reviewer } = repository;
  const rules =
    reviewer === null
      ? [off("reviewers", ["LOGIN"], ["nobody was found who could approve a release"])]
      : [
          set("reviewers", [reviewer.value], [reviewer.from]),
          set("preventSelfReview", false, [
            "With one reviewer nobody else could approve; remove it once there are two.",
          ]),
        ];
  return [{ key: environment.value, value: rules, says: [] }];
}

function repositoryOf({ repository, actions }: Findings): readonly Entry[] {
  const { visibility, defaultBranch } = repository;
  const { allow, unpinned } = actions;
  return [
    set("visibility", visibility.value, [visibility.from]),
    ...(visibility.value === "private"
      ? [off("plan", "free", ["The owner's plan of GitHub: free, pro, team or enterprise."])]
      : []),
    set("defaultBranch", defaultBranch.value, [defaultBranch.from]),
    ...(allow.length === 0 ? [] : [set("allowActions", allow, ["The workflows that stay run these."])]),
    ...(unpinned.length === 0
      ? []
      : [
          set("requirePinnedActions", false, [
            `Until these name their actions by commit: ${unpinned.join(", ")}. Without this line GitHub refuses to run them.`,
          ]),
        ]),
  ];
}

function deliveryOf({ delivery }: Findings): readonly Entry[] {
  const lists = [
    list("adopt", delivery.adopt, "Files that may be overwritten."),
    list(
      "retire",
      delivery.retire,
      "Files that the same pull request removes: they publish beside Slipway's.",
    ),
  ].flat();
  return lists.length === 0 ? [] : [{ key: "slipway:delivery", value: lists, says: [] }];
}

function list(key: string, files: readonly Listed[], says: string): readonly Entry[] {
  const items: readonly Item[] = files.map(({ path, reasons, chosen }) => ({
    item: path,
    says: reasons,
    off: !chosen,
  }));
  return items.length === 0 ? [] : [{ key, value: items, says: [says] }];
}

function set(key: string, value: Plain, says: readonly string[]): Entry {
  return { key, value, says };
}

function off(key: string, value: Plain, says: readonly string[]): Entry {
  return { key, value, says, off: true };
}

/** What was found, else nothing. */
function optional(key: string, value: Found<Plain> | null): readonly Entry[] {
  return value === null ? [] : [found(key, value, value.value)];
}

/** What was found, else an example as a comment. */
function found(key: string, value: Found<Plain> | null, example: Plain): Entry {
  return value === null ? off(key, example, []) : set(key, value.value, [value.from]);
}
