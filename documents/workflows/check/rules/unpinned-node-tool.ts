import { type Started, startedBy } from "../script/command.ts";
import { resolved } from "../script/read-script.ts";
import type { JudgedStep, Rule } from "../judged-workflow.ts";

/** npx and its like, and what is installed for the whole machine; a project's own dependencies have their lock. */
export const unpinnedNodeTool: Rule = {
  name: "unpinned-node-tool",
  reason: "The newest version of the hour runs with the job's rights, whoever uploaded it.",
  check: ({ jobs }) =>
    jobs.flatMap(({ steps }) =>
      steps.flatMap((step) => {
        const loose = [...new Set(looseIn(step))];
        if (loose.length === 0) return [];
        return [
          {
            path: [...step.path, "run"],
            fault: `runs ${loose.join(", ")} in whatever version there is`,
            mend: "write the version, such as NAME@1.2.3, or lock it in package-lock.json and run `npx --no NAME` behind `npm ci`",
          },
        ];
      }),
    ),
};

function looseIn({ script, variables }: JudgedStep): readonly string[] {
  return (script?.commands ?? [])
    .flatMap(({ words }) => {
      const started = startedBy(words);
      return started === null ? [] : packagesOf(started);
    })
    .map((name) => resolved(name, variables))
    .filter((name) => !isLocal(name) && !isVersioned(name))
    .map((name) => name.slice(0, 100));
}

/** One version, and not a tag or a range: `name@1.2.3`, `@scope/name@1.2.3`, a commit. */
function isVersioned(name: string): boolean {
  return /^(?:@[^@/]+\/)?[^@/]+@(?:\d+\.\d+\.\d+[\w.+-]*|\$\S+)$/.test(name) || /#[0-9a-f]{40}$/.test(name);
}

function isLocal(name: string): boolean {
  return /^(?:\.{0,2}\/|\.\.?$|file:)|\.tgz$/.test(name);
}

function packagesOf({ program, args }: Started): readonly string[] {
  switch (program) {
    case "npx":
    case "bunx":
    case "pnpx":
      return executed(args);
    case "npm":
    case "pnpm":
    case "bun":
    case "yarn":
      return ofManager(args);
    default:
      return [];
  }
}

function ofManager(args: readonly string[]): readonly string[] {
  const at = args.findIndex((arg) => !arg.startsWith("-"));
  const [command = "", ...rest] = at === -1 ? [] : args.slice(at);
  if (/^(?:exec|x|dlx)$/.test(command)) return executed(rest);
  if (command === "global" && rest[0] === "add") return names(rest.slice(1));
  const everywhere = args.some((arg) => arg === "-g" || arg === "--global" || arg === "--location=global");
  return everywhere && /^(?:i|in|ins|install|add|isntall|update|up|upgrade)$/.test(command)
    ? names(rest)
    : [];
}

/** The package is the first word, or what `--package` names; `--no` takes none that is not there already. */
function executed(args: readonly string[]): readonly string[] {
  if (args.includes("--no") || args.includes("--no-install") || args.includes("--offline")) return [];
  const packages = args.flatMap((arg, at) => {
    if (arg.startsWith("--package=")) return [arg.slice("--package=".length)];
    const value = args[at + 1];
    return (arg === "-p" || arg === "--package") && value !== undefined ? [value] : [];
  });
  return packages.length > 0 ? packages : names(args).slice(0, 1);
}

const valued = new Set([
  "--prefix",
  "--registry",
  "--cache",
  "-C",
  "--dir",
  "-w",
  "--workspace",
  "-c",
  "--call",
  "--loglevel",
]);

function names(args: readonly string[]): readonly string[] {
  return args.filter((arg, at) => !arg.startsWith("-") && !valued.has(args[at - 1] ?? "") && arg !== "");
}
