import type { Properties, ProviderPackage } from "../../provider/protocol/provider.ts";

/** Where the emulated GitHub listens, and what is said to it where the stack says nothing. */
export interface EmulatedGitHub {
  /** `http://127.0.0.1:PORT`; ignored where the stack's own `github:baseUrl` is on this machine as well. */
  readonly baseUrl: string;
  /** @default "rehearsal" */
  readonly token?: string;
}

/**
 * Turns the settings of a stack to the emulated GitHub. A rehearsal must reach no other machine, whatever the
 * stack says, and credentials that are meant for another address stay where they are.
 */
export function emulated(settings: Properties, options: EmulatedGitHub): Properties {
  const { baseUrl, token, appAuth: _appAuth, ...rest } = settings;
  const given = typeof baseUrl === "string" && isLoopback(baseUrl);
  const address = given ? baseUrl : options.baseUrl;
  if (!isLoopback(address)) {
    throw new Error(`rehearsal: "${address}" is not on this machine; start the emulated GitHub`);
  }
  return { ...rest, baseUrl: address, token: (given ? token : undefined) ?? options.token ?? "rehearsal" };
}

/** The product's own provider, with its settings turned to the emulated GitHub. */
export function withEmulatedGitHub(pack: ProviderPackage, options: EmulatedGitHub): ProviderPackage {
  return { ...pack, configure: (settings) => pack.configure(emulated(settings, options)) };
}

/** Whether an address leads to this machine. */
export function isLoopback(address: string): boolean {
  return URL.canParse(address) && ["127.0.0.1", "localhost", "[::1]"].includes(new URL(address).hostname);
}

/** The product's own provider where others are attached beside it: those need no plugin on this machine. */
export function withAttached(pack: ProviderPackage, names: readonly string[]): ProviderPackage {
  return {
    ...pack,
    configure(settings) {
      const provider = pack.configure(settings);
      const isAttached = (name: unknown) => typeof name === "string" && names.includes(name);
      return {
        ...provider,
        invoke: async (token, args) =>
          token === "slipway:index:getPlugin" && isAttached(args["name"])
            ? { found: true }
            : provider.invoke(token, args),
      };
    },
  };
}
