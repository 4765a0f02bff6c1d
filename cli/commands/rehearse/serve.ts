import { Command, Option } from "commander";
import { requireStack, placeOptions, stackOption } from "../options.ts";

/** `rehearse serve` */
export function serveCommand(): Command {
  const command = new Command("serve")
    .description("Serve the emulated GitHub until Ctrl-C: for the real provider, `gh` and `curl`.")
    .addOption(stackOption())
    .addOption(new Option("--port <number>", "port on 127.0.0.1").default(0, "a free one").argParser(Number));
  for (const option of placeOptions()) command.addOption(option);
  return command.action(async (options: ServeOptions) => {
    requireStack(command, options);
    const { serve } = await import("../../rehearsal/serve.ts");
    await serve(options);
  });
}

interface ServeOptions {
  readonly stack: string;
  readonly port: number;
  readonly cwd: string;
  readonly root: string;
}
