import { Command, Option } from "commander";
import type { InitOptions } from "../init/init.ts";

/** `init` */
export function initCommand(): Command {
  return new Command("init")
    .description("Write a stack file for a package, from its sources in a folder or on GitHub.")
    .argument("<source>", "the folder of a package or its repository, or OWNER/NAME on GitHub")
    .option("-s, --stack <name>", "name of the new stack (default: the package's)")
    .option("-f, --folder <path>", "the package's folder, where the repository holds several")
    .addOption(
      new Option("-o, --output <file>", "write this file, which must not be there yet").conflicts("stdout"),
    )
    .option("--stdout", "print the stack file instead of writing it")
    .option("--base-url <address>", "another GitHub than github.com (default: GITHUB_BASE_URL)")
    .option("--json", "print one JSON object and nothing else")
    .addOption(new Option("-C, --cwd <folder>", "write into this folder").default(".", "here"))
    .action(async (source: string, options: Omit<InitOptions, "source">) => {
      const { init } = await import("../init/init.ts");
      await init({ ...options, source });
    });
}
