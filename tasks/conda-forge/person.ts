import { type GitHub, readAnswer } from "../github/client.ts";
import { objectOf, text } from "../json/shape.ts";
import { type Fault, TaskError } from "../program/fault.ts";

const place = "GH_TOKEN";
const mend =
  "make a classic token with the scope public_repo, and keep it as the secret CONDA_FORGE_TOKEN of the workflow's environment";

/** The login of the person whose token it is; throws a TaskError where it is nobody's, or may not do what is needed. */
export async function loginOf(github: GitHub): Promise<string> {
  const path = "/user";
  const answer = await github.call({ path, expect: [200, 401, 403] });
  if (answer.status === 401) throw refused({ place, fault: "is no token that GitHub takes", mend });
  if (answer.status === 403) throw refused({ place, fault: "is no person's token", mend });
  // Only a classic token says what it may do.
  const scopes = answer.headers.get("x-oauth-scopes")?.split(/,\s*/) ?? null;
  if (scopes !== null && !scopes.includes("public_repo") && !scopes.includes("repo"))
    throw refused({ place, fault: "lacks the scope public_repo", mend });
  return readAnswer(answer, objectOf({ login: text }), path).login;
}

function refused(fault: Fault): TaskError {
  return new TaskError([fault]);
}
