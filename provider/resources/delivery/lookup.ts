import { imageLockPath } from "../../../documents/delivery-paths.ts";
import type { GitHubClient } from "../../github/client.ts";
import type { Properties } from "../../protocol/provider.ts";
import type { Invocation } from "../../protocol/dispatch.ts";
import { emptyFault } from "./deliver.ts";
import { delivery } from "./intent.ts";
import { manifestPath } from "./manifest.ts";
import { observe, otherProposals, type Observed } from "./observed.ts";
import { textsAt } from "./remote.ts";
import { faultsOf, isCurrent } from "./readiness.ts";
import type { Snapshot } from "./snapshot.ts";
import { deliveredId, editedFiles, isKept, keptFiles } from "./standing.ts";
import { wantedOf, type Wanted } from "./wanted.ts";

/**
 * What stands where a stack wants to deliver, for the preview: faults that forbid it, files edited by hand, and the
 * repository's other workflows. Takes the inputs of a `Delivery`; writes nothing.
 */
export const getDelivery: Invocation<GitHubClient> = async (client, args) => {
  const wanted = wantedOf(args);
  const seen = await observe(client, wanted);
  if (seen === null) return { found: false, faults: [] };
  if (seen === "empty") return { found: false, faults: [{ ...emptyFault(wanted) }] };
  const { place } = seen.remote;
  const faults = [
    ...(client.isAnonymous === true ? [noToken] : []),
    ...(await otherProposals(seen, wanted)),
    ...faultsOf(delivery, wanted, seen),
  ];
  const delivered = seen.base.manifest !== null || seen.proposal !== null || seen.last !== null;
  return {
    found: true,
    repository: `${place.owner}/${place.name}`,
    ownerType: place.ownerType,
    defaultBranch: place.defaultBranch,
    delivered,
    singly: await singlyDelivered(seen),
    faults: faults.map((fault) => ({ ...fault })),
    edited: keptFiles(seen.base, wanted),
    conflicts: conflictsWith(seen, wanted),
    adoptedInVain: adoptedInVain(seen.base, wanted),
    retiredInVain: delivered ? [] : wanted.retire.filter((path) => !seen.base.entries.has(path)),
    workflows: await otherWorkflows(seen, wanted),
    imageLock: await imageLock(seen),
  };
};

/** Found here, before anything is made: of a public repository GitHub tells everybody. */
const noToken = {
  place: "github:token",
  fault: "is missing, and without one GitHub takes nothing",
  mend: "set GITHUB_TOKEN, or one by `pulumi config set --secret github:token`, or configure github:appAuth",
};

/** Files of the pull request that waits which somebody changed on the default branch as well. */
function conflictsWith(seen: Observed, wanted: Wanted): string[] {
  if (!isCurrent(delivery, wanted, seen)) return [];
  return editedFiles(seen.base, wanted).filter((path) => !isKept(seen.base, path, wanted));
}

/** What is delivered no more is named with reason: an edit of it stands in the way of its removal. */
function adoptedInVain(base: Snapshot, { adopt, files, retire }: Wanted): string[] {
  return adopt.filter(
    (path) =>
      !Object.hasOwn(files, path) &&
      !retire.includes(path) &&
      path !== manifestPath &&
      deliveredId(base, path) === undefined,
  );
}

/** Texts of the files that were delivered one by one, before there was a manifest. */
async function singlyDelivered({ remote, base }: Observed): Promise<Properties> {
  const { manifest, withoutManifest } = base;
  if (!withoutManifest || manifest === null || manifest === "broken") return {};
  // Where the manifest was deleted by hand they have long been delivered together.
  if (await remote.knows(manifestPath)) return {};
  return textsAt(remote, Object.entries(manifest.files));
}

/** What the repository itself locks base images to, as JSON; undefined: nothing. */
async function imageLock({ remote, base }: Observed): Promise<string | undefined> {
  const entry = base.entries.get(imageLockPath);
  return entry?.type === "blob" ? remote.text(entry.sha) : undefined;
}

/** Texts of the workflows that the stack does not deliver and would not remove, by path. */
async function otherWorkflows({ remote, base }: Observed, { files, retire }: Wanted): Promise<Properties> {
  const others = [...base.entries].filter(
    ([path, { type }]) =>
      type === "blob" &&
      /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path) &&
      !Object.hasOwn(files, path) &&
      !retire.includes(path),
  );
  return textsAt(
    remote,
    others.map(([path, { sha }]) => [path, sha]),
  );
}
