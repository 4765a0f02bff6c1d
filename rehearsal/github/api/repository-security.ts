import { notFound } from "../http/error.ts";
import { noContent, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { repositoryOf } from "./of-repository.ts";

const alerts = "/repos/{owner}/{repo}/vulnerability-alerts";
const immutable = "/repos/{owner}/{repo}/immutable-releases";

/** Switches of a repository that guard what it is made of and what it releases. */
export const repositorySecurity: readonly Route[] = [
  {
    method: "GET",
    path: alerts,
    documentation: "repos/repos#check-if-vulnerability-alerts-are-enabled-for-a-repository",
    needs: "administration=read",
    handle: getAlerts,
  },
  {
    method: "PUT",
    path: alerts,
    documentation: "repos/repos#enable-vulnerability-alerts",
    needs: "administration=write",
    handle: (call) => set(call, { vulnerability_alerts: true }),
  },
  {
    method: "DELETE",
    path: alerts,
    documentation: "repos/repos#disable-vulnerability-alerts",
    needs: "administration=write",
    handle: (call) => set(call, { vulnerability_alerts: false }),
  },
  {
    method: "GET",
    path: immutable,
    documentation: "repos/repos#check-if-immutable-releases-are-enabled-for-a-repository",
    needs: "administration=read",
    handle: getImmutable,
  },
  {
    method: "PUT",
    path: immutable,
    documentation: "repos/repos#enable-immutable-releases",
    needs: "administration=write",
    handle: (call) => set(call, { immutable_releases: true }),
  },
  {
    method: "DELETE",
    path: immutable,
    documentation: "repos/repos#disable-immutable-releases",
    needs: "administration=write",
    handle: (call) => set(call, { immutable_releases: false }),
  },
];

function getAlerts(call: Call): Reply {
  if (!repositoryOf(call).record.vulnerability_alerts) throw notFound("Vulnerability alerts are disabled.");
  return noContent;
}

/** Off is not found: only a repository where it is on has an answer. */
function getImmutable(call: Call): Reply {
  if (!repositoryOf(call).record.immutable_releases) throw notFound();
  return ok({ enabled: true, enforced_by_owner: false });
}

function set(call: Call, switches: { vulnerability_alerts?: boolean; immutable_releases?: boolean }): Reply {
  Object.assign(repositoryOf(call).record, switches);
  return noContent;
}
