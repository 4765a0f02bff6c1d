import { showRelease } from "../../../cli/rehearsal/release/release.ts";
import type { Rehearse } from "../../../cli/rehearsal/release/release.ts";
import { FaultsError } from "../../../config/fault.ts";
import type { JobReport } from "../../../rehearsal/release/report.ts";
import { finish } from "../../../cli/finish.ts";
import { entry, jobReport, ran, releaseReport } from "../rehearsal/release/reports.ts";

/** `rehearse release` with a rehearsal that does as its first argument says, for tests of what is shown. */
const [scenario = "", ...flags] = process.argv.slice(2);

const publishing: Rehearse = async (request, told, signal) => {
  told({ kind: "preparing", text: "starting the services ..." });
  told({ kind: "planned", workflow: "Release", jobs: ["build", "publish"].map(entry) });
  told({ kind: "started", key: "build" });
  told({ kind: "step", key: "build", name: "Build it" });
  const build = jobReport("build");
  told({ kind: "ended", report: build });
  told({ kind: "waiting", key: "publish", environment: "pypi" });
  const isApproved = await request.approve("pypi", ["octocat", "octo/releasers"]);
  const refused = { kind: "refused", reason: "no reviewer of pypi approved it" } as const;
  const publish = jobReport("publish", { outcome: isApproved ? ran() : refused });
  told({ kind: "ended", report: publish });
  const result = signal.aborted ? "cancelled" : isApproved ? "succeeded" : "failed";
  return releaseReport({ result, jobs: [build, publish] });
};

const endless: Rehearse = async (_, told, signal) => {
  told({ kind: "planned", workflow: "Release", jobs: [entry("build")] });
  told({ kind: "started", key: "build" });
  const waiting = setInterval(() => {}, 1000);
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  clearInterval(waiting);
  const build: JobReport = jobReport("build", { outcome: ran("cancelled") });
  told({ kind: "ended", report: build });
  return releaseReport({ result: "cancelled", jobs: [build] });
};

const misused: Rehearse = () => {
  const fault = {
    place: "--fail nope",
    fault: "release.yml has no such job",
    mend: "name one of gate, build",
  };
  return Promise.reject(new FaultsError([fault]));
};

const unready: Rehearse = () => {
  const place = "sources \u001b[2Jof pkg";
  return Promise.reject(new FaultsError([{ place, fault: "are not there", mend: "name them by --source" }]));
};

const scenarios: Readonly<Record<string, Rehearse>> = { publishing, endless, misused, unready };

await showRelease(
  {
    stack: "test",
    cwd: ".",
    root: ".slipway",
    source: null,
    version: null,
    fail: null,
    anew: false,
    newRun: false,
    jobs: null,
    withoutImage: false,
    approved: flags.includes("--approve"),
    json: flags.includes("--json"),
  },
  scenarios[scenario] ?? publishing,
);
await finish();
