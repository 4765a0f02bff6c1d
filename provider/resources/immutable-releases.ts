import { formatFault } from "../../config/fault.ts";
import { isStatus, type GitHubClient, type RefusedError } from "../github/client.ts";
import { isSameRepository } from "../github/identity.ts";
import { explained } from "../github/refusal.ts";
import { same, textOf } from "../protocol/values.ts";
import type { Resource } from "../protocol/dispatch.ts";
import { UNKNOWN, type CheckFailure, type Properties } from "../protocol/provider.ts";

interface Place {
  readonly owner: string;
  readonly repository: string;
}

const route = "/repos/{owner}/{repo}/immutable-releases";
const permission = "Administration: write";
const identity = ["owner", "repository"] as const;

/**
 * A repository's releases can't be changed once published. Exists as long as it is declared; a repository where
 * somebody switched it off shows `enabled: false` until the next update switches it on again.
 */
export const immutableReleases: Resource<GitHubClient> = {
  type: "slipway:index:ImmutableReleases",

  check(inputs, client) {
    const { owner = client.owner ?? undefined, repository } = inputs;
    const failures = [check("owner", owner), check("repository", repository)];
    return { inputs: { owner, repository }, failures: failures.filter((failure) => failure !== null) };
  },

  async diff(old, inputs, client) {
    const before = { owner: old.outputs["owner"], repository: old.outputs["repository"], ...old.inputs };
    const moved = identity.filter((name) => !same(before[name], inputs[name]));
    const replaces = moved.length > 0 && !(await isSameRepository(client, before, inputs)) ? moved : [];
    const drifted = old.outputs["enabled"] === false ? ["enabled"] : [];
    return { changes: [...moved, ...drifted], replaces };
  },

  preview: (inputs) => ({ ...inputs, enabled: true, enforcedByOwner: UNKNOWN }),

  async create(client, inputs) {
    const place = placeOf(inputs);
    return { id: idOf(place), outputs: await enable(client, place) };
  },

  update: (client, _old, inputs) => enable(client, placeOf(inputs)),

  async read(client, known) {
    // A renamed repository's id is still its first name.
    const place = known.inputs["repository"] === undefined ? parseId(known.id) : placeOf(known.inputs);
    const state = await explained(attempt(place, "read whether releases are immutable"), () =>
      find(client, place),
    );
    return state === null ? null : { id: known.id, inputs: { ...place }, outputs: { ...place, ...state } };
  },

  async delete(client, known) {
    const place = known.inputs["repository"] === undefined ? parseId(known.id) : placeOf(known.inputs);
    await explained(attempt(place, "make releases changeable again"), () => disable(client, place));
  },
};

async function enable(client: GitHubClient, place: Place): Promise<Properties> {
  return explained(attempt(place, "make releases immutable"), async () => {
    const conflict = await put(client, place);
    const state = await find(client, place);
    // Where the owner enforces it there is nothing to switch on, and GitHub calls that a conflict.
    if (conflict !== null && state?.["enabled"] !== true) throw conflict;
    return { ...place, enabled: true, enforcedByOwner: state?.["enforcedByOwner"] ?? false };
  });
}

async function put(client: GitHubClient, place: Place): Promise<RefusedError | null> {
  try {
    await client.request(`PUT ${route}`, parameters(place));
    return null;
  } catch (error) {
    if (isStatus(error, 409)) return error;
    throw error;
  }
}

/** null: the repository is not there. */
async function find(client: GitHubClient, place: Place): Promise<Properties | null> {
  try {
    const { data } = await client.request(`GET ${route}`, parameters(place));
    const state = data as { readonly enabled: boolean; readonly enforced_by_owner: boolean };
    return { enabled: state.enabled, enforcedByOwner: state.enforced_by_owner };
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
  }
  // GitHub says "not found" of a repository without immutable releases, and of one that is not there.
  try {
    await client.request("GET /repos/{owner}/{repo}", parameters(place));
    return { enabled: false, enforcedByOwner: false };
  } catch (error) {
    if (isStatus(error, 404)) return null;
    throw error;
  }
}

async function disable(client: GitHubClient, place: Place): Promise<void> {
  try {
    await client.request(`DELETE ${route}`, parameters(place));
  } catch (error) {
    if (isStatus(error, 404)) return;
    if (!isStatus(error, 409)) throw error;
    const fault = `releases stay immutable, because the owner enforces it for its repositories (409 ${error.reason})`;
    const mend =
      "let an owner lift that, or take the resource out of the stack's state by `pulumi state delete`";
    throw new Error(formatFault({ place: idOf(place), fault, mend }), { cause: error });
  }
}

function attempt(place: Place, action: string): { repository: string; action: string; permission: string } {
  return { repository: idOf(place), action, permission };
}

function parameters(place: Place): { owner: string; repo: string } {
  return { owner: place.owner, repo: place.repository };
}

function idOf(place: Place): string {
  return `${place.owner}/${place.repository}`;
}

function placeOf(inputs: Properties): Place {
  return { owner: textOf(inputs, "owner"), repository: textOf(inputs, "repository") };
}

function parseId(id: string): Place {
  const [owner, repository, ...rest] = id.split("/");
  if (owner && repository && rest.length === 0) return { owner, repository };
  throw new Error(
    formatFault({
      place: "slipway:index:ImmutableReleases",
      fault: `"${id}" names no repository`,
      mend: 'give its id as "owner/repository"',
    }),
  );
}

function check(property: (typeof identity)[number], value: Properties[string]): CheckFailure | null {
  if (value === UNKNOWN) return null;
  if (value === undefined || value === null || value === "") {
    const also = property === "owner" ? ", or set github:owner" : "";
    return {
      property,
      reason: `is missing; name the ${property === "owner" ? "owner of the repository" : "repository, without its owner"}${also}`,
    };
  }
  if (typeof value === "string" && /^[\w.-]+$/.test(value)) return null;
  return {
    property,
    reason: `is no name of ${property === "owner" ? "an owner" : "a repository"}; use letters, digits, "-", "_" and "." alone`,
  };
}
