import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordedActions } from "../../../rehearsal/actions/actions.ts";
import { type StandIn, stepOf } from "../../../rehearsal/actions/step/step.ts";

/** A job's folders, in which steps use actions; gone when its scope ends. */
export interface TestJob extends Disposable {
  readonly workspace: string;
  readonly temp: string;
  readonly variables: Readonly<Record<string, string>>;
  /** What steps printed. */
  readonly printed: string[];
  /** What was noted as done otherwise. */
  notes(): readonly string[];
  /** What steps handed on to those that follow, as the runner's files hold it. */
  handed(file: "env" | "path"): string;
  /** Uses an action with those inputs, the others as they are by default; answers its outputs. */
  use(
    action: readonly [string, StandIn],
    inputs: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, string>>>;
}

/** Whose jobs use them. */
export const repository = "octo-org/example";

/** Begins one, with variables besides GitHub's own; `GITHUB_TOKEN` is its token. */
export function beginJob(variables: Readonly<Record<string, string>>): TestJob {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "rehearsed-actions-")));
  const [workspace, temp] = [join(folder, "workspace"), join(folder, "temp")];
  for (const one of [workspace, temp]) mkdirSync(one);
  const file = (name: string) => join(folder, name);
  const printed: string[] = [];
  const environment: Readonly<Record<string, string>> = {
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
    GITHUB_REPOSITORY: repository,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_RUN_ID: "7",
    GITHUB_ENV: file("env"),
    GITHUB_PATH: file("path"),
    REHEARSAL_NOTES: file("notes"),
    ...variables,
  };
  return {
    workspace,
    temp,
    variables: environment,
    printed,
    notes: () =>
      read(file("notes"))
        .split("\n")
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { text: string }).text),
    handed: (name) => read(file(name)),
    use: async ([name, standIn], given) => {
      const defaults = Object.entries(recordedActions.get(name)!.inputs).map(
        ([input, { default: preset = "" }]) => [input, evaluated(preset, variables["GITHUB_TOKEN"] ?? "")],
      );
      const inputs = { ...(Object.fromEntries(defaults) as Record<string, string>), ...given };
      return await standIn(
        stepOf({ ...environment, INPUTS: JSON.stringify(inputs) }, (line) => printed.push(line)),
      );
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** The expressions that inputs have by default. */
function evaluated(text: string, token: string): string {
  return text.replace("${{ github.token }}", token).replace("${{ github.repository }}", repository);
}
