import { parseArgs } from "node:util";
import { isJson } from "../http/body.ts";
import { GhError, type Variables } from "./program.ts";

/** `gh workflow run` on the emulated GitHub: starts a workflow by hand, with what is given it. */
export async function runWorkflow(args: readonly string[], variables: Variables): Promise<void> {
  const { workflow, ref, inputs, repository } = readArguments(args, variables);
  const token = variables["GH_TOKEN"] ?? "";
  if (token === "") throw new GhError("set the GH_TOKEN environment variable", 4);
  const path = `repos/${repository}/actions/workflows/${workflow}/dispatches`;
  const url = `${variables["GITHUB_API_URL"] ?? ""}/${path}`;
  const headers = { authorization: `token ${token}`, "content-type": "application/json" };
  const body = JSON.stringify({ ref, inputs });
  const answer = await fetch(url, { method: "POST", headers, body });
  if (answer.ok) return;
  const said: unknown = await answer.json().catch(() => null);
  const message = isJson(said) && typeof said["message"] === "string" ? said["message"] : answer.statusText;
  throw new GhError(`could not create workflow dispatch event: HTTP ${answer.status}: ${message} (${url})`);
}

function readArguments(args: readonly string[], variables: Variables) {
  const { values, positionals } = parse(args);
  const repository = values.repo ?? variables["GH_REPO"] ?? "";
  const [workflow, ...more] = positionals;
  if (workflow === undefined || more.length > 0) throw new GhError("workflow ID, name, or filename required");
  if (repository === "") throw new GhError("fatal: not a git repository");
  if (values.ref === undefined) throw new GhError("name the branch or the tag by --ref");
  const inputs = Object.fromEntries((values["raw-field"] ?? []).map(splitField));
  return { workflow, ref: values.ref, inputs, repository };
}

function splitField(field: string): readonly [string, string] {
  const at = field.indexOf("=");
  if (at < 0) throw new GhError(`field "${field}" requires a value separated by an '=' sign`);
  return [field.slice(0, at), field.slice(at + 1)];
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        repo: { type: "string", short: "R" },
        ref: { type: "string", short: "r" },
        "raw-field": { type: "string", short: "f", multiple: true },
      },
    });
  } catch (error) {
    throw new GhError(error instanceof Error ? error.message : String(error));
  }
}
