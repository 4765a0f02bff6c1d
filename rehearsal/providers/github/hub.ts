import { RefusedError, type GitHubClient } from "../../../provider/github/client.ts";

type Parameters = Readonly<Record<string, unknown>>;

/** The emulated GitHub as the stand-ins see it: of one owner, with one write at a time, as the provider has it. */
export interface Hub {
  /** Whose repositories these are: the configured owner, else whoever the token belongs to. */
  owner(): Promise<string>;
  /** Parsed answer; `{owner}` in the route is filled in. */
  request<T>(route: string, parameters?: Parameters): Promise<T>;
  /** The same, but null for what is not there. */
  find<T>(route: string, parameters?: Parameters): Promise<T | null>;
}

/** What all answers about a repository have that the stand-ins read. */
export interface Repository {
  readonly id: number;
  readonly default_branch: string;
}

/** Reads what the provider records of a repository. */
export function repositoryOf(hub: Hub, repo: string): Promise<Repository> {
  return hub.request<Repository>("GET /repos/{owner}/{repo}", { repo });
}

/** Wraps a client; errors read as the github provider prints them. */
export function openHub(client: GitHubClient): Hub {
  let viewer: Promise<string> | undefined;
  const owner = (): Promise<string> =>
    client.owner === null ? (viewer ??= loginOf(client)) : Promise.resolve(client.owner);
  let written: Promise<unknown> = Promise.resolve();
  const send = async <T>(route: string, parameters: Parameters = {}): Promise<T> => {
    const place = route.includes("{owner}") ? { owner: await owner() } : {};
    const work = async (): Promise<T> => (await client.request(route, { ...place, ...parameters })).data as T;
    if (route.startsWith("GET ")) return work();
    const turn = written.then(work);
    written = turn.catch(() => undefined);
    return turn;
  };
  return {
    owner,
    request: async (route, parameters) => {
      try {
        return await send(route, parameters);
      } catch (error) {
        throw asPrinted(error);
      }
    },
    find: async (route, parameters) => {
      try {
        return await send(route, parameters);
      } catch (error) {
        if (error instanceof RefusedError && error.status === 404) return null;
        throw asPrinted(error);
      }
    },
  };
}

async function loginOf(client: GitHubClient): Promise<string> {
  const { data } = await client.request("GET /user");
  return (data as { readonly login: string }).login;
}

function asPrinted(error: unknown): unknown {
  if (!(error instanceof RefusedError)) return error;
  const errors = error.errors.map((item) => `{${printFields(item)}}`).join(" ");
  return new Error(`${error.message} [${errors}]`);
}

function printFields(item: unknown): string {
  const fields =
    typeof item === "object" && item !== null ? new Map(Object.entries(item)) : new Map([["message", item]]);
  const print = (name: string): string => {
    const value: unknown = fields.get(name.toLowerCase());
    return `${name}:${typeof value === "string" ? value : ""}`;
  };
  return ["Resource", "Field", "Code", "Message"].map(print).join(" ");
}
