import * as pulumi from "@pulumi/pulumi";

/** How the provider `slipway` reaches GitHub; what is missing comes from the environment (`GITHUB_TOKEN`, ...). */
export interface ProviderArgs {
  /** Token with the permission "Administration: write"; kept secret. */
  readonly token?: pulumi.Input<string> | undefined;
  /** @default "https://api.github.com/" */
  readonly baseUrl?: pulumi.Input<string> | undefined;
  /** Owner of the repositories that name none themselves. */
  readonly owner?: pulumi.Input<string> | undefined;
  /** Credentials of a GitHub App instead of a token; kept secret. */
  readonly appAuth?: pulumi.Input<AppAuthArgs> | undefined;
}

/** Credentials of a GitHub App's installation. */
export interface AppAuthArgs {
  readonly id: pulumi.Input<string>;
  readonly installationId: pulumi.Input<string>;
  /** Text of the App's private key. */
  readonly pemFile: pulumi.Input<string>;
}

/** The project's own provider, with its settings. */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts: pulumi.ResourceOptions = {}) {
    const inputs = {
      token: args.token === undefined ? undefined : pulumi.secret(args.token),
      baseUrl: args.baseUrl,
      owner: args.owner,
      // Providers take nested settings as JSON.
      appAuth: args.appAuth === undefined ? undefined : pulumi.secret(pulumi.jsonStringify(args.appAuth)),
    };
    super("slipway", name, inputs, opts);
  }
}

/** Which repository's releases are immutable. */
export interface ImmutableReleasesArgs {
  /** @default the provider's owner */
  readonly owner?: pulumi.Input<string> | undefined;
  /** Name of the repository, without its owner. */
  readonly repository: pulumi.Input<string>;
}

/** A repository whose releases can't be changed once published. Import by `owner/repository`. */
export class ImmutableReleases extends pulumi.CustomResource {
  declare readonly owner: pulumi.Output<string>;
  declare readonly repository: pulumi.Output<string>;
  /** false only after somebody switched it off; the next update switches it on again. */
  declare readonly enabled: pulumi.Output<boolean>;
  /** Whether the owner of the repository enforces it for all its repositories. */
  declare readonly enforcedByOwner: pulumi.Output<boolean>;

  constructor(name: string, args: ImmutableReleasesArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = { enabled: undefined, enforcedByOwner: undefined };
    super("slipway:index:ImmutableReleases", name, { ...args, ...outputs }, opts);
  }
}

/** What a stack wants to stand in a repository. */
export interface DeliveryArgs {
  /** @default the provider's owner */
  readonly owner?: pulumi.Input<string> | undefined;
  /** Name of the repository, without its owner. */
  readonly repository: pulumi.Input<string>;
  /** The Pulumi project and stack that deliver; a repository takes one. */
  readonly project: pulumi.Input<string>;
  readonly stack: pulumi.Input<string>;
  /** @default "pull-request" */
  readonly by?: pulumi.Input<"pull-request" | "push"> | undefined;
  /** Slipway's own branch, that pull requests come from. @default "slipway/" and the stack's name */
  readonly branch?: pulumi.Input<string> | undefined;
  /** Texts by path, relative to the repository's root; 1 MiB each at most. */
  readonly files: pulumi.Input<Readonly<Record<string, string>>>;
  /** Paths that may be overwritten whoever wrote what is there. */
  readonly adopt?: pulumi.Input<readonly string[]> | undefined;
  /** Paths to remove in the same commit, whoever wrote what is there. */
  readonly retire?: pulumi.Input<readonly string[]> | undefined;
}

/** A pull request of a delivery. */
export interface DeliveryPull {
  readonly number: number;
  readonly url: string;
  readonly state: "open" | "merged" | "closed";
}

/** The files of a stack in a repository, delivered in one commit. Import by `owner/repository`. */
export class Delivery extends pulumi.CustomResource {
  /** GitHub's number of the repository, which stays the same through renames and transfers. */
  declare readonly repositoryId: pulumi.Output<number>;
  declare readonly defaultBranch: pulumi.Output<string>;
  /** Judged by the default branch. */
  declare readonly status: pulumi.Output<"delivered" | "edited" | "waiting" | "declined" | "behind">;
  declare readonly pullRequest: pulumi.Output<DeliveryPull | null>;
  /** The commit of the last delivery; null: nothing had to change. */
  declare readonly commit: pulumi.Output<string | null>;
  /** Files that were edited or deleted by hand: git's ids of what had been delivered, by path. */
  declare readonly edited: pulumi.Output<Readonly<Record<string, string>>>;

  constructor(name: string, args: DeliveryArgs, opts?: pulumi.CustomResourceOptions) {
    const names = ["repositoryId", "defaultBranch", "status", "pullRequest", "commit", "edited"];
    const outputs = Object.fromEntries(names.map((output) => [output, undefined]));
    super("slipway:index:Delivery", name, { ...args, ...outputs }, opts);
  }
}

/** What stands in a repository where a stack wants to deliver. */
export interface DeliveryLookup {
  /** false: there is no such repository, or nothing in it yet. */
  readonly found: boolean;
  /** What forbids to deliver. */
  readonly faults: readonly { readonly place: string; readonly fault: string; readonly mend: string }[];
  /** `OWNER/NAME` as GitHub calls it now. */
  readonly repository?: string;
  /** `User` or `Organization`. */
  readonly ownerType?: string;
  readonly defaultBranch?: string;
  /** Whether the stack has delivered there before, merged or not. */
  readonly delivered?: boolean;
  /** Texts of the files that an earlier version delivered one by one, by path. */
  readonly singly?: Readonly<Record<string, string>>;
  /** Paths of files that were edited or deleted by hand, and stay so. */
  readonly edited?: readonly string[];
  /** Paths that the pull request that waits changes, and a hand changed on the default branch. */
  readonly conflicts?: readonly string[];
  /** What `adopt` names though the stack delivers nothing there. */
  readonly adoptedInVain?: readonly string[];
  /** What `retire` names though nothing stands there; empty once something was delivered, and may have removed it. */
  readonly retiredInVain?: readonly string[];
  /** Texts of the repository's other workflows, by path. */
  readonly workflows?: Readonly<Record<string, string>>;
  /** The repository's own lock of base images, as JSON; absent: it has none. */
  readonly imageLock?: string;
}

/** Looks what stands where a `Delivery` with these inputs would deliver; writes nothing. */
export function getDelivery(args: DeliveryArgs, options: pulumi.InvokeOptions): Promise<DeliveryLookup> {
  return pulumi.runtime.invoke("slipway:index:getDelivery", { ...args }, options) as Promise<DeliveryLookup>;
}

/** Whether the engine has a provider's plugin: one that it lacks and can't download fails the run that declares it. */
export async function hasPlugin(
  plugin: { readonly name: string; readonly version: string },
  options: pulumi.InvokeOptions,
): Promise<boolean> {
  const { found } = (await pulumi.runtime.invoke("slipway:index:getPlugin", { ...plugin }, options)) as {
    readonly found: boolean;
  };
  return found;
}
