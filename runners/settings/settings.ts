import { z } from "zod";
import { FaultsError, type Fault } from "../../config/fault.ts";
import { poolSchema } from "./pool.ts";

const schema = z.strictObject({
  /** Name of the stack, the first part of the runners' names. */
  stack: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,15}$/, "is not a name of up to 16 small letters, digits and dashes"),
  github: z.strictObject({
    /** Address of the REST API. */
    api: z.url(),
    /** Where runners are registered: `octo-org`, or `octo-org/octo-package`. */
    scope: z.string().regex(/^[\w.-]+(\/[\w.-]+)?$/, "is neither OWNER nor OWNER/NAME"),
    /** Id of the webhook of the organisation or repository; `app`: the App's own. */
    webhook: z.union([z.literal("app"), z.int().positive()]),
    appId: z.int().positive(),
    installationId: z.int().positive(),
  }),
  aws: z.strictObject({
    table: z.string().min(3),
    /** Address of the queue of hints. */
    queue: z.url(),
    /** Path of parameters, without a slash at its end: `/slipway/prod/runners`. */
    parameters: z.string().regex(/^(\/[\w.-]+)+$/, "is not the path of a parameter"),
    /** Key that encrypts configurations. */
    key: z.string().min(1),
  }),
  pools: z.array(poolSchema).min(1).max(50),
});

/** What the control plane is told by its stack. */
export type RunnerSettings = z.output<typeof schema>;

/** The settings, with defaults filled in. Throws a FaultsError that names all faults at once. */
export function parseRunnerSettings(text: string): RunnerSettings {
  const { success, data, error } = schema.safeParse(json(text));
  if (!success) throw new FaultsError(error.issues.map(faultOf));
  const faults = [...repeatedNames(data), ...data.pools.flatMap(labelFaults), ...sameLabels(data)];
  if (faults.length > 0) throw new FaultsError(faults);
  return data;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new FaultsError([{ place: "runners", fault: "is no JSON", mend: "let the stack write it" }]);
  }
}

function faultOf({ path, message }: z.core.$ZodIssue): Fault {
  const parts = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`));
  return { place: `runners${parts.join("")}`, fault: message, mend: "correct it in the stack's settings" };
}

function repeatedNames({ pools }: RunnerSettings): Fault[] {
  const names = pools.map(({ name }) => name);
  return pools.flatMap(({ name }, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            place: `runners.pools[${index}].name`,
            fault: `${name} names another pool too`,
            mend: "rename one",
          },
        ],
  );
}

function labelFaults(pool: RunnerSettings["pools"][number], index: number): Fault[] {
  if (pool.labels.includes("self-hosted")) return [];
  const fault = "lack self-hosted, by which GitHub tells them from its own";
  return [{ place: `runners.pools[${index}].labels`, fault, mend: "add self-hosted" }];
}

/** GitHub would give a job of the one to a runner of the other. */
function sameLabels({ pools }: RunnerSettings): Fault[] {
  const sets = pools.map(({ labels }) => [...new Set(labels)].sort().join(" "));
  return sets.flatMap((set, index) =>
    sets.indexOf(set) === index
      ? []
      : [
          {
            place: `runners.pools[${index}].labels`,
            fault: "are those of another pool",
            mend: "add one that tells them apart",
          },
        ],
  );
}
