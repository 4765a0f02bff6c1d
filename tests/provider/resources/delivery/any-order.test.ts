import assert from "node:assert/strict";
import fc from "fast-check";
import type { Intercept } from "../../../../rehearsal/github/http/intercept.ts";
import { openRepository, type TestRepository } from "./repository.ts";
import { inputsOf, TestDelivery } from "./stack.ts";

const build = ".github/workflows/build.yml";
const release = ".github/workflows/release.yml";
const own = "slipway/prod";
const mine = "Mine\n";

/** What the stack wants at a time. */
const versions = [
  { [build]: "name: Build\n", [release]: "name: Release\n" },
  { [build]: "name: Build\n", [release]: "name: Release 2\n", "data.json": "{}\n" },
  { [build]: "name: Build 3\n", [release]: "name: Release\n" },
] as const;

/** What a person does; what is not possible at the time is not done. */
const acts = {
  "edits a delivered file": (repository: TestRepository, at: number) =>
    repository.edit({ [build]: `name: By hand ${at}\n` }),
  "deletes a delivered file": (repository: TestRepository) => repository.edit({ [build]: null }),
  "works on": (repository: TestRepository, at: number) => repository.edit({ "README.md": `# ${at}\n` }),
  "adds a commit to the branch": (repository: TestRepository, at: number) =>
    repository.edit({ [`added-${at}.md`]: mine }, own),
  "edits a delivered file of the branch": (repository: TestRepository, at: number) =>
    repository.edit({ [release]: `name: By hand ${at}\n` }, own),
  "amends the branch": (repository: TestRepository, at: number) =>
    repository.amend(own, { [`amended-${at}.md`]: mine }),
  merges: (repository: TestRepository) => repository.merge("merge"),
  squashes: (repository: TestRepository) => repository.merge("squash"),
  rebases: (repository: TestRepository) => repository.merge("rebase"),
  closes: (repository: TestRepository) => repository.close(),
  "deletes the branch": (repository: TestRepository) => repository.deleteBranch(own),
} as const;

type Act = keyof typeof acts;
type Step =
  | { readonly act: Act }
  | { readonly up: number; readonly meanwhile: { readonly act: Act; readonly request: number } | null }
  | { readonly forget: true };

const act = fc.constantFrom(...(Object.keys(acts) as Act[]));
const meanwhile = fc.option(fc.record({ act, request: fc.integer({ min: 1, max: 14 }) }), { freq: 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act }) },
  { weight: 4, arbitrary: fc.record({ up: fc.integer({ min: 0, max: 2 }), meanwhile }) },
  { weight: 1, arbitrary: fc.constant({ forget: true } as const) },
);

/** Told of each request to the service, by its number. */
interface Watch {
  request: ((count: number) => Promise<unknown>) | undefined;
}

/** A stack and a person in one repository. */
class Play {
  readonly repository: TestRepository;
  readonly delivery: TestDelivery;
  readonly #watch: Watch;
  #acts = 0;
  /** Commits that a person added to Slipway's branch. */
  readonly #added = new Set<string>();
  #main: string;

  private constructor(repository: TestRepository, main: string, watch: Watch) {
    this.repository = repository;
    this.delivery = new TestDelivery(repository.client);
    this.#main = main;
    this.#watch = watch;
  }

  static async open(): Promise<Play> {
    const watch: Watch = { request: undefined };
    let count = 0;
    const intercept: Intercept = async ({ body }) => {
      // GitHub compares nothing where a branch is moved by force: what comes in right then is the person's bad luck.
      if (/"force":\s*true/.test(body)) return undefined;
      count += 1;
      await watch.request?.(count);
      return undefined;
    };
    const repository = await openRepository({ intercept });
    const play = new Play(repository, await repository.head(), watch);
    play.#count = () => count;
    return play;
  }

  #count: () => number = () => 0;

  async take(step: Step): Promise<void> {
    if ("act" in step) return this.act(step.act);
    if ("forget" in step) {
      this.delivery.forget();
      return;
    }
    const { meanwhile } = step;
    const start = this.#count();
    this.#watch.request = async (count) => {
      if (meanwhile !== null && count === start + meanwhile.request) await this.act(meanwhile.act);
    };
    await this.up(step.up);
    this.#watch.request = undefined;
    await this.look();
  }

  async act(name: Act): Promise<void> {
    this.#acts += 1;
    const before = await this.hands();
    const made = await acts[name](this.repository, this.#acts).catch(() => undefined);
    this.#main = await this.repository.head();
    if (name === "amends the branch" || name === "deletes the branch") this.#added.clear();
    if (name.includes("branch") && made !== undefined) this.#added.add(made);
    if (before !== undefined && /^(?:merges|squashes|rebases)$/.test(name))
      assert.equal(await this.hands(), before, "what a hand edited outlives the merge");
  }

  /** A refusal names what has to be mended, and is as good as an update. */
  async up(version: number, others = {}): Promise<string> {
    try {
      return (await this.delivery.up(inputsOf(versions[version] ?? {}, others))).operation;
    } catch (error) {
      assert.match((error as Error).message, /^octo-org\/example.*; /s);
      return "refused";
    }
  }

  /** The hand's edit of the default branch. */
  async hands(): Promise<string | undefined> {
    const text = await this.repository.text(build);
    return text?.includes("By hand") === true ? text : undefined;
  }

  /** What holds after any update. */
  async look(): Promise<void> {
    assert.equal(await this.repository.head(), this.#main, "the default branch is a person's");
    const open = (await this.repository.pulls()).filter(({ state }) => state === "open");
    assert.ok(open.length <= 1, `${open.length} open pull requests`);
    const heads = await this.repository.heads();
    for (const commit of this.#added)
      assert.ok(
        await this.repository.isWithin(commit, heads),
        "a person's commit is in a branch or pull request",
      );
  }

  /** An update that is repeated changes nothing. */
  async again(version: number): Promise<void> {
    const seen = async () => [await this.repository.pulls(), await this.repository.head()];
    const first = await this.up(version);
    const before = await seen();
    const second = await this.up(version);
    assert.deepEqual(await seen(), before);
    if (first === "refused") return;
    assert.equal(second, "same");
  }

  /** What the stack wants gets to the default branch once its hands' edits may be overwritten. */
  async settle(version: number): Promise<void> {
    const adopt = { adopt: [build, release] };
    let last = await this.up(version, adopt);
    for (
      let tries = 0;
      tries < 4 && (last === "refused" || this.delivery.status !== "delivered");
      tries += 1
    ) {
      // What the refusal of somebody's commits asks for.
      if (last === "refused") await this.repository.deleteBranch(own).catch(() => undefined);
      const merged = await this.repository.merge("squash").then(
        () => true,
        () => false,
      );
      if (!merged) await this.repository.close().catch(() => undefined);
      if (!merged) this.delivery.forget();
      last = await this.up(version, adopt);
    }
    assert.equal(this.delivery.status, "delivered");
    for (const [path, text] of Object.entries(versions[version] ?? {}))
      assert.equal(await this.repository.text(path), text);
  }
}

describe("a stack and a person, in any order", function () {
  this.timeout(600_000);

  it("lose nothing of each other, and agree in the end", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 7 }),
        fc.integer({ min: 0, max: 2 }),
        async (steps, version) => {
          const play = await Play.open();
          try {
            for (const each of steps) await play.take(each);
            await play.again(version);
            await play.settle(version);
          } finally {
            await play.repository.dispose();
          }
        },
      ),
      { numRuns: 5 },
    ));
});
