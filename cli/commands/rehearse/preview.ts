import { Command } from "commander";
import type { RunOptions } from "../options.ts";
import { requireStack, runOptions, stackOption } from "../options.ts";

/** `rehearse preview` */
export function previewCommand(): Command {
  const command = new Command("preview")
    .description("Show what `up` would change, and mend of what was changed by hand.")
    .addOption(stackOption())
    .option("--no-refresh", "take it that nobody changed anything by hand")
    .option("--expect-no-changes", "exit with 7 if there is any change");
  for (const option of runOptions()) command.addOption(option);
  return command.action(async (options: RunOptions & PreviewOptions) => {
    requireStack(command, options);
    const [{ runAndShow }, { rehearsalRequest }] = await Promise.all([
      import("../run-and-show.ts"),
      import("./request.ts"),
    ]);
    await runAndShow({
      ...rehearsalRequest("preview", options),
      refresh: options.refresh,
      expectNoChanges: options.expectNoChanges === true,
    });
  });
}

interface PreviewOptions {
  readonly refresh: boolean;
  readonly expectNoChanges?: true;
}
