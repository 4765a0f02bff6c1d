import { posix } from "node:path";
import type { Fault } from "../../../config/fault.ts";
import { type Backend, backendOf } from "../project/backend.ts";
import { packageFolder } from "../project/packages.ts";
import { type Project, readProject } from "../project/project.ts";
import type { Found, Tree } from "../tree/tree.ts";
import { type StandingFile, standingFiles } from "../workflows/standing-files.ts";
import { unlockedBackends } from "./build-requires.ts";
import { type NativeSettings, nativeSettings } from "./cibuildwheel.ts";
import { type DeliveryFindings, deliveryFindings } from "./delivery.ts";
import { type KeptActions, keptActions } from "./kept-actions.ts";
import { type Kind, kindOf } from "./kind.ts";
import { importNameOf, nameOf } from "./name.ts";
import { pythonsOf } from "./pythons.ts";
import { readmeOf } from "./readme.ts";
import { type RepositoryFindings, repositoryFindings } from "./repository.ts";
import { type StatedVersions, statedVersions } from "./stated.ts";
import { tagPrefixOf } from "./tag-prefix.ts";
import { type Tests, testsOf } from "./tests/tests.ts";
import { type Version, versionOf } from "./version.ts";

/** What a package's sources tell of it. What is null was not found; `faults` says what that means. */
export interface Findings {
  readonly folder: string;
  readonly backend: Found<Backend>;
  readonly name: Found<string> | null;
  readonly importName: Found<string> | null;
  readonly kind: Kind;
  readonly pythons: Found<readonly string[]> | null;
  readonly version: Found<Version> | null;
  readonly stated: StatedVersions;
  readonly tagPrefix: Found<string> | null;
  readonly readme: Found<string> | null;
  readonly tests: Tests | null;
  readonly native: NativeSettings | null;
  readonly repository: RepositoryFindings;
  readonly baseUrl: string | null;
  /** The environment that releases are published from. */
  readonly environment: Found<string>;
  readonly delivery: DeliveryFindings;
  readonly actions: KeptActions;
  /** What could not be told, or has to be looked at. */
  readonly faults: readonly Fault[];
}

/** Looks through a package's sources. Throws a FaultsError where there is no one package that can be read. */
export async function findingsOf(tree: Tree, asked: string | undefined): Promise<Findings> {
  const faults: Fault[] = [];
  const folder = await packageFolder(tree, asked);
  const project = await readProject(tree, folder, faults);
  const workflows = await standingFiles(tree, faults);
  const backend = backendOf(project);
  faults.push(...unsure(tree, folder, backend.value), ...unlockedBackends(project, folder));
  const name = nameOf(project, faults);
  const kind = kindOf(project, backend.value, faults);
  const delivery = deliveryFindings(tree, workflows, faults);
  const about = aboutPackage(
    project,
    { name: name?.value ?? null, native: kind.value === "native", workflows },
    faults,
  );
  const version = versionOf(project, backend.value, faults);
  return {
    folder,
    backend,
    name,
    kind,
    ...about,
    pythons: pythonsOf(project, { workflows, native: kind.value === "native" }, faults),
    version,
    stated: statedVersions(project, {
      importName: about.importName?.value ?? usualImportName(name?.value ?? ""),
      version: version?.value ?? null,
    }),
    tagPrefix: tagPrefixOf(
      tree.repository.tags,
      folder === "." ? null : (name?.value ?? posix.basename(folder)),
      faults,
    ),
    readme: readmeOf(project),
    native: kind.value === "native" ? nativeSettings(project, backend.value, { workflows, faults }) : null,
    repository: repositoryFindings(tree, project, faults),
    baseUrl: tree.repository.baseUrl,
    environment: environmentOf(workflows),
    delivery,
    actions: keptActions(delivery.kept),
    faults,
  };
}

/** What makes everything that was found less sure. */
function unsure(tree: Tree, folder: string, backend: Backend): readonly Fault[] {
  const place = posix.join(folder, "pyproject.toml");
  const partly = `was not looked through as a whole: ${tree.incomplete ?? ""}`;
  const unknown = `is built by ${backend.module}, of which nothing is known here`;
  return [
    ...(tree.incomplete === null ? [] : [{ place: tree.name, fault: partly, mend: "check what follows" }]),
    ...(backend.name === "other"
      ? [{ place, fault: unknown, mend: "check slipway:package.kind and version" }]
      : []),
  ];
}

/** What a package is called by its tests and its users, and how it is tested. */
function aboutPackage(
  project: Project,
  {
    name,
    ...known
  }: { readonly name: string | null; readonly native: boolean; readonly workflows: readonly StandingFile[] },
  faults: Fault[],
): Pick<Findings, "importName" | "tests"> {
  const importName = importNameOf(project, name, faults);
  const usual = usualImportName(name ?? "");
  return {
    importName,
    tests: testsOf(project, { importName: importName?.value ?? usual, ...known }, faults),
  };
}

function usualImportName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "_");
}

function environmentOf(workflows: readonly StandingFile[]): Found<string> {
  const found = workflows.find(({ publishingEnvironment }) => publishingEnvironment !== null);
  return found?.publishingEnvironment == null
    ? { value: "pypi", from: "the usual one" }
    : { value: found.publishingEnvironment, from: `${found.path} publishes from it` };
}
