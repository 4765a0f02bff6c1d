import { Command, Option } from "commander";
import { placeOptions, requireStack, stackOption } from "../options.ts";

/** `rehearse merge` */
export function mergeCommand(): Command {
  const command = new Command("merge")
    .description("Merge the pull request by which the stack proposes its files.")
    .addOption(stackOption())
    .addOption(new Option("--merge", "with a merge commit: the default").conflicts(["squash", "rebase"]))
    .addOption(new Option("--squash", "as one commit").conflicts("rebase"))
    .addOption(new Option("--rebase", "as its commits, made anew on top"));
  for (const option of placeOptions()) command.addOption(option);
  return command.action(async (options: MergeOptions) => {
    requireStack(command, options);
    const { mergeProposal } = await import("../../rehearsal/proposal.ts");
    const method = options.squash ? "squash" : options.rebase ? "rebase" : "merge";
    process.stdout.write(`${await mergeProposal(options, method)}\n`);
  });
}

interface MergeOptions {
  readonly stack: string;
  readonly cwd: string;
  readonly root: string;
  readonly squash?: true;
  readonly rebase?: true;
}
