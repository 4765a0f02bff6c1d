import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { imageOf, registryFor } from "./image-release/access.ts";
import { readArchives, requireExpected } from "./image-release/archives.ts";
import { labelOf } from "./image-release/labels.ts";
import { type Published, publishImage } from "./image-release/push.ts";
import { readSums } from "./ledger/sums.ts";
import type { OciImage } from "./oci/image.ts";
import { MisuseError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { isDigest } from "./registry/manifest.ts";
import { type Registry, registryVariables } from "./registry/registry.ts";
import { identityVariables, variableOf } from "./release/identity.ts";
import { folderOf } from "./release/options.ts";

type Options = "archives" | "branch" | "declaration";

const pushImage: Task<Options> = {
  name: "push-image",
  summary:
    "Pushes the release's image, which was built for each platform, by digest: nothing is tagged. First reads what the\n" +
    "version's tag holds: nothing, and it is pushed; the same wheel and commit on all platforms, and it stays as it is;\n" +
    "anything else, and it stops, since that tag is never moved. Safe to run again after any interruption.\n" +
    "Outputs: decision (publish or skip), digest (of the index), image (its name with the registry).",
  operands: "",
  variables: {
    VERSION: `${identityVariables.VERSION}; not asked for with --branch`,
    GITHUB_SHA: "the commit that it was built from",
    SUMS: "the release's files, lines of sha256 and name: the wheels have to be among them; not asked for where it is not set",
    DIGESTS:
      "lines such as linux/amd64=sha256:...: the manifests that the building jobs told; not asked for where it is not set",
    ...registryVariables,
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that the outputs are added to, if it is set",
  },
  options: {
    archives: {
      value: "DIR",
      help: "folder of the images' OCI archives (*.tar), one a platform",
      default: "",
    },
    branch: { value: "NAME", help: "branch whose image it is, in place of a version's", default: "" },
    declaration: declarationOption,
  },
  run: push,
};

async function push(call: TaskCall<Options>): Promise<void> {
  const { options, variables } = call;
  const folder = folderOf(options, "archives");
  const { branch } = options;
  const image = imageOf(readDeclaration(options.declaration), options.declaration);
  const commit = variableOf(variables, "GITHUB_SHA");
  const version = branch === "" ? variableOf(variables, "VERSION") : null;
  const sums = variables["SUMS"]?.trim() ?? "";
  const images = await readArchives(folder);
  requireExpected(images, {
    version,
    commit,
    sums: sums === "" ? null : readSums(sums),
    digests: digestsOf(variables["DIGESTS"] ?? ""),
  });
  const registry = registryFor(image, call, { rights: "push" });
  const destination = version === null ? { branch } : { version };
  const published = await publishImage(registry, { images, destination }, (line) => call.say(line));
  tell(call, registry, { images, ...published });
}

type Told = Published & { readonly images: readonly OciImage[] };

function tell(call: TaskCall<Options>, { image }: Registry, { images, decision, digest }: Told): void {
  call.say(`${image}@${digest}: ${decision === "skip" ? "is there already" : "pushed, without a tag"}`);
  call.tabulate({
    title: `${image}@${digest}: ${decision}`,
    head: ["Platform", "Wheel", "Built"],
    rows: images.map(({ config, manifest }) => [
      config.platform,
      labelOf(config, "wheelName"),
      manifest.digest,
    ]),
  });
  call.output({ decision, digest, image });
}

/** By platform; null where nothing is told. */
function digestsOf(lines: string): ReadonlyMap<string, string> | null {
  const entries = lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [platform = "", digest = ""] = line.split("=");
      if (isDigest(digest)) return [platform, digest] as const;
      const mend = "write lines such as linux/amd64=sha256:..., one a platform";
      throw new MisuseError({ place: "DIGESTS", fault: "has a line that is no platform and digest", mend });
    });
  return entries.length === 0 ? null : new Map(entries);
}

await runProgram(pushImage);
