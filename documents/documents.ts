import { posix } from "node:path";
import { type Fault, FaultsError } from "../config/fault.ts";
import type { Plan } from "../plan/plan.ts";
import { type ActionLock, actionLock, lockFaults, withNested } from "./actions.ts";
import { dockerfileDocument } from "./container/dockerfile.ts";
import { declarationDocument } from "./declaration.ts";
import {
  attestationsRequirementsPath,
  backendRequirementsPath,
  cibuildwheelPath,
  testRequirementsPath,
  upkeepFileName,
  workflowPath,
} from "./delivery-paths.ts";
import type { Document } from "./document.ts";
import { headerOf } from "./header.ts";
import { textFaults } from "./operator-texts.ts";
import { applyOverrides, type NamedDraft, overridesPlace } from "./overrides/apply.ts";
import type { Overrides } from "./overrides/override.ts";
import { cibuildwheelSettings } from "./python/cibuildwheel.ts";
import { backendRequirements, testRequirements } from "./python/requirements.ts";
import { ownDocuments } from "./own-documents.ts";
import { buildFileName, buildWorkflow } from "./workflows/build.ts";
import { condaForgeFileName, condaForgeWorkflow } from "./workflows/conda-forge.ts";
import { imageFileName, imageWorkflow } from "./workflows/image.ts";
import { upkeepWorkflow } from "./workflows/upkeep.ts";
import { releaseWorkflow } from "./workflows/release.ts";
import { completeWorkflow } from "./workflows/syntax/complete.ts";
import { renderWorkflow } from "./workflows/syntax/render.ts";
import type { Workflow } from "./workflows/syntax/workflow.ts";

export { checkDocuments } from "./check.ts";

/** What the operator may add to the documents. */
export interface DocumentOptions {
  /** Actions beyond the project's lock, or other versions of those in it. */
  readonly actions?: ActionLock;
  /** Changes to the workflows by file name, checked here, so that they may come from the stack's configuration. */
  readonly overrides?: Overrides | Readonly<Record<string, unknown>>;
}

/** Every file to deliver, and every action that its workflows run. */
export interface Documents {
  readonly documents: readonly Document[];
  /** `owner/name` of each action used, nested ones too, sorted: what the repository must allow. */
  readonly actions: readonly string[];
}

/** Renders every file of the plan; throws a FaultsError with all faults. */
export function buildDocuments(given: Plan, options: DocumentOptions = {}): Documents {
  const plan = withPlainFolder(given);
  const faults: Fault[] = [...textFaults(plan), ...lockFaults(options.actions ?? {})];
  const actions = actionLock(options.actions);
  const header = headerOf(plan);
  const drafts = applyOverrides(workflowDrafts(plan), options.overrides ?? {}, faults);
  const workflows = drafts.map(({ fileName, draft }) => ({
    path: workflowPath(fileName),
    workflow: completeWorkflow(draft, { actions, place: `${overridesPlace}.${fileName}`, faults }),
  }));
  const documents = [
    ...workflows.map(({ path, workflow }) => ({ path, content: renderWorkflow(workflow, header) })),
    ...usedDocuments(plan, workflows).map(({ path, content }) => ({
      path,
      content: path === backendRequirementsPath ? `${header}\n${backendRequirements(plan)}` : content,
    })),
    ...(plan.image === null ? [] : [dockerfileDocument(plan, plan.image)]),
    declarationDocument(plan, buildFileName),
    ...testDocuments(plan, header),
  ];
  faults.push(...samePaths(documents));
  if (faults.length > 0) throw new FaultsError(faults);
  const used = workflows.flatMap(({ workflow }) => usedBy(workflow));
  return { documents, actions: withNested(used, actions) };
}

/** `./python/` is `python`: GitHub compares the paths of changed files with patterns as texts. */
function withPlainFolder(plan: Plan): Plan {
  const folder = posix.normalize(plan.package.folder).replace(/\/$/, "");
  return { ...plan, package: { ...plan.package, folder } };
}

/** The release's file name is part of the trusted publisher. */
function workflowDrafts(plan: Plan): readonly NamedDraft[] {
  return [
    { fileName: buildFileName, draft: buildWorkflow(plan) },
    { fileName: plan.publisher.workflow, draft: releaseWorkflow(plan) },
    ...(plan.image === null ? [] : [{ fileName: imageFileName, draft: imageWorkflow(plan, plan.image) }]),
    { fileName: upkeepFileName, draft: upkeepWorkflow(plan) },
    ...(plan.conda === null
      ? []
      : [{ fileName: condaForgeFileName, draft: condaForgeWorkflow(plan, plan.conda) }]),
  ];
}

/** Locks and programs that a step names; what none does would only lie about. */
function usedDocuments(
  plan: Plan,
  workflows: readonly { readonly workflow: Workflow }[],
): readonly Document[] {
  const scripts = workflows
    .flatMap(({ workflow }) => Object.values(workflow.jobs).flatMap(({ steps }) => steps))
    .flatMap(({ run }) => (typeof run === "string" ? [run] : []))
    .join("\n");
  return ownDocuments(plan).filter(({ path }) => usedByTasks.has(path) || scripts.includes(path));
}

/** What verify-release installs by itself. */
const usedByTasks = new Set([attestationsRequirementsPath]);

/** cibuildwheel builds and tests a native package by its own settings; what its tests need is locked from the same file. */
function testDocuments(plan: Plan, header: string): readonly Document[] {
  const requirements = testRequirements(plan);
  return [
    ...(plan.package.kind === "native"
      ? [{ path: cibuildwheelPath, content: `${header}\n${cibuildwheelSettings(plan)}` }]
      : []),
    ...(requirements === null ? [] : [{ path: testRequirementsPath, content: `${header}\n${requirements}` }]),
  ];
}

function usedBy(workflow: Workflow): readonly string[] {
  return Object.values(workflow.jobs).flatMap(({ steps }) =>
    steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses.action])),
  );
}

/** Paths must differ by more than case: a checkout on macOS or Windows would hold but one of two. */
function samePaths(documents: readonly Document[]): readonly Fault[] {
  const seen = new Map<string, string>();
  return documents.flatMap(({ path }) => {
    const first = seen.get(path.toLowerCase());
    seen.set(path.toLowerCase(), first ?? path);
    if (first === undefined) return [];
    return [
      { place: path, fault: "is the path of two documents", mend: "give each document a path of its own" },
    ];
  });
}
