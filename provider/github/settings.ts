import type { Properties } from "../protocol/provider.ts";
import { isProperties } from "../protocol/values.ts";

/** Credentials of a GitHub App's installation. */
export interface AppAuth {
  readonly id: string;
  readonly installationId: string;
  /** Text of the App's private key; `\n` may stand for a line's end. */
  readonly pemFile: string;
}

/** How to reach GitHub, and as whom. */
export interface GitHubSettings {
  /** Address of the REST API, ending in a slash. */
  readonly baseUrl: string;
  readonly token: string | null;
  readonly appAuth: AppAuth | null;
  /** Owner of the repositories that name none themselves. */
  readonly owner: string | null;
}

/**
 * Reads a provider's configuration (`token`, `baseUrl`, `owner`, `appAuth`); what is missing comes from the
 * environment, under the names that the github provider has for it.
 */
export function readSettings(configured: Properties, env: NodeJS.ProcessEnv): GitHubSettings {
  const token = text(configured["token"]);
  // What is configured wins over what happens to be in the environment, and an App over a token.
  const appAuth = readAppAuth(configured["appAuth"], token === null ? env : {});
  return {
    baseUrl: restAddress(
      text(configured["baseUrl"]) ?? text(env["GITHUB_BASE_URL"]) ?? "https://api.github.com/",
    ),
    token: token ?? (appAuth === null ? text(env["GITHUB_TOKEN"]) : null),
    appAuth,
    owner: text(configured["owner"]) ?? text(env["GITHUB_OWNER"]),
  };
}

/** The address of the REST API of a GitHub host, with the rules of the github provider's `baseUrl`. */
export function restAddress(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Error(
      `github:baseUrl: "${baseUrl}" is not an address; give it whole, such as "https://github.example.com/"`,
    );
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  if (url.host === "github.com") url.host = "api.github.com";
  if (url.host === "api.github.com" || /^api\.[a-z0-9-]+\.ghe\.com$/i.test(url.host)) return url.href;
  if (/\.ghe\.com$/i.test(url.host)) {
    url.host = `api.${url.host}`;
    return url.href;
  }
  if (!url.pathname.endsWith("/api/v3/")) url.pathname += "api/v3/";
  return url.href;
}

function readAppAuth(configured: Properties[string], env: NodeJS.ProcessEnv): AppAuth | null {
  const given = isProperties(configured) ? configured : {};
  const id = text(given["id"]) ?? text(env["GITHUB_APP_ID"]);
  const installationId = text(given["installationId"]) ?? text(env["GITHUB_APP_INSTALLATION_ID"]);
  const pemFile = text(given["pemFile"]) ?? text(env["GITHUB_APP_PEM_FILE"]);
  if (id === null || installationId === null || pemFile === null) {
    if (!isProperties(configured)) return null;
    throw new Error("github:appAuth: is incomplete; give id, installationId and pemFile, or none of them");
  }
  return { id, installationId, pemFile: pemFile.replaceAll("\\n", "\n") };
}

function text(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}
