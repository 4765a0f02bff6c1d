import { Provider } from "@pulumi/docker/provider.js";
import * as pulumi from "@pulumi/pulumi";
import type { RegistryCredentials } from "../config/read.ts";
import type { ImageAddresses } from "../plan/image-addresses.ts";
import type { UpkeepPlan } from "../plan/plan.ts";
import { baseStanding } from "./base-image.ts";
import type { LockedBase } from "./base-image.ts";
import { packageStanding } from "./package-standing.ts";
import type { PackageAnswers, PackageStanding } from "./package-standing.ts";
import { askRegistry } from "./registry-lookup.ts";
import type { RegistryAnswer } from "./registry-lookup.ts";

export interface ContainerPackageArgs {
  readonly addresses: ImageAddresses;
  readonly base: LockedBase;
  readonly upkeep: UpkeepPlan;
  /** The stack's own `docker:registryAuth`; undefined: registries are asked as by strangers alone. */
  readonly registryAuth: pulumi.Output<RegistryCredentials[]> | undefined;
  /** Why registries can't be asked; null: they can. */
  readonly unasked: string | null;
}

/**
 * The package of container images that releases push to: how to get it, and how it stands in its registry. The first
 * push makes it; nothing here does. A registry that doesn't answer is told of, and stops nothing.
 */
export class ContainerPackage extends pulumi.ComponentResource {
  readonly pullCommand: string;
  /** Page on which its visibility is set; null: its registry is not GitHub's. */
  readonly settingsPage: string | null;
  /** What `latest` holds, or why that is not told. */
  readonly digest: pulumi.Output<string>;
  /** Whether anybody may pull it. */
  readonly anonymousPull: pulumi.Output<string>;
  /** The base that images are built on, and whether there is a newer one. */
  readonly base: pulumi.Output<string>;

  constructor(name: string, args: ContainerPackageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:image:ContainerPackage", name, {}, opts);
    const { addresses } = args;
    this.pullCommand = addresses.pullCommand;
    this.settingsPage = addresses.settingsPage;
    const standing = pulumi.output(lookUpPackage(args, this.askers(name, args)));
    this.digest = standing.digest;
    this.anonymousPull = standing.anonymousPull;
    this.base = standing.base;
    this.registerOutputs({ pullCommand: this.pullCommand, digest: this.digest });
  }

  /** Two providers where there are credentials: only one without them knows what strangers are told. */
  private askers(name: string, { unasked, registryAuth }: ContainerPackageArgs): Askers {
    if (unasked !== null) {
      const answer: RegistryAnswer = { is: "unknown", reason: unasked };
      return { anonymous: () => Promise.resolve(answer), known: null };
    }
    const asker = (key: string, more: { readonly registryAuth?: pulumi.Output<RegistryCredentials[]> }) => {
      const provider = new Provider(`${name}-${key}`, { ...withoutDaemon, ...more }, { parent: this });
      return (reference: string) => askRegistry(reference, provider);
    };
    return {
      anonymous: asker("anonymous", {}),
      known: registryAuth === undefined ? null : asker("registry", { registryAuth }),
    };
  }
}

/**
 * Registries are asked by the provider itself. The daemon's address is never used; without one the SDK would take
 * DOCKER_HOST of whoever runs it, and the state would differ by that.
 */
const withoutDaemon = { disableDockerDaemonCheck: true, host: "tcp://127.0.0.1:2375" };

type Ask = (reference: string) => Promise<RegistryAnswer>;

interface Askers {
  readonly anonymous: Ask;
  /** null: the stack has no credentials. */
  readonly known: Ask | null;
}

async function lookUpPackage(
  { addresses, base, upkeep }: ContainerPackageArgs,
  askers: Askers,
): Promise<PackageStanding & { readonly base: string }> {
  const [answers, newest] = await Promise.all([askAll(addresses, askers), askers.anonymous(base.reference)]);
  const held = baseStanding(base, newest, upkeep);
  const unknown = [answers.anonymous, newest].find((answer) => answer.is === "unknown");
  if (unknown?.is === "unknown") {
    const fault = `not every registry could be asked (${unknown.reason})`;
    await pulumi.log.info(
      `slipway:image: ${fault}; what it would have told is unknown, and nothing waits for it`,
    );
  }
  if (held.note !== null) await pulumi.log.info(held.note);
  return { ...packageStanding(answers, addresses), base: held.text };
}

async function askAll({ latest, branch }: ImageAddresses, askers: Askers): Promise<PackageAnswers> {
  const [anonymous, known] = await Promise.all([
    askers.anonymous(latest),
    askers.known === null ? null : askers.known(latest),
  ]);
  // Before the first stable release the default branch's image is what there is.
  const reader = [
    { ask: askers.anonymous, answer: anonymous },
    { ask: askers.known, answer: known },
  ].find(({ answer }) => answer?.is === "absent");
  return { anonymous, known, branch: (await reader?.ask?.(branch)) ?? null };
}
