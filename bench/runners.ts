import { createHmac, randomUUID } from "node:crypto";
import { MemoryHints } from "../rehearsal/runners/memory/hints.ts";
import { MemoryTable } from "../rehearsal/runners/memory/table.ts";
import { World } from "../rehearsal/runners/world/world.ts";
import { answerHttp } from "../runners/functions/http.ts";
import { JsonLog } from "../runners/functions/json-log.ts";
import type { Comparison, Figure } from "./figure.ts";
import { bundleFigures } from "./runners/bundles.ts";
import { figure, peer } from "./runners/peer.ts";
import { benchSettings } from "./runners/settings.ts";
import { simulateDay, type SimulatedDay } from "./runners/simulation.ts";
import { median } from "./statistics.ts";

/** What the control plane of runners asks, how fast it is and how large; `days`: jobs a day that are simulated. */
export async function runnerFigures(days: readonly number[]): Promise<readonly Figure[]> {
  const burst = await playBurst(100);
  const ten = await playBurst(10);
  return [
    figure("GitHub calls for each of 100 jobs", burst.github, {
      unit: "calls",
      atMost: 1.05,
      peers: [peer(2.1, "calls")],
    }),
    figure("AWS calls for each of 100 jobs, of the controller", burst.aws, {
      unit: "calls",
      atMost: 1.5,
      peers: [peer(2.4, "calls")],
    }),
    figure("100 jobs at once: runners lacking", burst.lacking, {
      unit: "runners",
      atMost: 0,
      peers: [peer(44, "runners")],
    }),
    figure("100 jobs at once: instances too many", burst.surplus, {
      unit: "instances",
      atMost: 0,
      peers: [peer(144, "instances")],
    }),
    figure("100 jobs at once: all configured after", burst.seconds, { unit: "s", atMost: 30, peers: [] }),
    figure("10 jobs at once: all configured after", ten.seconds, {
      unit: "s",
      atMost: null,
      peers: [peer(9.3, "s")],
    }),
    ...(await handlerFigures()),
    ...(await bundleFigures()),
    ...(await Promise.all(days.map(async (jobs) => dayFigure(await simulateDay(jobs, maximumFor(jobs)))))),
  ];
}

/** So many jobs of as many runs, all at once, in the world's time: what the controller alone asked, and how long it took. */
async function playBurst(jobs: number) {
  const slow: Readonly<Record<string, number>> = { "github.register": 250, "compute.launch": 300 };
  const world = new World({
    settings: benchSettings({ maximum: 200 }),
    ...{ seed: 1, latency: (call) => slow[call] ?? 10, work: () => ({ ms: 600_000, conclusion: "success" }) },
    bootTime: () => 60_000,
  });
  const { time, github, calls } = world;
  const start = time.now();
  const repository = "octo-org/example";
  for (let at = 0; at < jobs; at++) {
    const run = github.beginRun({ repository, isPublic: false, event: "push", headRepository: repository });
    github.queueJob(run, { name: "build", labels: ["self-hosted", "linux", "arm64"] });
  }
  const configured = async () => (await world.ground.left()).configurations.length;
  while ((await configured()) < jobs && time.now() < start + 55_000) await time.passUntil(time.now() + 20);
  const seconds = (time.now() - start) / 1000;
  // Deliveries take up to two seconds to arrive, which is GitHub's time.
  const counted = (names: readonly string[]) => names.reduce((sum, name) => sum + (calls.get(name) ?? 0), 0);
  const ofController = [
    "table.pool",
    "table.runs",
    "table.beginLaunch",
    "table.endLaunch",
    "table.takePoints",
  ];
  return {
    seconds,
    lacking: jobs - (await configured()),
    surplus: Math.max(0, world.launched - jobs),
    github: world.count("github.") / jobs,
    aws: (counted([...ofController, "table.keepNotice", "compute.launch"]) + world.count("secrets.")) / jobs,
  };
}

/** The webhook's handler with services that answer at once. */
async function handlerFigures(): Promise<readonly Figure[]> {
  const clock = { now: Date.now };
  const log = new JsonLog(() => {}, clock.now);
  const secrets = ["the secret of the webhook"];
  const table = new MemoryTable(clock);
  const services = {
    settings: benchSettings({ maximum: 10 }),
    clock,
    table,
    hints: new MemoryHints(clock),
    log,
    secrets,
  };
  const times: number[] = [];
  for (let id = 1; id <= 3000; id++) {
    const event = delivery(id, secrets[0] ?? "");
    const start = performance.now();
    await answerHttp(event, services);
    times.push(performance.now() - start);
  }
  // The first ones load what the others use.
  const warm = times.slice(500).sort((one, other) => one - other);
  const p99 = warm[Math.floor(warm.length * 0.99)] ?? 0;
  return [
    figure("webhook handler, p50", median(warm), { unit: "ms", atMost: 0.7, peers: [peer(1.3, "ms")] }),
    figure("webhook handler, p99", p99, { unit: "ms", atMost: 3, peers: [peer(5, "ms, up to 9")] }),
  ];
}

/** As large as GitHub's own events of jobs: some 30,000 bytes. */
function delivery(id: number, secret: string) {
  const now = new Date().toISOString();
  const job = {
    id,
    run_id: id,
    run_attempt: 1,
    name: "build",
    labels: ["self-hosted", "arm64"],
    conclusion: null,
  };
  const times = { runner_name: null, created_at: now, started_at: now, completed_at: null };
  const repository = { full_name: "octo-org/example", filler: "x".repeat(29_000) };
  const body = JSON.stringify({ action: "queued", workflow_job: { ...job, ...times }, repository });
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  const names = { "x-github-event": "workflow_job", "x-github-delivery": randomUUID() };
  return {
    headers: { ...names, "x-hub-signature-256": `sha256=${signature}` },
    body,
    isBase64Encoded: false,
  };
}

function maximumFor(jobs: number): number {
  return Math.max(10, Math.min(1000, Math.ceil(jobs / 60)));
}

/** A simulated day: how long half of the jobs waited, and all else. */
function dayFigure(day: SimulatedDay): Figure {
  const { jobs, maximum, waited, dropped, instances, github, aws, registrations, instancesUsd, controlUsd } =
    day;
  const of = (what: string, value: number, unit: string): Comparison => ({ what, value, unit });
  return {
    ...{
      name: `${jobs} jobs a day, at most ${maximum} runners: half wait no longer than`,
      value: waited.median,
    },
    ...{ unit: "s", atMost: null },
    comparedWith: [
      of("95 of 100", waited.p95, "s"),
      of("all", waited.most, "s"),
      of("dropped", dropped, "jobs"),
      of("instances for each job", instances, ""),
      of("GitHub calls for each job, the reconciler's among them", github, ""),
      of("AWS calls for each job, the reconciler's among them", aws, ""),
      of("registrations in the busiest minute, of 180", registrations, ""),
      of("instances, on demand", instancesUsd, "US dollars"),
      of("functions, table, queue and parameters", controlUsd, "US dollars"),
    ],
  };
}
