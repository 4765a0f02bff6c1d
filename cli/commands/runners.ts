import { Command, InvalidArgumentError, Option } from "commander";
import type { RunnersOptions } from "../runners/open.ts";
import type { DrainOptions } from "../runners/tell.ts";
import { folderOption, requireStack, stackOption } from "./options.ts";

/** `runners` */
export function runnersCommand(): Command {
  const status = placed(
    "status",
    "How the pools stand: jobs, runners, hosts, budget, and why none is started.",
  );
  status.action(async (options: RunnersOptions) => {
    requireStack(status, options);
    await (await import("../runners/tell.ts")).tellStatus(options);
  });
  const jobs = placed(
    "jobs",
    "The newest jobs: which runner took them, how long they waited, what they cost.",
  );
  jobs
    .addOption(new Option("-n, --limit <number>", "so many of each pool").default(20).argParser(count))
    .action(async (options: RunnersOptions & { readonly limit: number }) => {
      requireStack(jobs, options);
      await (await import("../runners/tell.ts")).tellJobs(options);
    });
  const explain = placed("explain", "Why a job waits, was refused or ended, and what helps.");
  explain.argument("<job>", "its number, as in `jobs` and in its address on GitHub");
  explain.action(async (job: string, options: RunnersOptions) => {
    requireStack(explain, options);
    await (await import("../runners/tell.ts")).tellWhy(job, options);
  });
  const drain = placed("drain", "Start nothing more, and let what runs come to its end.");
  drain
    .option("--pool <name>", "this pool alone")
    .option("--undo", "serve jobs again")
    .action(async (options: DrainOptions) => {
      requireStack(drain, options);
      await (await import("../runners/tell.ts")).drain(options);
    });
  const all = new Command("runners").description("Look at self-hosted runners, and drain them.");
  for (const command of [status, jobs, explain, drain]) all.addCommand(command);
  return all;
}

function placed(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addOption(stackOption())
    .option("--json", "print one JSON object and nothing else")
    .option("--region <name>", "the AWS region; without it, aws:region of the stack, or AWS_REGION")
    .option("--table <name>", "the table; without it, slipway-STACK-runners")
    .addOption(folderOption());
}

function count(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("write a whole number from 1 to 9999");
  return Number(text);
}
