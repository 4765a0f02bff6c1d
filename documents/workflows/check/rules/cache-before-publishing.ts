import { type Data, own } from "../../../data.ts";
import { startedBy } from "../script/command.ts";
import type { Finding } from "../findings.ts";
import { jobsBehindPublishing, type JudgedJob, type JudgedStep, type Rule } from "../judged-workflow.ts";

/** Zizmor asks which events start a workflow; here it is what a job's files become. */
export const cacheBeforePublishing: Rule = {
  name: "cache-before-publishing",
  reason:
    "Whatever ran on the default branch may have written the cache, and what is restored from it would be published.",
  check: (workflow) => {
    const behind = jobsBehindPublishing(workflow);
    return workflow.jobs.flatMap((judged) => {
      const publishing = behind.get(judged.id);
      return publishing === undefined
        ? []
        : judged.steps.flatMap((step) => findings(step, judged, publishing));
    });
  },
};

function findings(step: JudgedStep, { id }: JudgedJob, publishing: JudgedJob): readonly Finding[] {
  const because = `${publishing.id === id ? "the job" : `job "${publishing.id}", which needs this one,`} ${publishing.publishes ?? ""}`;
  return [...actionUse(step), ...inputUses(step), ...commandUses(step)].map(({ at, how, mend }) => ({
    path: [...step.path, ...at],
    fault: `uses a cache (${how}), and ${because}`,
    mend,
  }));
}

interface CacheUse {
  readonly at: readonly string[];
  readonly how: string;
  readonly mend: string;
}

/** Actions that are nothing but a cache, or have one that can't be turned off. */
const caches = new Set([
  "actions/cache",
  "buildjet/cache",
  "corca-ai/local-cache",
  "hendrikmuys/ccache-action",
  "mozilla-actions/sccache-action",
  "namespacelabs/nscloud-cache-action",
  "pre-commit/action",
  "runs-on/cache",
  "satackey/action-docker-layer-caching",
  "swatinem/rust-cache",
  "tespkg/actions-cache",
  "useblacksmith/cache",
]);

/** Actions that use a cache unless told otherwise: the input that turns it off, and the value for that. */
const unlessTold: Readonly<Record<string, readonly [input: string, off: string]>> = {
  "actions-rust-lang/setup-rust-toolchain": ["cache", "false"],
  "actions/setup-go": ["cache", "false"],
  "actions/setup-node": ["package-manager-cache", "false"],
  "astral-sh/setup-uv": ["enable-cache", "false"],
  "docker/setup-buildx-action": ["cache-binary", "false"],
  "docker/setup-qemu-action": ["cache-image", "false"],
  "golangci/golangci-lint-action": ["skip-cache", "true"],
  "gradle/actions": ["cache-disabled", "true"],
  "jdx/mise-action": ["cache", "false"],
  "prefix-dev/setup-pixi": ["cache", "false"],
};

/** Inputs that turn a cache on, of whatever action. */
const inputs = new Set([
  "bundler-cache",
  "cache",
  "cache-binary",
  "cache-downloads",
  "cache-environment",
  "cache-from",
  "cache-image",
  "cache-python",
  "cache-save",
  "cache-to",
  "enable-cache",
  "package-manager-cache",
  "use-cache",
]);

function actionUse({ action, inputs: given }: JudgedStep): readonly CacheUse[] {
  if (caches.has(action)) return [{ at: ["uses"], how: action, mend: "remove the step" }];
  const [input, off] = own(unlessTold, action) ?? [];
  if (
    input === undefined ||
    off === undefined ||
    (Object.hasOwn(given, input) && textOf(given, input) !== "")
  )
    return [];
  return [
    { at: ["uses"], how: `${action} keeps one unless told otherwise`, mend: `give it ${input}: ${off}` },
  ];
}

/** Of an input that is an expression nobody knows that it is off. */
function inputUses({ action, inputs: given }: JudgedStep): readonly CacheUse[] {
  const turnedOff = own(unlessTold, action);
  return Object.keys(given).flatMap((key): readonly CacheUse[] => {
    const value = textOf(given, key);
    const name = key.toLowerCase();
    const isOff = turnedOff?.[0] === name ? value === turnedOff[1] : value === "" || value === "false";
    const isCache = inputs.has(name) || turnedOff?.[0] === name;
    if (isCache && !isOff) return [{ at: ["with", key], how: key, mend: `remove ${key}, or turn it off` }];
    // Settings that docker/bake-action hands on.
    if (/\bcache-(?:from|to)\b/.test(value))
      return [{ at: ["with", key], how: key, mend: "remove its cache-from and cache-to" }];
    return [];
  });
}

function commandUses({ script }: JudgedStep): readonly CacheUse[] {
  const used = (script?.commands ?? []).flatMap(({ words }) => {
    const started = startedBy(words);
    if (started === null || !/^(?:docker|podman|buildah|buildctl|depot|nerdctl)/.test(started.program))
      return [];
    return started.args.flatMap(
      (word) => /^--(?:cache-from|cache-to|import-cache|export-cache)\b/.exec(word) ?? [],
    );
  });
  return [...new Set(used)].map((option) => ({ at: ["run"], how: option, mend: `remove ${option}` }));
}

function textOf(data: Data, key: string): string {
  const value = data[key];
  if (typeof value === "string") return value.trim().toLowerCase();
  return typeof value === "boolean" || typeof value === "number" ? String(value) : "";
}
