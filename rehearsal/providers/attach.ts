import type { ProviderPackage } from "../../provider/protocol/provider.ts";
import { listen } from "../../provider/protocol/server.ts";

/** Providers that an engine started with this environment attaches to. */
export interface AttachedProviders {
  readonly env: Readonly<Record<string, string>>;
  close(): void;
}

/** Serves providers in this very process: the engine need not start and wait for one more for each of them. */
export async function attachProviders(packages: readonly ProviderPackage[]): Promise<AttachedProviders> {
  const served = await Promise.all(
    packages.map(async (pack) => ({ name: pack.name, server: await listen(pack) })),
  );
  const ports = served.map(({ name, server }) => `${name}:${server.port}`);
  return {
    env: { PULUMI_DEBUG_PROVIDERS: ports.join(",") },
    close: () => served.forEach(({ server }) => server.close()),
  };
}
