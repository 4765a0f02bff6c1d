import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { digestOption, imageOf, registryFor } from "./image-release/access.ts";
import { labelOf, platforms } from "./image-release/labels.ts";
import { type PushedImage, placeOf, readPushed } from "./image-release/pushed.ts";
import { type Tags, tagBranch, tagRelease } from "./image-release/tagging.ts";
import { type Fault, MisuseError, TaskError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { type Registry, registryVariables } from "./registry/registry.ts";
import { identityVariables, variableOf } from "./release/identity.ts";

type Options = "digest" | "latest" | "branch" | "declaration";

const tagImage: Task<Options> = {
  name: "tag-image",
  summary:
    "Tags an image that was pushed by digest: with its version, whose tag is never moved; with MAJOR.MINOR, where it is\n" +
    "stable and no newer patch is tagged; and with latest, where it is the newest stable version. Or with its branch,\n" +
    "unless that tag stands for a later commit. Safe to run again after any interruption.\n" +
    "Outputs: digest (what the version's tag stands for), tags (set or right already, one a line).",
  operands: "",
  variables: {
    VERSION: `${identityVariables.VERSION}; not asked for with --branch`,
    GITHUB_SHA: "the commit that it was built from",
    ...registryVariables,
    GITHUB_OUTPUT: "file that the outputs are added to, if it is set",
  },
  options: {
    digest: { value: "DIGEST", help: "of the index, as push-image told it", default: "" },
    latest: {
      value: "true|false",
      help: "whether it may become latest, as the gate tells it",
      default: "false",
    },
    branch: { value: "NAME", help: "branch whose image it is, in place of a version's", default: "" },
    declaration: declarationOption,
  },
  run: tag,
};

async function tag(call: TaskCall<Options>): Promise<void> {
  const { options, variables } = call;
  const digest = digestOption(options.digest);
  const latest = latestOf(options.latest);
  const { branch } = options;
  const image = imageOf(readDeclaration(options.declaration), options.declaration);
  const commit = variableOf(variables, "GITHUB_SHA");
  const version = branch === "" ? variableOf(variables, "VERSION") : null;
  const registry = registryFor(image, call, { rights: "push" });
  const pushed = await requirePushed(registry, digest, { commit, version });
  const tagging = { registry, say: (line: string) => call.say(line) };
  const tags =
    version === null
      ? await tagBranch(tagging, pushed, branch)
      : await tagRelease(tagging, { image: pushed, version, latest });
  tell(call, registry, tags);
}

function tell(call: TaskCall<Options>, { image }: Registry, { digest, tags }: Tags): void {
  call.say(`${image}@${digest}: ${tags.length === 0 ? "no tag" : tags.join(", ")}`);
  call.output({ digest, tags: tags.join("\n") });
}

/** Throws a TaskError where it is not there, or another image than this release's. */
async function requirePushed(
  registry: Registry,
  digest: string,
  { commit, version }: { readonly commit: string; readonly version: string | null },
): Promise<PushedImage> {
  const place = placeOf(registry, digest);
  const pushed = await readPushed(registry, digest);
  if (pushed === null) {
    const mend = "run the job again that pushes it, and hand on its output digest";
    throw new TaskError([{ place, fault: "is not there", mend }]);
  }
  const mend = "hand on the output digest of push-image, of the same run";
  const faults = platforms.flatMap((platform): readonly Fault[] => {
    const found = pushed.platforms.find((one) => one.platform === platform);
    if (found === undefined) return [{ place, fault: `has no image for ${platform}`, mend }];
    const isSame =
      labelOf(found.config, "revision") === commit &&
      (version === null || labelOf(found.config, "version") === version);
    return isSame ? [] : [{ place, fault: `is of another version or commit for ${platform}`, mend }];
  });
  if (faults.length > 0) throw new TaskError(faults);
  return pushed;
}

function latestOf(value: string): boolean {
  if (value === "true" || value === "false") return value === "true";
  throw new MisuseError({
    place: "--latest",
    fault: "is neither true nor false",
    mend: "write --latest false",
  });
}

await runProgram(tagImage);
