import { changedFiles } from "../git/diff.ts";
import { page } from "../http/page.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { presentChangedFile } from "../present/commit.ts";
import { repositoryOf } from "./of-repository.ts";
import { asItStands } from "./pull-state.ts";
import { pullOf } from "./pulls.ts";

/** What a pull request changes. */
export const pullFiles: readonly Route[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/pulls/{pull_number}/files",
    documentation: "pulls/pulls#list-pull-requests-files",
    needs: "pull_requests=read",
    handle: list,
  },
];

async function list(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const pull = await asItStands(git, pullOf(call));
  const base = (await git.mergeBase(pull.base_sha, pull.head_sha)) ?? pull.base_sha;
  const all = await changedFiles(git, base, pull.head_sha);
  const { items, headers } = page(call, call.address, all);
  const body = items.map((file) => presentChangedFile(repository, pull.head_sha, file));
  return { status: 200, body, headers };
}
