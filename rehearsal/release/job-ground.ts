import { delimiter, join, sep } from "node:path";
import { FaultsError } from "../../config/fault.ts";
import { recordRun } from "../github/runs.ts";
import { standInActions } from "../actions/actions.ts";
import { usesFaults } from "../actions/check-uses.ts";
import type { GitHubContext } from "../runner/job.ts";
import type { Job, Permissions, Workflow } from "../workflow/workflow.ts";
import type { OpenJob } from "../workflow-run/ground.ts";
import type { JobReport } from "./report.ts";
import type { ReleaseFolder } from "./request.ts";
import { type World, uploadToken } from "./world.ts";

/** A run as its jobs' rights are made of it. */
export interface RunOnGitHub {
  readonly world: World;
  readonly places: ReleaseFolder;
  readonly workflow: Workflow;
  /** File name of the workflow. */
  readonly file: string;
  readonly github: GitHubContext;
  /** Folder below the user's cache for what stays from job to job. */
  readonly cache: string;
}

const projectFolder = join(import.meta.dirname, "../..");

/** Lets a job in, with the rights that the delivered file gives it and no others. */
export function openJob(on: RunOnGitHub, job: Job): OpenJob {
  const { world, github, workflow } = on;
  const permissions = permissionsOf(job.permissions ?? workflow.permissions);
  const grant = world.github.openJob({
    repository: world.fullName,
    run: Number(github.run_id),
    attempt: Number(github.run_attempt),
    permissions,
    claims: claimsOf(on, job),
  });
  return {
    variables: {
      ...gitHubVariables(on),
      ...serviceVariables(on),
      ...signatureVariables(job),
      ACTIONS_RUNTIME_TOKEN: grant.runtimeToken,
      ...grant.oidc,
    },
    secrets: { GITHUB_TOKEN: grant.token, ...uploadSecrets(world, job) },
    path: pathOf(world),
    close: () => world.github.closeJob(grant),
  };
}

/** Tells the emulated GitHub how far a run is, as its API shows it. */
export async function tellRun(
  { world, places, file, github }: RunOnGitHub,
  reports: readonly JobReport[],
  { status, began }: { readonly status: "in_progress" | "success" | "failure"; readonly began: number },
): Promise<void> {
  const ran = reports.filter(({ startedAt }) => startedAt !== null);
  await recordRun(places.github, world.fullName, {
    id: Number(github.run_id),
    workflow: file,
    event: github.event_name,
    branch: github.ref_name,
    commit: github.sha,
    status: status === "in_progress" ? status : "completed",
    conclusion: status === "in_progress" ? null : status,
    attempt: Number(github.run_attempt),
    jobs: ran.map(({ title, label, outcome, startedAt, seconds }) => {
      const started = began + (startedAt ?? 0) * 1000;
      return {
        name: title,
        status: "completed",
        conclusion: outcome.kind === "ran" ? outcome.result : "failure",
        createdAt: new Date(started),
        completedAt: new Date(started + seconds * 1000),
        label,
      };
    }),
  });
}

/** One word for all features is what GitHub makes of it; without a word, a workflow here has none. */
function permissionsOf(permissions: Permissions | undefined): Readonly<Record<string, string>> {
  if (typeof permissions === "object") return permissions;
  if (permissions === undefined) return {};
  const features = ["actions", "attestations", "checks", "contents", "packages", "pull-requests", "statuses"];
  const access = permissions === "write-all" ? "write" : "read";
  return Object.fromEntries([...features, "id-token"].map((feature) => [feature, access]));
}

function claimsOf({ world, github }: RunOnGitHub, job: Job) {
  const { repository, repository_owner, ref, sha, workflow_ref, workflow, event_name } = github;
  const { run_id, run_attempt, actor } = github;
  return {
    ...{
      repository,
      repository_owner,
      ref,
      sha,
      workflow_ref,
      workflow,
      event_name,
      run_id,
      run_attempt,
      actor,
    },
    repository_id: "1",
    repository_owner_id: "2",
    repository_visibility: world.plan.repository.visibility,
    ...(job.environment !== undefined && { environment: job.environment }),
  };
}

function gitHubVariables({ world, github }: RunOnGitHub): Readonly<Record<string, string>> {
  return {
    GITHUB_API_URL: world.github.url.replace(/\/$/, ""),
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: github.repository,
    GITHUB_REPOSITORY_OWNER: github.repository_owner,
    GITHUB_ACTOR: github.actor,
    GITHUB_REF: github.ref,
    GITHUB_REF_NAME: github.ref_name,
    GITHUB_REF_TYPE: github.ref.startsWith("refs/tags/") ? "tag" : "branch",
    GITHUB_SHA: github.sha,
    GITHUB_EVENT_NAME: github.event_name,
    GITHUB_RUN_ID: github.run_id,
    GITHUB_RUN_ATTEMPT: github.run_attempt,
    GITHUB_WORKFLOW: github.workflow,
    GITHUB_WORKFLOW_REF: github.workflow_ref,
  };
}

function serviceVariables({ world, places, cache }: RunOnGitHub): Readonly<Record<string, string>> {
  const uploads: Record<string, string> = {};
  for (const { declared, index } of world.indexes) {
    // The publish action knows PyPI's address by itself; that of TestPyPI is asked of twine while the release runs.
    const key = { pypi: "", testpypi: "*", custom: declared.uploadUrl ?? "" }[declared.name];
    uploads[key] = index.uploadUrl;
  }
  return {
    REHEARSAL_GITHUB_URL: world.github.url,
    REHEARSAL_UPLOADS: JSON.stringify(uploads),
    REHEARSAL_NODE: process.execPath,
    REHEARSAL_ACTIONS: join(projectFolder, "rehearsal", "actions"),
    REHEARSAL_CACHE: cache,
    // Of what each step's program is, which compiles anew for as long as most steps take.
    NODE_COMPILE_CACHE: join(cache, "compile-cache"),
    // The user's own index, of which each file is fetched once; compiling what a job installs takes longer than it saves.
    PIP_INDEX_URL: world.mirror.simpleUrl,
    UV_DEFAULT_INDEX: world.mirror.simpleUrl,
    // Of options that begin with "no", pip takes "0" for yes.
    PIP_NO_COMPILE: "0",
    // The mirror keeps what it was asked for; under its address of today nobody would find it again.
    PIP_NO_CACHE_DIR: "1",
    UV_CACHE_DIR: join(places.folder, "uv"),
    ...Object.fromEntries(
      world.indexes.flatMap(({ declared, index }) => simpleVariables(declared.name, index.simpleUrl)),
    ),
    ...withoutProxy(),
    ...world.images?.variables,
  };
}

/** The services are on this machine, whatever proxy leads away from it. */
function withoutProxy(): Readonly<Record<string, string>> {
  const own = process.env["NO_PROXY"] ?? process.env["no_proxy"] ?? "";
  const all = ["127.0.0.1", "localhost", own].filter((one) => one !== "").join(",");
  return { NO_PROXY: all, no_proxy: all };
}

/** Where PyPI's attestations are verified, Python finds what stands in for the tool that checks Sigstore's signatures. */
function signatureVariables({ steps }: Job): Readonly<Record<string, string>> {
  const verifies = steps.some(({ run = "" }) => run.includes("/verify-release.mjs"));
  if (!verifies) return {};
  return { PYTHONPATH: join(projectFolder, "rehearsal", "signatures"), PYTHONDONTWRITEBYTECODE: "1" };
}

function simpleVariables(name: string, url: string): readonly (readonly [string, string])[] {
  const variable = { pypi: "PYPI_SIMPLE_URL", testpypi: "TESTPYPI_SIMPLE_URL" }[name];
  return variable === undefined ? [] : [[variable, url]];
}

/** A company's index takes a token, which a job has only in the environment that holds it. */
function uploadSecrets({ indexes }: World, job: Job): Readonly<Record<string, string>> {
  const held = indexes.filter(({ declared }) => (declared.environment ?? undefined) === job.environment);
  return Object.fromEntries(
    held.flatMap(({ declared: { token } }) => (token === null ? [] : [[token, uploadToken]])),
  );
}

/** The user's own, without this project's: what is delivered runs by Node as the runner has it. */
function pathOf({ images }: World): readonly string[] {
  const own = (process.env["PATH"] ?? "").split(delimiter);
  const foreign = own.filter(
    (folder) => folder !== "" && !folder.startsWith(join(projectFolder, "node_modules") + sep),
  );
  const node = join(process.execPath, "..");
  return [join(projectFolder, "rehearsal", "github", "gh"), ...(images?.path ?? []), ...foreign, node];
}

/** What each action that a workflow names is run as here; throws a FaultsError where one is used as it can't be. */
export function actionFolders(workflow: Workflow): ReadonlyMap<string, string> {
  const faults = usesFaults(workflow);
  if (faults.length > 0) throw new FaultsError(faults);
  const folders = standInActions();
  const used = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
  return new Map(
    used.flatMap((uses) => {
      const folder = folders.get(uses.split("@")[0] ?? "");
      return folder === undefined ? [] : [[uses, folder] as const];
    }),
  );
}
