import type { GitHubClient } from "../../github/client.ts";
import { isProperties, isList } from "../../protocol/values.ts";
import { UNKNOWN, type CheckFailure, type Checked, type Properties } from "../../protocol/provider.ts";
import { manifestPath } from "./manifest.ts";
import { blur, blurred, prefixesOf, twinsOf, type Twins } from "./twins.ts";

/** The largest file that GitHub's contents API still shows (bytes). */
const largest = 1024 * 1024;

/** Checks what a stack wants to deliver; a default owner comes from the provider. */
export function checkInputs(given: Properties, client: GitHubClient): Checked {
  const inputs: Properties = {
    by: "pull-request",
    adopt: [],
    retire: [],
    ...given,
    owner: given["owner"] ?? client.owner ?? undefined,
    branch: given["branch"] ?? (typeof given["stack"] === "string" ? `slipway/${given["stack"]}` : undefined),
  };
  const texts = ["owner", "repository", "project", "stack", "branch"] as const;
  const missing = texts
    .filter((property) => typeof inputs[property] !== "string" || inputs[property] === "")
    .map((property) => ({ property, reason: "is missing" }));
  const lists = (["adopt", "retire"] as const).flatMap((property) =>
    listFailures(property, inputs[property]),
  );
  return { inputs, failures: [...missing, ...lists, ...fileFailures(inputs["files"])] };
}

function listFailures(property: string, value: Properties[string]): CheckFailure[] {
  if (value === UNKNOWN) return [];
  if (!isList(value)) return [{ property, reason: "is not a list of paths" }];
  return value.flatMap((path) => {
    if (path === UNKNOWN) return [];
    const fault = typeof path === "string" ? pathFault(path) : "is not a path";
    return fault === undefined ? [] : [{ property, reason: `${JSON.stringify(path)} ${fault}` }];
  });
}

function fileFailures(files: Properties[string]): CheckFailure[] {
  if (files === UNKNOWN) return [];
  if (!isProperties(files)) return [{ property: "files", reason: "is not a map of texts by path" }];
  const paths = Object.keys(files);
  const twins = twinsOf(paths);
  return paths.flatMap((path) => {
    const text = files[path];
    const property = `files[${JSON.stringify(path)}]`;
    const faults = [
      pathFault(path),
      clash(path, twins),
      typeof text === "string" ? sizeFault(text) : "is no text",
    ];
    return faults.filter((fault) => fault !== undefined).map((reason) => ({ property, reason }));
  });
}

/** What makes a path unfit for a repository; undefined: nothing. */
function pathFault(path: string): string | undefined {
  const parts = path.split("/");
  if (path === "" || path.startsWith("/") || /[\\\p{Cc}]/u.test(path))
    return "is not a path inside the repository; give it relative to the root, with forward slashes";
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return "leaves the repository or has empty parts; give it relative to the root";
  if (parts.some((part) => /^(\.git|git~1)[ .]*$/i.test(part)))
    return "is inside git's own folder; name another path";
  return undefined;
}

function clash(path: string, twins: Twins): string | undefined {
  if (path === manifestPath) return "is where the manifest goes; name another path";
  for (const prefix of prefixesOf(path)) {
    const other = (twins.get(blurred(prefix)) ?? []).find((each) => each !== path);
    if (other === undefined) continue;
    return prefix === path
      ? `differs ${blur(path, other)} alone from ${other}; name another path`
      : `is inside of ${other}, which is a file; name another path`;
  }
  return undefined;
}

function sizeFault(text: string): string | undefined {
  const size = Buffer.byteLength(text, "utf8");
  if (size <= largest) return undefined;
  return `has ${(size / largest).toFixed(1)} MiB; a delivered file may have 1 MiB at most`;
}
