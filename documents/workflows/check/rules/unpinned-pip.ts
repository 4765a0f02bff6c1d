import { startedBy } from "../script/command.ts";
import { resolved } from "../script/read-script.ts";
import type { JudgedStep, Rule } from "../judged-workflow.ts";
import { isLocal, isPinned } from "./requirements.ts";

/** What pip finds at an index today; what stands in a file beside the workflow is not judged, but for its lock. */
export const unpinnedPip: Rule = {
  name: "unpinned-pip",
  reason: "The newest version of the hour runs with the job's rights, whoever uploaded it.",
  check: ({ jobs }) =>
    jobs.flatMap(({ steps }) =>
      steps.flatMap((step) => {
        const loose = [...new Set(looseIn(step))];
        if (loose.length === 0) return [];
        return [
          {
            path: [...step.path, "run"],
            fault: `installs ${loose.join(", ")} in whatever version there is`,
            mend: "lock it in a file with hashes and install that by `pip install --require-hashes -r FILE`, or write its version: NAME==VERSION",
          },
        ];
      }),
    ),
};

function looseIn({ script, variables }: JudgedStep): readonly string[] {
  if (isSet(variables.get("PIP_REQUIRE_HASHES")) || isSet(variables.get("PIP_NO_INDEX"))) return [];
  return (script?.commands ?? []).flatMap(({ words }) => {
    const args = installation(words);
    return args === null ? [] : loose(args, variables);
  });
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && !/^(?:|0|false|no|off)$/i.test(value);
}

/** What stands behind `pip install` and its like; null: it is none. */
function installation(words: readonly string[]): readonly string[] | null {
  const started = startedBy(words);
  if (started === null) return null;
  if (started.program === "easy_install") return started.args;
  const args = argumentsOfPip(started.program, started.args);
  if (args === null) return null;
  let at = 0;
  while (args[at]?.startsWith("-") === true) at += takesValue(String(args[at])) ? 2 : 1;
  return /^(?:install|download|wheel)$/.test(args[at] ?? "") ? args.slice(at + 1) : null;
}

/** Those of `pip`, `pip3.13`, `pip.exe` and `uv pip`. */
function argumentsOfPip(program: string, args: readonly string[]): readonly string[] | null {
  if (/^pip[\d.]*$/.test(program)) return args;
  const at = program === "uv" ? args.findIndex((arg) => !arg.startsWith("-")) : -1;
  return at !== -1 && args[at] === "pip" ? args.slice(at + 1) : null;
}

const requirementFile = /^(?:-r|--requirements?|--group|--dependency-groups?)$/;

function loose(args: readonly string[], variables: ReadonlyMap<string, string>): readonly string[] {
  if (args.includes("--require-hashes") || args.includes("--no-index")) return [];
  const found: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = resolved(String(args[at]), variables);
    const next = args[at + 1];
    const [, joined] = /^(?:-r|--requirements?=|--group=)(.+)$/.exec(arg) ?? [];
    if (requirementFile.test(arg)) found.push(`what ${next ?? "a file"} asks for`);
    else if (joined !== undefined) found.push(`what ${joined} asks for`);
    else if (/^(?:-e|--editable)$/.test(arg)) continue;
    else if (!arg.startsWith("-") && !isLocal(arg) && !isPinned(arg) && arg !== "")
      found.push(arg.slice(0, 100));
    if (takesValue(arg)) at += 1;
  }
  return found;
}

const valued = new Set(
  (
    "-r --requirement --requirements --group --dependency-group -c --constraint --constraints -b --build-constraint " +
    "-t --target --platform --python-version --python-platform --implementation --abi --root --prefix --src " +
    "--upgrade-strategy -C --config-settings --config-setting --global-option --no-binary --only-binary " +
    "--no-binary-package --progress-bar --report -i --index-url --extra-index-url --index --default-index -f " +
    "--find-links --python -p --log --proxy --retries --timeout --exists-action --trusted-host --cert " +
    "--client-cert --cache-dir -d --dest --destination-directory -w --wheel-dir --root-user-action --use-feature " +
    "--use-deprecated --keyring-provider --prerelease --resolution --index-strategy --exclude-newer --link-mode " +
    "--upgrade-package -P --no-build-package --overrides --override --extra --directory --project --config-file"
  ).split(" "),
);

function takesValue(option: string): boolean {
  return valued.has(option);
}
