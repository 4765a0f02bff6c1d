import { UNKNOWN, type Known, type Properties } from "../../protocol/provider.ts";
import { same } from "../../protocol/values.ts";
import type { Resource } from "../../protocol/dispatch.ts";
import type { GitHubClient } from "../../github/client.ts";
import { isSameRepository } from "../../github/identity.ts";
import { gitIdOf } from "../../../documents/git-id.ts";
import { checkInputs } from "./check.ts";
import { carryOut } from "./deliver.ts";
import { faultsError } from "./faults-error.ts";
import { delivery, removal } from "./intent.ts";
import { readDelivery } from "./read.ts";
import { outputsOf } from "./status.ts";
import { textsOf, wantedOf, type Wanted } from "./wanted.ts";

const identity = ["owner", "repository"] as const;

/**
 * The files of a stack in a repository, delivered in one commit and known by a manifest beside them. What a person
 * changed is shown and never overwritten unasked. Creating it again finds what a run that was killed left.
 */
export const deliveryResource: Resource<GitHubClient> = {
  type: "slipway:index:Delivery",

  check: checkInputs,

  async diff(old, inputs, client) {
    const moved = identity.filter((name) => !same(old.inputs[name], inputs[name]));
    const replaces = moved.length > 0 && !(await isSameRepository(client, old.inputs, inputs)) ? moved : [];
    const others = ["project", "stack", "by", "branch", "adopt", "retire"].filter(
      (name) => !same(old.inputs[name], inputs[name]),
    );
    const files = changedFiles(old, inputs) ? ["files"] : [];
    // What is wanted stands there, but is not yet known for the stack's own.
    const behind = old.outputs["status"] === "behind" ? ["status"] : [];
    return { changes: [...moved, ...others, ...files, ...behind], replaces };
  },

  preview: (inputs, old) => ({
    ...inputs,
    repositoryId: old?.outputs["repositoryId"] ?? UNKNOWN,
    defaultBranch: UNKNOWN,
    status: UNKNOWN,
    pullRequest: UNKNOWN,
    commit: UNKNOWN,
    edited: UNKNOWN,
  }),

  async create(client, inputs) {
    const wanted = wantedOf(inputs);
    return { id: `${wanted.owner}/${wanted.repository}`, outputs: await deliver(client, wanted, inputs) };
  },

  async update(client, old, inputs) {
    const wanted = wantedOf(inputs);
    const outputs = await deliver(client, wanted, inputs);
    // A pull request from a branch that is not used any more would wait for ever.
    if (!same(old.inputs["branch"], inputs["branch"])) await withdraw(client, wantedOf(old.inputs));
    return outputs;
  },

  read: readDelivery,

  async delete(client, known) {
    await carryOut(client, wantedOf(known.inputs), removal);
  },
};

async function deliver(client: GitHubClient, wanted: Wanted, inputs: Properties): Promise<Properties> {
  const done = await carryOut(client, wanted, delivery);
  if (done === null) {
    const place = `${wanted.owner}/${wanted.repository}`;
    const mend = 'create it, or give the token access to it ("Contents: write")';
    throw faultsError([{ place, fault: "GitHub shows no such repository to this token", mend }]);
  }
  const { seen, pull, commit } = done;
  const kept = outputsOf(seen, wanted, { status: "delivered", pull, commit });
  const isEdited = Object.keys(kept["edited"] as Properties).length > 0;
  const status = pull !== null ? "waiting" : isEdited ? "edited" : "delivered";
  return { ...inputs, ...kept, status };
}

async function withdraw(client: GitHubClient, wanted: Wanted): Promise<void> {
  const none = () => [];
  const nothing = {
    edits: () => new Map(),
    owner: none,
    faults: none,
    text: () => ({ title: "", body: "" }),
  };
  await carryOut(client, wanted, nothing);
}

/** A hand's edit that the state tells of is no change, unless it may be overwritten or something new is wanted. */
function changedFiles(old: Known, inputs: Properties): boolean {
  if (inputs["files"] === UNKNOWN) return true;
  const [before, after] = [textsOf(old.inputs["files"]), textsOf(inputs["files"])];
  const edited = textsOf(old.outputs["edited"]);
  const adopted = new Set(wantedOf(inputs).adopt);
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...paths].some((path) => {
    const text = after[path];
    const delivered = edited[path];
    if (delivered === undefined) return !isSameText(text, before[path]);
    return adopted.has(path) || text === undefined || gitIdOf(text) !== delivered;
  });
}

/** Whether both mean the same text, though one may stand in for it. */
function isSameText(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one === other || gitIdOf(one) === gitIdOf(other);
}
