import { getTeamOutput } from "@pulumi/github/getTeam.js";
import { getUserOutput } from "@pulumi/github/getUser.js";
import type * as pulumi from "@pulumi/pulumi";

/** GitHub's numbers of reviewers given as logins and as `org/team`. */
export function reviewerIds(reviewers: readonly string[], options: pulumi.InvokeOutputOptions) {
  const teams = reviewers.filter((reviewer) => reviewer.includes("/"));
  const users = reviewers.filter((reviewer) => !reviewer.includes("/"));
  return {
    users: users.map((username) => getUserOutput({ username }, options).id.apply(Number)),
    teams: teams.map((team) =>
      getTeamOutput({ slug: team.slice(team.indexOf("/") + 1), summaryOnly: true }, options).id.apply(Number),
    ),
  };
}
