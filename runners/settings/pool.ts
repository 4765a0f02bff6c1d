import { z } from "zod";

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,19}$/, "is not a name of up to 20 small letters, digits and dashes");
const seconds = (least: number, most: number, fallback: number) =>
  z.int().min(least).max(most).default(fallback);
const usd = z.number().min(0).max(1_000_000);

/** An instance type that a pool may start, with its prices in the pool's region. */
const instanceType = z.strictObject({
  /** `m7g.large` */
  type: z.string().regex(/^[a-z0-9-]+\.[a-z0-9]+$/, "is not an instance type"),
  /** US dollars, on demand. */
  hourly: usd,
});

const common = {
  name,
  /** What its runners are labelled with, `self-hosted` among them. */
  labels: z
    .array(
      z
        .string()
        .regex(/^[\w.-]{1,100}$/, "is not a label")
        .toLowerCase(),
    )
    .min(2)
    .max(20),
  /** Repositories whose jobs it runs: `octo-org/octo-package`. */
  repositories: z.array(z.string().regex(/^[\w.-]+\/[\w.-]+$/, "is not OWNER/NAME")).min(1),
  /** Events of a public repository whose runs it serves. */
  events: z
    .array(z.enum(["push", "workflow_dispatch", "schedule", "release"]))
    .default(["push", "workflow_dispatch", "schedule", "release"]),
  /** Id of the runner group. */
  group: z.int().positive().default(1),
  /** How many runners there may be at once. */
  maximum: z.int().min(0).max(1000),
  /** US dollars a calendar month (UTC): what would go beyond is not started. */
  monthly: usd,
  types: z.array(instanceType).min(1).max(40),
  /** Version of the runner in its image: `2.335.0`. */
  runnerVersion: z.string().regex(/^\d+\.\d+\.\d+$/, "is not a version"),
  launchTemplate: z.string().regex(/^lt-[0-9a-f]+$/, "is not the id of a launch template"),
  /** Within it a runner has to be online. */
  bootSeconds: seconds(30, 3600, 300),
  /** For so long it may wait for a job. */
  idleSeconds: seconds(30, 86_400, 300),
  /** After it an instance ends whatever it does. */
  lifetimeSeconds: seconds(300, 5 * 86_400, 6 * 3600),
};

const linux = z.strictObject({
  ...common,
  platform: z.literal("linux"),
  subnets: z.array(z.string().regex(/^subnet-[0-9a-f]+$/, "is not the id of a subnet")).min(1),
  /** `spot`: spot first, what it lacks on demand. */
  market: z.enum(["spot", "on-demand"]).default("spot"),
});

const mac = z.strictObject({
  ...common,
  platform: z.literal("mac"),
  bootSeconds: seconds(60, 7200, 1800),
});

export const poolSchema = z.discriminatedUnion("platform", [linux, mac]);

/** A set of runners of the same labels. */
export type Pool = z.output<typeof poolSchema>;
