import assert from "node:assert/strict";
import * as fc from "fast-check";
import { clean } from "../../../tasks/image-cleanup/clean.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { MemoryImage, cleaning } from "./memory.ts";

/** A manifest of a random image: it leads only to those before it, as digests have it. */
const manifest = fc.record({
  parts: fc.array(fc.nat(50), { maxLength: 3 }),
  subject: fc.option(fc.nat(50), { freq: 2 }),
  mentions: fc.array(fc.nat(50), { maxLength: 1 }),
  tagged: fc.option(fc.constantFrom("release", "fallback"), { freq: 4 }),
  young: fc.boolean(),
  inLedger: fc.integer({ min: 0, max: 6 }).map((one) => one === 0),
});
type Drawn = typeof manifest extends fc.Arbitrary<infer T> ? T : never;

interface Model {
  readonly image: MemoryImage;
  readonly digests: readonly string[];
  /** By digest: what it leads to, as the test drew it. */
  readonly ways: ReadonlyMap<string, readonly string[]>;
  readonly subjects: ReadonlyMap<string, string>;
  readonly roots: readonly string[];
}

function build(drawn: readonly Drawn[]): Model {
  const image = new MemoryImage();
  const digests: string[] = [];
  const ways = new Map<string, readonly string[]>();
  const subjects = new Map<string, string>();
  const roots: string[] = [];
  for (const [index, { parts, subject, mentions, tagged, young, inLedger }] of drawn.entries()) {
    const at = (number: number) => digests.slice(0, index)[number % Math.max(index, 1)];
    const known = (list: readonly number[]) => list.flatMap((number) => at(number) ?? []);
    const about = subject === null ? null : (at(subject) ?? null);
    const pushed = { parts: known(parts), subject: about, mentions: known(mentions), age: young ? 5 : 31 };
    const digest = image.push(pushed);
    digests.push(digest);
    ways.set(digest, [...pushed.parts, ...pushed.mentions, ...(about === null ? [] : [about])]);
    if (about !== null) subjects.set(digest, about);
    if (inLedger) image.ledger.push(digest);
    if (tagged === "release") image.tags.set(`1.${index}`, digest);
    const attested = at(index * 7);
    if (tagged === "fallback" && attested !== undefined) image.tags.set(attested.replace(":", "-"), digest);
    if (young || inLedger) roots.push(digest);
  }
  // A tag may have moved on.
  for (const [tag, digest] of image.tags)
    roots.push(digest, ...(tag.startsWith("sha256-") ? [tag.replace("-", ":")] : []));
  return { image, digests, ways, subjects, roots };
}

/** By the definition, again and again until nothing is added. */
function keptBy({ digests, ways, subjects, roots }: Pick<Model, "digests" | "ways" | "subjects" | "roots">) {
  const kept = new Set(roots);
  for (let before = -1; before < kept.size;) {
    before = kept.size;
    for (const digest of digests) {
      const about = subjects.get(digest);
      if (about !== undefined && kept.has(about)) kept.add(digest);
      if (kept.has(digest)) for (const other of ways.get(digest) ?? []) kept.add(other);
    }
  }
  return kept;
}

const graph = fc.array(manifest, { minLength: 1, maxLength: 30 });

describe("a clean-up of any image", () => {
  it("removes exactly what is old and that nothing leads to, 1,000 times", async function () {
    this.timeout(60_000);
    const property = fc.asyncProperty(graph, async (drawn) => {
      const model = build(drawn);
      const kept = keptBy(model);
      const told = await clean(model.image.sources(), cleaning);
      const expected = model.digests.filter((digest) => !kept.has(digest));
      assert.deepEqual(model.image.deleted.toSorted(), expected.toSorted());
      assert.deepEqual(told.removed.map(({ digest }) => digest).toSorted(), expected.toSorted());
      assert.equal(told.kept.length, model.digests.length - expected.length);
    });
    await fc.assert(property, { numRuns: 1000 });
  });

  it("leaves no broken index, wherever it is cut off, and ends the same once it is run again", async function () {
    this.timeout(60_000);
    const property = fc.asyncProperty(graph, fc.nat(80), async (drawn, after) => {
      const model = build(drawn);
      const kept = keptBy(model);
      let left = after;
      model.image.step = () => {
        left -= 1;
        if (left < 0) throw new Error("cut off");
      };
      await clean(model.image.sources(), cleaning).catch((error: unknown) => {
        assert.match(String(error), /cut off/);
      });
      for (const digest of model.image.stored.keys())
        for (const other of model.ways.get(digest) ?? []) assert.ok(model.image.stored.has(other));
      model.image.step = () => undefined;
      await clean(model.image.sources(), cleaning);
      const expected = model.digests.filter((digest) => !kept.has(digest));
      assert.deepEqual(model.image.deleted.toSorted(), expected.toSorted());
    });
    await fc.assert(property, { numRuns: 500 });
  });

  it("removes nothing at all where a manifest can't be read", async function () {
    this.timeout(60_000);
    const property = fc.asyncProperty(graph, fc.nat(30), async (drawn, number) => {
      const model = build(drawn);
      let reads = 0;
      model.image.step = (request) => {
        if (request !== "manifest") return;
        reads += 1;
        if (reads !== (number % drawn.length) + 1) return;
        throw new TaskError([{ place: "registry", fault: "answered 503", mend: "run it again" }]);
      };
      await assert.rejects(clean(model.image.sources(), cleaning), /registry: answered 503/);
      assert.deepEqual(model.image.deleted, []);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it("removes nothing in a dry run, and tells what the real one removes", async function () {
    this.timeout(60_000);
    const property = fc.asyncProperty(graph, async (drawn) => {
      const { image } = build(drawn);
      const dry = await clean(image.sources(), { ...cleaning, dryRun: true });
      assert.deepEqual(image.deleted, []);
      const real = await clean(image.sources(), cleaning);
      assert.deepEqual(dry.removed, real.removed);
      assert.deepEqual(dry.kept, real.kept);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
