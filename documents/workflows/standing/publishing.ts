import { onOneLine } from "../../printable.ts";
import { hasOtherUse, publishingAction } from "./publishing-actions.ts";
import { publishingCommands } from "./publishing-commands.ts";
import {
  jobsOf,
  longestWorkflow,
  mayWrite,
  readStandingWorkflow,
  type StandingJob,
  textsIn,
} from "./standing-workflow.ts";

/** What is published: files to an index, a GitHub release, an image, a conda channel; or only the right to. */
export type Publication = "index" | "release" | "image" | "channel" | "right";

/** One way in which a workflow publishes. */
export interface Publishing {
  readonly kind: Publication;
  /** The job's key; null: the workflow as a whole. */
  readonly job: string | null;
  /** One line for people: `job publish runs twine upload`. */
  readonly reason: string;
}

/** So many reasons are given of one workflow; of the rest only how many there are. */
const mostReasons = 20;
/** The longest name of a job, and the longest address of a workflow, that is shown (characters). */
const longestName = 60;
const longestAddress = 200;

/**
 * Why a workflow that stands in a repository would publish beside Slipway's: uploads to an index, images, GitHub
 * releases, conda, and the rights for them. One line each, for people: `job publish runs twine upload`. Empty: it
 * does not publish, as far as its own text tells, or is nothing that GitHub would run. Never throws.
 */
export function publishingReasons(text: string): readonly string[] {
  const reasons = publishingIn(text).map(({ reason }) => reason);
  const rest = reasons.length - mostReasons;
  return rest > 0 ? [...reasons.slice(0, mostReasons), `and ${rest} more like these`] : reasons;
}

/** The same, each with what is published and by which job; each once. */
export function publishingIn(text: string): readonly Publishing[] {
  if (text.length > longestWorkflow) {
    const reason = `is too long to be judged (${text.length} characters): look through it yourself`;
    return [{ kind: "right", job: null, reason }];
  }
  const workflow = readStandingWorkflow(text);
  if (workflow === null) return [];
  const found = [
    ...jobsOf(workflow).flatMap(publishingOfJob),
    ...indexSecrets(workflow["env"]).map((name) => {
      return { kind: "right", job: null, reason: `its env reads the secret ${name}` } as const;
    }),
  ];
  return [...new Map(found.map((one) => [one.reason, one])).values()];
}

type Found = Pick<Publishing, "kind" | "reason">;

function publishingOfJob(standing: StandingJob): readonly Publishing[] {
  const { id, job, steps } = standing;
  const uploads =
    typeof job["uses"] === "string" ? calls(standing, job["uses"]) : steps.flatMap(stepOf(standing));
  const secrets = indexSecrets(job).map((name): Found => ({
    kind: "right",
    reason: `reads the secret ${name}`,
  }));
  const rights = uploads.length > 0 ? [] : unusedRights(standing);
  return [...uploads, ...secrets, ...rights].map(({ kind, reason }) => {
    return { kind, job: id, reason: `job ${shortened(id, longestName)} ${reason}` };
  });
}

const stepOf =
  ({ permissions }: StandingJob) =>
  (step: StandingJob["steps"][number]): readonly Found[] => {
    const action = publishingAction(step, mayWrite(permissions, "id-token"));
    const commands = publishingCommands(typeof step["run"] === "string" ? step["run"] : "");
    return [
      ...(action === null ? [] : [{ kind: action.kind, reason: `runs ${action.said}` }]),
      ...commands.map(({ kind, command }) => ({ kind, reason: `runs ${command}` })),
    ];
  };

/** A reusable workflow that is handed the rights to publish; what it does with them stands elsewhere. */
function calls({ job, permissions }: StandingJob, uses: string): readonly Found[] {
  const handed = [
    ...(mayWrite(permissions, "id-token") ? ["id-token: write"] : []),
    ...(mayWrite(permissions, "packages") ? ["packages: write"] : []),
    ...(job["secrets"] === "inherit" ? ["all secrets"] : []),
  ];
  if (handed.length === 0) return [];
  return [{ kind: "right", reason: `calls ${shortened(uses, longestAddress)} with ${handed.join(" and ")}` }];
}

/** Rights to publish in a job of which nothing known needs them. */
function unusedRights({ job, steps, permissions }: StandingJob): readonly Found[] {
  if (typeof job["uses"] === "string") return [];
  const reasons = [
    ...(mayWrite(permissions, "id-token") && !steps.some(hasOtherUse)
      ? ["has id-token: write, and no known use for it but publishing"]
      : []),
    ...(mayWrite(permissions, "packages") ? ["has packages: write, and may push an image"] : []),
  ];
  return reasons.map((reason) => ({ kind: "right", reason }));
}

/** Names under which tokens of package indexes and conda channels are kept. */
const indexSecret =
  /PYPI|^TWINE_|^UV_PUBLISH|^(?:POETRY|HATCH|FLIT|PDM|MATURIN)_.*(?:TOKEN|AUTH|PASSWORD|USERNAME)|^(?:ANA)?CONDA_.*(?:TOKEN|KEY)/;

function indexSecrets(value: unknown): readonly string[] {
  const names = textsIn(value).flatMap((text) =>
    [...text.matchAll(/\bsecrets(?:\.|\[')(\w{1,100})/gi)].map(([, name = ""]) => name),
  );
  return [...new Set(names)].filter((name) => indexSecret.test(name.toUpperCase())).sort();
}

function shortened(text: string, longest: number): string {
  const line = onOneLine(text.slice(0, 4 * longest));
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
}
