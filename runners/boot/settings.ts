import { z } from "zod";
import { FaultsError } from "../../config/fault.ts";

const seconds = (least: number, most: number, fallback: number) =>
  z.int().min(least).max(most).default(fallback);

const common = {
  /** Path of the parameters, without a slash at its end: `/slipway/prod/runners`. */
  parameters: z
    .string()
    .max(900)
    .regex(/^(\/[\w.-]+)+$/, "is not the path of a parameter"),
  /** Where the logs of instances are shipped; it exists already. */
  logGroup: z.string().regex(/^[\w./-]{1,512}$/, "is not the name of a log group"),
  /** So often logs are shipped. */
  logSeconds: seconds(5, 300, 10),
  /** After it an instance ends whatever it does. */
  lifetimeSeconds: seconds(300, 5 * 86_400, 6 * 3600),
};

const linux = z.strictObject({
  ...common,
  platform: z.literal("linux"),
  /** So long it waits for a configuration. */
  waitSeconds: seconds(30, 3600, 300),
});

const mac = z.strictObject({
  ...common,
  platform: z.literal("mac"),
  /** On a fresh root volume it waits for the next configuration, as long as its lifetime allows. */
  waitSeconds: seconds(30, 5 * 86_400, 5 * 86_400),
  /** `stay`: it does nothing any more, until its root volume is replaced or its lifetime is over. */
  afterJob: z.enum(["stay", "end"]).default("stay"),
});

export const bootSchema = z.discriminatedUnion("platform", [linux, mac]);

/** What an instance of a pool is told, none of it secret. */
export type BootSettings = z.input<typeof bootSchema>;

/** The settings, with defaults filled in. Throws a FaultsError that names all faults at once. */
export function checkBootSettings(settings: BootSettings): z.output<typeof bootSchema> {
  const { success, data, error } = bootSchema.safeParse(settings);
  if (success) return data;
  throw new FaultsError(
    error.issues.map(({ path, message }) => ({
      place: ["boot", ...path.map(String)].join("."),
      fault: message,
      mend: "correct it where the launch template is made",
    })),
  );
}
