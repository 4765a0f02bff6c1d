import { join } from "node:path";
import type { Seed } from "../../rehearsal/github/seed.ts";
import type { TokenRules } from "../../rehearsal/github/server.ts";

/** What stands in for the world while the engine runs. */
export interface Services {
  /** Environment by which the engine finds the providers. */
  readonly environment: Readonly<Record<string, string>>;
  /** Address of the emulated GitHub. */
  readonly githubUrl: string;
  /** Does what the first request would otherwise wait for. */
  warmUp(): void;
  close(): Promise<void>;
}

/** What the services work with. */
export interface ServiceOptions {
  /** The `.slipway` folder. */
  readonly root: string;
  readonly seed: Seed;
  /** What the token may do; undefined: everything. */
  readonly token: TokenRules | undefined;
}

/** Starts the emulated GitHub with what the stack expects to be there, and the providers, in this process. */
export async function startServices({ root, seed, token }: ServiceOptions): Promise<Services> {
  const [{ startEmulatedGitHub }, { seedGitHub }, providers] = await Promise.all([
    import("../../rehearsal/github/server.ts"),
    import("../../rehearsal/github/seed.ts"),
    loadProviders(),
  ]);
  await seedGitHub(root, seed);
  const github = await startEmulatedGitHub({ root, ...(token ? { token } : {}) });
  const baseUrl = github.url;
  const attached = await providers.attachProviders([
    providers.githubStandIn({ baseUrl }),
    providers.withEmulatedGitHub(providers.withAttached(providers.slipway, ["docker"]), { baseUrl }),
    providers.dockerStandIn({ file: join(root, "cloud.json"), registryUrl: process.env["REGISTRY_URL"] }),
  ]);
  return {
    environment: attached.env,
    githubUrl: github.url,
    warmUp() {
      // Node makes its HTTP client, a WebAssembly module, at the first use.
      fetch(github.url).catch(() => {});
    },
    async close() {
      attached.close();
      await github.close();
    },
  };
}

async function loadProviders() {
  const [{ attachProviders }, { dockerStandIn }, { githubStandIn }, emulated, { slipway }] =
    await Promise.all([
      import("../../rehearsal/providers/attach.ts"),
      import("../../rehearsal/providers/docker.ts"),
      import("../../rehearsal/providers/github.ts"),
      import("../../rehearsal/providers/emulated.ts"),
      import("../../provider/slipway.ts"),
    ]);
  return { attachProviders, dockerStandIn, githubStandIn, ...emulated, slipway };
}
