import { isRefName, type GitRepository } from "../git/repository.ts";
import { optionalBoolean, optionalString, optionalWord, requireString } from "../http/body.ts";
import { type ApiError, validationFailed, type RequestFault } from "../http/error.ts";
import type { Call } from "../http/route.ts";
import { takeId, timestamp, type ReleaseRecord } from "../store/records.ts";
import { repositoryOf } from "./of-repository.ts";
import { settleLatest } from "./release-latest.ts";
import { notesOf } from "./release-notes.ts";
import { ruleViolation } from "./ref-rules.ts";
import { assertMayPoint, assertMayTarget } from "./workflow-files.ts";

/** Makes the release that a request describes; one that is no draft with the tag that it lacks. */
export async function createRelease(call: Call): Promise<ReleaseRecord> {
  const { record } = repositoryOf(call);
  const { records, body } = call;
  const tag = requireString(body, "tag_name");
  const now = timestamp();
  const release: ReleaseRecord = {
    id: takeId(records),
    tag_name: tag,
    target_commitish: optionalString(body, "target_commitish") ?? record.default_branch,
    name: optionalString(body, "name") ?? null,
    body: optionalString(body, "body") ?? null,
    draft: true,
    prerelease: optionalBoolean(body, "prerelease") ?? false,
    immutable: false,
    author: records.viewer ?? repositoryOf(call).fullName.split("/")[0] ?? "",
    created_at: now,
    published_at: null,
    assets: [],
  };
  if (optionalBoolean(body, "generate_release_notes") === true) {
    const notes = notesOf(repositoryOf(call), { tag, previous: null });
    release.name ??= notes.name;
    release.body = [release.body, notes.body].filter((text) => text !== null).join("\n\n");
  }
  takeLatest(call, release);
  await assertTarget(call, release);
  if (optionalBoolean(body, "draft") !== true) await publish(call, release);
  record.releases.push(release);
  if (!release.draft) settleLatest(record, release);
  return release;
}

/** Changes a release as a request says; a draft that is to be one no longer is published. */
export async function updateRelease(call: Call, release: ReleaseRecord): Promise<ReleaseRecord> {
  const { body } = call;
  const { record } = repositoryOf(call);
  const draft = optionalBoolean(body, "draft") ?? release.draft;
  const tag = optionalString(body, "tag_name") ?? release.tag_name;
  const target = optionalString(body, "target_commitish") ?? release.target_commitish;
  if (release.immutable && (draft || tag !== release.tag_name || target !== release.target_commitish))
    throw validationFailed(custom("Cannot change the tag of an immutable release."));
  release.name = optionalString(body, "name") ?? release.name;
  release.body = optionalString(body, "body") ?? release.body;
  release.prerelease = optionalBoolean(body, "prerelease") ?? release.prerelease;
  const movesTag = tag !== release.tag_name;
  release.tag_name = tag;
  release.target_commitish = target;
  const isAskedLatest = takeLatest(call, release);
  await assertTarget(call, release);
  if (draft) {
    release.draft = true;
    release.published_at = null;
    if (record.latest_release === release.id) delete record.latest_release;
    return release;
  }
  const publishes = release.draft;
  if (publishes || movesTag) await publish(call, release);
  if (publishes || isAskedLatest) settleLatest(record, release);
  return release;
}

/** Keeps what is to become of `latest`, and tells whether the request says so. */
function takeLatest({ body }: Call, release: ReleaseRecord): boolean {
  const wanted = optionalWord(body, "make_latest", ["true", "false", "legacy"]);
  if (wanted === undefined) return false;
  if (wanted === "true" && release.prerelease)
    throw validationFailed({
      resource: "Release",
      code: "custom",
      field: "make_latest",
      message: "Latest release cannot be draft or prerelease",
    });
  release.make_latest = wanted;
  return true;
}

/** Publishes it, with the tag that it lacks; immutable where the repository has its releases so. */
async function publish(call: Call, release: ReleaseRecord): Promise<void> {
  const repository = repositoryOf(call);
  const { record } = repository;
  const { tag_name: tag } = release;
  if (record.releases.some((one) => one !== release && !one.draft && one.tag_name === tag))
    throw validationFailed({ resource: "Release", code: "already_exists", field: "tag_name" });
  if (record.immutable_tags?.includes(tag))
    throw validationFailed(
      { ...custom("tag_name was used by an immutable release"), field: "tag_name" },
      custom("Published releases must have a valid tag"),
    );
  const git = await call.github.repository(repository.fullName);
  if (!(await git.reference(`refs/tags/${tag}`))) await createTag(call, git, release);
  release.draft = false;
  release.published_at ??= timestamp();
  release.immutable ||= record.immutable_releases;
  if (release.immutable) (record.immutable_tags ??= []).push(tag);
}

async function createTag(call: Call, git: GitRepository, release: ReleaseRecord): Promise<void> {
  const ref = `refs/tags/${release.tag_name}`;
  const commit = await git.commit(release.target_commitish);
  if (!commit) throw invalidTarget();
  const violation = ruleViolation(repositoryOf(call), ref, "creation");
  if (violation)
    throw validationFailed(
      { ...custom(`pre_receive ${violation}`), field: "pre_receive" },
      custom("Published releases must have a valid tag"),
    );
  await assertMayPoint(call, git, commit.sha);
  if (!(await git.move(ref, { old: null, next: commit.sha })))
    throw validationFailed(custom("Published releases must have a valid tag"));
}

/**
 * Where the tag is missing, the commit or branch that it is to be made at must be there; and whether it is or not, the
 * token must be allowed that target.
 */
async function assertTarget(call: Call, { tag_name: tag, target_commitish }: ReleaseRecord): Promise<void> {
  if (!isRefName(`refs/tags/${tag}`)) throw validationFailed(custom("tag_name is not a valid tag"));
  const git = await call.github.repository(repositoryOf(call).fullName);
  if (await git.isEmpty(repositoryOf(call).record.default_branch)) throw emptyRepository();
  const isTagged = (await git.reference(`refs/tags/${tag}`)) !== null;
  if (!isTagged && !(await git.commit(target_commitish))) throw invalidTarget();
  const branch = repositoryOf(call).record.default_branch;
  await assertMayTarget(call, git, { target: target_commitish, branch });
}

function invalidTarget(): ApiError {
  return validationFailed({ resource: "Release", code: "invalid", field: "target_commitish" });
}

function emptyRepository(): ApiError {
  return validationFailed(custom("Repository is empty."));
}

function custom(message: string): RequestFault {
  return { resource: "Release", code: "custom", message };
}
