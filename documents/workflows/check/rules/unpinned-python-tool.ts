import { type Started, startedBy } from "../script/command.ts";
import { resolved } from "../script/read-script.ts";
import type { JudgedStep, Rule } from "../judged-workflow.ts";
import { isLocal, isPinned } from "./requirements.ts";

/** pipx, uvx, `uv tool`, and what `uv run --with` adds. */
export const unpinnedPythonTool: Rule = {
  name: "unpinned-python-tool",
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
            mend: "write the version: `uvx NAME@1.2.3`, `pipx run --spec NAME==1.2.3 NAME`; or lock it by hash and install it by pip",
          },
        ];
      }),
    ),
};

function looseIn({ script, variables }: JudgedStep): readonly string[] {
  return (script?.commands ?? [])
    .flatMap(({ words }) => {
      const started = startedBy(words);
      return started === null ? [] : requirementsOf(started);
    })
    .map((requirement) => resolved(requirement, variables))
    .filter((requirement) => !isLocal(requirement) && !isPinned(requirement) && !isVersioned(requirement))
    .map((requirement) => requirement.slice(0, 100));
}

/** uv's own way: `ruff@0.14.2`. */
function isVersioned(requirement: string): boolean {
  return /^[\w.-]+(?:\[[^\]]*\])?@(?:\d|\$)/.test(requirement);
}

/** What is installed to be run: the tool, and what comes with it. */
function requirementsOf({ program, args }: Started): readonly string[] {
  if (program === "uvx") return tool(args, "--from");
  if (program === "pipx") return ofPipx(args);
  if (program !== "uv") return [];
  const at = args.findIndex((arg) => !arg.startsWith("-"));
  const [first, second] = args.slice(at);
  if (first === "run") return companions(upToCommand(args.slice(at + 1)));
  if (first !== "tool" || (second !== "run" && second !== "install")) return [];
  return tool(args.slice(at + 2), "--from");
}

function ofPipx([command, ...args]: readonly string[]): readonly string[] {
  if (command === "run") return tool(args, "--spec");
  if (command === "install") return tool(args, "--spec");
  if (command === "inject") return args.filter((arg) => !arg.startsWith("-")).slice(1);
  return [];
}

/** The tool is the first word, or what the option says that it is taken from. */
function tool(args: readonly string[], option: string): readonly string[] {
  const before = upToCommand(args);
  const from = valuesOf(before, option);
  const name = args[before.length];
  return [...(from.length > 0 ? from : name === undefined ? [] : [name]), ...companions(before)];
}

/** Options before the command; what follows is the command's own. */
function upToCommand(args: readonly string[]): readonly string[] {
  let at = 0;
  while (args[at]?.startsWith("-") === true) at += valued.has(String(args[at])) ? 2 : 1;
  return args.slice(0, at);
}

function companions(args: readonly string[]): readonly string[] {
  return valuesOf(args, "--with").flatMap((value) => value.split(/,(?=[A-Za-z])/));
}

function valuesOf(args: readonly string[], option: string): readonly string[] {
  return args.flatMap((arg, at) => {
    if (arg.startsWith(`${option}=`)) return [arg.slice(option.length + 1)];
    const value = args[at + 1];
    return arg === option && value !== undefined ? [value] : [];
  });
}

const valued = new Set(
  (
    "--from --with --with-editable --with-requirements --python -p --index --default-index --index-url -i " +
    "--extra-index-url --find-links -f --spec --pip-args --suffix --group --only-group --extra --env-file --directory " +
    "--project --config-file --cache-dir --constraints -c --overrides --exclude-newer --resolution --prerelease " +
    "--fetch-python --backend --package"
  ).split(" "),
);
