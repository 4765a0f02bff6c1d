import { Command, Option } from "commander";
import { bumps } from "../../documents/release/next-version.ts";
import type { ReleaseOptions } from "../release-prepare/release-prepare.ts";
import { folderOption, placeOptions, requireStack, stackOption } from "./options.ts";

/** `release:prepare` */
export function releasePrepareCommand(): Command {
  const command = described(
    "Propose the next version and its changelog by pull request, with your own accounts.",
  );
  return command.addOption(folderOption()).action(async (options: Given) => {
    await prepare(command, { ...options, root: null });
  });
}

/** `rehearse release:prepare` */
export function rehearsedReleasePrepareCommand(): Command {
  const command = described("Propose the next version and its changelog by pull request.");
  for (const option of placeOptions()) command.addOption(option);
  return command.action((options: ReleaseOptions) => prepare(command, options));
}

type Given = Omit<ReleaseOptions, "root">;

function described(description: string): Command {
  return new Command("release:prepare")
    .description(description)
    .addOption(stackOption())
    .addOption(new Option("--version <version>", "the version, such as 1.2.0 or 1.2.0rc1").conflicts("bump"))
    .addOption(
      new Option(
        "--bump <part>",
        "the next version of this kind; without it and --version, the one that the sources state, or the next patch if that is tagged",
      ).choices(bumps),
    )
    .option("--source <folder>", "look at a clone of the repository instead of GitHub; changes nothing")
    .option("--dry-run", "show what would be changed; changes nothing")
    .option("--json", "print one JSON object and nothing else");
}

async function prepare(command: Command, options: ReleaseOptions): Promise<void> {
  requireStack(command, options);
  const { prepareRelease } = await import("../release-prepare/release-prepare.ts");
  await prepareRelease(options);
}
