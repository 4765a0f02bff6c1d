import fc from "fast-check";
import assert from "node:assert/strict";
import type { Deployment, StateResource } from "../../../cli/recovery/deployment.ts";
import { settle } from "../../../cli/recovery/surgery.ts";

const stack: StateResource = { urn: "urn:stack", type: "pulumi:pulumi:Stack", custom: false };
const provider: StateResource = {
  urn: "urn:provider",
  type: "pulumi:providers:github",
  custom: true,
  id: "7",
  parent: stack.urn,
};
const reference = `${provider.urn}::7`;

function resource(name: string, more: Partial<StateResource> = {}): StateResource {
  const type = "github:index/repositoryRuleset:RepositoryRuleset";
  return { urn: `urn:${name}`, type, custom: true, parent: stack.urn, provider: reference, ...more };
}

const nothing = { made: [], gone: [] };

describe("the surgery on a state", () => {
  it("takes a creation in after all that it depends on", () => {
    const [first, last] = [resource("first", { id: "1" }), resource("last", { id: "3" })];
    const made = resource("made", { id: "2", dependencies: [first.urn] });
    const state = { resources: [stack, provider, first, last], pending_operations: [] };
    assert.deepEqual(settle(state, { made: [made], gone: [] }).resources, [
      stack,
      provider,
      first,
      made,
      last,
    ]);
  });

  it("marks what a creation replaces, and forgets what was deleted for it", () => {
    const old = resource("same", { id: "1" });
    const deleted = resource("other", { id: "1", pendingReplacement: true });
    const made = [resource("same", { id: "2" }), resource("other", { id: "2" })];
    const { resources } = settle({ resources: [stack, provider, old, deleted] }, { made, gone: [] });
    assert.deepEqual(
      resources.filter(({ urn }) => urn === old.urn),
      [made[0], { ...old, delete: true }],
    );
    assert.deepEqual(
      resources.filter(({ urn }) => urn === deleted.urn),
      [made[1]],
    );
  });

  it("never marks a resource to be deleted that is the very one that was made", () => {
    const made = resource("same", { id: "1" });
    const once = settle({ resources: [stack, provider] }, { made: [made], gone: [] });
    assert.deepEqual(settle(once, { made: [made], gone: [] }), once);
    const marked = { resources: [stack, provider, { ...made, delete: true }] };
    assert.deepEqual(settle(marked, { made: [made], gone: [] }).resources, [stack, provider, made]);
  });

  it("leaves out what a creation is said to depend on and the state does not have", () => {
    const made = resource("made", {
      id: "1",
      dependencies: ["urn:unknown", stack.urn],
      propertyDependencies: { name: ["urn:unknown"] },
      deletedWith: "urn:unknown",
      replaceWith: ["urn:unknown"],
    });
    const { resources } = settle({ resources: [stack, provider] }, { made: [made], gone: [] });
    const taken = resources.at(-1);
    assert.deepEqual(taken?.dependencies, [stack.urn]);
    assert.deepEqual(taken.propertyDependencies, { name: [] });
    assert.equal(taken.deletedWith, undefined);
    assert.deepEqual(taken.replaceWith, []);
  });

  it("takes in nothing whose provider or parent the state does not have", () => {
    const state = { resources: [stack, provider] };
    const strangers = [
      resource("a", { id: "1", provider: "urn:other::1" }),
      resource("b", { id: "1", parent: "urn:x" }),
    ];
    assert.deepEqual(settle(state, { made: strangers, gone: [] }), state);
  });

  it("forgets a replaced resource that is deleted already, and no other of that name", () => {
    const old = resource("same", { id: "1", delete: true });
    const current = resource("same", { id: "2" });
    const state = { resources: [stack, provider, current, old] };
    const gone = [{ urn: old.urn, id: "1" }];
    assert.deepEqual(settle(state, { made: [], gone }).resources, [stack, provider, current]);
    const other = [{ urn: current.urn, id: "2" }];
    assert.deepEqual(settle(state, { made: [], gone: other }), state);
  });

  it("keeps everything else of a state", () => {
    const state = {
      manifest: { magic: "x" },
      secrets_providers: { type: "passphrase" },
      resources: [stack, provider],
      pending_operations: [{ type: "updating", resource: provider }],
    };
    const { pending_operations: _dropped, ...rest } = state;
    assert.deepEqual(settle(state, nothing), rest);
  });

  it("keeps any state whole, in an order that the engine takes, and changes nothing a second time", () => {
    fc.assert(
      fc.property(states(), ({ state, made }) => {
        const after = settle(state, { made, gone: [] });
        assert.deepEqual(after.pending_operations, undefined);
        assertSound(after);
        for (const one of state.resources ?? []) {
          const there = after.resources?.some(({ urn, id }) => urn === one.urn && id === one.id);
          assert.ok(there === true || one.pendingReplacement === true, `${one.urn} ${one.id} was dropped`);
        }
        for (const one of made) {
          const current = after.resources?.filter(({ urn, delete: old }) => urn === one.urn && old !== true);
          assert.deepEqual(
            current?.map(({ id }) => id),
            [one.id],
          );
        }
        assert.deepEqual(settle(after, { made, gone: [] }), after);
      }),
      { numRuns: 500 },
    );
  });
});

/** Creations as an engine has them under way: each depends on what the state had before it. */
function states(): fc.Arbitrary<{ state: Deployment; made: StateResource[] }> {
  const one = fc.record({
    standing: fc.constantFrom("none", "current", "pendingReplacement", "replaced" as const),
    under: fc.constantFrom("nothing", "creating", "updating", "deleting" as const),
    dependsOn: fc.array(fc.nat(), { maxLength: 3 }),
    sameId: fc.boolean(),
  });
  return fc.array(one, { maxLength: 12 }).map((specs) => {
    const base: StateResource[] = [stack, provider];
    const made: StateResource[] = [];
    const operations = specs.flatMap(({ standing, under, dependsOn, sameId }, index) => {
      const before = base.filter(({ custom }) => custom === true).map(({ urn }) => urn);
      const dependencies = dependsOn.map((at) => before[at % before.length] ?? provider.urn);
      const mine = resource(`r${index}`, { id: `old-${index}`, dependencies });
      if (standing === "current") base.push(mine);
      if (standing === "replaced") base.push({ ...mine, delete: true });
      // The successor of a resource that is gone depends on what comes before it.
      if (standing === "pendingReplacement") base.push({ ...mine, pendingReplacement: true });
      if (under === "creating") {
        const id = sameId && standing !== "pendingReplacement" ? `old-${index}` : `new-${index}`;
        made.push({ ...mine, id });
      }
      return under === "nothing" ? [] : [{ type: under, resource: mine }];
    });
    return { state: { resources: base, pending_operations: operations }, made };
  });
}

/** What the engine asks of a state before it takes it. */
function assertSound({ resources }: Deployment): void {
  const known = new Set<string>();
  for (const one of resources ?? []) {
    const needs = [one.parent, one.provider, ...(one.dependencies ?? [])].filter(
      (need) => need !== undefined,
    );
    for (const need of needs) assert.ok(known.has(need), `${one.urn} comes before ${need}`);
    known.add(one.urn).add(`${one.urn}::${one.id}`);
  }
  const current = (resources ?? []).filter((one) => one.delete !== true).map(({ urn }) => urn);
  assert.equal(new Set(current).size, current.length, "a resource is there twice");
}
