import { Command, InvalidArgumentError, Option } from "commander";
import type { ReleaseRequest } from "../../../rehearsal/release/request.ts";
import { placeOptions, requireStack, stackOption } from "../options.ts";

/** `rehearse release` */
export function releaseCommand(): Command {
  const command = new Command("release")
    .description("Run the delivered release on this machine, job by job, and show what it would publish.")
    .addOption(stackOption())
    .option("--source <path>", "a folder or clone of the package's sources, instead of its published ones")
    .option("--version <version>", "raise it to this version first, in the rehearsal's repository alone")
    .addOption(
      new Option("--fail <job[:step]>", "make this job fail, in its first step or this one").argParser(
        parseFail,
      ),
    )
    .option("--approve", "approve as every reviewer, instead of being asked")
    .addOption(new Option("--anew", "forget what earlier ones released").conflicts("newRun"))
    .option("--new-run", "after a failure, start the workflow once more instead of its failed jobs")
    .addOption(
      new Option("--jobs <number>", "how many run at once (default: as many as processors)").argParser(
        parseJobs,
      ),
    )
    .option("--without-image", "leave the container image out")
    .option("--json", "print one JSON object and nothing else");
  for (const option of placeOptions()) command.addOption(option);
  return command.action(async (options: Given) => {
    requireStack(command, options);
    const [{ showRelease }, { rehearseRelease }] = await Promise.all([
      import("../../rehearsal/release/release.ts"),
      import("../../../rehearsal/release/rehearse.ts"),
    ]);
    const { stack, cwd, root, source = null, version = null, fail = null, jobs = null } = options;
    await showRelease(
      {
        ...{ stack, cwd, root, source, version, fail, jobs },
        anew: options.anew === true,
        newRun: options.newRun === true,
        withoutImage: options.withoutImage === true,
        approved: options.approve === true,
        json: options.json === true,
      },
      rehearseRelease,
    );
  });
}

interface Given {
  readonly stack: string;
  readonly cwd: string;
  readonly root: string;
  readonly source?: string;
  readonly version?: string;
  readonly fail?: NonNullable<ReleaseRequest["fail"]>;
  readonly approve?: true;
  readonly anew?: true;
  readonly newRun?: true;
  readonly jobs?: number;
  readonly withoutImage?: true;
  readonly json?: true;
}

/** Whether there is such a job and step is known once the workflow is read. */
function parseFail(text: string): NonNullable<ReleaseRequest["fail"]> {
  const [, job = "", step = ""] = /^([\w-]+)(?::([^]+))?$/.exec(text) ?? [];
  if (job !== "") return { job, step };
  throw new InvalidArgumentError(
    "Give it a job of the workflow, such as test, or a step of it: publish:download.",
  );
}

function parseJobs(text: string): number {
  const jobs = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (jobs > 0) return jobs;
  throw new InvalidArgumentError("Give it a whole number from 1 to 999.");
}
