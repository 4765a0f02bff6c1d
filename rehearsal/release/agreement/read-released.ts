import type { Plan } from "../../../plan/plan.ts";
import type { JobGrant } from "../../github/server.ts";
import type { ReleaseState } from "../state.ts";
import type { World } from "../world.ts";
import { attestedBy, isAttested } from "./read-attested.ts";
import { gitHubSeen } from "./read-github.ts";
import { readImage } from "./read-image.ts";
import { readIndex } from "./read-index.ts";
import { readRelease } from "./read-release.ts";
import type { Released, ReleasedFiles, ReleasedIndex } from "./released.ts";

/** The services that were released to. */
export type ReleasedWorld = Pick<World, "plan" | "fullName" | "indexes" | "images"> & {
  readonly github: Pick<World["github"], "url" | "openJob" | "closeJob">;
};

/** Reads everything; what can't be read is told in it. */
export async function readReleased(
  world: ReleasedWorld,
  state: Pick<ReleaseState, "version" | "tag" | "commit">,
): Promise<Released> {
  const grant = letIn(world, state);
  try {
    return await read(world, state, grant);
  } finally {
    world.github.closeJob(grant);
  }
}

/** A private repository shows itself to those alone who may read it. */
function letIn(
  { github, fullName, plan }: ReleasedWorld,
  { tag, commit }: Pick<ReleaseState, "tag" | "commit">,
): JobGrant {
  const ref = `refs/tags/${tag}`;
  const workflow = plan.publisher.workflow;
  return github.openJob({
    repository: fullName,
    run: 0,
    attempt: 1,
    permissions: { contents: "read", attestations: "read", packages: "read" },
    claims: {
      repository: fullName,
      repository_id: "0",
      repository_owner: plan.repository.owner,
      repository_owner_id: "0",
      repository_visibility: plan.repository.visibility,
      ref,
      sha: commit,
      workflow_ref: `${fullName}/.github/workflows/${workflow}@${ref}`,
      workflow,
      event_name: "push",
      run_id: "0",
      run_attempt: "1",
      actor: plan.repository.owner,
    },
  });
}

async function read(
  world: ReleasedWorld,
  { version, tag, commit }: Pick<ReleaseState, "version" | "tag" | "commit">,
  { token }: JobGrant,
): Promise<Released> {
  const { plan } = world;
  const asked = { package: plan.package.name, version, tag, commit };
  const faults: string[] = [];
  const attempt = async <T>(place: string, work: () => Promise<T>, instead: T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      faults.push(`${place}: can't be read: ${error instanceof Error ? error.message : String(error)}`);
      return instead;
    }
  };
  const github = gitHubSeen(world, token);
  const indexes: ReleasedIndex[] = [];
  for (const { declared, index } of world.indexes) {
    const { name, title } = declared;
    const isSigned = plan.repository.attestations && declared.token === null && name !== "custom";
    const empty = { name, title, files: [], attested: isSigned ? [] : null };
    const reading = { declared, simpleUrl: index.simpleUrl, isSigned, version, package: plan.package };
    indexes.push(await attempt(title, () => readIndex(reading), empty));
  }
  const release = isDeclared(plan)
    ? await attempt("GitHub release", () => readRelease(github, tag, faults), "missing" as const)
    : ("none declared" as const);
  const found = [
    ...indexes.flatMap(({ files }) => files),
    ...(typeof release === "string" ? [] : filesOf(release)),
  ];
  const attested = plan.repository.attestations
    ? await attempt("attestations", () => attestedBy(github, found), [])
    : null;
  const image = await attempt("image", () => readImage(world, { version, token }), "missing" as const);
  if (typeof image === "string") return { asked, indexes, release, attested, image, faults };
  const signed = plan.repository.attestations ? await isAttested(github, image.digest) : null;
  return { asked, indexes, release, attested, image: { ...image, isAttested: signed }, faults };
}

function isDeclared({ channels }: Plan): boolean {
  return channels.some(({ name, state }) => name === "github-release" && state === "on");
}

/** What any part of a release names. */
function filesOf({ assets, sums, ledger }: ReleasedFiles): ReleasedFiles["assets"] {
  return [...assets, ...(sums ?? []), ...(ledger?.files ?? [])];
}
