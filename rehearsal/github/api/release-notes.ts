import { optionalString, requireString } from "../http/body.ts";
import { notFound } from "../http/error.ts";
import { ok, type Call, type Reply, type Route } from "../http/route.ts";
import { pathOf, web } from "../present/web.ts";
import { repositoryOf, type NamedRepository } from "./of-repository.ts";
import { latestOf } from "./release-latest.ts";

/** Notes that are made of what was merged. */
export const releaseNotes: readonly Route[] = [
  {
    method: "POST",
    path: "/repos/{owner}/{repo}/releases/generate-notes",
    documentation: "releases/releases#generate-release-notes-content-for-a-release",
    needs: "contents=write",
    handle: generate,
  },
];

/** A title, and in Markdown what was merged since the release before. */
export function notesOf(
  { fullName, record }: NamedRepository,
  { tag, previous }: { readonly tag: string; readonly previous: string | null },
): { readonly name: string; readonly body: string } {
  const before = record.releases.find((one) => !one.draft && one.tag_name === previous) ?? latestOf(record);
  const since = before?.published_at ?? "";
  const page = `${web}/${pathOf(fullName)}`;
  const merged = record.pulls
    .filter(({ merged_at }) => merged_at !== null && merged_at > since)
    .map(({ title, user, number }) => `* ${title} by @${user} in ${page}/pull/${number}`);
  const changes = merged.length === 0 ? [] : ["## What's Changed", ...merged, "", ""];
  const from = previous ?? before?.tag_name ?? null;
  const whole = from === null ? `commits/${pathOf(tag)}` : `compare/${pathOf(from)}...${pathOf(tag)}`;
  return { name: tag, body: [...changes, `**Full Changelog**: ${page}/${whole}`].join("\n") };
}

async function generate(call: Call): Promise<Reply> {
  const tag = requireString(call.body, "tag_name");
  const previous = optionalString(call.body, "previous_tag_name") ?? null;
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  if (previous !== null && !(await git.reference(`refs/tags/${previous}`))) throw notFound();
  return ok(notesOf(repository, { tag, previous }));
}
