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
