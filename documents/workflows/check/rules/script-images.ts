import { startedBy } from "../script/command.ts";
import { resolved } from "../script/read-script.ts";
import { dataOf, type JudgedJob, type JudgedStep } from "../judged-workflow.ts";

/** Options of `run`, `create` and `pull` that take no value; every other one takes one. */
const switches = new Set([
  ...["--detach", "--init", "--interactive", "--no-healthcheck", "--oom-kill-disable", "--privileged"],
  ...["--publish-all", "--quiet", "--read-only", "--rm", "--sig-proxy", "--tty", "--all-tags"],
  ...["--disable-content-trust", "--replace", "--tls-verify", "--rmi"],
]);

/** Images that a step's script has docker or podman fetch; of one that a variable names nobody can tell. */
export function imagesOf({ script, variables }: JudgedStep): readonly string[] {
  return dockerCommands({ script })
    .flatMap(fetched)
    .map((image) => resolved(image, variables))
    .filter((image) => image !== "" && !image.includes("$"));
}

/** What the job builds or names itself: that is not fetched. */
export function builtIn({ steps }: JudgedJob): ReadonlySet<string> {
  const names = steps.flatMap((step) => {
    const tags = dataOf(step.step["with"])["tags"];
    const named = dockerCommands(step).flatMap((args) =>
      isBuild(args) ? valuesOf(args, ["-t", "--tag"]) : args.includes("tag") ? args.slice(-1) : [],
    );
    return [
      ...named.map((name) => resolved(name, step.variables)),
      ...(typeof tags === "string" ? tags.split(/[\s,]+/) : []),
    ];
  });
  return new Set(names);
}

function dockerCommands({ script }: Pick<JudgedStep, "script">): readonly (readonly string[])[] {
  return (script?.commands ?? []).flatMap(({ words }) => {
    const started = startedBy(words);
    return started !== null && /^(?:docker|podman)$/.test(started.program) ? [started.args] : [];
  });
}

function isBuild(args: readonly string[]): boolean {
  return args.includes("build");
}

function fetched(args: readonly string[]): readonly string[] {
  const [first = "", ...rest] = args;
  const inside = first === "container" || first === "image";
  const command = inside ? (rest[0] ?? "") : first;
  if (/^(?:run|create|pull)$/.test(command)) {
    const operands = inside ? rest.slice(1) : rest;
    return firstOperand(command === "pull" ? operands.filter((arg) => arg !== "-a") : operands);
  }
  if (first !== "buildx" || rest[0] !== "create") return [];
  return valuesOf(rest, ["--driver-opt"])
    .flatMap((options) => options.replaceAll('"', "").split(","))
    .filter((option) => option.startsWith("image="))
    .map((option) => option.slice("image=".length));
}

function firstOperand(args: readonly string[]): readonly string[] {
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? "";
    if (!arg.startsWith("-")) return [arg];
    // `-it` and `-p80:80` stand alone, as `--name=x` does.
    const alone = arg.includes("=") || switches.has(arg) || /^-(?:[ditPq]+|[^-].+)$/.test(arg);
    if (!alone && arg !== "--") at += 1;
  }
  return [];
}

function valuesOf(args: readonly string[], options: readonly string[]): readonly string[] {
  return args.flatMap((arg, at) => {
    const value = args[at + 1];
    if (options.includes(arg)) return value === undefined ? [] : [value];
    const option = options.find((name) => arg.startsWith(`${name}=`));
    return option === undefined ? [] : [arg.slice(option.length + 1)];
  });
}
