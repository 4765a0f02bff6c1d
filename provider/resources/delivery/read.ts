import type { GitHubClient } from "../../github/client.ts";
import type { Found, Known, Properties } from "../../protocol/provider.ts";
import { isProperties } from "../../protocol/values.ts";
import { faultsError } from "./faults-error.ts";
import { manifestPath, type Manifest } from "./manifest.ts";
import { observe, type Observed } from "./observed.ts";
import { textsAt } from "./remote.ts";
import { isKept, standingOf } from "./standing.ts";
import { outputsOf, statusOf, type Status } from "./status.ts";
import { wantedOf, type Wanted } from "./wanted.ts";

/** Looks what became of a delivery; null: the repository is gone. Without inputs: an import by `OWNER/NAME`. */
export async function readDelivery(client: GitHubClient, known: Known): Promise<Found | null> {
  const isImport = known.inputs["files"] === undefined;
  const wanted = isImport
    ? await importedFrom(client, known.id)
    : wantedOf({ ...known.inputs, ...wishesOf(known) });
  const seen = await observe(client, wanted);
  if (seen === null || seen === "empty") return null;
  const pull = known.outputs["pullRequest"];
  const proposed = isProperties(pull) ? Number(pull["number"]) : undefined;
  const status = statusOf(wanted, seen, proposed);
  const { last, proposal } = seen;
  const shown = proposal?.pull ?? (last?.number === proposed ? last : null);
  const commit = known.outputs["commit"] ?? null;
  const outputs = outputsOf(seen, wanted, {
    status,
    pull: shown,
    commit: typeof commit === "string" ? commit : null,
  });
  const inputs = { ...known.inputs, ...(await inputsOf(wanted, seen, status)) };
  const wishes = { files: wanted.files, retire: [...wanted.retire] };
  return { id: known.id, inputs, outputs: { ...inputs, ...wishes, ...outputs } };
}

/** What the stack wants is kept in the outputs: after a refresh the inputs tell what stands there instead. */
function wishesOf({ inputs, outputs }: Known): Properties {
  return { files: outputs["files"] ?? inputs["files"], retire: outputs["retire"] ?? inputs["retire"] };
}

/** The inputs that would lead to what stands on the default branch, where nothing is under way to it. */
async function inputsOf(wanted: Wanted, seen: Observed, status: Status): Promise<Properties> {
  const { base } = seen;
  const files = await Promise.all(
    Object.entries(wanted.files).map(async ([path, text]) => {
      if (standingOf(base, path, text) === "current") return [[path, text]] as const;
      if (status !== "behind" && !isKept(base, path, wanted)) return [[path, text]] as const;
      const entry = base.entries.get(path);
      return entry?.type === "blob" ? ([[path, await seen.remote.text(entry.sha)]] as const) : [];
    }),
  );
  const settled = status !== "waiting" && status !== "declined";
  const retire = wanted.retire.filter((path) => !settled || !base.entries.has(path));
  const { owner, repository, project, stack, by, branch, adopt } = wanted;
  const plain = { owner, repository, project, stack, by, branch, adopt: [...adopt], retire };
  return { ...plain, files: Object.fromEntries(files.flat()) };
}

/** What the manifest tells of the stack that delivers to a repository. */
async function importedFrom(client: GitHubClient, id: string): Promise<Wanted> {
  const [owner = "", repository = "", ...rest] = id.split("/");
  const place = "slipway:index:Delivery";
  if (owner === "" || repository === "" || rest.length > 0) {
    throw faultsError([
      { place, fault: `"${id}" names no repository`, mend: 'give its id as "owner/repository"' },
    ]);
  }
  const nobody = { project: "", stack: "", by: "pull-request", branch: "slipway/import" } as const;
  const seen = await observe(client, { owner, repository, ...nobody, files: {}, adopt: [], retire: [] });
  const manifest = seen === null || seen === "empty" ? null : seen.base.manifest;
  if (seen === null || seen === "empty" || manifest === null || manifest === "broken") {
    throw faultsError([
      { place: id, fault: `has no ${manifestPath}`, mend: "let `up` deliver there instead" },
    ]);
  }
  const { project, stack } = manifest;
  const files = await deliveredTexts(seen, manifest);
  return {
    owner,
    repository,
    project,
    stack,
    by: "pull-request",
    branch: `slipway/${stack}`,
    files,
    adopt: [],
    retire: [],
  };
}

function deliveredTexts({ remote, base }: Observed, { files }: Manifest): Promise<Record<string, string>> {
  const blobs = Object.keys(files).flatMap((path) => {
    const entry = base.entries.get(path);
    return entry?.type === "blob" ? [[path, entry.sha] as const] : [];
  });
  return textsAt(remote, blobs);
}
