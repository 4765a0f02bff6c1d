import { type TaskName, taskCommand } from "../../bundles/bundles.ts";
import { expression, github } from "../syntax/expressions.ts";
import type { Grants } from "../syntax/permissions.ts";
import type { ScriptStep, Variables } from "../syntax/workflow.ts";

/** How a job runs a task. */
export interface TaskStep {
  readonly id: string;
  readonly name: string;
  readonly task: TaskName;
  /** Options and operands, as bash reads them: no value of anybody's. @default none */
  readonly args?: string;
  readonly env?: Variables;
  /** What the task needs of GitHub. @default nothing */
  readonly grants?: Grants;
  /** Whether the task itself asks GitHub, by the job's token. @default false */
  readonly token?: boolean;
}

/** A step that runs a task, from the root of a checkout. */
export function taskStep({ id, name, task, args, env, grants, token = false }: TaskStep): ScriptStep {
  const variables = { ...env, ...(token && { GH_TOKEN: expression(github("token")) }) };
  return {
    id,
    name,
    ...(grants !== undefined && { grants }),
    ...(Object.keys(variables).length > 0 && { env: variables }),
    run: [taskCommand(task), ...(args === undefined ? [] : [args])].join(" "),
  };
}
