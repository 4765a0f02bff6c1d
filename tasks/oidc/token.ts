import { type HttpOptions, request } from "../http/request.ts";
import { objectOf, parseJson, text } from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";

/** Where a job asks for OIDC tokens, and what it asks with; both come from the runner. */
export interface OidcEndpoint {
  readonly url: string;
  readonly token: string;
}

/** Reads ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN; throws a TaskError where the job may ask for no token. */
export function oidcEndpointOf(variables: Readonly<Record<string, string | undefined>>): OidcEndpoint {
  const url = variables["ACTIONS_ID_TOKEN_REQUEST_URL"]?.trim() ?? "";
  const token = variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]?.trim() ?? "";
  if (url !== "" && token !== "" && URL.canParse(url)) return { url, token };
  throw new TaskError([
    {
      place: "ACTIONS_ID_TOKEN_REQUEST_URL",
      fault: "is not set, so that this job may ask for no OIDC token",
      mend: "give the job the permission id-token: write",
    },
  ]);
}

/**
 * Asks the runner's service for an OIDC token for that audience. The token is as good as a password for some minutes:
 * it is to be masked before anything else is done with it.
 */
export async function requestOidcToken(
  endpoint: OidcEndpoint,
  audience: string,
  options: Omit<HttpOptions, "place">,
): Promise<string> {
  const url = new URL(endpoint.url);
  url.searchParams.set("audience", audience);
  const headers = { authorization: `Bearer ${endpoint.token}`, accept: "application/json" };
  const asked = { ...options, place: "GitHub's OIDC service", bytes: 2 ** 20 };
  const { status, body } = await request({ url: url.href, headers }, asked);
  if (status !== 200) throw refusal(`answered ${status}`);
  try {
    const { value } = parseJson(body, objectOf({ value: text }));
    if (value !== "") return value;
  } catch {
    // What it answered may hold a token: only that it can't be read is told.
  }
  throw refusal("answered something that holds no token");
}

function refusal(fault: string): TaskError {
  const mend = "run the job again: what it asks with is good for one run alone";
  return new TaskError([{ place: "GitHub's OIDC service", fault, mend }]);
}
