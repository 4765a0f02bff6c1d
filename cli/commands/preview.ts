import { Command } from "commander";
import { accountOptions, requireStack, stackOption } from "./options.ts";
import type { AccountOptions } from "./options.ts";

/** `preview` */
export function previewCommand(): Command {
  const command = new Command("preview")
    .description("Show what `up` would change, with your own accounts; changes nothing.")
    .addOption(stackOption())
    .option("--no-refresh", "take it that nobody changed anything by hand")
    .option("--expect-no-changes", "exit with 7 if there is any change");
  for (const option of accountOptions()) command.addOption(option);
  return command.action(async (options: AccountOptions & PreviewOptions) => {
    requireStack(command, options);
    const [{ runAndShow }, { realRequest }] = await Promise.all([
      import("./run-and-show.ts"),
      import("./real-request.ts"),
    ]);
    await runAndShow({
      ...realRequest("preview", options),
      refresh: options.refresh,
      expectNoChanges: options.expectNoChanges === true,
    });
  });
}

interface PreviewOptions {
  readonly refresh: boolean;
  readonly expectNoChanges?: true;
}
