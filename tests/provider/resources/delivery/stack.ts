import type { GitHubClient } from "../../../../provider/github/client.ts";
import type { Known, Properties } from "../../../../provider/protocol/provider.ts";
import { same } from "../../../../provider/protocol/values.ts";
import { getDelivery } from "../../../../provider/resources/delivery/lookup.ts";
import { deliveryResource as resource } from "../../../../provider/resources/delivery/resource.ts";

/** What an update did to a delivery. */
export interface Updated {
  readonly operation: "create" | "update" | "replace" | "same";
  /** Whether the look beforehand found it changed. */
  readonly drift: boolean;
}

/** A delivery in a stack: does with the resource what the engine does in an update that refreshes first. */
export class TestDelivery {
  readonly #client: GitHubClient;
  #state: Known | undefined;
  #drift = false;

  constructor(client: GitHubClient) {
    this.#client = client;
  }

  get outputs(): Properties {
    return this.#state?.outputs ?? {};
  }

  get status(): unknown {
    return this.outputs["status"];
  }

  /** Forgets what it knows, as a run that was killed before it could write it down. */
  forget(): void {
    this.#state = undefined;
  }

  async refresh(): Promise<void> {
    if (this.#state === undefined) return;
    const found = await resource.read(this.#client, this.#state);
    this.#drift = found === null || !same(found.inputs, this.#state.inputs);
    this.#state = found === null ? undefined : { type: resource.type, ...found };
  }

  /** What the preview's look-up finds. */
  lookUp(inputs: Properties): Promise<Properties> {
    return getDelivery(this.#client, this.#checked(inputs));
  }

  /** What it says against it. */
  async faults(inputs: Properties): Promise<readonly string[]> {
    const { faults } = await this.lookUp(inputs);
    return (faults as readonly { place: string; fault: string }[]).map(
      ({ place, fault }) => `${place}: ${fault}`,
    );
  }

  async up(given: Properties): Promise<Updated> {
    const inputs = this.#checked(given);
    await this.refresh();
    const drift = this.#drift;
    const old = this.#state;
    if (old === undefined) {
      await this.#create(inputs);
      return { operation: "create", drift };
    }
    const { changes, replaces } = await resource.diff(old, inputs, this.#client);
    if (replaces.length > 0) {
      await this.#create(inputs);
      await resource.delete(this.#client, old);
      return { operation: "replace", drift };
    }
    if (changes.length === 0) {
      this.#state = { ...old, inputs };
      return { operation: "same", drift };
    }
    this.#state = { ...old, inputs, outputs: await resource.update(this.#client, old, inputs) };
    return { operation: "update", drift };
  }

  async destroy(): Promise<void> {
    await this.refresh();
    if (this.#state !== undefined) await resource.delete(this.#client, this.#state);
    this.#state = undefined;
  }

  async #create(inputs: Properties): Promise<void> {
    this.#state = { type: resource.type, inputs, ...(await resource.create(this.#client, inputs)) };
  }

  #checked(given: Properties): Properties {
    const { inputs, failures = [] } = resource.check(given, this.#client);
    if (failures.length > 0)
      throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
    return inputs;
  }
}

/** Inputs of a delivery of these files by stack `prod`. */
export function inputsOf(files: Readonly<Record<string, string>>, others: Properties = {}): Properties {
  return { owner: "octo-org", repository: "example", project: "slipway", stack: "prod", files, ...others };
}
