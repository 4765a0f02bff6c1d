import { ok, type Route } from "../http/route.ts";
import { fullRepository } from "../present/repository.ts";
import { repositoryOf } from "./of-repository.ts";

/** Repositories as such. */
export const repositories: readonly Route[] = [
  {
    method: "GET",
    path: "/repos/{owner}/{repo}",
    documentation: "repos/repos#get-a-repository",
    needs: "metadata=read",
    handle: (call) => ok(fullRepository(call.records, repositoryOf(call), call.api)),
  },
];
