import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ApiError } from "../../../rehearsal/github/http/error.ts";
import type { Intercept, Intercepted, Interception } from "../../../rehearsal/github/http/intercept.ts";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import { type TokenRules, startEmulatedGitHub } from "../../../rehearsal/github/server.ts";
import { readRecipe } from "../../../tasks/conda-forge/recipe.ts";
import { type Submitted, submit } from "../../../tasks/conda-forge/submit.ts";
import { changeRecords } from "../../rehearsal/github/emulated.ts";
import { git, workTree } from "../../rehearsal/github/on-disk.ts";
import { clientOf } from "../github/clients.ts";
import { type Said, declared, recipeFile, recipeOf } from "./recipes.ts";
import { type SdistIndex, sdistOf, startSdistIndex } from "./sdist-index.ts";

export const upstream = "conda-forge/staged-recipes";
export const fork = "mona/staged-recipes";

const template = `<!--
Thank you!
-->

Checklist
- [ ] Title of this PR is meaningful.
- [ ] License file is packaged (see there for an example).
- [ ] Source is from official source.
- [ ] Package does not vendor other packages.
- [ ] If static libraries are linked in, the license of the static library is packaged.
- [ ] Build number is 0.
- [ ] A tarball (\`url\`) rather than a repo (e.g. \`git_url\`) is used in your recipe.
- [ ] GitHub users listed in the maintainer section have posted a comment.
- [ ] Something that was added lately.
`;

const files: Readonly<Record<string, string>> = {
  ".github/pull_request_template.md": template,
  ".github/workflows/build.yml": "on: pull_request\n",
  "recipes/example/recipe.yaml": "package:\n  name: example\n",
};

let seeded: Promise<string> | null = null;

/** staged-recipes and the repository of the outputs, to copy from. */
async function makeSeed(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "staged-recipes-"));
  process.once("exit", () => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, "files");
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const common = { owner: "conda-forge", defaultBranch: "main", visibility: "public" } as const;
  const repositories = [
    { ...common, name: "staged-recipes", files: folder },
    { ...common, name: "feedstock-outputs" },
  ];
  await seedGitHub(root, { repositories, users: ["mona", "hubot"], teams: [] });
  rmSync(folder, { recursive: true });
  changeRecords(root, (records) => {
    records.viewer = "mona";
  });
  return root;
}

/** What of a submission a test sets. */
export interface Asked extends Said {
  readonly reopens?: boolean;
  readonly confirmed?: readonly string[];
  /** Further files of the recipe's folder. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** An emulated GitHub with conda-forge's repositories, in which mona is a guest; and an index with the sdist. */
export class StagedWorld implements AsyncDisposable {
  readonly root: string;
  readonly url: string;
  readonly index: SdistIndex;
  /** What the program said. */
  readonly said: string[] = [];
  /** Milliseconds that it waited. */
  readonly waited: number[] = [];
  /** Decides what becomes of requests. */
  intercept: Intercept = () => undefined;
  #isGuest = true;
  readonly #close: () => Promise<void>;

  private constructor(made: Pick<StagedWorld, "root" | "url" | "index">, close: () => Promise<void>) {
    this.root = made.root;
    this.url = made.url;
    this.index = made.index;
    this.#close = close;
  }

  static async start(token: TokenRules = {}): Promise<StagedWorld> {
    const root = mkdtempSync(join(tmpdir(), "submission-"));
    cpSync(await (seeded ??= makeSeed()), root, { recursive: true, preserveTimestamps: true });
    let world: StagedWorld | null = null;
    const intercept = (request: Intercepted) => world?.answer(request);
    const github = await startEmulatedGitHub({ root, token, intercept });
    const index = await startSdistIndex(sdistOf("1.2.0"));
    world = new StagedWorld({ root, url: github.url, index }, () => github.close());
    return world;
  }

  /** What becomes of a request; of one that a guest may not make, too. */
  async answer(request: Intercepted): Promise<Interception | undefined> {
    return (await this.intercept(request)) ?? (this.#isGuest ? guestOnly(request) : undefined);
  }

  /** Submits a recipe, as the program does once it has read its files. */
  async submit({ reopens = false, confirmed = [], beside = {}, ...said }: Asked = {}): Promise<Submitted> {
    const text = recipeOf(said);
    const recipe = readRecipe(text);
    const github = clientOf(this.url, this.waited);
    const submission = {
      declaration: declared(),
      name: "my-pkg",
      recipe: { ...recipe, version: recipe.version ?? "" },
      files: [
        recipeFile("recipe.yaml", text),
        ...Object.entries(beside).map(([path, content]) => recipeFile(path, content)),
      ],
      login: "mona",
      confirmed: new Set(confirmed),
      reopens,
      bound: 60_000,
    };
    const variables = { PYPI_SIMPLE_URL: this.index.simpleUrl };
    return await submit(github, submission, { variables, say: (line) => void this.said.push(line) });
  }

  /** Asks as somebody does beside the program. */
  async api(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(new URL(path, this.url), {
      method,
      headers: { authorization: "Bearer of-a-test" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.status === 204 ? null : await answer.json();
  }

  /** Does something as somebody who may do everything; then it is mona again. */
  async as<T>(login: string, work: () => Promise<T>): Promise<T> {
    const become = (viewer: string) =>
      changeRecords(this.root, (records) => {
        records.viewer = viewer;
      });
    become(login);
    this.#isGuest = false;
    try {
      return await work();
    } finally {
      become("mona");
      this.#isGuest = true;
    }
  }

  /** All pull requests of staged-recipes. */
  async pulls(): Promise<readonly Pull[]> {
    return (await this.api("GET", `/repos/${upstream}/pulls?state=all`)) as readonly Pull[];
  }

  /** Runs git in a repository as a person does. */
  git(repository: string, ...command: string[]): string {
    return git(workTree(this.root, repository), ...command);
  }

  /** Requires one open pull request of the branch that changes these files alone; answers it. */
  async requireOne(names: readonly string[] = ["recipe.yaml"]): Promise<Pull> {
    const pulls = await this.pulls();
    assert.deepEqual(
      pulls.map(({ state, head }) => [state, head.label]),
      [["open", "mona:slipway/my-pkg"]],
    );
    const [pull] = pulls;
    assert.ok(pull);
    const changed = this.git(upstream, "diff", "--name-status", `main...${pull.head.sha}`).split("\n");
    assert.deepEqual(
      changed,
      names.map((name) => `A\trecipes/my-pkg/${name}`),
    );
    assert.equal(this.git(upstream, "log", "--format=%s", "main").split("\n").at(-1), "Initial commit");
    return pull;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
    await this.index[Symbol.asyncDispose]();
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A pull request, as far as tests look at it. */
export interface Pull {
  readonly number: number;
  readonly state: string;
  readonly title: string;
  readonly body: string;
  readonly html_url: string;
  readonly head: { readonly label: string; readonly sha: string };
}

/** What a guest may write: in their own repositories, forks, and pull requests. */
function guestOnly({ method, path }: Intercepted): ApiError | undefined {
  if (method === "GET" || path.startsWith("/repos/mona/")) return undefined;
  if (/^\/repos\/conda-forge\/staged-recipes\/(forks|pulls(\/\d+)?)$/.test(path)) return undefined;
  return new ApiError(403, "Must have push access to repository");
}
