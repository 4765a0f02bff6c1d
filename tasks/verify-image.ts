import { declarationOption, readDeclaration } from "./declaration/read.ts";
import type { Declaration, DeclaredImage } from "./declaration/declaration.ts";
import { verifyImageAttestation } from "./github/attestations.ts";
import { basesOf } from "./image/bases.ts";
import { engineNameOf } from "./image/engines/name.ts";
import { imageOf } from "./image-release/access.ts";
import { type Seen, seeImage } from "./image-release/consumer.ts";
import { inspectPushed, pullLayers } from "./image-release/inspect-pushed.ts";
import { platforms } from "./image-release/labels.ts";
import { type PushedPlatform, placeOf } from "./image-release/pushed.ts";
import { clientNameOf } from "./image-release/clients.ts";
import { runImage, withLogin } from "./image-release/run-image.ts";
import { branchTag, versionTag } from "./image-release/tags.ts";
import { readSums } from "./ledger/sums.ts";
import { MisuseError, TaskError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { isDigest } from "./registry/manifest.ts";
import { type Registry, registryVariables } from "./registry/registry.ts";
import { identityVariables, variableOf } from "./release/identity.ts";
import type { Check } from "./verify/asked.ts";

type Options = "platform" | "digest" | "tag" | "branch" | "engine" | "base" | "committed" | "declaration";
type Call = TaskCall<Options>;

const verifyImage: Task<Options> = {
  name: "verify-image",
  summary:
    "Verifies a pushed image as a consumer would, without signing in where it is public: fetches every layer by its hash,\n" +
    "compares its labels, user and base, imports the package in a container that may do nothing else, and verifies its\n" +
    "attestation. Where nobody can pull it yet, names the page that makes it public.\n" +
    "Output: verdict (verified).",
  operands: "",
  variables: {
    VERSION: `${identityVariables.VERSION}; not asked for with --branch`,
    SUMS: "the release's files, lines of sha256 and name; not asked for where it is not set",
    GITHUB_SHA: "the commit that it was built from",
    GITHUB_REF: "the ref of that run, refs/tags/...",
    GITHUB_REPOSITORY: "owner/name of the repository that released it",
    GITHUB_SERVER_URL: "where the repository is",
    GITHUB_API_URL: "GitHub's API, which tells whose page it is",
    ...registryVariables,
    GH_TOKEN: "what gh asks GitHub with, and what a private image is pulled with",
    GITHUB_OUTPUT: "file that the output is added to, if it is set",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    IMAGE_ENGINE: "what runs it where --engine is not given, as in a rehearsal (default: docker)",
    STORAGE_DRIVER: "how buildah keeps layers (default: vfs, which works everywhere)",
  },
  options: {
    platform: { value: "NAME", help: "linux/amd64 or linux/arm64", default: "linux/amd64" },
    digest: { value: "DIGEST", help: "of the index; with --tag the tag has to stand for it", default: "" },
    tag: { value: "NAME", help: "tag in place of the version's, where no digest is given", default: "" },
    branch: {
      value: "NAME",
      help: "branch whose image it is, in place of a version's: of any version, and not attested",
      default: "",
    },
    engine: { value: "NAME", help: "docker, buildah or none (default: IMAGE_ENGINE)", default: "" },
    base: { value: "REFERENCE@DIGEST", help: "base image instead of the declared one", default: "" },
    committed: {
      value: "FILE",
      help: "lock of images that the repository keeps, if it is there",
      default: ".github/slipway/locks/images.json",
    },
    declaration: declarationOption,
  },
  run: verify,
};

/** What is verified. */
interface Asked {
  readonly declaration: Declaration;
  readonly image: DeclaredImage;
  readonly platform: string;
  readonly reference: string;
  /** Null: of a branch. */
  readonly version: string | null;
}

async function verify(call: Call): Promise<void> {
  const { options } = call;
  const declaration = readDeclaration(options.declaration);
  const image = imageOf(declaration, options.declaration);
  const version = options.branch === "" ? variableOf(call.variables, "VERSION") : null;
  const tag = version === null ? branchTag(options.branch) : versionTag(version);
  const reference = referenceOf(options) || tag;
  const asked = { declaration, image, version, reference, platform: platformOf(options.platform) };
  const engine = clientNameOf(engineNameOf(options.engine, call.variables));
  const seen = await seeImage(image, asked.reference, call);
  await requireTag(asked, seen, call);
  const found = platformIn(asked, seen);
  const checks = [...(await inspect(asked, found, { call, registry: seen.registry }))];
  const { host, protocol } = new URL(call.variables["REGISTRY_URL"] || `https://${image.registry}`);
  const exact = `${host}/${image.name}@${seen.image.top.digest}`;
  await withLogin({ host, signsIn: !image.public, variables: call.variables }, async (variables) => {
    const pulled = { ...asked, image: exact, config: found.config, isPlain: protocol === "http:" };
    const running = { ...pulled, package: declaration.package };
    if (engine !== null) checks.push(...(await runImage(engine, running, variables)));
    checks.push(...(await verifyMade(asked, { exact, variables })));
  });
  tell(call, asked, { checks, exact });
}

/** Where both are given: what consumers write stands for what was released. */
async function requireTag({ image, reference }: Asked, { image: seen }: Seen, call: Call): Promise<void> {
  const { tag } = call.options;
  if (tag === "" || tag === reference) return;
  const tagged = await seeImage(image, tag, call);
  if (tagged.image.top.digest === seen.top.digest) return;
  const mend = "run the job again that tags it";
  const fault = `stands for ${tagged.image.top.digest}, not for ${seen.top.digest}`;
  throw new TaskError([{ place: placeOf(tagged.registry, tag), fault, mend }]);
}

/** The platform that is verified; throws a TaskError where the image lacks it. */
function platformIn({ platform, reference }: Asked, { registry, image }: Seen): PushedPlatform {
  const found = image.platforms.find((one) => one.platform === platform);
  if (found !== undefined) return found;
  const place = `${placeOf(registry, reference)}, ${platform}`;
  throw new TaskError([{ place, fault: "is not there", mend: "run the job again that pushes it" }]);
}

async function inspect(
  { image, platform, reference, version }: Asked,
  found: PushedPlatform,
  { call: { options, variables }, registry }: { readonly call: Call; readonly registry: Registry },
): Promise<readonly Check[]> {
  const place = `${placeOf(registry, reference)}, ${platform}`;
  const server = variables["GITHUB_SERVER_URL"] || "https://github.com";
  const sums = variables["SUMS"]?.trim() ?? "";
  const stated = {
    base: basesOf(image, options).base,
    version,
    commit: variableOf(variables, "GITHUB_SHA"),
    source: `${server}/${variables["GITHUB_REPOSITORY"] ?? ""}`,
    sums: sums === "" ? null : readSums(sums),
  };
  const checks = inspectPushed(place, found, stated);
  return [...checks, await pullLayers(registry, found)];
}

/** Asks GitHub whether the release's workflow at this commit made it. */
async function verifyMade(
  { declaration: { release }, version }: Asked,
  { exact, variables }: { readonly exact: string; readonly variables: Call["variables"] },
): Promise<readonly Check[]> {
  if (!release.attestations || version === null) return [];
  const repository = variables["GITHUB_REPOSITORY"] ?? "";
  const commit = variableOf(variables, "GITHUB_SHA");
  const by = { repository, workflow: release.workflow, commit, ref: variableOf(variables, "GITHUB_REF") };
  const verification = await verifyImageAttestation(exact, by, { variables });
  if (verification.verified) return [{ what: "provenance on GitHub", verdict: "verified" }];
  const { reason, lasting, mend: told } = verification;
  const mend = lasting
    ? `find out where it comes from: gh attestation verify oci://${exact} --repo ${repository}`
    : (told ?? "run this job again, with GitHub at hand");
  const fault = lasting ? `is not attested as built here: ${reason}` : `could not be verified: ${reason}`;
  throw new TaskError([{ place: `GitHub, ${exact}`, fault, mend }]);
}

function tell(
  call: Call,
  { platform }: Asked,
  { checks, exact }: { readonly checks: readonly Check[]; readonly exact: string },
): void {
  for (const { what, verdict } of checks) call.say(`${what}: ${verdict}`);
  call.say(`${exact}, ${platform}: verified`);
  call.output({ verdict: "verified" });
  call.tabulate({
    title: `${exact}, ${platform}: verified`,
    head: ["Checked", "Verdict"],
    rows: checks.map(({ what, verdict }) => [what, verdict]),
  });
}

/** Empty where neither is given. */
function referenceOf({ digest, tag }: Call["options"]): string {
  if (digest === "" || isDigest(digest)) return digest || tag;
  const mend = "hand on the output digest of push-image";
  throw new MisuseError({ place: "--digest", fault: "is no digest", mend });
}

function platformOf(text: string): string {
  if (platforms.some((one) => one === text)) return text;
  throw new MisuseError({
    place: "--platform",
    fault: "is none of the image's",
    mend: `write one of ${platforms.join(", ")}`,
  });
}

await runProgram(verifyImage);
