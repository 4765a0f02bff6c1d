import { Command, InvalidArgumentError, Option } from "commander";
import { requireStack, placeOptions, stackOption } from "../options.ts";

/** `rehearse serve` */
export function serveCommand(): Command {
  const command = new Command("serve")
    .description("Serve the emulated GitHub until Ctrl-C: for the real provider, `gh` and `curl`.")
    .addOption(stackOption())
    .addOption(
      new Option("--port <number>", "port on 127.0.0.1").default(0, "a free one").argParser(parsePort),
    );
  for (const option of placeOptions()) command.addOption(option);
  return command.action(async (options: ServeOptions) => {
    requireStack(command, options);
    const { serve } = await import("../../rehearsal/serve.ts");
    await serve(options);
  });
}

function parsePort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= 65535) return port;
  throw new InvalidArgumentError("Give it a whole number from 0 (a free one) to 65535.");
}

interface ServeOptions {
  readonly stack: string;
  readonly port: number;
  readonly cwd: string;
  readonly root: string;
}
