import type { z } from "zod";
import type { settingsSchema } from "./schema/settings.ts";

type DeepPartial<T> = T extends readonly (infer Item)[]
  ? (DeepPartial<Item> | undefined)[]
  : T extends object
    ? { [Key in keyof T]?: DeepPartial<T[Key]> | undefined }
    : T;

/** What remains of the typed settings after the faulty parts were taken out. */
export type Draft = DeepPartial<z.input<typeof settingsSchema>>;
