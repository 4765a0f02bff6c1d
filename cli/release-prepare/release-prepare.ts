import { resolve } from "node:path";
import { FaultsError } from "../../config/fault.ts";
import type { Sources } from "../../documents/release/sources.ts";
import type { Plan } from "../../plan/plan.ts";
import { connect } from "../../provider/github/client.ts";
import { coloursFor } from "../show/colours.ts";
import { widthOf } from "../show/wrap.ts";
import { realGround, rehearsedGround, type ReleaseGround } from "./grounds.ts";
import { refusePublished } from "./index-holds.ts";
import type { Bump } from "../../documents/release/next-version.ts";
import { prepare, type Preparation } from "../../documents/release/prepare.ts";
import { propose } from "./propose.ts";
import { withFaults } from "./refused.ts";
import { openRepository } from "./repository.ts";
import { type Shown, shownJson, shownLines } from "./show.ts";
import { localSources } from "./local-sources.ts";
import { readStack } from "./stack.ts";

/** What `release:prepare` was asked for. */
export interface ReleaseOptions {
  readonly stack: string;
  readonly version?: string;
  readonly bump?: Bump;
  /** A clone to look at instead of GitHub. */
  readonly source?: string;
  readonly dryRun?: true;
  readonly json?: true;
  readonly cwd: string;
  /** Where the rehearsal keeps its things; null: it is real. */
  readonly root: string | null;
}

/** Prepares a release by pull request and shows what comes of it. Throws a FaultsError where it can't. */
export async function prepareRelease(options: ReleaseOptions): Promise<void> {
  const { stack, cwd, root, source } = options;
  const declared = readStack(stack, cwd);
  const { plan } = declared;
  if (source !== undefined) {
    const sources = await localSources(source, resolve(cwd, source));
    show({ ...(await prepared(plan, sources, options)), proposal: null, isDryRun: true }, options);
    return;
  }
  const ground =
    root === null ? await realGround(declared, { stack, cwd }) : await rehearsedGround({ stack, cwd, root });
  try {
    await onGitHub(plan, ground, options);
  } finally {
    await ground.close();
  }
}

async function onGitHub(plan: Plan, ground: ReleaseGround, options: ReleaseOptions): Promise<void> {
  const client = connect(ground.settings);
  const isDryRun = options.dryRun === true;
  if (client.isAnonymous === true && !isDryRun) {
    const mend =
      "set GITHUB_TOKEN or github:token; --dry-run shows what a public repository needs without one";
    throw new FaultsError([{ place: "GitHub", fault: "takes nothing without a token", mend }]);
  }
  const repository = await withFaults("", () => openRepository(client, plan));
  const found = await prepared(plan, repository, options);
  const notice = ground.asksIndex
    ? await refusePublished(plan, found.preparation.version, process.env)
    : null;
  const notices = [...found.preparation.notices, ...(notice === null ? [] : [notice])];
  const hasEdits = found.preparation.edits.size > 0;
  const proposal = hasEdits && !isDryRun ? await propose(plan, repository, found.preparation) : null;
  show({ ...found, preparation: { ...found.preparation, notices }, proposal, isDryRun }, options);
}

type Prepared = Pick<Shown, "plan" | "preparation" | "before">;

async function prepared(plan: Plan, sources: Sources, { version, bump }: ReleaseOptions): Promise<Prepared> {
  const today = new Date().toISOString().slice(0, 10);
  const preparation = await prepare(plan, sources, { version: version ?? null, bump: bump ?? null, today });
  return { plan, preparation, before: await textsBefore(preparation, sources) };
}

async function textsBefore({ edits }: Preparation, sources: Sources): Promise<ReadonlyMap<string, string>> {
  const texts = [...edits.keys()].map(async (path) => [path, (await sources.read(path)) ?? ""] as const);
  return new Map(await Promise.all(texts));
}

function show(shown: Shown, { json }: ReleaseOptions): void {
  if (json === true) {
    process.stdout.write(`${JSON.stringify(shownJson(shown), null, 2)}\n`);
    return;
  }
  const lines = shownLines(shown, coloursFor(process.stdout), widthOf(process.stdout));
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}
